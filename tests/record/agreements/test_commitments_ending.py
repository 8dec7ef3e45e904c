"""How promises end: once, with who and when; a mistaken end is taken back by a row of its own."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import threads
from builders import ada, bo
from ledger_kinds import kinds_of, refused
from promises import DAY, commitment, desk, fresh, our_word
from threads import NOW

from evenhand.record.agreements.actions.endings import break_word, fulfil, postpone, release, reopen
from evenhand.record.agreements.actions.waits import begin_wait
from evenhand.record.agreements.models import Breach, Commitment, Fulfilment, Wait

pytestmark = pytest.mark.django_db
LATER = NOW + DAY
ENDS: dict[str, Callable[[Commitment], object]] = {
    "fulfil": lambda row: fulfil(row, by=bo(), at=LATER),
    "release": lambda row: release(row, "They found another way.", by=bo(), at=LATER),
}


@pytest.mark.parametrize("end", ENDS)
def test_a_promise_ends_once(end: str):
    row = commitment(desk())
    ENDS[end](row)
    assert fresh(row).ended_at == LATER
    for again in (*ENDS.values(), lambda row: break_word(row, by=ada(), at=LATER)):
        assert refused(lambda again=again: again(row)) == "ended"
    assert len(kinds_of(row)) == 2


def test_a_message_of_the_conversation_is_the_proof():
    row = desk()
    sent = our_word(row, "Here they are.")
    done = fulfil(commitment(row), by=ada(), at=LATER, proof=sent, words=" sent by mail ")
    assert (done.proof, done.note) == (sent, "sent by mail")


def test_a_message_of_somebody_else_proves_nothing():
    stranger = threads.thread("Hello", whose=threads.customer("Pike"))
    row = commitment(desk())
    assert refused(lambda: fulfil(row, by=ada(), at=LATER, proof=stranger.messages.get())) == "proof"


def test_another_conversation_with_the_same_customer_may_prove_it():
    row = desk()
    other = threads.thread("Thank you for the figures.", whose=row.customer)
    assert fulfil(commitment(row), by=ada(), at=LATER, proof=other.messages.get()).proof is not None


@pytest.mark.parametrize("act", [lambda row: release(row, " ", by=ada(), at=LATER),
                                 lambda row: postpone(row, LATER + DAY, "", by=ada(), at=LATER)])  # fmt: skip
def test_letting_off_and_postponing_say_why(act: Callable[[Commitment], object]):
    row = commitment(desk())
    assert refused(lambda: act(row)) == "why"


def test_a_broken_promise_may_be_kept_late():
    row = commitment(desk(), due=NOW + DAY / 2)
    break_word(row, by=bo(), at=LATER)
    assert refused(lambda: break_word(row, by=bo(), at=LATER)) == "broken"
    assert fresh(row).ended_at is None
    fulfil(row, by=ada(), at=LATER + DAY)
    assert Breach.objects.filter(commitment=row).exists()
    assert kinds_of(row)[1:] == ["commitment.broken", "commitment.fulfilled"]


def test_a_mistaken_end_is_taken_back_and_stays_on_record():
    row = commitment(desk())
    fulfil(row, by=ada(), at=LATER)
    reopen(row, by=bo(), at=LATER + DAY, words="It was another list.")
    assert fresh(row).ended_at is None
    assert Fulfilment.objects.get(commitment=row).reopening is not None
    fulfil(row, by=ada(), at=LATER + 2 * DAY)
    assert Fulfilment.objects.filter(commitment=row).count() == 2
    assert kinds_of(row)[1:] == ["commitment.fulfilled", "commitment.reopened", "commitment.fulfilled"]


def test_a_mistaken_breach_is_taken_back():
    row = commitment(desk())
    break_word(row, by=ada(), at=LATER)
    reopen(row, by=bo(), at=LATER)
    assert not Breach.objects.filter(commitment=row, reopening=None).exists()
    assert refused(lambda: reopen(row, by=bo(), at=LATER)) == "not-ended"


def test_postponing_keeps_what_it_was():
    row = commitment(desk(), due=NOW + DAY)
    moved = postpone(row, NOW + 3 * DAY, "They asked for more.", by=bo(), at=NOW)
    assert (moved.from_due_at, moved.to_due_at) == (NOW + DAY, NOW + 3 * DAY)
    assert fresh(row).due_at == NOW + 3 * DAY
    assert refused(lambda: postpone(row, NOW + 3 * DAY, "Again", by=bo(), at=NOW)) == "same-due"
    assert refused(lambda: postpone(row, NOW - DAY, "Again", by=bo(), at=NOW)) == "past"


def test_what_came_ends_the_wait_for_it():
    row = desk()
    owed = commitment(row, "Send the list", party="them")
    begin_wait(owed, our_word(row), by=ada(), at=NOW)
    arrived = threads.inbound(row, "Here is the list.", at=NOW + DAY)
    fulfil(owed, by=ada(), at=NOW + DAY, proof=arrived)
    assert Wait.objects.get(commitment=owed).arrived_in == arrived
