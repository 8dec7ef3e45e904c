"""An erasure takes the words and reasons of what members decided about replies, and leaves that they did."""

from __future__ import annotations

from datetime import timedelta

import builders
import pytest
import threads
from builders import ada, bo, helena
from threads import HOUR, NOW

from evenhand.record.agreements import replying
from evenhand.record.agreements.citing import cite
from evenhand.record.conversations import writing
from evenhand.record.conversations.models import Conversation, Message
from evenhand.record.erasing import actions
from evenhand.record.ledger.models import Entry
from evenhand.record.replies.actions.standing import let_stand
from evenhand.record.replies.models import SentAnyway, Standing

pytestmark = pytest.mark.django_db
GUARANTEE = "We guarantee that this will never happen again."
SLUG = "absolute-guarantee"


def desk() -> Conversation:
    team = builders.team()
    return threads.thread("My daughter is called Aurelia.", team=team, whose=threads.customer(team=team))


def erase(named: str) -> None:
    request = actions.ask(named, "objection", reason="", by=bo(), at=NOW)
    actions.approve(request, by=helena(), at=NOW + HOUR)


def words_left() -> set[str]:
    rows = [*Standing.objects.values_list("words", "reason"), *SentAnyway.objects.values_list("reason", "slugs")]
    return {value for row in rows for value in row if isinstance(value, str)} - {""}


def decided(row: Conversation) -> tuple[Standing, Message]:
    """Ada let something stand in a reply that she sent with errors left, and something in the next draft."""
    let_stand(row, "promise-without-date", "We will send you", "Aurelia knows.", by=ada(), at=NOW)
    text = f"{GUARANTEE} We will send you the invoice."
    message = replying.send(row, text, reason="Aurelia asked for it.", by=ada(), at=NOW)
    writing.save_draft(row, "As Aurelia said", by=ada(), at=NOW)
    return let_stand(row, SLUG, "Aurelia", "She wants it.", by=ada(), at=NOW), message


def test_erasing_the_conversation_takes_all_of_it():
    row = desk()
    draft, message = decided(row)
    erase(f"conversation:{row.pk}")
    assert words_left() == set()
    assert SentAnyway.objects.get(message=message).slugs == [SLUG]
    assert Standing.objects.get(pk=draft.pk).ended_at == NOW + HOUR
    assert Standing.objects.count() == 2
    assert Entry.objects.filter(subject=f"standing:{draft.pk}", kind="finding.let-stand").exists()


def test_erasing_their_message_takes_what_is_being_written_and_leaves_what_was_sent():
    row = desk()
    decided(row)
    theirs = Message.objects.get(conversation=row, direction="inbound")
    erase(f"message:{theirs.pk}")
    assert words_left() == {"We will send you", "Aurelia knows.", "Aurelia asked for it."}


def test_a_draft_elsewhere_that_cites_the_words_takes_its_decisions_along():
    message = Message.objects.get(conversation=desk())
    elsewhere = threads.thread("Hello.", subject="Another matter", team=builders.team())
    writing.save_draft(elsewhere, f"Good day\n\n{cite(message, 'en')}", by=ada(), at=NOW)
    let_stand(elsewhere, SLUG, "called Aurelia", "It is so.", by=ada(), at=NOW)
    other = threads.thread("Hello.", team=builders.team())
    writing.save_draft(other, "Thank you.", by=ada(), at=NOW - timedelta(hours=1))
    let_stand(other, SLUG, "Thank you", "It is fine.", by=ada(), at=NOW)
    erase(f"message:{message.pk}")
    assert words_left() == {"Thank you", "It is fine."}


@pytest.mark.django_db(transaction=True)
def test_what_the_draft_check_remembers_of_texts_is_forgotten_with_them(monkeypatch):
    forgotten = []
    monkeypatch.setattr("evenhand.record.erasing.actions.forget", lambda: forgotten.append(True))
    row = desk()
    assert forgotten == []
    erase(f"conversation:{row.pk}")
    assert forgotten == [True]
