"""When a mail was sent, by its own word or else by that of the servers that carried it."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from evenhand.doors.connectors.mail import limits

_COMMENT = re.compile(r"\([^()]*\)")
_ISO = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d")
_EARLIEST = datetime(1971, 1, 1, tzinfo=UTC)
_LATEST = datetime(2100, 1, 1, tzinfo=UTC)


def sent_at(date: bytes, received: list[bytes]) -> tuple[datetime | None, str]:
    """An aware time and a problem code ("" when Date was good).

    A Date without a zone names no instant, so the latest server's Received time stands in for it.
    """
    if (when := _aware(date)) is not None:
        return when, ""
    for line in received[:20]:
        if (when := _aware(line[-limits.DATE :].rpartition(b";")[2])) is not None:
            return when, "date-from-received"
    return None, "bad-date" if date else "no-date"


def _aware(raw: bytes) -> datetime | None:
    text = _COMMENT.sub(" ", raw[: limits.DATE].decode("ascii", "replace")).strip()
    try:
        when = datetime.fromisoformat(text) if _ISO.match(text) else _from_rfc(text)
    except (ValueError, OverflowError, TypeError, IndexError):
        return None
    if when.tzinfo is None or not _EARLIEST < when < _LATEST:
        return None
    return when


def _from_rfc(text: str) -> datetime:
    when = parsedate_to_datetime(text)
    # "-0000" is UTC whose zone is not told; no zone at all is not an instant, and stays naive.
    return when.replace(tzinfo=UTC) if text.endswith("-0000") else when
