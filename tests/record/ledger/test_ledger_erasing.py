"""Erasing content: asked by Ada, approved by Bo, named by the ledger, done again after an older backup came back."""

from __future__ import annotations

import json
from typing import Any

import pytest
from builders import START, ada, bo
from ledgers import a_checkpoint, fill, kind_of_break

from evenhand.knowledge.merkle.proofs import verify_inclusion
from evenhand.record.ledger import erasing, queries, verifying
from evenhand.record.ledger.models import Content, Entry, Erasure

pytestmark = pytest.mark.django_db


@pytest.fixture
def numbers() -> list[int]:
    """Entries that are there to be erased."""
    people = [ada(), bo()]
    assert all(people)
    fill(6)
    return list(Entry.objects.filter(kind="message.inbound").values_list("number", flat=True))


def erased(numbers: list[int], rows: tuple[str, ...] = ()) -> Erasure:
    erasure = erasing.ask(numbers, "objection", by=ada().actor, at=START, reason="Kari asked for it.", rows=rows)
    erasing.approve(erasure, by=bo().actor, at=START)
    erasing.erase_contents(erasure, at=START)
    return Erasure.objects.get(pk=erasure.pk)


def refusal(call: Any) -> str:
    with pytest.raises(erasing.NotErasable) as refused:
        call()
    return refused.value.code


def test_after_an_erasure_the_tree_holds_and_verification_says_what_is_gone(numbers: list[int]) -> None:
    outside = a_checkpoint()
    erased(numbers[1:3])
    assert not Content.objects.filter(pk__in=numbers[1:3]).exists()
    assert Entry.objects.get(number=numbers[1]).body is None
    report = verifying.verify([outside], [])
    assert report.erased == tuple(numbers[1:3])
    assert kind_of_break(outside) == ""
    assert queries.erased_at(numbers) == {numbers[1]: START, numbers[2]: START}


def test_the_entry_about_it_holds_ids_and_codes_alone(numbers: list[int]) -> None:
    erasure = erased(numbers[:2], ("message:0",))
    entry = Entry.objects.get(kind="erased")
    assert (entry.actor, entry.subject) == (ada().actor, f"erasure:{erasure.pk}")
    assert json.loads(entry.body or "") == {"approved_by": bo().actor, "basis": "objection", "numbers": numbers[:2]}
    assert not any("Kari" in body for body in Content.objects.values_list("body", flat=True))


def test_it_needs_four_eyes_and_is_done_once(numbers: list[int]) -> None:
    erasure = erasing.ask(numbers[:1], "retention", by=ada().actor, at=START)
    assert refusal(lambda: erasing.erase_contents(erasure, at=START)) == "not-approved"
    assert refusal(lambda: erasing.approve(erasure, by=ada().actor, at=START)) == "four-eyes"
    assert refusal(lambda: erasing.approve(erasure, by="", at=START)) == "four-eyes"
    erasing.approve(erasure, by=bo().actor, at=START)
    assert refusal(lambda: erasing.approve(erasure, by=bo().actor, at=START)) == "approved"
    assert refusal(lambda: erasing.withdraw(erasure, by=bo().actor, at=START)) == "approved"
    assert erasing.erase_contents(erasure, at=START) == numbers[:1]
    assert erasing.erase_contents(erasure, at=START) == []
    assert Entry.objects.filter(kind="erased").count() == 1


def test_what_cannot_be_erased_is_refused_with_its_reason(numbers: list[int]) -> None:
    def ask(wanted: list[int], basis: str = "objection") -> Any:
        return lambda: erasing.ask(wanted, basis, by=ada().actor, at=START)

    erased(numbers[:1])
    about = Entry.objects.get(kind="erased").number
    pending = erasing.ask(numbers[1:2], "other", by=ada().actor, at=START)
    assert refusal(ask([])) == "none"
    assert refusal(ask([10_000])) == "none"
    assert refusal(ask(numbers[:1])) == "none"
    assert refusal(ask([about])) == "erased-entry"
    assert refusal(ask(numbers[1:2])) == "taken"
    assert refusal(ask(numbers[2:3], "because")) == "basis"
    erasing.withdraw(pending, by=bo().actor, at=START)
    ask(numbers[1:2])()


def test_proofs_that_went_out_before_verify_afterwards(numbers: list[int]) -> None:
    size = Entry.objects.count()
    before = queries.proofs_of(numbers, size)
    root = verifying.verify().root
    erased(numbers)
    after = queries.proofs_of(numbers, size)
    assert after == before
    for number in numbers:
        leaf = bytes(Entry.objects.get(number=number).leaf_hash)
        assert verify_inclusion(number=number, size=size, leaf=leaf, root=root, path=after[number])


class TestRestored:
    """An older backup came back, and with it content that had been erased."""

    def back(self, numbers: list[int]) -> list[dict[str, Any]]:
        """The list of erasures, after the content of these entries was erased; the ledger as it was before that."""
        from django.db import transaction

        keep = transaction.savepoint()
        erased(numbers, ("message:1",))
        lines = erasing.erasure_list()
        transaction.savepoint_rollback(keep)
        return list(json.loads(json.dumps(lines)))

    def test_it_is_erased_again_and_the_ledger_says_so(self, numbers: list[int]) -> None:
        lines = self.back(numbers[:2])
        assert Content.objects.filter(pk__in=numbers[:2]).count() == 2
        assert [line["rows"] for line in erasing.erase_again(lines, at=START)] == [["message:1"]]
        assert not Content.objects.filter(pk__in=numbers[:2]).exists()
        assert json.loads(Entry.objects.get(kind="erased").body or "")["again"] is True
        assert kind_of_break() == ""
        assert erasing.erase_again(lines, at=START) == []

    def test_a_request_that_the_backup_still_held_open_gives_way(self, numbers: list[int]) -> None:
        lines = self.back(numbers[:2])
        erasing.ask(numbers[:3], "other", by=ada().actor, at=START)
        erasing.erase_again(lines, at=START)
        assert verifying.verify().erased == tuple(numbers[:2])

    def test_a_number_that_came_to_stand_for_something_else_is_left_alone(self, numbers: list[int]) -> None:
        lines = self.back(numbers[:2])
        for line in lines:
            line["entries"] = [[number, "00" * 32] for number, _leaf in line["entries"]]
        assert erasing.erase_again(lines, at=START) == []
        assert Content.objects.filter(pk__in=numbers[:2]).count() == 2

    def test_content_that_is_back_by_hand_lingers(self, numbers: list[int]) -> None:
        kept = Content.objects.get(pk=numbers[0])
        erased(numbers[:1])
        Content(entry_id=kept.pk, salt=kept.salt, body=kept.body).save()
        report = verifying.verify()
        assert (report.first, report.lingering) == (None, (numbers[0],))
