"""Quoted replies and forwarded messages, as mail programs write them in English, Finnish and Chinese.

Three shapes: lines that begin with ">", with the line that announces them ("On … wrote:"); a block of headers
(From, Sent, To, Subject) under which all the rest is quoted; a line of dashes that says "original message" or
"forwarded message". Everything is matched on folded text, so each Chinese pattern stands for both scripts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from evenhand.knowledge.language.late import late

QuoteKind = Literal["quote", "forwarded"]


class Line(NamedTuple):
    """A line that is not blank: folded offsets of its trimmed text, and the text."""

    start: int
    end: int
    text: str


class Region(NamedTuple):
    """A stretch of folded text that somebody else wrote."""

    start: int
    end: int
    kind: QuoteKind


# Without one of these a message holds no quote, and most messages hold none.
_CUES = (
    ">", "wrote", "kirjoitti", "写", "---", "___", "———", "发件人", "寄件", "发信人", "from", "lähettäjä",
    "forwarded message", "viesti alkaa", "转发", "转寄",
)  # fmt: skip
_FROM = r"(?:from|lähettäjä|发件人|寄件者|寄件人|发信人|寄信人|发送人)"
_WHEN_OR_WHAT = (
    r"(?:sent|date|subject|lähetetty|päivämäärä|päiväys|pvm|aihe|otsikko|发送时间|发送日期|发件时间|时间|日期|寄件日期|"
    r"寄件时间|传送日期|传送时间|发送|主题|主旨|标题)"
)
_WHO_ELSE = r"(?:to|cc|bcc|reply-to|vastaanottaja|vastaanottajat|kopio|收件人|收件者|抄送|副本|密件副本|抄送人|答复)"
_HEADER_FROM = late(rf"\*?{_FROM}\s?\*?\s?[:：]\*?\s*\S")
_HEADER_OTHER = late(rf"\*?(?P<telling>{_WHEN_OR_WHAT})?(?:{_WHO_ELSE})?\s?\*?\s?[:：]\*?")
_HEADER_LINES = 8  # how far below the first header the others may stand
_RULE = late(r"[-_=─—*\s]{5,}\Z")
_DASHES = r"(?:[-_=─—*\s]|&nbsp;)"  # one at a time: a run of runs would be matched in every way
_ORIGINAL = late(
    rf"{_DASHES}+(?:original (?:message|e-?mail)|original|alkuperäinen viesti|alkuperäinen sähköposti|"
    rf"原始邮件|原始信件|原邮件|原始信息|原始邮件信息|回复的原邮件|原文){_DASHES}*\Z"
)
_FORWARDED = late(
    rf"(?:{_DASHES}+(?:forwarded (?:message|by .{{1,80}}|mail)|fwd|välitetty viesti|edelleenlähetetty viesti|"
    rf"lähetetty edelleen|转发的邮件|转发的信件|转发邮件|转发邮件信息|转寄邮件|转寄的邮件|转寄信件|"
    rf"被转发的邮件){_DASHES}*"
    r"|(?:begin forwarded message|välitetty viesti alkaa|välitetty viesti|edelleenlähetetty viesti alkaa|"
    r"开始转发的邮件|开始转发邮件|开始转寄邮件|开始转寄的邮件|转发的邮件|转寄邮件|以下是转发的邮件)\s?[:：])\Z"
)
_ANNOUNCES = late(r"(?:\bwrote\s?[:：]|\bkirjoitti\b[^:：]{0,60}(?:\d:\d\d[^:：]{0,10})?[:：]|写道\s?[:：;]?)\Z")
_BEGINS = late(r"(?:on|at)\s.{3,}\bwrote|.{2,}\bkirjoitti\b|(?:在|于|自)?.{3,}写道", re.DOTALL)
_WHEN = late(r"\d{1,2}[:.：]\d\d|\b(?:19|20)\d\d|@|\d[/-]\d|\d{1,2}月|\d年")
_ANNOUNCEMENT_AT_MOST = 300
_SPEECH = ('"', "'", "「", "『", "“", "«")
_FACE = late(r">(?:[:;=._<]|\d(?!\d*[.)]\s))")


def quotes(folded: str) -> list[Region]:
    """The quoted and forwarded stretches, in order. Linear in the length of the text."""
    if not any(cue in folded for cue in _CUES):
        return []
    lines = list(lines_of(folded))
    found: list[Region] = []
    index = 0
    while index < len(lines):
        rest = _begins_rest(folded, lines, index)
        if rest:
            kind, first = rest
            return [*found, Region(lines[first].start, len(folded), kind)]
        after = _quoted_run(lines, index)
        if after > index:
            first = _announced_from(folded, lines, index)
            end = lines[after].start if after < len(lines) else len(folded)
            found.append(Region(lines[first].start, end, "quote"))
            index = after
        else:
            index += 1
    return found


def lines_of(folded: str) -> Iterator[Line]:
    """The lines that are not blank."""
    start, length = 0, len(folded)
    while start < length:
        end = folded.find("\n", start)
        end = length if end < 0 else end
        text = folded[start:end].strip()
        if text:
            first = folded.index(text[0], start)
            yield Line(first, first + len(text), text)
        start = end + 1


def is_quoted(text: str) -> bool:
    """Whether a trimmed line is marked as quoted: ">" and not a face or "more than" (">:(", ">3 weeks")."""
    return text[0] == ">" and not _FACE.match(text)


def _quoted_run(lines: Sequence[Line], index: int) -> int:
    while index < len(lines) and is_quoted(lines[index].text):
        index += 1
    return index


def _begins_rest(folded: str, lines: Sequence[Line], index: int) -> tuple[QuoteKind, int] | None:
    """Where a line says that all the rest is not the writer's: the kind, and the first line that belongs to it."""
    text = lines[index].text
    if len(text) > _ANNOUNCEMENT_AT_MOST:
        return None
    if _FORWARDED.match(text):
        return "forwarded", index
    if _ORIGINAL.match(text):
        return "quote", index
    if _is_header_block(lines, index):
        first = index - 1 if index and _RULE.match(lines[index - 1].text) else index
        return ("quote" if first else "forwarded"), first
    if _is_announcement(lines, index) and not _quoted_below(lines, index):
        below = lines[index + 1].text if index + 1 < len(lines) else ""
        if below and not below.startswith(_SPEECH):
            first = _announced_from(folded, lines, index + 1)
            if first <= index and _WHEN.search(folded, lines[first].start, lines[index].end):
                return "quote", first
    return None


