"""A calendar as text, RFC 5545: folded, escaped, in UTC. Only what a feed of due times needs.

There is no METHOD: nobody is invited to anything, and without one DTSTAMP is when an event last changed (3.8.7.2).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

LINE = 75  # octets without the line break (RFC 5545, 3.1)
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
# All that some program takes for the end of a line.
_BREAKS = re.compile("\r\n|[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_DROPPED = ("Cc", "Cs")


@dataclass(frozen=True, slots=True)
class Event:
    """Something at a moment (aware, shown as fifteen minutes) or on a whole day, as it is since `changed_at` (aware).

    `uid` stays the same for ever, and no other desk has it.
    """

    uid: str
    summary: str
    at: datetime | date
    changed_at: datetime
    url: str = ""


def calendar_text(name: str, events: Iterable[Event]) -> str:
    """The whole calendar with CRLF line ends; the same text for the same events."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Evenhand//Due//EN", "CALSCALE:GREGORIAN",
             f"X-WR-CALNAME:{escaped(name)}"]  # fmt: skip
    for event in events:
        lines += _event(event)
    return "".join(f"{folded(line)}\r\n" for line in (*lines, "END:VCALENDAR"))


def escaped(text: str) -> str:
    """The text as a value (RFC 5545, 3.3.11): breaks of every kind as "\\n", no other control characters."""
    lines = _BREAKS.sub("\n", text)
    kept = (sign for sign in lines if sign in "\n\t" or unicodedata.category(sign) not in _DROPPED)
    return "".join(kept).translate(_ESCAPED)


def folded(line: str) -> str:
    """The line in pieces of at most 75 octets, never inside a character."""
    return "\r\n ".join(_pieces(line))


def _pieces(line: str) -> Iterator[str]:
    piece, size = "", 0
    for sign in line:
        octets = len(sign.encode("utf-8", "replace"))
        if size + octets > LINE:
            yield piece
            piece, size = "", 1  # the blank that begins what was folded
        piece, size = piece + sign, size + octets
    yield piece


def _event(event: Event) -> list[str]:
    lines = ["BEGIN:VEVENT", f"UID:{escaped(event.uid)}", f"DTSTAMP:{_moment(event.changed_at)}"]
    if isinstance(event.at, datetime):
        lines += [f"DTSTART:{_moment(event.at)}", f"DTEND:{_moment(event.at + timedelta(minutes=15))}"]
    else:
        following = event.at + timedelta(days=1)
        lines += [f"DTSTART;VALUE=DATE:{event.at:%Y%m%d}", f"DTEND;VALUE=DATE:{following:%Y%m%d}"]
    lines += [f"SUMMARY:{escaped(event.summary)}", "TRANSP:TRANSPARENT"]
    return [*lines, *([f"URL:{event.url}"] if event.url else []), "END:VEVENT"]


def _moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
