"""The settings pages of working days and of authority."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

import builders
import pytest

from evenhand.doors.web.settings.days import read_holiday, read_hours
from evenhand.record.people.actions import Grant, grant_authority
from evenhand.record.people.models import Authority, Holiday, Workspace

pytestmark = pytest.mark.django_db
WEEK = {f"day-{number}": "9:00–17:00" for number in range(5)} | {"day-5": "", "day-6": ""}


def post(address: str, member: object = None, **form: object) -> str:
    client = builders.signed_in(member or builders.sam())  # type: ignore[arg-type]
    return client.post(address, form, follow=True).content.decode()


@pytest.mark.parametrize(("text", "hours"), [
    ("", []),
    ("9-17", [(time(9), time(17))]),
    ("8.30 – 12.00, 13:00-16:15", [(time(8, 30), time(12)), (time(13), time(16, 15))]),
    ("22:00–06:00", [(time(22), time(6))]),
    ("16-24", [(time(16), time(0))]),
    ("09:00至18:00", [(time(9), time(18))]),
    ("nine to five", None),
    ("25-26", None),
])  # fmt: skip
def test_hours_are_read_as_people_write_them(text: str, hours: object):
    assert read_hours(text) == hours


@pytest.mark.parametrize(("line", "found"), [
    ("2026-12-25 Christmas Day", (date(2026, 12, 25), "Christmas Day")),
    ("25.12.2026 Joulupäivä", (date(2026, 12, 25), "Joulupäivä")),
    ("2026年10月10日 國慶日", (date(2026, 10, 10), "國慶日")),
    ("2026/1/1", (date(2026, 1, 1), "")),
    ("2026-02-30 No such day", None),
    ("Christmas", None),
])  # fmt: skip
def test_holidays_are_read_as_people_paste_them(line: str, found: object):
    assert read_holiday(line) == found


def test_the_hours_are_saved_and_shown():
    page = post("/settings/days", **WEEK | {"day-4": "9-15"})
    assert "The working hours are saved." in page
    assert Workspace.objects.get().week[4] == [["09:00", "15:00"]]
    assert 'value="09:00–15:00"' in page


def test_hours_that_cannot_be_read_are_shown_where_they_stand():
    page = post("/settings/days", **WEEK | {"day-2": "nine to five"})
    assert 'value="nine to five"' in page
    assert 'id="day-2-error"' in page
    assert not Workspace.objects.exists()


def test_a_pasted_list_is_added_whole_or_not_at_all():
    page = post("/settings/days/holidays", days="2030-12-25 Christmas\nsome day")
    assert "This line does not begin with a date: “some day”" in page
    assert not Holiday.objects.exists()
    page = post("/settings/days/holidays", days="2030-12-25 Christmas\n\n1.1.2031 New Year")
    assert "25 Dec 2030" in page
    assert Holiday.objects.count() == 2
    post(f"/settings/days/holidays/{Holiday.objects.earliest('day').pk}/remove")
    assert Holiday.objects.get().name == "New Year"


def test_authority_is_given_seen_and_taken_back():
    ada, helena = builders.ada(), builders.helena()
    page = post("/settings/authority", helena, to=f"member:{ada.pk}", kind="refund", amount="1 200,50", currency="eur")
    assert "up to 1200.50 EUR" in page
    assert "up to 1200.50 EUR" in builders.signed_in(ada).get("/settings/authority").content.decode()
    row = Authority.objects.get()
    post(f"/settings/authority/{row.pk}/end", helena)
    assert "ask somebody first" in builders.signed_in(ada).get("/settings/authority").content.decode()


def test_refusals_are_sentences():
    assert "Write an amount above nought" in post("/settings/authority", to="role:agent", kind="refund", amount="much")
    own = post("/settings/authority", to=f"member:{builders.sam().pk}", kind="refund", amount="5", currency="EUR")
    assert "Nobody gives authority to themselves." in own


def test_others_limits_are_not_shown_to_everybody():
    grant = Grant("discount", member=builders.bo(), percent=Decimal(7))
    grant_authority(grant, by=builders.helena(), at=builders.START)
    page = builders.signed_in(builders.ada()).get("/settings/authority").content.decode()
    assert "7 %" not in page
