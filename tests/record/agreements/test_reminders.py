"""One letter a member and working day, in their own morning and language."""

from __future__ import annotations

from datetime import UTC, datetime

import promises
import pytest
from builders import ada, sam
from threads import NOW

from evenhand.doors.jobs.reminding import reminder
from evenhand.record.agreements.actions.endings import fulfil
from evenhand.record.agreements.actions.reminders import remind
from evenhand.record.outbox.models import Letter
from evenhand.record.people import actions as people
from evenhand.record.people.models import Member

pytestmark = pytest.mark.django_db
MORNING = NOW  # ten in Helsinki, on a Tuesday
SATURDAY = datetime(2026, 3, 14, 8, 0, tzinfo=UTC)


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


def test_it_is_written_in_the_members_language():
    promises.commitment(promises.desk(), due=MORNING - promises.DAY)
    Member.objects.filter(pk=ada().pk).update(language="fi")
    remind(reminder, at=MORNING)
    assert "Myöhässä" in Letter.objects.get().text


def test_whoever_left_gets_none():
    promises.commitment(promises.desk(), due=MORNING - promises.DAY)
    people.leave(ada(), by=sam(), at=MORNING)
    assert remind(reminder, at=MORNING) == 0
