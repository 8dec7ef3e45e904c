"""The header block of a mail or part, read in one pass whatever stands in it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from evenhand.doors.connectors.incoming import NotMail
from evenhand.doors.connectors.mail import limits

_FIELD = re.compile(rb"([!-9;-~]{1,200})[ \t]*:[ \t]*")
_FOLD = re.compile(rb"[\r\n]+[ \t]+")
_ENVELOPE = (b"From ", b">From ")
_KNOWN = frozenset(
    b"from to cc bcc subject date received message-id return-path reply-to sender mime-version content-type "
    b"content-transfer-encoding content-disposition delivered-to in-reply-to references dkim-signature "
    b"x-mailer user-agent resent-from resent-to envelope-to apparently-to newsgroups list-id "
    b"errors-to authentication-results arc-seal x-received received-spf x-originating-ip".split()
)


@dataclass(slots=True)
class Headers:
    """Header values as raw bytes, unfolded, by name in lower case; `body` is the offset after the block."""

    values: dict[bytes, list[bytes]] = field(default_factory=dict)
    body: int = 0
    problems: list[str] = field(default_factory=list)

    def first(self, name: bytes) -> bytes:
        """The first value under this name, b"" where there is none."""
        return self.values.get(name, [b""])[0]

    def every(self, name: bytes) -> list[bytes]:
        """All values under this name, in order."""
        return self.values.get(name, [])


def read_headers(data: bytes, start: int, end: int) -> Headers:
    """The header block that begins at `start`, ended by an empty line, a boundary line or `end`.

    A line that is no header is passed over when a header follows it, and begins the body otherwise.
    """
    found = Headers(body=end)
    block_end = min(end, start + limits.HEADER_BLOCK)
    lines: list[bytes] = []
    position, count = start, 0
    while position < block_end:
        stop = data.find(b"\n", position, block_end) + 1 or block_end
        line = data[position:stop]
        if line in (b"\n", b"\r\n"):
            found.body = stop
            break
        if line[:1] in (b" ", b"\t"):
            if not line.strip() and not lines:
                found.body = stop
                break
            lines.append(line)
        elif _FIELD.match(line) and not line.startswith(_ENVELOPE):
            _keep(found, lines)
            lines, count = [line], count + 1
        elif line.startswith(_ENVELOPE) and not count:
            pass
        elif line[:2] == b"--" or not _FIELD.match(data, stop, block_end):
            found.body = position
            break
        else:
            _note(found, "broken-header")
        if count > limits.HEADER_COUNT:
            _note(found, "too-many-headers")
            found.body = _after_block(data, stop, end)
            break
        position = stop
    else:
        found.body = block_end
        if block_end < end:
            _note(found, "header-block-cut")
            found.body = _after_block(data, block_end, end)
    _keep(found, lines)
    return found


def require_mail(headers: Headers) -> None:
    """Raises NotMail where none of the names stands there by which a mail is known."""
    if not _KNOWN & headers.values.keys():
        raise NotMail("no header line of a mail")


def looks_like_mail(head: bytes) -> bool:
    """Whether a file that begins with these bytes (64 kB are enough) is one mail."""
    begin = len(head) - len(head.lstrip(b"\xef\xbb\xbf\r\n \t"))
    return bool(_KNOWN & read_headers(head, begin, len(head)).values.keys())


def _keep(found: Headers, lines: list[bytes]) -> None:
    if not lines or (match := _FIELD.match(lines[0])) is None:
        return
    value = b"".join(lines)[match.end() :]
    if len(value) > limits.ONE_HEADER:
        _note(found, "header-cut")
        value = value[: limits.ONE_HEADER]
    value = _FOLD.sub(b" ", value).strip()
    found.values.setdefault(match[1].lower(), []).append(value)


def _after_block(data: bytes, position: int, end: int) -> int:
    """Where the body begins behind a block that is too long to read."""
    ends = [data.find(mark, position, end) + len(mark) for mark in (b"\n\n", b"\n\r\n")]
    return min((stop for stop in ends if stop > position + 1), default=end)


def _note(found: Headers, problem: str) -> None:
    if problem not in found.problems:
        found.problems.append(problem)
