"""Content-Type and Content-Disposition: the value and its parameters, RFC 2231 names included."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import unquote_to_bytes

from evenhand.doors.connectors.mail import charsets, limits, words

_MEDIA_TYPE = re.compile(r"[a-z0-9!#$&^_.+-]{1,100}/[a-z0-9!#$&^_.+*-]{1,100}")
_PARAMETER = re.compile(r'\s*([^\s=;"]{1,100})\s*=\s*(?:"((?:[^"\\]|\\.)*)"?|([^;]*))')
_SECTION = re.compile(r"(.+?)(?:\*(\d{1,3}))?(\*)?")
_ESCAPED = re.compile(r"\\(.)")


@dataclass(frozen=True, slots=True)
class Described:
    """A structured header: its value in lower case ("text/plain", "attachment") and its parameters."""

    value: str = ""
    parameters: dict[str, str] = field(default_factory=dict)

    def get(self, name: str) -> str:
        """The parameter as text, "" where it is absent."""
        return self.parameters.get(name, "")


def read_described(raw: bytes) -> Described:
    """Read in time linear to the length; what stands behind `limits.PARAMETERS` bytes is left out."""
    text = charsets.guess(raw[: limits.PARAMETERS])
    value, _, rest = text.partition(";")
    return Described(value.strip().lower(), _joined(_pairs(rest)))


def media_type(described: Described, default: str) -> str:
    """The type, or the default of RFC 2045 where it is missing or malformed."""
    if _MEDIA_TYPE.fullmatch(described.value):
        return described.value
    return "text/html" if described.value in ("html", "text/html") else default


def _pairs(text: str) -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    position = 0
    while 0 <= position < len(text):
        if (match := _PARAMETER.match(text, position)) is not None:
            quoted, bare = match[2], match[3]
            value = _ESCAPED.sub(r"\1", quoted) if quoted is not None else bare.strip()
            pairs.append((match[1].lower(), value))
            position = match.end()
        position = text.find(";", position) + 1 or len(text)
    return pairs


def _joined(pairs: list[tuple[str, str]]) -> dict[str, str]:
    """Plain parameters, and those in sections (name*0, name*1*) put together and decoded."""
    plain: dict[str, str] = {}
    sections: dict[str, list[tuple[int, bool, str]]] = {}
    for name, value in pairs:
        match = _SECTION.fullmatch(name)
        if match is None or (match[2] is None and match[3] is None):
            plain.setdefault(name, words.decode_words(value))
        else:
            sections.setdefault(match[1], []).append((int(match[2] or 0), match[3] is not None, value))
    extended = {name: _section_text(sorted(found)) for name, found in sections.items()}
    return {**plain, **extended}


def _section_text(sections: list[tuple[int, bool, str]]) -> str:
    charset, data = "", b""
    for place, (_, percent, value) in enumerate(sections):
        if place == 0 and percent and value.count("'") >= 2:
            charset, _, value = value.split("'", 2)
        data += unquote_to_bytes(value) if percent else value.encode("utf-8", "surrogateescape")
    return words.decode_words(charsets.decode(data, charset)[0])
