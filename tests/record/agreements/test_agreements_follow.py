"""Promises follow their conversation and their customer when these are joined, merged, split or given away."""

from __future__ import annotations

import pytest
import threads
from builders import ada, bo
from promises import DAY, commitment, desk, fresh
from threads import NOW

from evenhand.record.agreements.actions.updates import set_next_update
from evenhand.record.agreements.models import Update
from evenhand.record.conversations.actions import set_customer
from evenhand.record.conversations.joining import join_threads
from evenhand.record.customers import actions as customers

pytestmark = pytest.mark.django_db


def test_joined_threads_keep_all_promises_and_the_earlier_update():
    keep, gone = desk(), threads.thread("And this?", whose=threads.customer())
    promise = commitment(gone)
    late = set_next_update(keep, NOW + 2 * DAY, by=ada(), at=NOW)
    soon = set_next_update(gone, NOW + DAY, by=ada(), at=NOW)
    join_threads([(keep.pk, gone.pk)], actor="system", at=NOW)
    assert fresh(promise).conversation == keep
    assert Update.objects.get(ended_at=None) == soon
    assert Update.objects.get(pk=late.pk).conversation == keep


def test_a_merged_customer_takes_them_along():
    other = threads.customer("Alder Oy")
    promise = commitment(desk())
    customers.merge(threads.customer(), other, by=bo(), at=NOW)
    assert fresh(promise).customer == other


def test_they_go_with_the_contact_that_is_split_off():
    row = desk()
    promise, message = commitment(row), row.messages.get()
    row.contact = message.contact
    row.save()
    split = customers.split(
        threads.customer(), name="Alder Kiruna", contact_ids=[message.contact_id or 0], domains=[], by=bo(), at=NOW
    )
    assert fresh(promise).customer == split


def test_they_go_with_the_conversation():
    row = desk()
    promise, pike = commitment(row), threads.customer("Pike")
    set_customer(row, pike, by=bo(), at=NOW)
    assert fresh(promise).customer == pike
