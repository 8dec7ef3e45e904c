"""The keys of a house rule, and what each may hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from evenhand.knowledge.drafting.draft import Audience
from evenhand.knowledge.drafting.finding import Severity
from evenhand.knowledge.drafting.house_rules.rule import KINDS
from evenhand.knowledge.language.variety import VARIETIES

LONGEST = 200  # code points of one phrase
MOST_PHRASES = 2_000
PAGES = ("en", "fi", "zh-Hant", "zh-Hans")
_CODE = re.compile(r"H-[a-z0-9][a-z0-9-]{0,40}")
NEEDS: Mapping[str, tuple[str, ...]] = {
    "existence": ("phrases",),
    "substitution": ("swap",),
    "occurrence": ("phrases",),
    "conditional": ("phrases", "then"),
    "consistency": ("phrases", "or"),
    "required": ("phrases",),
    "near": ("phrases", "near"),
    "length": ("most",),
}

_OF_ALL = ("code", "kind", "message", "severity", "languages", "audiences", "instead")
_OF_PHRASES = (*_OF_ALL, "phrases", "pattern", "inflect")
KNOWS: Mapping[str, tuple[str, ...]] = {
    "existence": _OF_PHRASES,
    "substitution": (*_OF_ALL, "swap", "inflect"),
    "occurrence": (*_OF_PHRASES, "least", "most", "of"),
    "conditional": (*_OF_PHRASES, "then"),
    "consistency": (*_OF_PHRASES, "or"),
    "required": (*_OF_PHRASES, "where"),
    "near": (*_OF_PHRASES, "near", "sentences"),
    "length": (*_OF_ALL, "most", "of", "unit"),
}


class BadValue(ValueError):
    """A value that a key cannot have; `code` is that of the error."""

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(code)
        self.code, self.values = code, values


def field_of(key: str, value: Any) -> tuple[str, Any]:
    """The attribute of a rule that a key fills, and its value. Raises BadValue."""
    attribute, read = _READERS[key]
    return attribute, read(value)


def _code(value: Any) -> str:
    text = _text(value)
    if not _CODE.fullmatch(text):
        raise BadValue("E104", expected="H-my-rule", value=text[:40])
    return text


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise BadValue("E102", expected="text")
    if not value.strip():
        raise BadValue("E107")
    return value


def _one_of(allowed: tuple[str, ...]) -> Callable[[Any], str]:
    def read(value: Any) -> str:
        if _text(value) not in allowed:
            raise BadValue("E104", expected=", ".join(allowed), value=str(value)[:40])
        return str(value)

    return read


def _set_of(allowed: tuple[str, ...], make: Callable[[str], Any]) -> Callable[[Any], frozenset[Any]]:
    one = _one_of(allowed)

    def read(value: Any) -> frozenset[Any]:
        if not isinstance(value, list) or not value:
            raise BadValue("E102", expected="list")
        return frozenset(make(one(each)) for each in value)

    return read


def _phrases(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise BadValue("E102", expected="list")
    if len(value) > MOST_PHRASES:
        raise BadValue("E108", most=str(MOST_PHRASES))
    found = tuple(_text(each) for each in value)
    if not found:
        raise BadValue("E107")
    if any(len(each) > LONGEST for each in found):
        raise BadValue("E108", most=str(LONGEST))
    return found


def _swap(value: Any) -> dict[str, str]:
    if not isinstance(value, dict):
        raise BadValue("E102", expected="table")
    if not all(isinstance(each, str) for each in value.values()):
        raise BadValue("E102", expected="text")
    return dict(zip(_phrases(list(value)), value.values(), strict=True))


def _said(value: Any) -> dict[str, str]:
    if isinstance(value, str):
        return {"en": _text(value)}
    if not isinstance(value, dict) or not value:
        raise BadValue("E102", expected="text")
    for language in value:
        if language not in PAGES:
            raise BadValue("E104", expected=", ".join(PAGES), value=language[:40])
    return {language: _text(each) for language, each in value.items()}


def _number(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 1_000_000:
        raise BadValue("E102", expected="number")
    return value


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise BadValue("E102", expected="true, false")
    return value


_READERS: Mapping[str, tuple[str, Callable[[Any], Any]]] = {
    "code": ("code", _code),
    "kind": ("kind", _one_of(KINDS)),
    "severity": ("severity", lambda value: Severity(_one_of(tuple(each.value for each in Severity))(value))),
    "message": ("said", _said),
    "languages": ("languages", _set_of(VARIETIES, str)),
    "audiences": ("audiences", _set_of(tuple(each.value for each in Audience), Audience)),
    "instead": ("instead", _phrases),
    "phrases": ("phrases", _phrases),
    "then": ("others", _phrases),
    "or": ("others", _phrases),
    "near": ("others", _phrases),
    "swap": ("swap", _swap),
    "pattern": ("is_pattern", _flag),
    "inflect": ("is_inflected", _flag),
    "least": ("least", _number),
    "most": ("most", _number),
    "of": ("of", _one_of(("draft", "sentence"))),
    "unit": ("unit", _one_of(("words", "characters"))),
    "sentences": ("sentences", _number),
    "where": ("where", _one_of(("anywhere", "beginning", "end"))),
}
KEYS = tuple(_READERS)
