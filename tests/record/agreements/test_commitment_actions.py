"""A promise is put on record by a member, with its words, its owner and its due time; strangers do not see it."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest
from builders import ada, bo, cy, helena, petra
from ledger_kinds import entry, kinds_of, refused
from promises import DAY, commitment, desk, fresh
from threads import NOW, customer

from evenhand.record.agreements.access.commitments import commitment_for, commitments_for
from evenhand.record.agreements.actions import commitments
from evenhand.record.agreements.actions.commitments import Promise, set_owner
from evenhand.record.agreements.actions.endings import postpone
from evenhand.record.agreements.models import Commitment
from evenhand.record.agreements.queries.commitments import who_could_own
from evenhand.record.people import actions as people
from evenhand.record.people.errors import NotFound

pytestmark = pytest.mark.django_db


def test_a_promise_takes_what_its_message_knows():
    row = desk()
    message = row.messages.get()
    found = commitment(row, "Look into it", message=message, start=5, end=17)
    assert (found.customer, found.conversation, found.contact) == (row.customer, row, message.contact)
    assert found.words == "will it come"
    assert found.owner == ada()
    assert kinds_of(found) == ["commitment.recorded"]


def test_the_entry_names_no_words():
    found = commitment(desk(), "Send the secret list to Kari")
    assert "secret" not in entry(found, "commitment.recorded")
    assert "Kari" not in entry(found, "commitment.recorded")


def test_a_day_ends_with_the_firms_business():
    people.set_workspace(people.Firm("Harbourline", "en", "Europe/Helsinki", time(16, 30)), by=None, at=NOW)
    found = commitment(desk(), due=date(2026, 3, 13))
    assert found.due_at is not None
    assert (found.due_is_day, found.due_at.isoformat()) == (True, "2026-03-13T14:30:00+00:00")


def test_a_moment_stays_as_it_is():
    found = commitment(desk(), due=NOW + DAY)
    assert (found.due_is_day, found.due_at) == (False, NOW + DAY)


@pytest.mark.parametrize(
    ("promise", "code"),
    [
        (Promise("us", "  "), "promise-empty"),
        (Promise("everybody", "Send it"), "promise-party"),
    ],
)
def test_what_is_no_promise_is_refused(promise: Promise, code: str):
    assert refused(lambda: commitments.record(promise, by=ada(), at=NOW)) == code
    assert not Commitment.objects.exists()


def test_words_that_are_not_in_the_message_are_refused():
    row = desk()
    beyond = Promise("us", "Send it", message=row.messages.get(), start=400, end=420)
    assert refused(lambda: commitments.record(beyond, by=ada(), at=NOW)) == "promise-words"


def test_another_member_sees_to_it():
    found = commitment(desk())
    set_owner(found, bo(), by=ada(), at=NOW)
    set_owner(found, bo(), by=ada(), at=NOW)
    assert fresh(found).owner == bo()
    assert kinds_of(found) == ["commitment.recorded", "commitment.owner-set"]


def test_nobody_who_left_sees_to_it():
    gone = people.create_member(people.Person("gone@harbourline.example", "Gone"), at=NOW)
    people.leave(gone, by=bo(), at=NOW)
    found = commitment(desk())
    assert refused(lambda: set_owner(found, gone, by=ada(), at=NOW)) == "member-left"


def test_the_outsider_sees_neither_it_nor_that_it_is():
    found = commitment(desk())
    assert commitment_for(ada(), found.pk) == found
    assert commitment_for(helena(), found.pk) == found
    for stranger in (cy(), petra()):
        with pytest.raises(NotFound):
            commitment_for(stranger, found.pk)


def test_without_a_conversation_the_customer_decides():
    desk()
    ours = commitment(None, customer=customer())
    lone = commitment(None, "Call the printer")
    assert set(commitments_for(bo())) == {ours}
    assert set(commitments_for(ada())) == {ours, lone}
    assert not commitments_for(cy()).exists()


@pytest.mark.parametrize(
    "due", [date(202, 3, 13), date(1, 1, 1), date(9999, 12, 31), datetime(9999, 12, 31, tzinfo=UTC)]
)
def test_a_year_that_nobody_meant_is_refused(due):
    row = desk()
    given = commitment(row, "Send the figures")
    assert refused(lambda: commitment(row, "Send it", due=due)) == "due-far"
    later = refused(lambda: postpone(given, due, "A slip.", by=ada(), at=NOW))
    assert later == "due-far"


def test_nobody_sees_to_it_who_may_not_see_it():
    row = desk()
    found, outsider = commitment(row, "Send the figures"), cy()
    assert refused(lambda: set_owner(found, outsider, by=ada(), at=NOW)) == "owner-blind"
    set_owner(found, helena(), by=ada(), at=NOW)
    assert fresh(found).owner == helena()
    assert {one.name for one in who_could_own(found)} == {"Ada Virtanen", "Bo Lindqvist", "Helena Ström"}
    assert cy() in who_could_own(commitment(None, "Call them", customer=customer("Birch")))
