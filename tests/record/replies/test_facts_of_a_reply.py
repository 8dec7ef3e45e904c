"""The facts of a reply are accepted as they are, and say no more of others than their writer may know."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
import threads
from builders import START, ada, cy, helena, team
from promises import DAY, commitment, desk
from threads import NOW

from evenhand.knowledge.drafting.facts_reading import facts_from
from evenhand.record.agreements.actions.ability import Ability, record_check
from evenhand.record.agreements.models import Minute, Version
from evenhand.record.agreements.replying import facts_of_reply
from evenhand.record.conversations.actions import add_note
from evenhand.record.customers.models import Customer
from evenhand.record.people.actions import Grant, grant_authority
from evenhand.record.replies.facts import MOST_NAMES, worth_looking_for

pytestmark = pytest.mark.django_db


def test_they_are_accepted_as_they_are():
    row = desk()
    commitment(row, "Send the figures", due=NOW + DAY)
    commitment(row, "Send the list", party="them")
    check = Ability("Move it", Decimal(4), date(2026, 3, 20), date(2026, 3, 14))
    record_check(check, by=ada(), at=NOW, conversation=row)
    grant_authority(Grant("refund", role="agent", amount=Decimal(200), currency="EUR"), by=helena(), at=NOW)
    minute = Minute.objects.create(title="Kick-off", customer=row.customer, conversation=row, opened_at=NOW)
    Version.objects.create(minute=minute, number=1, text="In two parts.", written_at=NOW, sent_at=NOW, agreed_at=NOW)
    add_note(row, "They are about to leave us.", by=ada(), at=NOW)
    Customer.objects.create(name="Birch Training", first_seen_at=START)
    facts = facts_from(facts_of_reply(row, ada(), now=NOW))
    assert facts.customer == "Alder Logistics"
    assert facts.other_customers == ("Birch Training",)
    assert facts.notes == ("They are about to leave us.",)
    assert facts.inbound == "When will it come?"
    assert facts.sent_at == NOW
    assert [one.what for one in facts.owed_inputs or ()] == ["Send the list"]
    assert None not in (facts.authority, facts.minutes, facts.open_commitments, facts.capability_checks)


def test_a_conversation_of_nobody():
    facts = facts_of_reply(threads.thread(), ada(), now=NOW)
    assert "customer" not in facts
    assert facts["notes"] == []
    assert facts_from(facts).customer is None


def test_very_long_messages_and_minutes_are_cut():
    row = desk()
    threads.inbound(row, "a" * 1_000_001, at=NOW)
    add_note(row, "b" * 1_000_001, by=ada(), at=NOW)
    facts = facts_from(facts_of_reply(row, ada(), now=NOW))
    assert len(facts.inbound or "") == 20_000
    assert [len(note) for note in facts.notes or ()] == [5_000]


def test_names_that_one_may_not_see_are_not_told():
    row = desk()
    Customer.objects.create(name="Secret Timber", team=team("Training"), first_seen_at=START)
    assert facts_of_reply(row, ada(), now=NOW)["other_customers"] == []
    assert "Secret Timber" in facts_of_reply(row, helena(), now=NOW)["other_customers"]
    assert "Secret Timber" in facts_of_reply(threads.thread(), cy(), now=NOW)["other_customers"]


def test_at_most_two_thousand_names():
    made = [Customer(name=f"Customer {number}", first_seen_at=START) for number in range(MOST_NAMES + 5)]
    Customer.objects.bulk_create(made)
    assert len(facts_of_reply(threads.thread(), ada(), now=NOW)["other_customers"]) == MOST_NAMES


@pytest.mark.parametrize(
    ("name", "is_told"),
    [
        ("Elm Oy", True), ("Elm", False), ("大同", True), ("大", False), ("Please", False), ("Alder Logistics", False),
        ("alder", False), ("X1 22 33", False), ("", False),
    ],
)  # fmt: skip
def test_names_that_say_whom_they_mean(name: str, is_told: bool):
    assert list(worth_looking_for([name], "Alder Logistics")) == [name] * is_told
