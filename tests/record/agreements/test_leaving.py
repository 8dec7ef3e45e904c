"""Whoever leaves leaves no promise behind that nobody sees to."""

from __future__ import annotations

import pytest
from builders import ada, bo, cy, helena, sam
from ledger_kinds import kinds_of
from promises import DAY, commitment, desk, fresh
from threads import HOUR, NOW, customer

from evenhand.record.agreements.actions.endings import fulfil
from evenhand.record.agreements.actions.leaving import member_leaves
from evenhand.record.agreements.queries.due import items_for, owners
from evenhand.record.conversations.actions import assign
from evenhand.record.people.models import Member

pytestmark = pytest.mark.django_db


def test_open_promises_go_to_the_successor():
    row = desk()
    promise, done = commitment(row, due=NOW + DAY), commitment(row, "Done")
    fulfil(done, by=ada(), at=NOW)
    assert member_leaves(ada(), bo(), by=sam(), at=NOW) == 1
    assert fresh(promise).owner == bo()
    assert fresh(done).owner == ada()
    assert kinds_of(promise)[-1] == "commitment.owner-set"


def test_without_a_successor_whoever_has_the_conversation_sees_to_it():
    row = desk()
    promise = commitment(row, due=NOW + HOUR)
    member_leaves(ada(), None, by=sam(), at=NOW)
    assert fresh(promise).owner is None
    row.refresh_from_db()
    assign(row, bo(), by=helena(), at=NOW)
    assert [item.pk for item in items_for(bo(), until=None, now=NOW)] == [promise.pk]
    assert owners() == [Member.objects.get(pk=bo().pk)]


def test_a_successor_who_may_not_see_a_promise_does_not_get_it():
    nordic, theirs = commitment(desk(), due=NOW + HOUR), commitment(None, customer=customer("Birch"), due=NOW + DAY)
    member_leaves(ada(), cy(), by=sam(), at=NOW)
    assert (fresh(nordic).owner, fresh(theirs).owner) == (None, cy())
