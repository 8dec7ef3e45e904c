"""Cantonese phrases of time: its own file first, then what it shares with Mandarin."""

from __future__ import annotations

from evenhand.knowledge.language.deadlines import zh
from evenhand.knowledge.language.deadlines.meaning import Grammar
from evenhand.knowledge.language.variety import Variety


def build(variety: Variety) -> Grammar:
    """The grammar of Cantonese."""
    return zh.build(variety, ("yue", "zh", "numeric"))
