"""A member's calendar: their own promises and updates, as RFC 5545 has it, under a secret address."""

from __future__ import annotations

from datetime import UTC, date, datetime

import builders
import promises
import pytest
from django.test import Client
from threads import HOUR, NOW

from evenhand.doors import clock
from evenhand.doors.web.calendar_feed.icalendar import Event, calendar_text, escaped, folded
from evenhand.record.agreements.actions.updates import set_next_update
from evenhand.record.people.actions import make_feed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _morning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


def feed(token: str) -> tuple[int, str, dict[str, str]]:
    answer = Client().get(f"/calendar/{token}")
    return answer.status_code, answer.content.decode().replace("\r\n ", ""), dict(answer.headers)


def test_it_holds_ones_own_promises_and_updates_alone():
    row = promises.desk()
    day = promises.commitment(row, "Send the figures; all, of them", due=date(2026, 3, 13))
    moment = promises.commitment(row, "Call Kari", due=NOW + HOUR)
    promises.commitment(row, "Their list", party="them", due=NOW - HOUR)
    promises.commitment(row, "Bo sees to it", due=NOW + HOUR, owner=builders.bo())
    update = set_next_update(row, NOW + 2 * HOUR, by=builders.ada(), at=NOW)
    status, text, headers = feed(make_feed(builders.ada(), at=NOW))
    assert status == 200
    assert headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert headers["Cache-Control"].startswith("private")
    assert headers["Referrer-Policy"] == "no-referrer"
    assert f"UID:commitment-{day.pk}@evenhand\r\n" in text
    assert "DTSTART;VALUE=DATE:20260313\r\nDTEND;VALUE=DATE:20260314\r\n" in text
    assert "SUMMARY:Send the figures\\; all\\, of them\r\n" in text
    assert f"UID:commitment-{moment.pk}@evenhand\r\nDTSTAMP:20260310T080000Z\r\nDTSTART:20260310T090000Z\r\n" in text
    assert f"UID:update-{update.pk}@evenhand" in text
    assert "SUMMARY:Update for Alder Logistics" in text
    assert "Their list" not in text
    assert "Bo sees to it" not in text
    assert "Kari Holm" not in text


def test_an_unknown_or_renewed_address_is_not_found():
    first = make_feed(builders.ada(), at=NOW)
    second = make_feed(builders.ada(), at=NOW)
    assert [feed(token)[0] for token in (first, "guessed", second)] == [404, 404, 200]


def test_a_member_makes_renews_and_closes_it():
    client = builders.signed_in(builders.ada())
    page = client.post("/settings/calendar").content.decode()
    token = page.split("/calendar/")[1].split('"')[0]
    assert feed(token)[0] == 200
    assert token not in client.get("/settings/calendar").content.decode()
    client.post("/settings/calendar/close")
    assert feed(token)[0] == 404


@pytest.mark.parametrize("text", ["x" * 300, "會議紀錄" * 40, "a" * 74 + "é" * 40])
def test_lines_are_folded_at_75_octets_and_never_inside_a_character(text: str):
    pieces = folded(text).split("\r\n")
    assert all(len(piece.encode()) <= 75 for piece in pieces)
    assert all(piece.startswith(" ") for piece in pieces[1:])
    assert pieces[0] + "".join(piece[1:] for piece in pieces[1:]) == text


def test_what_people_write_begins_no_line_of_its_own():
    text = calendar_text("x", [Event("1", "a\r\nBEGIN:VEVENT\x0b\\n", datetime(2026, 3, 1, tzinfo=UTC))],
                         made_at=NOW)  # fmt: skip
    assert text.count("\r\nBEGIN:VEVENT") == 1
    assert "SUMMARY:a\\nBEGIN:VEVENT\\\\n\r\n" in text
    assert escaped("a,b;c\\d") == "a\\,b\\;c\\\\d"
