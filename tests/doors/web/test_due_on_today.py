"""What falls due stands on Today, by the days of the member's own zone."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import builders
import promises
import pytest
import threads
from threads import HOUR, NOW

from evenhand.doors import clock
from evenhand.record.agreements.actions.endings import fulfil
from evenhand.record.agreements.actions.updates import set_next_update
from evenhand.record.agreements.models import Commitment
from evenhand.record.agreements.queries.due import due_for, owners
from evenhand.record.conversations.actions import assign, close
from evenhand.record.people.models import Member

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
HELSINKI, TAIPEI = ZoneInfo("Europe/Helsinki"), ZoneInfo("Asia/Taipei")


def due(member: Member, zone: ZoneInfo = HELSINKI) -> dict[str, list[str]]:
    found = due_for(member, now=NOW, zone=zone)
    return {name: [item.what or item.kind for item in getattr(found, name)] for name in ("overdue", "today", "week")}


def nobodys(*members: Member) -> dict[str, list[str]]:
    """What stands on Today of each as nobody's."""
    found = {member.name: due_for(member, now=NOW, zone=HELSINKI).nobodys for member in members}
    return {name.split()[0]: [item.what or item.kind for item in items] for name, items in found.items() if items}


def test_overdue_today_and_within_a_week():
    row = promises.desk()
    promises.commitment(row, "Yesterday", due=NOW - DAY)
    promises.commitment(row, "Tonight", due=NOW + 2 * HOUR)
    promises.commitment(row, "Thursday", due=NOW + 2 * DAY)
    promises.commitment(row, "In a month", due=NOW + 30 * DAY)
    promises.commitment(row, "Some day")
    set_next_update(row, NOW + HOUR, by=builders.ada(), at=NOW)
    assert due(builders.ada()) == {"overdue": ["Yesterday"], "today": ["update", "Tonight"], "week": ["Thursday"]}


def test_the_day_is_the_members_own():
    promises.commitment(
        promises.desk(), "Late in the evening", due=NOW + 9 * HOUR
    )  # 19:00 in Helsinki, 01:00 in Taipei
    assert due(builders.ada(), HELSINKI)["today"] == ["Late in the evening"]
    assert due(builders.ada(), TAIPEI)["week"] == ["Late in the evening"]


def test_what_they_owe_stands_there_once_it_is_overdue():
    row = promises.desk()
    promises.commitment(row, "Their list", party="them", due=NOW + HOUR)
    promises.commitment(row, "Their plan", party="them", due=NOW - HOUR)
    assert due(builders.ada()) == {"overdue": ["Their plan"], "today": [], "week": []}


def test_what_ended_and_what_others_see_to_does_not():
    row = promises.desk()
    fulfil(promises.commitment(row, "Done", due=NOW - DAY), by=builders.ada(), at=NOW)
    promises.commitment(row, "Bo sees to it", due=NOW - DAY, owner=builders.bo())
    set_next_update(row, NOW + HOUR, by=builders.ada(), at=NOW)
    close(row, by=builders.ada(), at=NOW)
    assert due(builders.ada()) == {"overdue": [], "today": [], "week": []}
    assert due(builders.bo())["overdue"] == ["Bo sees to it"]


def test_nothing_falls_due_where_one_may_not_look():
    row = promises.desk()
    promises.commitment(row, "Of the Nordic desk", due=NOW - DAY, owner=builders.cy())
    assert due(builders.cy())["overdue"] == []


def test_an_update_on_a_conversation_without_owner_is_owed_by_who_set_it():
    row = threads.thread("Hello")
    set_next_update(row, NOW + HOUR, by=builders.bo(), at=NOW)
    assert due(builders.bo())["today"] == ["update"]
    assert due(builders.ada())["today"] == []
    assert owners() == [builders.bo()]


def test_what_nobody_sees_to_stands_with_the_members_of_its_team() -> None:
    row = threads.thread("Hello", team=builders.team("Nordic desk"), whose=threads.customer())
    set_next_update(row, NOW + HOUR, by=builders.helena(), at=NOW)
    Commitment.objects.filter(pk=promises.commitment(row, "Left behind", due=NOW - DAY).pk).update(owner=None)
    everybody = (builders.ada(), builders.bo(), builders.cy(), builders.helena(), builders.petra())
    assert nobodys(*everybody) == {"Ada": ["Left behind", "update"], "Bo": ["Left behind", "update"]}
    assert due(builders.helena())["today"] == ["update"]
    assign(row, builders.ada(), by=builders.bo(), at=NOW)
    assert nobodys(*everybody) == {}
    assert due(builders.ada())["overdue"] == ["Left behind"]


def test_what_its_owner_may_not_see_any_more_is_nobodys() -> None:
    row = threads.thread("Hello", team=builders.team("Training"), owner=builders.cy())
    promises.commitment(row, "Of the Nordic desk's Ada", due=NOW - DAY, owner=builders.ada())
    promises.commitment(row, "Of the manager", due=NOW - DAY, owner=builders.helena())
    promises.commitment(row, "Of Cy", due=NOW - DAY, owner=builders.cy())
    assert nobodys(builders.ada(), builders.bo(), builders.cy()) == {"Cy": ["Of the Nordic desk's Ada"]}
    assert due(builders.cy())["overdue"] == ["Of Cy"]


def test_without_a_team_it_stands_with_those_who_give_work_to_others() -> None:
    row = threads.thread("Hello")
    set_next_update(row, NOW + HOUR, by=builders.cy(), at=NOW)
    everybody = (builders.ada(), builders.bo(), builders.cy(), builders.helena())
    assert nobodys(*everybody) == {"Bo": ["update"], "Helena": ["update"]}
    assert due(builders.cy())["today"] == ["update"]


def test_the_page_says_that_it_is_nobodys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    row = threads.thread("Hello", team=builders.team("Nordic desk"))
    threads.outbound(row, "Soon.", by=builders.bo())
    set_next_update(row, NOW + HOUR, by=builders.bo(), at=NOW)
    page = builders.signed_in(builders.ada()).get("/").content.decode()
    assert "Nobody’s yet" in page.split('id="due-title"')[1].split("</section>")[0]
    assert "1 thing waits for you." in page


def test_the_page_names_it(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    promises.commitment(promises.desk(), "Send the figures", due=NOW - DAY)
    page = builders.signed_in(builders.ada()).get("/").content.decode()
    part = page.split('id="due-title"')[1].split("</section>")[0]
    assert "Overdue" in part
    assert "Send the figures" in part
    assert "1 day late" in part
    assert "Alder Logistics · Late delivery" in part
