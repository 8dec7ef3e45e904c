"""Promises that a reading finds are offered once, on the right side, and never recorded by themselves."""

from __future__ import annotations

import pytest
import threads
from builders import ada, bo, cy
from django.db import connection
from django.test.utils import CaptureQueriesContext
from ledger_kinds import kinds_of, refused
from mail import HARBOURLINE, LATER, a_reading, an_arrival, file, message_of
from promises import DAY, desk, promised
from threads import NOW

from evenhand.record.agreements.access.commitments import suggestion_for, suggestions_for
from evenhand.record.agreements.actions import arrivals
from evenhand.record.agreements.actions.commitments import record_suggestion, set_aside
from evenhand.record.agreements.models import Commitment, Suggestion
from evenhand.record.conversations.models import Message
from evenhand.record.people.errors import NotFound

pytestmark = pytest.mark.django_db
TEXT = "I will send the floor plan on Friday. You said you would call me today. I will also send the invoice."
PLAN = ("writer", "send the floor plan", "2026-03-13")
CALL = ("reader", "call me today", "2026-03-10")
INVOICE = ("writer", "send the invoice", None)


def letter(direction: str = "inbound") -> Message:
    row = desk()
    if direction == "outbound":
        return threads.outbound(row, TEXT, by=ada())
    return threads.inbound(row, TEXT)


@pytest.mark.parametrize(("direction", "who", "whose", "is_claim"), [
    ("inbound", PLAN, "them", False),
    ("inbound", CALL, "us", True),
    ("outbound", PLAN, "us", False),
    ("outbound", CALL, "them", True),
])  # fmt: skip
def test_whose_word_it_is(direction: str, who: tuple[str, str, str | None], whose: str, is_claim: bool):
    (found,) = promised(letter(direction), who)
    assert (found.party, found.is_claim) == (whose, is_claim)
    assert not Commitment.objects.exists()


def test_a_day_is_due_at_its_end_of_business():
    found = promised(letter(), PLAN, INVOICE)
    assert found[0].due_is_day
    assert found[0].due_at is not None
    assert found[0].due_at.isoformat() == "2026-03-13T17:00:00+00:00"
    assert found[1].due_at is None


@pytest.mark.parametrize("values", [{"direction": "note"}, {"automatic": True}])
def test_notes_and_automatic_mail_promise_nothing(values: dict[str, object]):
    message = letter()
    Message.objects.filter(pk=message.pk).update(**values)
    assert promised(message, PLAN) == []


def test_a_member_records_it_and_it_is_settled():
    (found,) = promised(letter(), PLAN)
    row = record_suggestion(found, by=bo(), at=NOW)
    assert (row.party, row.what, row.words) == ("them", "send the floor plan", "send the floor plan")
    assert (row.due_at, row.due_is_day) == (found.due_at, True)
    assert refused(lambda: record_suggestion(found, by=ada(), at=NOW)) == "settled"
    assert refused(lambda: set_aside(found, by=ada(), at=NOW)) == "settled"
    assert kinds_of(row) == ["commitment.recorded"]


def test_a_member_may_put_it_right_on_the_way():
    (found,) = promised(letter(), CALL)
    row = record_suggestion(found, by=bo(), at=NOW, changes={"what": "Call Kari back", "due": NOW + DAY, "owner": bo()})
    assert (row.what, row.due_at, row.due_is_day, row.owner) == ("Call Kari back", NOW + DAY, False, bo())


@pytest.mark.parametrize("settle", [lambda row: set_aside(row, by=ada(), at=NOW),
                                    lambda row: record_suggestion(row, by=ada(), at=NOW)])  # fmt: skip
def test_what_was_settled_never_comes_back(settle: object):
    message = letter()
    settle(promised(message, PLAN)[0])  # type: ignore[operator]
    wider = ("writer", "will send the floor plan on Friday", "2026-03-13")
    found = promised(message, wider, INVOICE, version="2")
    assert [row.what for row in found if row.settled_at is None] == ["send the invoice"]


def test_words_are_known_again_where_the_text_has_moved():
    message = letter()
    set_aside(promised(message, PLAN)[0], by=ada(), at=NOW)
    Message.objects.filter(pk=message.pk).update(text="Dear all,\n\n" + "x" * 200 + "\n" + TEXT)
    message.refresh_from_db()
    assert [row.settled_at for row in promised(message, PLAN, version="2")] == [NOW]


def test_what_waits_follows_the_newer_reading():
    message = letter()
    first = promised(message, PLAN, INVOICE)
    second = promised(message, ("writer", "send the floor plan", "2026-03-12"), version="2")
    assert [row.pk for row in second] == [first[0].pk]
    assert second[0].due_at is not None
    assert second[0].due_at.day == 12


def test_filing_offers_what_is_promised():
    letters = [promising(f"m{number}") for number in range(20)]
    arrivals.file_arrivals(letters, ours=HARBOURLINE, actor="system", at=LATER)
    assert Suggestion.objects.filter(message=message_of(letters[3])).count() == 1
    assert Suggestion.objects.count() == 20


def test_nothing_is_filed_where_offering_fails(monkeypatch: pytest.MonkeyPatch):
    def fail(*_arguments: object, **_more: object) -> int:
        raise ValueError("The disk is full.")

    monkeypatch.setattr(arrivals, "offer", fail)
    with pytest.raises(ValueError, match="full"):
        arrivals.file_arrivals([promising("m1")], ours=HARBOURLINE, actor="system", at=LATER)
    assert not Message.objects.exists()


def test_offering_takes_the_same_number_of_queries_for_one_and_for_fifty():
    counts = []
    for size in (2, 50):
        batch = [promising(f"{size}-{number}") for number in range(size)]
        with CaptureQueriesContext(
            connection,
        ) as plain:
            file(*[promising(f"plain-{size}-{number}") for number in range(size)])
        with CaptureQueriesContext(connection) as captured:
            arrivals.file_arrivals(batch, ours=HARBOURLINE, actor="system", at=LATER)
        counts.append(len(captured) - len(plain))
    assert counts[1] <= counts[0] + 2


def test_a_message_that_turns_out_to_be_ours_makes_it_our_word():
    (found,) = promised(letter(), PLAN)
    Message.objects.filter(pk=found.message_id).update(direction="outbound")
    arrivals.recompute_directions(actor="system", at=NOW)
    found.refresh_from_db()
    assert found.party == "us"


def test_the_outsider_is_offered_nothing():
    (found,) = promised(letter(), PLAN)
    assert suggestion_for(bo(), found.pk) == found
    assert not suggestions_for(cy()).exists()
    with pytest.raises(NotFound):
        suggestion_for(cy(), found.pk)


def promising(identity: str):
    text = "I will send the floor plan."
    start = text.index("send")
    commitments = [{"by": "writer", "what": "send the floor plan", "due": None, "start": start, "end": len(text) - 1}]
    return an_arrival(identity=identity, text=text, reading=a_reading() | {"commitments": commitments})