def _quoted_below(lines: Sequence[Line], index: int) -> bool:
    return index + 1 < len(lines) and is_quoted(lines[index + 1].text)


def _is_header_block(lines: Sequence[Line], index: int) -> bool:
    """A sender line with two more headers close below, one of them a date or a subject."""
    if not _HEADER_FROM.match(lines[index].text):
        return False
    headers = telling = 0
    for line in lines[index + 1 : index + 1 + _HEADER_LINES]:
        match = _HEADER_OTHER.match(line.text)
        if match and match.end() > 1:
            headers += 1
            telling += match["telling"] is not None
    return headers >= 2 and telling >= 1


def _is_announcement(lines: Sequence[Line], index: int) -> bool:
    line = lines[index]
    return len(line.text) <= _ANNOUNCEMENT_AT_MOST and line.text[-1] in ":：;道" and bool(_ANNOUNCES.search(line.text))


def _announced_from(folded: str, lines: Sequence[Line], index: int) -> int:
    """The first line of the announcement ("On … wrote:") that ends just above `index`, else `index` itself."""
    last = index - 1
    if last < 0 or not _is_announcement(lines, last):
        return index
    quoted = index < len(lines) and is_quoted(lines[index].text)
    for first in range(last, max(last - 3, -1), -1):
        if is_quoted(lines[first].text) or folded.count("\n", lines[first].end, lines[last].start) > last - first:
            break
        joined = folded[lines[first].start : lines[last].end]
        if len(joined) <= _ANNOUNCEMENT_AT_MOST and _BEGINS.match(joined) and _WHEN.search(joined):
            return first
    return last if quoted else index
