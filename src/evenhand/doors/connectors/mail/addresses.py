"""Address headers, read character by character: nesting and length cannot make this slow."""

from __future__ import annotations

from dataclasses import dataclass

from evenhand.doors.connectors.incoming import Address
from evenhand.doors.connectors.mail import charsets, limits, words
from evenhand.doors.connectors.mail.characters import clean_line


@dataclass(slots=True)
class _Collected:
    """The pieces of the address that is being read."""

    phrase: list[str]
    angle: list[str]
    comment: list[str]
    had_angle: bool = False


def read_addresses(raw: bytes) -> tuple[Address, ...]:
    """All addresses of a header value; of a group its members. At most `limits.ADDRESSES`."""
    text = charsets.guess(raw[: limits.ONE_HEADER])
    found: list[Address] = []
    now = _Collected([], [], [])
    where, depth, escaped = "phrase", 0, False
    for character in text:
        if escaped:
            _pieces(now, where).append(character)
            escaped = False
        elif character == "\\" and where in ("quoted", "comment"):
            escaped = True
        elif where == "quoted":
            where = "phrase" if character == '"' else where
            if where == "quoted":
                now.phrase.append(character)
        elif where == "comment":
            depth += (character == "(") - (character == ")")
            where = "phrase" if depth == 0 else where
            if depth:
                now.comment.append(character)
        elif where == "angle":
            where = "phrase" if character == ">" else where
            if where == "angle":
                now.angle.append(character)
        elif character == '"':
            where = "quoted"
        elif character == "(":
            where, depth = "comment", 1
        elif character == "<":
            where, now.had_angle = "angle", True
        elif character in ",;":
            _finish(now, found)
            now = _Collected([], [], [])
            if len(found) >= limits.ADDRESSES:
                return tuple(found)
        elif character == ":" and not now.had_angle and "@" not in now.phrase:
            now = _Collected([], [], [])  # the name of a group
        else:
            now.phrase.append(character)
    _finish(now, found)
    return tuple(found)


def _pieces(now: _Collected, where: str) -> list[str]:
    return {"comment": now.comment, "angle": now.angle}.get(where, now.phrase)


def _finish(now: _Collected, found: list[Address]) -> None:
    phrase, angle, comment = ("".join(part).strip() for part in (now.phrase, now.angle, now.comment))
    if now.had_angle:
        name, address = phrase or comment, angle
    elif "@" in phrase:
        name, address = comment, phrase
    else:
        name, address = phrase or comment, ""
    name = clean_line(words.decode_words(name), limits.NAME).strip("'\"").strip()
    address = _tidy(address)
    if name or address:
        found.append(Address("" if name == address else name, address))


def _tidy(address: str) -> str:
    plain = clean_line(words.decode_words(address), limits.IDENTIFIER).replace(" ", "")
    plain = plain.removeprefix("mailto:")
    local, at, domain = plain.rpartition("@")
    return local + at + domain.lower().rstrip(".") if at else plain
