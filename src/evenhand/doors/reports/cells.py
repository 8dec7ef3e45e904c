"""Cells of tables that leave the desk: none of them is run by the spreadsheet that opens it."""

from __future__ import annotations

# What spreadsheets take for the beginning of a formula (OWASP; ASVS 5.0, 1.2.10), the full-width signs included.
FORMULA_BEGINS = frozenset("=+-@\t\r\n\x00＝＋－＠")


def neutral(text: str) -> str:
    """The text as a cell that no spreadsheet runs: what could begin a formula gets an apostrophe before it."""
    return f"'{text}" if text[:1] in FORMULA_BEGINS and text else text
