"""Which leaves are the text of a mail, and that text and HTML as they are kept."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape

from evenhand.doors.connectors.mail import charsets, html, limits, markup, transfer
from evenhand.doors.connectors.mail.characters import clean_text
from evenhand.doors.connectors.mail.structure import Part

_READABLE = ("text/plain", "text/html", "text/enriched", "text/richtext", "text/markdown", "text/x-markdown")
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9._:-]{1,40})", re.IGNORECASE)
_ESCAPED_FROM = re.compile(r"(?:^|(?<=\n))>From (?=[^\n]*(?:\n[^>]|\n?$))")


@dataclass(slots=True)
class Body:
    """What a person reads: plain text, sanitised HTML, and codes of what could not be read."""

    text: str = ""
    html: str = ""
    problems: list[str] = field(default_factory=list)


def is_readable(part: Part, disposition: str, filename: str) -> bool:
    """Whether a leaf belongs to the text; a named or attached one does not."""
    return part.media_type in _READABLE and disposition != "attachment" and not filename


def read_body(data: bytes, parts: list[Part]) -> Body:
    """The text and HTML of the readable leaves; of alternatives the plain text is the text."""
    body = Body()
    read: list[tuple[str, str]] = []
    for group in _groups(parts):
        plain, page = _read_group(data, group, body.problems)
        text = plain if plain.strip() or not page else html.to_text(page)
        read.append((text.strip("\n"), page))
    body.text = _capped("\n\n".join(text for text, _ in read if text.strip()), body.problems)
    if any(page for _, page in read) and sum(len(page) for _, page in read) <= limits.HTML:
        shown = (html.sanitise(page) if page else _plain_page(text) for text, page in read)
        body.html = "\n".join(page for page in shown if page)
    return body


def part_text(data: bytes, part: Part, problems: list[str]) -> str:
    """The decoded text of one leaf, at most `limits.TEXT` characters (`limits.HTML` of HTML)."""
    end = min(part.end, part.start + limits.ENCODED_TEXT)
    if end < part.end:
        _note(problems, "cut")
    raw = b"".join(transfer.decoded(data, part.start, end, part.encoding))
    declared = part.kind.get("charset")
    if not declared and part.media_type == "text/html" and (match := _META_CHARSET.search(raw[:2_000])):
        declared = match[1].decode("ascii")
    text, problem = charsets.decode(raw, declared)
    if problem:
        _note(problems, problem)
    limit = limits.HTML if part.media_type == "text/html" else limits.TEXT
    if len(text) > limit:
        _note(problems, "cut")
    return clean_text(text[:limit])


def _groups(parts: list[Part]) -> list[list[Part]]:
    """Leaves by the outermost multipart/alternative around them; every other leaf alone."""
    groups: dict[int, list[Part]] = {}
    for index, part in enumerate(parts):
        alternative = [number for number, kind in part.containers if kind == "multipart/alternative"]
        groups.setdefault(alternative[0] if alternative else -1 - index, []).append(part)
    return list(groups.values())


def _read_group(data: bytes, group: list[Part], problems: list[str]) -> tuple[str, str]:
    plain: list[str] = []
    pages: list[str] = []
    for part in group:
        text = part_text(data, part, problems)
        if part.media_type == "text/html":
            pages.append(_checked_page(text, plain, problems))
        elif part.media_type in ("text/enriched", "text/richtext"):
            plain.append(markup.strip_tags(text))
        else:
            plain.append(_unescaped(_unflowed(text, part)))
    return "\n".join(text for text in plain if text.strip()), "\n".join(page for page in pages if page)


def _checked_page(page: str, plain: list[str], problems: list[str]) -> str:
    """The page, or "" with its bare text added to `plain` when it is too much to be shown."""
    if not html.is_too_much(page):
        return page
    _note(problems, "html-too-large" if _is_large(page) else "html-too-deep")
    if not any(text.strip() for text in plain):
        plain.append(markup.strip_tags(page))
    return ""


def _is_large(page: str) -> bool:
    return len(page) >= limits.HTML or page.count("<") > limits.HTML_TAGS


def _unflowed(text: str, part: Part) -> str:
    """Joins the soft line breaks of format=flowed (RFC 3676); quote marks stay."""
    if part.kind.get("format").lower() != "flowed":
        return text
    drop_space = part.kind.get("delsp").lower() == "yes"
    out: list[list[str]] = []
    open_level = -1
    for line in text.split("\n"):
        rest = line.lstrip(">")
        level = len(line) - len(rest)
        rest = rest.removeprefix(" ")
        flowed = rest.endswith(" ") and rest != "-- "
        piece = rest[:-1] if flowed and drop_space else rest
        if open_level == level and rest != "-- ":
            out[-1].append(piece)
        else:
            out.append([">" * level + " " if level else "", piece])
        open_level = level if flowed else -1
    return "\n".join("".join(pieces) for pieces in out)


def _unescaped(text: str) -> str:
    """Takes off the mark that mailboxes put before "From ", unless the lines around are quoted anyway."""
    return _ESCAPED_FROM.sub("From ", text) if ">From " in text else text


def _plain_page(text: str) -> str:
    return "<p>" + escape(text).replace("\n", "<br>") + "</p>" if text.strip() else ""


def _capped(text: str, problems: list[str]) -> str:
    if len(text) > limits.TEXT:
        _note(problems, "cut")
    return text[: limits.TEXT]


def _note(problems: list[str], problem: str) -> None:
    if problem not in problems:
        problems.append(problem)
