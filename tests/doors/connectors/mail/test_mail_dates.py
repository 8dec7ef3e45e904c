from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenhand.doors.connectors.mail.dates import sent_at

TEN = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "date",
    [
        b"Mon, 2 Mar 2026 10:00:00 +0200", b"2 Mar 2026 10:00:00 +0200", b"Mon, 02 Mar 2026 08:00:00 GMT",
        b"Mon, 2 Mar 2026 10:00 +0200 (EET)", b"Mon, 2 Mar 2026 08:00:00 -0000", b"2026-03-02T10:00:00+02:00",
        b"Mon, 2 Mar 26 08:00:00 UT",
    ],
)  # fmt: skip
def test_dates_as_mailers_write_them(date):
    assert sent_at(date, []) == (TEN, "")


@pytest.mark.parametrize(
    "date", [b"Mon, 2 Mar 2026 10:00:00", b"yesterday", b"\xff\xfe", b"2 Mar 9999 10:00:00 +0000", b"(" * 5000]
)
def test_a_date_that_names_no_instant_is_said_to_be_bad(date):
    assert sent_at(date, []) == (None, "bad-date")


def test_the_time_of_the_last_server_stands_in():
    received = [b"from a by b; garbage", b"from a by b with esmtp; Mon, 2 Mar 2026 10:00:00 +0200"]
    assert sent_at(b"Mon, 2 Mar 2026 10:00:00", received) == (TEN, "date-from-received")


def test_without_any_date_there_is_none():
    assert sent_at(b"", []) == (None, "no-date")


@given(st.binary(max_size=120))
def test_whatever_is_written_the_time_is_aware_or_absent(raw):
    when, _ = sent_at(raw, [raw])
    assert when is None or when.utcoffset() is not None
