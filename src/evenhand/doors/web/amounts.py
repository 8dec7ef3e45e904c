"""Amounts as people type and read them, in any of the languages of the desk."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

_BETWEEN = re.compile(r"[\s'’]")
_IN_GROUPS = re.compile(r"([-+]?[1-9][0-9]{0,2}(?:([.,])[0-9]{3})(?:\2[0-9]{3})*)(?:(?!\2)[.,]([0-9]{1,2}))?")
_PLAIN = re.compile(r"([-+]?[0-9]+)(?:[.,]([0-9]{1,2}))?")


def amount_in(words: str) -> Decimal | None:
    """What somebody means by "1 200,50", "1,200.50", "1.200,50", "１２００" or "1,200"; None for nothing.

    A comma or point before exactly three figures parts thousands, for money has two decimals at most.
    Raises ValueError for all that can be read in two ways or in none.
    """
    text = _BETWEEN.sub("", unicodedata.normalize("NFKC", words)).replace("−", "-")
    if not text:
        return None
    if found := _IN_GROUPS.fullmatch(text):
        whole, cents = found[1].replace(found[2], ""), found[3]
    elif found := _PLAIN.fullmatch(text):
        whole, cents = found[1], found[2]
    else:
        raise ValueError(words)
    return Decimal(f"{whole}.{(cents or '').ljust(2, '0')}")


def amount_out(amount: Decimal, currency: str, language: str) -> str:
    """An amount as a language writes it: "1,200.50 EUR", in Finnish "1 200,50 EUR"; no cents where there are none."""
    figures = f"{amount:,.0f}" if amount == amount.to_integral_value() else f"{amount:,.2f}"
    if language == "fi":
        figures = figures.replace(",", "\u00a0").replace(".", ",")
    return f"{figures}\u00a0{currency}"
