"""The page of a house rule: what its file says, and what its kind does, in the reader's language."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from evenhand.knowledge.drafting.house_rules.rule import HouseRule
from evenhand.knowledge.drafting.page import Page
from evenhand.knowledge.language.variety import VARIETIES

_SHOWN = 12  # phrases of a long list


def page_of_house_rule(rule: HouseRule, language: str) -> Page:
    """The page in one of the pages' languages, English where it is none."""
    words = _kinds().get(language) or _kinds()["en"]
    what = words[rule.kind]
    for name, value in _values(rule).items():
        what = what.replace("{" + name + "}", value)
    varieties: list[str] = sorted(rule.languages or VARIETIES)
    instead = {(variety, ""): rule.instead for variety in varieties} if rule.instead else {}
    return Page(summary=said(rule, language), what=what, why=words["own"], examples=(), instead=instead)


def said(rule: HouseRule, language: str) -> str:
    """What the rule says, in this language, in English, or in whichever it was written; of no words in particular."""
    words = rule.said.get(language) or rule.said.get("en") or next(iter(rule.said.values()))
    return words.replace("{match}", "…")


def _values(rule: HouseRule) -> dict[str, str]:
    return {
        "phrases": _listed(rule.phrases or tuple(f"{old} → {new}" for old, new in rule.swap.items())),
        "others": _listed(rule.others),
        "least": str(rule.least),
        "most": "∞" if rule.most is None else str(rule.most),
    }


def _listed(phrases: tuple[str, ...]) -> str:
    return " / ".join(phrases[:_SHOWN]) + (" …" if len(phrases) > _SHOWN else "")


@cache
def _kinds() -> dict[str, dict[str, str]]:
    return tomllib.loads((Path(__file__).parent / "kinds.toml").read_text(encoding="utf-8"))
