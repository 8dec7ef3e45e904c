"""From bytes to text when the declared charset is missing, wrong, or no charset at all."""

from __future__ import annotations

import re
from encodings.aliases import aliases

# What writers mean when they say it: the wider set that holds what the narrow one cannot.
_MEANT = {
    "ascii": "utf_8", "latin_1": "cp1252", "iso8859_1": "cp1252", "gb2312": "gb18030", "gbk": "gb18030",
    "euc_kr": "cp949", "shift_jis": "cp932", "iso8859_9": "cp1254", "iso8859_11": "cp874",
    "big5": "cp950", "utf_8_sig": "utf_8_sig",
}  # fmt: skip
_SPOKEN = {
    "x_gbk": "gb18030", "gb2312_charset": "gb18030", "chinesegb": "gb18030", "x_gb2312": "gb18030",
    "gb_2312_80": "gb18030", "chinesebig5": "cp950", "x_big5": "cp950", "big5_eten": "cp950",
    "big_5": "cp950", "x_sjis": "cp932", "windows_31j": "cp932", "x_euc_jp": "euc_jp",
    "windows_874": "cp874", "iso_8859_8_i": "iso8859_8", "iso_8859_8_e": "iso8859_8", "macintosh": "mac_roman",
    "x_mac_roman": "mac_roman", "unicode_1_1_utf_7": "utf_7", "unicode_1_1": "utf_16", "utf8mb4": "utf_8",
    "x_windows_949": "cp949", "iso_2022_cn": "gb18030", "ansi_x3_110_1983": "cp1252", "iso_8859_1_windows": "cp1252",
}  # fmt: skip
_NO_TEXT = frozenset(
    "base64_codec bz2_codec hex_codec quopri_codec rot_13 uu_codec zlib_codec mbcs oem idna punycode "
    "undefined unicode_escape raw_unicode_escape".split()
)
_OTHERS = frozenset("cp874 mac_roman mac_cyrillic koi8_u iso8859_1 utf_8_sig big5hkscs cp1252".split())
_KNOWN = (frozenset(aliases.values()) | _OTHERS) - _NO_TEXT
_HIGH = re.compile(rb"[\x80-\xff]")
_NOT_NAME = re.compile(r"[^a-z0-9]+")
_GB_PAIR = re.compile(rb"[\x81-\xfe][\x40-\x7e\x80-\xfe]")
_ALONE = re.compile(rb"[A-Za-z ][\x80-\xff][a-z][\x00-\x7f]")
_NOT_WESTERN = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")  # bytes that cp1252 leaves open
_SAMPLE = 64 * 1024


def codec_of(name: str) -> str:
    """The Python codec that a declared charset means, or "" where no such text codec exists.

    Looked up in a fixed table, never imported: a mail must not fill the codec cache with its inventions.
    """
    plain = _NOT_NAME.sub("_", name.lower()[:60]).strip("_")
    if plain in _SPOKEN:
        return _SPOKEN[plain]
    codec = plain if plain in _KNOWN else aliases.get(plain, "")
    return _MEANT.get(codec, codec) if codec in _KNOWN else ""


def decode(data: bytes, declared: str) -> tuple[str, str]:
    """The text and a problem ("" when all went well): the declared charset first, then what fits.

    A multi-byte text with a few broken places keeps its declared charset, since a guess would break more.
    """
    codec = codec_of(declared)
    if declared and not codec:
        return guess(data), f"unknown-charset:{_spelled(declared)}"
    if not codec:
        return guess(data), ""
    try:
        return data.decode(codec), ""
    except (UnicodeError, ValueError):
        return _repaired(data, codec), f"broken-charset:{_spelled(declared)}"


def guess(data: bytes) -> str:
    """Text of bytes that nobody labelled; broken places are replaced."""
    if not _HIGH.search(data):
        return data.decode("ascii")
    return data.decode(likely_codec(data), "replace")


def likely_codec(data: bytes) -> str:
    """The codec of unlabelled bytes: UTF-8 (a broken place or two aside), Chinese that fits, then Western."""
    try:
        data.decode("utf-8")
        return "utf-8"
    except UnicodeDecodeError as broken:
        # A text cut within a character, or with one bad byte far in, is still UTF-8.
        if broken.start > 64 and _share_broken(data) < 0.02:
            return "utf-8"
    if chinese := _chinese_codec(data[:_SAMPLE]):
        return chinese
    return "latin-1" if _NOT_WESTERN.search(data) else "cp1252"


def _spelled(declared: str) -> str:
    return _NOT_NAME.sub("-", declared.lower()[:40]).strip("-")


def _repaired(data: bytes, codec: str) -> str:
    text = data.decode(codec, "replace")
    high = sum(1 for character in text if character > "\x7f")
    broken = text.count("\ufffd")
    return text if broken * 20 <= high else guess(data)


def _share_broken(data: bytes) -> float:
    sample = data[:_SAMPLE]
    return sample.decode("utf-8", "replace").count("\ufffd") / max(1, len(_HIGH.findall(sample)))


def _chinese_codec(data: bytes) -> str:
    """gb18030 or cp950 where most byte pairs lie among the common characters of the one or the other."""
    pairs = _GB_PAIR.findall(data)
    if len(pairs) < 2:
        return ""
    common_gb = sum(1 for a, b in pairs if (0xB0 <= a <= 0xD7 or 0xA1 <= a <= 0xA3) and b >= 0xA1)
    common_big5 = sum(1 for a, b in pairs if 0xA1 <= a <= 0xC6 and (b <= 0x7E or b >= 0xA1))
    # In Western text a high byte stands alone among letters; in Chinese text high bytes come in pairs.
    alone = len(_ALONE.findall(data))
    if alone * 2 > len(pairs):
        return ""
    best, codec = max((common_gb, "gb18030"), (common_big5, "cp950"))
    return codec if best >= 0.7 * len(pairs) else ""
