"""Erasing: Bo asks, Helena approves; what stands afterwards, what holds it back, and what it does not touch."""

from __future__ import annotations

import builders
import pytest
import threads
from builders import ada, bo, cy, helena, sam
from threads import HOUR, NOW

from evenhand.knowledge.merkle.proofs import verify_consistency, verify_inclusion
from evenhand.record.agreements.actions import commitments
from evenhand.record.agreements.models import Commitment
from evenhand.record.conversations import writing
from evenhand.record.conversations.models import Conversation, Draft, Message, Reading, SearchTerm
from evenhand.record.conversations.working import NotPossible
from evenhand.record.customers.models import Contact
from evenhand.record.erasing import access, actions, again, arrivals
from evenhand.record.erasing.models import Hold, Tombstone
from evenhand.record.ledger import erasing as ledger_erasing
from evenhand.record.ledger import queries as ledger_queries
from evenhand.record.ledger import verifying
from evenhand.record.ledger.checkpoints import current_head
from evenhand.record.ledger.models import Content, Entry, Erasure
from evenhand.record.outbox.models import Job
from evenhand.record.people.errors import NotFound

pytestmark = pytest.mark.django_db
SECRET = "My daughter is called Aurelia"


def desk() -> Conversation:
    """Kari wrote twice, first a secret; Ada answered."""
    row = threads.thread(SECRET, "Where is it?", team=builders.team(), whose=threads.customer(team=builders.team()))
    threads.outbound(row, "It is on its way.", by=ada())
    return row


def first(row: Conversation) -> Message:
    return Message.objects.filter(conversation=row).order_by("at").first() or pytest.fail("no message")


def asked(row: Conversation, **changed: str) -> Erasure:
    values = {"named": f"message:{first(row).pk}", "basis": "objection", "reason": "He asked."} | changed
    return actions.ask(values["named"], values["basis"], reason=values["reason"], by=bo(), at=NOW)


def code_of(refused: pytest.ExceptionInfo[NotPossible]) -> str:
    return refused.value.code


def test_the_words_go_and_the_row_stays_with_date_and_basis() -> None:
    row = desk()
    message = first(row)
    writing.save_draft(row, f"You wrote: {SECRET}", by=ada(), at=NOW)
    actions.approve(asked(row), by=helena(), at=NOW + HOUR)
    message.refresh_from_db()
    assert (message.text, message.subject, message.raw) == ("", "", None)
    assert Tombstone.objects.get(message=message).erasure.basis == "objection"
    assert not SearchTerm.objects.filter(message=message).exists()
    assert not Draft.objects.exists()
    assert "Aurelia" not in str(Reading.objects.get(message=message).body)
    assert Message.objects.filter(conversation=row).count() == 3
    assert Message.objects.filter(text="Where is it?").exists(), "the others keep their words"


def test_the_excerpt_is_taken_anew() -> None:
    row = threads.thread(SECRET, team=builders.team())
    assert SECRET in row.excerpt
    actions.approve(asked(row), by=helena(), at=NOW)
    row.refresh_from_db()
    assert (row.excerpt, row.subject) == ("", "")


def test_four_eyes_whoever_asked_cannot_approve() -> None:
    row = desk()
    request = actions.ask(f"message:{first(row).pk}", "unlawful", reason="", by=helena(), at=NOW)
    with pytest.raises(NotPossible) as refused:
        actions.approve(request, by=helena(), at=NOW)
    assert code_of(refused) == "four-eyes"
    assert first(row).text == SECRET
    actions.approve(request, by=sam(), at=NOW)
    assert first(row).text == ""


def test_only_those_with_the_right_ask_and_approve() -> None:
    row = desk()
    for member in (ada(), cy()):
        with pytest.raises(NotPossible) as refused:
            actions.ask(f"message:{first(row).pk}", "objection", reason="", by=member, at=NOW)
        assert code_of(refused) == "right"
    request = asked(row)
    with pytest.raises(NotPossible) as refused:
        actions.approve(request, by=ada(), at=NOW)
    assert code_of(refused) == "right"
    assert list(access.erasures_for(ada())) == []
    assert list(access.erasures_for(bo())) == [request]
    with pytest.raises(NotFound):
        access.erasure_for(cy(), request.pk)


def test_a_hold_refuses_until_it_is_ended() -> None:
    row = desk()
    request = asked(row)
    actions.hold(row, "Claim 7/2026", by=helena(), at=NOW)
    with pytest.raises(NotPossible) as refused:
        actions.approve(request, by=sam(), at=NOW)
    assert code_of(refused) == "held"
    with pytest.raises(NotPossible) as refused:
        actions.ask(f"conversation:{row.pk}", "retention", reason="", by=bo(), at=NOW)
    assert code_of(refused) == "held"
    actions.end_hold(row, by=helena(), at=NOW)
    actions.approve(request, by=sam(), at=NOW)
    assert first(row).text == ""
    assert Hold.objects.get().ended_by == helena()


def test_a_second_hold_is_refused_and_so_is_one_without_a_reason() -> None:
    row = desk()
    actions.hold(row, "Claim 7/2026", by=helena(), at=NOW)
    for reason, code in (("Claim 8/2026", "held"), (" ", "empty")):
        with pytest.raises(NotPossible) as refused:
            actions.hold(row, reason, by=helena(), at=NOW)
        assert code_of(refused) == code


