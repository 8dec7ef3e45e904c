"""An amount is read as whoever typed it meant it, or not at all."""

from __future__ import annotations

from decimal import Decimal

import pytest

from evenhand.doors.web.amounts import amount_in, amount_out


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("1200", "1200"),
        ("1 200,50", "1200.50"),
        ("1\u00a0200\u202f000,5", "1200000.5"),
        ("1,200", "1200"),
        ("1.200", "1200"),
        ("1,200.50", "1200.50"),
        ("1.200,50", "1200.50"),
        ("12,345,678", "12345678"),
        ("1’200", "1200"),
        ("0,5", "0.5"),
        ("-300", "-300"),
        ("−300", "-300"),
        ("１，２００．５０", "1200.50"),
    ],
)
def test_thousands_and_decimals_as_people_write_them(typed, meant):
    assert amount_in(typed) == Decimal(meant)


@pytest.mark.parametrize(
    "typed", ["much", "1e5", "NaN", "0,125", "1.200.50", "1,2,3", "1200.505", "1,20,300", "5 €", "."]
)
def test_what_can_be_read_in_two_ways_or_in_none_is_refused(typed):
    with pytest.raises(ValueError, match=r"."):
        amount_in(typed)


def test_nothing_is_no_amount():
    assert amount_in("  ") is None


@pytest.mark.parametrize(
    ("amount", "language", "written"),
    [
        ("22000.00", "zh-hant", "22,000\u00a0EUR"),
        ("1200.5", "en", "1,200.50\u00a0EUR"),
        ("-1200.5", "fi", "-1\u00a0200,50\u00a0EUR"),
    ],
)
def test_an_amount_is_written_as_the_language_does(amount, language, written):
    assert amount_out(Decimal(amount), "EUR", language) == written
    assert amount_in(amount_out(Decimal(amount), "", language)) == Decimal(amount)
