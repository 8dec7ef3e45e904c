"""The ledger: numbered without gaps, written with the change it records, never changed."""

from __future__ import annotations

from datetime import datetime

import pytest
from builders import START
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from evenhand.record.ledger import actions as ledger
from evenhand.record.ledger.models import Entry, EntryIsFinal


def append(kind: str = "test.done", **body: object) -> Entry:
    return ledger.append(kind=kind, actor="system", at=START, subject="test:1", body=body)


def numbers() -> list[int]:
    return list(Entry.objects.values_list("number", flat=True))


@pytest.mark.django_db
def test_an_entry_says_what_who_when_and_to_what() -> None:
    entry = append("test.done", reason="遲到", amount=3)
    entry.refresh_from_db()
    assert (entry.kind, entry.actor, entry.at, entry.subject) == ("test.done", "system", START, "test:1")
    assert entry.body == '{"amount":3,"reason":"遲到"}'


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_is_appended() -> None:
    with pytest.raises(transaction.TransactionManagementError):
        append()
    assert numbers() == []


@pytest.mark.django_db
def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        ledger.append(kind="x", actor="system", at=datetime(2026, 3, 2), subject="test:1", body={})  # noqa: DTZ001
    assert numbers() == []


@pytest.mark.django_db
def test_an_entry_cannot_be_changed() -> None:
    entry = append()
    entry.kind = "other"
    changes = (
        entry.save,
        lambda: Entry.objects.update(kind="other"),
        lambda: Entry.objects.bulk_update([entry], ["kind"]),
    )
    for change in changes:
        with pytest.raises(EntryIsFinal), transaction.atomic():
            change()
    entry.refresh_from_db()
    assert entry.kind == "test.done"


@pytest.mark.django_db
def test_an_entry_cannot_be_replaced_by_one_with_its_key() -> None:
    entry = append()
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry(pk=entry.pk, number=entry.number, kind="other", actor="system", at=START, subject="test:1").save()
    entry.refresh_from_db()
    assert entry.kind == "test.done"


@pytest.mark.django_db
def test_an_entry_cannot_be_deleted() -> None:
    entry = append()
    for deletion in (entry.delete, Entry.objects.filter(kind="test.done").delete, Entry.objects.all().delete):
        with pytest.raises(EntryIsFinal):
            deletion()
    assert numbers() == [entry.number]


class Numbering(TestCase):
    """A property over many writes, some of which are taken back."""

    @given(st.lists(st.tuples(st.integers(0, 4), st.booleans()), max_size=12))
    def test_numbers_have_no_gaps_whatever_is_rolled_back(self, writes: list[tuple[int, bool]]) -> None:
        """Each write appends so many entries and fails or not."""
        first = len(numbers())
        kept = 0
        for size, fails in writes:
            facts = [ledger.Fact("test.done", "test:1")] * size
            try:
                with transaction.atomic():
                    ledger.append_all(facts, actor="system", at=START)
                    if fails:
                        raise RuntimeError
                kept += size
            except RuntimeError:
                pass
        assert numbers() == list(range(first + kept))
