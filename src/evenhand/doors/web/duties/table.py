"""The table of duties: duties.toml, whose texts stand in four languages side by side."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

LANGUAGES = ("en", "fi", "zh-hant", "zh-hans")
Texts = dict[str, str]


@dataclass(frozen=True, slots=True)
class Duty:
    """One duty: what it asks, which page serves it (the name of its address), which counts are on record for it."""

    code: str
    text: Texts
    page: str
    counts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Law:
    """One source with its duties: where it holds, what it is, and what of it we have not read ourselves."""

    code: str
    place: Texts
    name: Texts
    unread: Texts
    sources: tuple[str, ...]
    duties: tuple[Duty, ...]


@cache
def laws() -> tuple[Law, ...]:
    """All of them, in order. Raises ValueError where a text is missing in a language."""
    with resources.files(__package__).joinpath("duties.toml").open("rb") as file:
        said = tomllib.load(file)
    places = {code: _texts(values) for code, values in said["place"].items()}
    return tuple(_law(code, values, places) for code, values in said["law"].items())


def _law(code: str, values: dict[str, Any], places: dict[str, Texts]) -> Law:
    duties = tuple(
        Duty(f"{code}-{name}", _texts(one), one["page"], tuple(one.get("counts", ())))
        for name, one in values["duty"].items()
    )
    name, unread = _texts(values["name"]), _texts(values["unread"])
    return Law(code, places[values["place"]], name, unread, tuple(values["sources"]), duties)


def _texts(values: dict[str, Any]) -> Texts:
    missing = [language for language in LANGUAGES if not values.get(language, "").strip()]
    if missing:
        raise ValueError(f"duties.toml: {values} lacks {missing}")
    return {language: values[language].strip() for language in LANGUAGES}
