"""Composing a letter or a reply from the texts beside this file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import tzinfo
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from evenhand.record.people.queries import workspace
from evenhand.record.protection.texts.saying import Value, say
from evenhand.record.protection.texts.template import Places, Template, TextError, parse

LANGUAGES = ("en", "fi", "zh-Hant", "zh-Hans")
_FOLDER = Path(__file__).parent
_BETWEEN = "\n\n* * *\n\n"


@dataclass(frozen=True, slots=True)
class Composed:
    """A letter or a reply, ready to be sent or shown."""

    subject: str
    text: str

    def paragraphs(self) -> list[str]:
        """The text as a page shows it. A line that ends in a full-width stop is followed at once: no space between."""
        return [one.replace("。\n", "。") for one in self.text.split("\n\n") if one.strip()]


def compose(
    kind: str, language: str, values: Mapping[str, Value | None], second: str = "", *, zone: tzinfo | None = None
) -> Composed:
    """The text of a kind, filled; with `second` the same beneath it in a second language.

    `kinds()` says what each is filled with. Moments are told in `zone`, the firm's own where None. A value may be
    words by language, where the two languages need words of their own; `role` and `channel` may be codes and `hours` a
    week, which get their words here.
    Raises TextError: "kind-unknown", "language-unknown", "place-unknown", "place-missing", "choice-unknown".
    """
    _check(kind, language, second, values)
    at_home = zone or ZoneInfo(workspace().timezone)
    made = [_composed(kind, each, values, at_home) for each in dict.fromkeys((language, second or language))]
    return Composed(" / ".join(one.subject for one in made), _BETWEEN.join(one.text for one in made))


@cache
def kinds() -> Mapping[str, Places]:
    """Every kind of text with the places that fill it."""
    return {path.stem: _template(path.stem, "en").places() for path in sorted((_FOLDER / "en").glob("*.txt"))}


def letter_language(code: str) -> str:
    """The language of letters for somebody who reads or writes this one; English where we write none of theirs."""
    known = {each.lower(): each for each in LANGUAGES} | {"yue": "zh-Hant", "zh-hant-hk": "zh-Hant", "zh": "zh-Hant"}
    return known.get(code.replace("_", "-").lower(), "en")


def _check(kind: str, language: str, second: str, values: Mapping[str, Value | None]) -> None:
    if kind not in kinds():
        raise TextError("kind-unknown", kind)
    for each in (language, second):
        if each and each not in LANGUAGES:
            raise TextError("language-unknown", each)
    kinds()[kind].check(values)


def _composed(kind: str, language: str, values: Mapping[str, Value | None], zone: tzinfo) -> Composed:
    def given(place: str) -> str:
        value = values.get(place)
        return value if isinstance(value, str) else say(place, value, "", language, zone)

    def said(place: str, manner: str) -> str:
        return say(place, values.get(place), manner, language, zone)

    return Composed(*_template(kind, language).fill(given, said))


@cache
def _template(kind: str, language: str) -> Template:
    return parse((_FOLDER / language / f"{kind}.txt").read_text("utf-8"))
