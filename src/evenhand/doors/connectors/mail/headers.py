"""The header block of a mail or part, read in one pass whatever stands in it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from evenhand.doors.connectors.incoming import NotMail
from evenhand.doors.connectors.mail import limits

_FIELD = re.compile(rb"([!-9;-~]{1,200})[ \t]*:[ \t]*")
_FOLD = re.compile(rb"(?:[\r\n]+[ \t]+)+")
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
    block = _Block(found)
    position = start
    while position < end:
        stop = data.find(b"\n", position, end) + 1 or end
        line = data[position : min(stop, position + limits.ONE_HEADER + 1)]
        if not line.strip(b" \t\r\n") and (line[:1] in b"\r\n" or not block.lines):
            found.body = stop
            break
        if not block.take(line):
            if line[:2] == b"--" or not _FIELD.match(data, stop, end):
                found.body = position
                break
            _note(found, "broken-header")
        if block.full:
            found.body = _after_block(data, stop, end)
            break
        position = stop
    block.end_header()
    return found


class _Block:
    """The header that is being read, and how much has been kept so far."""

    def __init__(self, found: Headers) -> None:
        self.found = found
        self.lines: list[bytes] = []
        self.length = self.kept = self.count = 0
        self.full = False

    def take(self, line: bytes) -> bool:
        """Takes a header line, a folded line or an envelope line; False for anything else."""
        if line.startswith(_ENVELOPE):
            return not self.count
        if line[:1] not in b" \t":
            if not _FIELD.match(line):
                return False
            self.end_header()
            self.count += 1
        self._keep(line)
        return True

    def end_header(self) -> None:
        """Files the header whose lines have been taken."""
        match = _FIELD.match(self.lines[0]) if self.lines else None
        if match is not None:
            value = b"".join(self.lines)[match.end() :].strip()
            value = _FOLD.sub(b" ", value) if len(self.lines) > 1 else value
            self.found.values.setdefault(match[1].lower(), []).append(value)
        self.lines, self.length = [], 0

    def _keep(self, line: bytes) -> None:
        room = limits.ONE_HEADER - self.length
        if len(line) > room:
            _note(self.found, "header-cut")
        if room > 0:
            self.lines.append(line[:room])
            self.length += len(line)
            self.kept += min(room, len(line))
        if self.kept > limits.HEADER_BLOCK or self.count > limits.HEADER_COUNT:
            self.full = True
            _note(self.found, "too-many-headers" if self.count > limits.HEADER_COUNT else "header-block-cut")


def require_mail(headers: Headers) -> None:
    """Raises NotMail where none of the names stands there by which a mail is known."""
    if not _KNOWN & headers.values.keys():
        raise NotMail("no header line of a mail")


def looks_like_mail(head: bytes) -> bool:
    """Whether a file that begins with these bytes (64 kB are enough) is one mail."""
    begin = len(head) - len(head.lstrip(b"\xef\xbb\xbf\r\n \t"))
    return bool(_KNOWN & read_headers(head, begin, len(head)).values.keys())


def _after_block(data: bytes, position: int, end: int) -> int:
    """Where the body begins behind a block that is too long to read."""
    ends = [data.find(mark, position, end) + len(mark) for mark in (b"\n\n", b"\n\r\n")]
    return min((stop for stop in ends if stop > position + 1), default=end)


def _note(found: Headers, problem: str) -> None:
    if problem not in found.problems:
        found.problems.append(problem)
