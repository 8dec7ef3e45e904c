"""One letter a member and working day, in their own morning and language."""

from __future__ import annotations

from datetime import UTC, datetime

import promises
import pytest
from builders import ada, sam
from threads import HOUR, NOW

from evenhand.doors.jobs.reminding import reminder
from evenhand.record.agreements.actions.endings import fulfil
from evenhand.record.agreements.actions.reminders import remind
from evenhand.record.outbox.models import Letter
from evenhand.record.people import actions as people
from evenhand.record.people.models import Member
from evenhand.server.environment import Smtp

pytestmark = pytest.mark.django_db
MORNING = NOW  # ten in Helsinki, on a Tuesday
SATURDAY = datetime(2026, 3, 14, 8, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _mail_server(settings):
    settings.MAIL_SERVER, settings.MAIL_FROM = Smtp("127.0.0.1", 1, tls="none"), "desk@harbourline.example"


def test_one_letter_a_day_however_often_the_job_runs():
    row = promises.desk()
    promises.commitment(row, "Send the figures", due=MORNING - promises.DAY)
    assert [remind(reminder, at=MORNING), remind(reminder, at=MORNING)] == [1, 0]
    letter = Letter.objects.get()
    assert letter.to == ada().email
    assert letter.subject == "1 thing falls due today or is overdue"
    assert "- Send the figures (Alder Logistics): due 2026-03-09 10:00" in letter.text
    assert remind(reminder, at=MORNING + promises.DAY) == 1


@pytest.mark.parametrize("at", [MORNING.replace(hour=4), MORNING.replace(hour=11), SATURDAY])
def test_not_at_night_not_in_the_afternoon_and_not_on_a_day_off(at: datetime):
    promises.commitment(promises.desk(), due=MORNING - promises.DAY)
    assert remind(reminder, at=at) == 0


def test_nothing_where_nothing_falls_due():
    row = promises.desk()
    promises.commitment(row, "Next week", due=MORNING + 6 * promises.DAY)
    fulfil(promises.commitment(row, due=MORNING - promises.DAY), by=ada(), at=MORNING)
    assert remind(reminder, at=MORNING) == 0


def test_without_a_mail_server_no_letter_waits_for_anybodys_hands(settings):
    promises.commitment(promises.desk(), due=MORNING - promises.DAY)
    settings.MAIL_SERVER = None
    assert remind(reminder, at=MORNING) == 0
    assert not Letter.objects.exists()


@pytest.mark.parametrize(("zone", "posted"), [("Asia/Taipei", 0), ("Europe/Helsinki", 1), ("America/New_York", 0)])
def test_the_morning_is_the_members_own(zone, posted):
    promises.commitment(promises.desk(), due=MORNING - promises.DAY)
    Member.objects.filter(pk=ada().pk).update(timezone=zone)
    assert remind(reminder, at=MORNING) == posted  # 16:00 in Taipei, 10:00 in Helsinki, 04:00 in New York


@pytest.mark.parametrize("jump", [-3, -1, 1, 3])
def test_a_clock_that_jumps_within_the_morning_writes_no_second_letter(jump):
    promises.commitment(promises.desk(), due=MORNING - 2 * promises.DAY)
    assert remind(reminder, at=MORNING) == 1
    assert remind(reminder, at=MORNING + jump * HOUR) == 0


def test_it_is_written_in_the_members_language():
    promises.commitment(promises.desk(), due=MORNING - promises.DAY)
    Member.objects.filter(pk=ada().pk).update(language="fi")
    remind(reminder, at=MORNING)
    assert "Myöhässä" in Letter.objects.get().text


def test_whoever_left_gets_none():
    promises.commitment(promises.desk(), due=MORNING - promises.DAY)
    people.leave(ada(), by=sam(), at=MORNING)
    assert remind(reminder, at=MORNING) == 0
