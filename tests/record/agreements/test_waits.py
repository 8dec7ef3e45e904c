"""We wait from the moment we said so in writing; what came, or a member, ends it."""

from __future__ import annotations

import pytest
import threads
from builders import ada, bo
from ledger_kinds import kinds_of, refused
from promises import DAY, commitment, desk, our_word
from threads import HOUR, NOW

from evenhand.record.agreements.actions.waits import begin_wait, end_wait
from evenhand.record.agreements.models import Wait

pytestmark = pytest.mark.django_db


def test_it_begins_when_we_wrote_so():
    row = desk()
    said = our_word(row, at=NOW - HOUR / 2)
    owed = commitment(row, "Send the list", party="them")
    wait = begin_wait(owed, said, by=ada(), at=NOW)
    assert (wait.since, wait.proof, wait.begun_at) == (said.at, said, NOW)
    assert refused(lambda: begin_wait(owed, said, by=ada(), at=NOW)) == "waits-already"
    assert kinds_of(owed) == ["commitment.recorded", "wait.begun"]


def test_only_our_own_word_in_the_same_conversation_proves_it():
    row = desk()
    owed = commitment(row, "Send the list", party="them")
    elsewhere = our_word(threads.thread("Hello", whose=row.customer))
    for proof in (row.messages.earliest("at"), elsewhere):
        assert refused(lambda proof=proof: begin_wait(owed, proof, by=ada(), at=NOW)) == "proof-not-ours"


def test_nobody_waits_for_what_we_owe():
    row = desk()
    ours, said = commitment(row), our_word(row)
    assert refused(lambda: begin_wait(ours, said, by=ada(), at=NOW)) == "not-theirs"


def test_what_came_ends_it():
    row = desk()
    owed = commitment(row, "Send the list", party="them")
    wait = begin_wait(owed, our_word(row), by=ada(), at=NOW)
    before = row.messages.earliest("at")
    assert refused(lambda: end_wait(wait, by=bo(), at=NOW + DAY, arrived_in=before)) == "arrival"
    arrived = threads.inbound(row, "Here it is.", at=NOW + DAY)
    end_wait(wait, by=bo(), at=NOW + DAY, arrived_in=arrived)
    assert refused(lambda: end_wait(wait, by=bo(), at=NOW + DAY)) == "wait-over"
    assert Wait.objects.get().arrived_in == arrived
    assert kinds_of(owed)[-1] == "wait.ended"
