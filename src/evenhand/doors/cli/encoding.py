"""Bytes to text where nobody says which encoding it is: UTF-8 first, then the likeliest old one."""

from __future__ import annotations

import codecs

_MARKED = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# In Western text few bytes lie above ASCII; in Chinese text most do.
_WESTERN_BELOW = 0.25
_COMMON = frozenset(
    "的一是不了在有我你他們们這这個个請请沒没為为時时來来說说會会到上下中大小要就也都好問问謝谢您唔係嘅咗"
)


def decode(data: bytes) -> tuple[str, str]:
    """The text and the name of the encoding it was read in; always some text."""
    for mark, name in _MARKED:
        if data.startswith(mark):
            return data.decode(name, errors="replace"), name
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _by_plausibility(data)


def _by_plausibility(data: bytes) -> tuple[str, str]:
    sample = data[:20_000]
    high = sum(byte >= 0x80 for byte in sample)
    if high < _WESTERN_BELOW * len(sample):
        return data.decode("cp1252", errors="replace"), "cp1252"
    candidates = [(_common(data, name), name) for name in ("gb18030", "big5")]
    name = max(candidates, key=lambda candidate: candidate[0])[1]
    return data.decode(name, errors="replace"), name


def _common(data: bytes, name: str) -> int:
    """How many everyday characters the data would have in this encoding, less what it cannot be."""
    text = data[:20_000].decode(name, errors="replace")
    return sum(character in _COMMON for character in text) - 2 * text.count("\ufffd")
