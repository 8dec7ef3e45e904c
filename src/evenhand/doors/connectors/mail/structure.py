"""The parts of a mail, found in one pass without recursion: boundary lines against a stack of open multiparts."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from evenhand.doors.connectors.mail import limits
from evenhand.doors.connectors.mail.headers import Headers, read_headers
from evenhand.doors.connectors.mail.parameters import Described, media_type, read_described
from evenhand.doors.connectors.mail.words import decode_header

_DASHED = re.compile(rb"^--([^\s-][^\r\n]{0,200}?)[ \t]*\r?$", re.MULTILINE)
_PREAMBLE = 4 * 1024  # bytes in which the first boundary of a multipart is looked for that names none


@dataclass(slots=True)
class Part:
    """A leaf of the mail: where its body lies in the bytes, and what its headers say of it."""

    headers: Headers
    kind: Described
    media_type: str
    start: int
    end: int
    containers: tuple[tuple[int, str], ...]  # (number, media type) of the multiparts around it, outermost first

    @property
    def encoding(self) -> str:
        """The transfer encoding, in lower case."""
        words = decode_header(self.headers.first(b"content-transfer-encoding")[:100]).split()
        return words[0].strip("\"';").lower() if words else ""


@dataclass(slots=True)
class Structure:
    """The headers of the mail and its leaves in order."""

    headers: Headers
    leaves: list[Part] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Open:
    boundary: bytes
    number: int
    media_type: str


def read_structure(data: bytes, start: int, end: int) -> Structure:
    """All leaves of the mail in data[start:end], in time linear to its length, within `limits`."""
    return _Reader(data, start, end).read()


class _Reader:
    """One pass over the bytes; `stack` holds the multiparts that are open at the present place."""

    def __init__(self, data: bytes, start: int, end: int) -> None:
        self.data, self.start, self.end = data, start, end
        self.stack: list[_Open] = []
        self.made = self.missed = 0
        self.waiting: Part | None = None  # the leaf whose end is not known yet

    def read(self) -> Structure:
        self.found = Structure(read_headers(self.data, self.start, self.end))
        self.found.problems.extend(self.found.headers.problems)
        self._begin(self.found.headers)
        position = self.found.headers.body
        while self.stack and (line := self._next_boundary(position)) is not None:
            at, after, level, closing = line
            self._end_leaf(at)
            del self.stack[level + (0 if closing else 1) :]
            position = after
            if closing:
                continue
            if len(self.found.leaves) >= limits.PARTS or self.made >= limits.PARTS:
                self._note("too-many-parts")
                break
            headers = read_headers(self.data, after, self.end)
            self._begin(headers)
            position = max(after, headers.body - 1)
        self._end_leaf(self.end)
        if not self.found.leaves and self.data[self.found.headers.body : self.end].strip():
            self._note("no-boundary")
            headers = self.found.headers
            whole = Part(headers, Described("text/plain"), "text/plain", headers.body, self.end, ())
            self.found.leaves.append(whole)
        return self.found

    def _begin(self, headers: Headers) -> None:
        kind = read_described(headers.first(b"content-type"))
        inside_digest = bool(self.stack) and self.stack[-1].media_type == "multipart/digest"
        name = media_type(kind, "message/rfc822" if inside_digest else "text/plain")
        if name.startswith("multipart/"):
            if self._opened(headers, kind, name):
                return
            # Nothing divides it, so what stands there is text; unless it lies deeper than we look.
            name = "text/plain" if len(self.stack) < limits.DEPTH else name
        around = tuple((container.number, container.media_type) for container in self.stack)
        self.waiting = Part(headers, kind, name, headers.body, self.end, around)

    def _opened(self, headers: Headers, kind: Described, name: str) -> bool:
        """Whether the multipart has a boundary to go by; if not, its body is read as one leaf."""
        if len(self.stack) >= limits.DEPTH:
            self._note("too-deep")
            return False
        boundary = kind.get("boundary").encode("utf-8", "surrogateescape").rstrip()
        if not boundary:
            boundary = self._guessed_boundary(headers.body)
        if not boundary or self.missed > 20 or self.data.find(b"--" + boundary, headers.body, self.end) < 0:
            self.missed += 1  # each miss reads to the end of the mail, so there must not be many
            self._note("no-boundary")
            return False
        self.made += 1
        self.stack.append(_Open(boundary, self.made, name))
        return True

    def _guessed_boundary(self, position: int) -> bytes:
        """A line of dashes and a word that stands there twice; b"" where there is none."""
        match = _DASHED.search(self.data, position, min(self.end, position + _PREAMBLE))
        if match is None or self.data.find(b"\n" + match[0].rstrip(), match.end(), self.end) < 0:
            return b""
        return match[1]

    def _next_boundary(self, position: int) -> tuple[int, int, int, bool] | None:
        """(end of what stood before, start of what follows, level in the stack, whether it closes)."""
        levels = {container.boundary: level for level, container in enumerate(self.stack)}
        at = self._dashes(position)
        while at >= 0:
            stop = self.data.find(b"\n", at, self.end) + 1 or self.end
            line = self.data[at + 2 : min(stop, at + limits.PARAMETERS)].rstrip()
            for token in dict.fromkeys((line, line.partition(b" ")[0])):
                closing = token not in levels and token.endswith(b"--") and token[:-2] in levels
                if closing or token in levels:
                    before = at - 1 if at > position else at
                    before -= self.data[before - 1 : before] == b"\r"
                    return max(before, position), stop, levels[token[:-2] if closing else token], closing
            at = self._dashes(stop - 1)
        return None

    def _dashes(self, position: int) -> int:
        if self.data.startswith(b"--", position) and self.data[position - 1 : position] in (b"\n", b""):
            return position
        at = self.data.find(b"\n--", position, self.end)
        return at + 1 if at >= 0 else -1

    def _end_leaf(self, at: int) -> None:
        if self.waiting is not None:
            self.waiting.end = max(self.waiting.start, at)
            self.found.leaves.append(self.waiting)
            self.waiting = None

    def _note(self, problem: str) -> None:
        if problem not in self.found.problems:
            self.found.problems.append(problem)