def test_what_came_between_asking_and_approving_goes_too() -> None:
    row = desk()
    request = asked(row, named=f"conversation:{row.pk}")
    threads.inbound(row, "And she is six.", at=NOW)
    actions.approve(request, by=helena(), at=NOW + HOUR)
    assert set(Message.objects.filter(conversation=row).values_list("text", flat=True)) == {""}
    assert len(Erasure.objects.get().rows) == 1 + 4


def test_refused_or_taken_back_nothing_is_erased_and_it_can_be_asked_for_again() -> None:
    row = desk()
    actions.refuse(asked(row), by=bo(), at=NOW)
    actions.refuse(asked(row), by=helena(), at=NOW)
    request = asked(row)
    with pytest.raises(NotPossible) as refused:
        asked(row)
    assert code_of(refused) == "taken"
    with pytest.raises(NotPossible) as refused:
        actions.refuse(request, by=cy(), at=NOW)
    assert code_of(refused) == "right"
    assert first(row).text == SECRET


def test_the_same_twice_is_refused() -> None:
    row = desk()
    request = asked(row)
    actions.approve(request, by=helena(), at=NOW)
    with pytest.raises(NotPossible) as refused:
        actions.approve(request, by=sam(), at=NOW)
    assert code_of(refused) == "approved"
    with pytest.raises(NotPossible) as refused:
        asked(row)
    assert code_of(refused) == "erased"


def test_a_promise_stays_without_its_words() -> None:
    row = desk()
    message = first(row)
    promise = commitments.Promise("them", "Aurelia brings it", due=NOW + HOUR, message=message, start=0, end=11)
    owed = commitments.record(promise, by=ada(), at=NOW)
    actions.approve(asked(row), by=helena(), at=NOW + HOUR)
    owed = Commitment.objects.get(pk=owed.pk)
    assert owed.what == "Content erased on 2026-03-10"
    assert (owed.words, owed.start, owed.due_at, owed.message) == ("", None, NOW + HOUR, message)


def test_a_contact_is_nobody_afterwards_and_the_answers_to_them_are_empty() -> None:
    row = desk()
    kari = Contact.objects.get(name="Kari Holm")
    Conversation.objects.filter(pk=row.pk).update(contact=kari)
    elsewhere = threads.outbound(threads.thread(), "Both of you", by=bo())
    Message.objects.filter(pk=elsewhere.pk).update(
        recipients=[{"name": "Kari", "address": kari.address}, {"name": "Olli", "address": "olli@x.example"}]
    )
    actions.approve(asked(row, named=f"contact:{kari.pk}"), by=helena(), at=NOW)
    kari.refresh_from_db()
    assert (kari.name, kari.address) == ("", "")
    assert set(Message.objects.filter(conversation=row).values_list("sender_name", "text")) == {("", "")}
    elsewhere.refresh_from_db()
    assert elsewhere.recipients == [{"name": "Olli", "address": "olli@x.example"}]
    assert elsewhere.text == "Both of you"


def test_the_ledger_stays_whole_and_older_proofs_verify() -> None:
    row = desk()
    entry = Entry.objects.get(subject=f"message:{first(row).pk}")
    old = current_head()
    path = ledger_queries.proofs_of([entry.number], old.size)[entry.number]
    actions.approve(asked(row), by=helena(), at=NOW)
    assert not Content.objects.filter(entry=entry).exists()
    new = current_head()
    leaf = bytes(Entry.objects.get(pk=entry.pk).leaf_hash)
    assert verify_inclusion(number=entry.number, size=old.size, leaf=leaf, root=old.root, path=path)
    proof = ledger_queries.prefix_proof(old.size, new.size)
    assert verify_consistency(old_size=old.size, new_size=new.size, old_root=old.root, new_root=new.root, path=proof)
    report = verifying.verify()
    assert report.first is None
    assert entry.number in report.erased


def test_a_reading_that_comes_late_is_not_kept() -> None:
    row = desk()
    message = first(row)
    late = Reading.objects.get(message=message).body | {"masked": SECRET}
    actions.approve(asked(row), by=helena(), at=NOW)
    arrivals.keep_reading(message, late, actor="system", at=NOW)
    assert SECRET not in str(list(Reading.objects.values_list("body", flat=True)))


def test_an_older_state_that_was_restored_is_erased_again() -> None:
    row = desk()
    message = first(row)
    actions.approve(asked(row), by=helena(), at=NOW)
    entry = Entry.objects.filter(subject=f"message:{message.pk}").order_by("number").first()
    assert entry is not None
    lines = ledger_erasing.erasure_list()
    # As a backup from before would have it: the words and the entry's content are back.
    Message.objects.filter(pk=message.pk).update(text=SECRET)
    Content.objects.bulk_create([Content(entry=entry, salt=b"s" * 32, body="{}")])
    assert again.erase_again(lines, at=NOW + HOUR) == 1
    assert first(row).text == ""
    assert again.erase_again(lines, at=NOW + HOUR) == 0


def test_the_files_are_cleaned_by_a_job() -> None:
    actions.approve(asked(desk()), by=helena(), at=NOW)
    assert Job.objects.get(name="scrub-erased").arguments == {"erasure": Erasure.objects.get().pk}
