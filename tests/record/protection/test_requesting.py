"""Asking for relief is answered like a report, by whoever is next, and can be taken back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from builders import ada, aino, bo, cy, helena, sam
from incidents import DAY, an_incident
from ledger_kinds import kinds_of, refused
from threads import thread

from evenhand.record.ledger.models import Entry
from evenhand.record.people.errors import NotFound
from evenhand.record.protection.alerts.answering import Decided, answer
from evenhand.record.protection.alerts.escalating import escalate
from evenhand.record.protection.alerts.requesting import Wanted, ask, requests_of, withdraw
from evenhand.record.protection.incidents.access import request_for
from evenhand.record.protection.models import Alert, Request

pytestmark = pytest.mark.django_db
REASON = "Take the afternoon off. I take the calls."


@pytest.fixture(autouse=True)
def people():
    return [ada(), bo(), cy(), helena(), aino(), sam()]


@pytest.mark.parametrize("kind", Request.Kind.values)
def test_the_lead_of_whoever_asks_is_asked_and_the_clock_runs(kind):
    row = ask(Wanted(kind), by=ada(), at=DAY)
    alert = Alert.objects.get(request=row)
    assert alert.member == bo()
    assert alert.due_at > DAY
    escalate(at=alert.due_at)
    assert Alert.objects.get(request=row, ended_at=None).member == helena()


def test_by_the_second_route_the_line_is_left_out():
    row = ask(Wanted("talk", route="second"), by=ada(), at=DAY)
    assert Alert.objects.get(request=row).member == aino()
    for member in (bo(), helena(), cy()):
        with pytest.raises(NotFound):
            request_for(member, row.pk)
    assert request_for(ada(), row.pk) == row


def test_the_same_that_waits_is_found_again_and_asked_anew_once_answered():
    ours = thread(owner=ada())
    row = ask(Wanted("rest", conversation=ours), by=ada(), at=DAY)
    assert ask(Wanted("rest", conversation=ours), by=ada(), at=DAY) == row
    assert ask(Wanted("rest"), by=ada(), at=DAY) != row
    answer(Alert.objects.get(request=row), Decided("granted", REASON), by=bo(), at=DAY)
    assert ask(Wanted("rest", conversation=ours), by=ada(), at=DAY) != row
    assert requests_of(ada()).count() == 3
    assert not requests_of(bo()).exists()


def test_the_ledger_does_not_join_who_asks_to_what_they_reported():
    incident = an_incident()
    row = ask(Wanted("rest", incident=incident), by=ada(), at=DAY)
    entry = Entry.objects.get(subject=f"request:{row.pk}", kind="request.made")
    assert entry.actor == ada().actor
    assert "incident" not in str(entry.body)


def test_taken_back_it_ends_for_whoever_was_asked_and_cannot_be_answered():
    row = ask(Wanted("rest"), by=ada(), at=DAY)
    alert = Alert.objects.get(request=row)
    assert refused(lambda: withdraw(row, by=bo(), at=DAY)) == "not-own"
    withdraw(row, by=ada(), at=DAY + timedelta(minutes=1))
    alert.refresh_from_db()
    assert alert.end == "withdrawn"
    assert kinds_of(row)[-2:] == ["alert.withdrawn", "request.withdrawn"]
    assert refused(lambda: answer(alert, Decided("granted", REASON), by=bo(), at=DAY)) == "withdrawn"
    assert refused(lambda: withdraw(row, by=ada(), at=DAY)) == "withdrawn"
    assert escalate(at=DAY + timedelta(days=9)) == 0


def test_what_was_answered_is_not_taken_back():
    row = ask(Wanted("rest"), by=ada(), at=DAY)
    answer(Alert.objects.get(request=row), Decided("granted", REASON), by=bo(), at=DAY)
    assert refused(lambda: withdraw(row, by=ada(), at=DAY)) == "answered"


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        (Wanted("fly"), "request-kind"),
        (Wanted("rest", route="third"), "request-kind"),
        (Wanted("rest", line="x" * 5_001), "request-long"),
    ],
)
def test_what_cannot_be_asked_for_is_refused(wanted, code):
    assert refused(lambda: ask(wanted, by=ada(), at=DAY)) == code
