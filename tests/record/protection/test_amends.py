"""Amends are recorded, end the warning of their incident, and are told the next time; the reporter is not named."""

from __future__ import annotations

from datetime import timedelta

import pytest
import threads
from builders import ada, aino, bo, cy, helena, team
from incidents import DAY, an_incident
from ledger_kinds import entry, kinds_of, refused

from evenhand.record.conversations.models import Message
from evenhand.record.protection.incidents.access import incident_for
from evenhand.record.protection.incidents.amends import record_amends
from evenhand.record.protection.incidents.queries import amends_by
from evenhand.record.protection.models import Amends, Incident, Warning

pytestmark = pytest.mark.django_db
AFTER = DAY + timedelta(days=2)


@pytest.fixture(autouse=True)
def people():
    return [ada(), bo(), cy(), helena(), aino()]


def hurt(**changed) -> tuple[Incident, Message]:
    """An incident with Kari, and the message in which she apologises."""
    row = threads.thread("You are a cow.", "I am sorry for what I wrote.", team=team(), whose=threads.customer())
    first, sorry = row.messages.order_by("at")
    return an_incident(message=first, channel="mail", **changed), sorry


def warned(incident: Incident) -> Warning:
    return Warning.objects.create(
        incident=incident, contact=incident.contact, reason="Insults", language="en", by=bo(), at=DAY
    )


def test_an_apology_ends_the_warning_of_its_incident_and_no_other():
    incident, sorry = hurt()
    warning = warned(incident)
    other = warned(an_incident())
    made = record_amends(incident, "apology", message=sorry, by=bo(), at=AFTER)
    warning.refresh_from_db()
    other.refresh_from_db()
    assert (warning.ended_at, warning.ended_by, other.ended_at) == (AFTER, bo(), None)
    assert kinds_of(warning) == ["warning.ended"]
    assert str(made.pk) in entry(incident, "amends.recorded")


def test_where_the_reporter_records_it_neither_ledger_nor_warning_names_them():
    incident, sorry = hurt()
    warning = warned(incident)
    record_amends(incident, "taken-back", message=sorry, by=ada(), at=AFTER)
    warning.refresh_from_db()
    assert warning.ended_at == AFTER
    assert warning.ended_by is None
    assert f"member:{ada().pk}" not in entry(incident, "amends.recorded")


def test_the_ledger_keeps_no_words():
    incident, _ = hurt()
    record_amends(incident, "other", words="She brought flowers.", by=bo(), at=AFTER)
    assert "flowers" not in entry(incident, "amends.recorded")


def test_the_same_twice_is_once():
    incident, sorry = hurt()
    first = record_amends(incident, "apology", message=sorry, by=bo(), at=AFTER)
    assert record_amends(incident, "apology", message=sorry, by=ada(), at=AFTER) == first
    assert Amends.objects.count() == 1


@pytest.mark.parametrize(
    ("kind", "words", "code"),
    [("flowers", "x", "amends-kind"), ("apology", " ", "amends-words"), ("apology", "x" * 20_001, "report-long")],
)
def test_what_is_no_amends_is_refused(kind, words, code):
    incident, _ = hurt()
    assert refused(lambda: record_amends(incident, kind, words=words, by=bo(), at=AFTER)) == code
    assert not Amends.objects.exists()


def test_a_message_of_ours_or_of_somebody_else_makes_nothing_good():
    incident, sorry = hurt()
    ours = threads.outbound(sorry.conversation, "Thank you.", by=ada())
    elsewhere = threads.thread("Sorry.", whose=threads.customer("Birch"), subject="Other").messages.get()
    Message.objects.filter(pk=elsewhere.pk).update(contact=None)
    for message in (ours, Message.objects.get(pk=elsewhere.pk)):
        assert refused(lambda m=message: record_amends(incident, "apology", message=m, by=bo(), at=AFTER)) == (
            "amends-message"
        )


def test_it_is_told_the_next_time_to_whoever_serves_them():
    incident, sorry = hurt()
    record_amends(incident, "apology", message=sorry, by=bo(), at=AFTER)
    assert [one.kind for one in amends_by(cy(), incident.contact, most=5)] == ["apology"]
    assert amends_by(cy(), None, most=5) == []


def test_of_the_second_route_only_those_hear_who_see_the_incident():
    incident, sorry = hurt(route="second")
    record_amends(incident_for(aino(), incident.pk), "apology", message=sorry, by=aino(), at=AFTER)
    assert amends_by(bo(), incident.contact, most=5) == []
    assert len(amends_by(ada(), incident.contact, most=5)) == 1
