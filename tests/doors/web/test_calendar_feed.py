"""A member's calendar: their own promises and updates, as RFC 5545 has it, under a secret address."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from unicodedata import category

import builders
import promises
import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from threads import HOUR, NOW

from evenhand.doors import clock
from evenhand.doors.web.calendar_feed.icalendar import Event, calendar_text, escaped, folded
from evenhand.record.agreements.actions.endings import postpone
from evenhand.record.agreements.actions.updates import set_next_update
from evenhand.record.people.actions import make_feed
from evenhand.record.people.models import Workspace

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _morning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


def read(data: bytes) -> list[dict[str, str]]:
    """The events of a calendar, by a reader of its own that takes nothing but what RFC 5545 allows."""
    assert data.endswith(b"\r\n")
    physical = data[:-2].split(b"\r\n")
    assert all(len(line) <= 75 and b"\r" not in line and b"\n" not in line for line in physical)
    lines: list[str] = []
    for line in physical:
        if line[:1] in (b" ", b"\t"):
            lines[-1] += line[1:].decode()  # every piece is UTF-8 of its own: nothing is cut inside a character
        else:
            lines.append(line.decode())
    assert [lines[0], lines[-1]] == ["BEGIN:VCALENDAR", "END:VCALENDAR"]
    assert {"VERSION:2.0", "CALSCALE:GREGORIAN"} < set(lines[:5])
    assert not any(line.startswith("METHOD") for line in lines)
    found: list[dict[str, str]] = []
    for line in lines[1:-1]:
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            found.append({})
        elif found and line != "END:VEVENT":
            assert name.split(";")[0] not in {key.split(";")[0] for key in found[-1]}, "each property stands once"
            found[-1][name] = unescaped(value) if name in ("SUMMARY", "UID") else value
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == len(found)
    for event in found:
        assert {"UID", "DTSTAMP", "SUMMARY"} < set(event)
        assert re.fullmatch(r"\d{8}T\d{6}Z", event["DTSTAMP"])
    assert len({event["UID"] for event in found}) == len(found)
    return found


def unescaped(value: str) -> str:
    """A value of type TEXT. Fails for an escape that there is not, or a sign that has to be escaped."""
    assert re.fullmatch(r"(?:[^\\;,\x00-\x08\x0a-\x1f\x7f]|\\[\\;,nN])*", value)
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value)


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
    assert re.search(rf"UID:commitment-{day.pk}@[0-9a-f]{{16}}\.evenhand\r\n", text)
    assert "DTSTART;VALUE=DATE:20260313\r\nDTEND;VALUE=DATE:20260314\r\n" in text
    assert "SUMMARY:Send the figures\\; all\\, of them\r\n" in text
    assert (
        "\r\nDTSTAMP:20260310T080000Z\r\nDTSTART:20260310T090000Z\r\n" in text.split(f"UID:commitment-{moment.pk}@")[1]
    )
    assert f"UID:update-{update.pk}@" in text
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
    text = calendar_text("x", [Event("1", "a\r\nBEGIN:VEVENT\x0b\\n\x00", NOW, NOW)])
    assert text.count("\r\nBEGIN:VEVENT") == 1
    assert "SUMMARY:a\\nBEGIN:VEVENT\\n\\\\n\r\n" in text
    assert escaped("a,b;c\\d") == "a\\,b\\;c\\\\d"


@given(st.lists(st.tuples(st.text(max_size=200), st.one_of(st.datetimes(timezones=st.just(UTC)), st.dates()))))
def test_a_strict_reader_finds_in_it_what_was_put_in(things: list[tuple[str, datetime | date]]):
    near = [(words, at.replace(year=2000 + at.year % 100, day=1)) for words, at in things]
    events = [Event(f"{number}@x", words, at, NOW) for number, (words, at) in enumerate(near)]
    found = read(calendar_text("名字, 有逗號", events).encode())
    assert [event["UID"] for event in found] == [event.uid for event in events]
    for event, (words, at) in zip(found, near, strict=True):
        kept = re.sub("\r\n|[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]", "\n", words)
        assert event["SUMMARY"] == "".join(one for one in kept if one in "\n\t" or category(one) not in ("Cc", "Cs"))
        if not isinstance(at, datetime):
            assert event["DTSTART;VALUE=DATE"] == f"{at:%Y%m%d}" < event["DTEND;VALUE=DATE"]


def test_chinese_with_wide_blanks_and_hard_ones_comes_back_whole():
    promises.commitment(promises.desk(), "寄出　三月報表；含附件，" * 12 + "ja\u00a0liite", due=NOW + HOUR)
    (event,) = read(Client().get(f"/calendar/{make_feed(builders.ada(), at=NOW)}").content)
    assert event["SUMMARY"] == ("寄出 三月報表；含附件，" * 12 + "ja liite")


def test_an_event_stays_the_same_until_its_due_time_is_moved(monkeypatch: pytest.MonkeyPatch):
    owed = promises.commitment(promises.desk(), "Send the figures", due=NOW + HOUR)
    token = make_feed(builders.ada(), at=NOW)
    before = Client().get(f"/calendar/{token}").content
    monkeypatch.setattr(clock, "now", lambda: NOW + HOUR / 4)
    assert Client().get(f"/calendar/{token}").content == before
    postpone(owed, NOW + 5 * HOUR, "They asked for it.", by=builders.ada(), at=NOW + HOUR / 2)
    (first,), (moved,) = read(before), read(Client().get(f"/calendar/{token}").content)
    assert moved["UID"] == first["UID"]
    assert (first["DTSTAMP"], moved["DTSTAMP"]) == ("20260310T080000Z", "20260310T083000Z")
    assert moved["DTSTART"] == "20260310T130000Z"


def test_a_day_is_the_firms_own_wherever_the_member_is():
    Workspace.objects.create(name="Harbourline", timezone="Asia/Taipei")
    promises.commitment(promises.desk(), "Send the figures", due=date(2026, 3, 13))
    (event,) = read(Client().get(f"/calendar/{make_feed(builders.ada(), at=NOW)}").content)
    assert event["DTSTART;VALUE=DATE"] == "20260313"
