"""Languages as LanguageTool names them, and the varieties of the draft check that they stand for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from evenhand.knowledge.language.shape import Variety


class Language(NamedTuple):
    """A language by its English name, and by its short and long code."""

    name: str
    code: str
    long_code: str


LANGUAGES = (
    Language("Cantonese", "yue", "yue-HK"),
    Language("Chinese", "zh", "zh"),
    Language("Chinese (China)", "zh", "zh-CN"),
    Language("Chinese (Hong Kong)", "zh", "zh-HK"),
    Language("Chinese (Taiwan)", "zh", "zh-TW"),
    Language("English", "en", "en"),
    Language("English (GB)", "en", "en-GB"),
    Language("English (US)", "en", "en-US"),
    Language("Finnish", "fi", "fi"),
    Language("Finnish (Finland)", "fi", "fi-FI"),
)
_NAMES = {
    "en": "English",
    "fi": "Finnish",
    "zh-Hans": "Chinese (Simplified)",
    "zh-Hant": "Chinese (Traditional)",
    "yue": "Cantonese",
}
_FOUND = {"en": "en", "fi": "fi", "zh-Hans": "zh-CN", "zh-Hant": "zh-TW", "yue": "yue-HK", "und": "en"}
_CHINESE: tuple[Variety, ...] = ("zh-Hans", "zh-Hant", "yue")
_SIMPLIFIED, _HONG_KONG, _TRADITIONAL = {"hans", "cn", "sg"}, {"hk", "mo"}, {"hant", "tw"}


def is_known(code: str) -> bool:
    """Whether a client may name this language; "auto" has it found."""
    return _parts(code)[0] in {"auto", "en", "fi", "zh", "yue"}


def variety_of(code: str, found: Variety) -> Variety:
    """The variety that a known code stands for, in a text that was found to be of `found`."""
    primary, rest = _parts(code)
    if primary == "auto":
        return found
    if primary != "zh":
        return "en" if primary == "en" else "fi" if primary == "fi" else "yue"
    if rest & _SIMPLIFIED:
        return "zh-Hans"
    if rest & _HONG_KONG:
        return "yue" if found == "yue" else "zh-Hant"
    if rest & _TRADITIONAL:
        return "zh-Hant"
    return found if found in _CHINESE else "zh-Hans"


def named(variety: Variety) -> str:
    """The English name of a variety; English where none was found, for then its rules are read."""
    return _NAMES.get(variety, _NAMES["en"])


def code_of(variety: Variety, preferred: Sequence[str] = ()) -> str:
    """The code for a variety that was found: of `preferred` the first that stands for it, else a usual one."""
    usual = _FOUND[variety]
    return next((code for code in preferred if _stands_for(code, variety)), usual)


def _stands_for(code: str, variety: Variety) -> bool:
    return is_known(code) and _parts(code)[0] != "auto" and variety_of(code, variety) == variety


def _parts(code: str) -> tuple[str, set[str]]:
    primary, *rest = code.strip().lower().replace("_", "-").split("-")
    return primary, set(rest)
