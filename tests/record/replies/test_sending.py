"""Sending a reply: checked once more with the text that goes out; nothing is blocked, errors ask for a reason."""

from __future__ import annotations

import promises
import pytest
from builders import ada, bo, sam
from ledger_kinds import entry
from threads import NOW

from evenhand.record.agreements import replying
from evenhand.record.conversations.models import Conversation, Draft, Message
from evenhand.record.replies.actions.rules import switch_off, switch_on
from evenhand.record.replies.models import SentAnyway
from evenhand.record.replies.queries import kept_with

pytestmark = pytest.mark.django_db
GUARANTEE = "We guarantee that this will never happen again."
SLUG = "absolute-guarantee"


def refusal_of(row: Conversation, **given: object) -> tuple[str, list[str]]:
    """The code of the refusal and the errors it names; nothing was sent."""
    with pytest.raises(replying.ErrorsLeft) as error:
        replying.send(row, GUARANTEE, by=ada(), at=NOW, **given)  # type: ignore[arg-type]
    assert not Message.objects.filter(direction="outbound").exists()
    return error.value.code, error.value.checked.errors


def test_errors_ask_for_a_reason_that_stays_with_the_message():
    row = promises.desk()
    assert refusal_of(row) == ("reason-for-errors", [SLUG])
    message = replying.send(row, GUARANTEE, reason=" It is  so. ", seen=frozenset({SLUG}), by=ada(), at=NOW)
    kept = SentAnyway.objects.get()
    assert (kept.message, kept.slugs, kept.reason, kept.by, kept.at) == (message, [SLUG], "It is so.", ada(), NOW)
    assert SLUG in entry(message, "message.sent-anyway")
    assert "It is so" not in entry(message, "message.sent-anyway")
    assert kept_with([message.pk])[message.pk].anyway == kept


def test_a_page_that_has_not_shown_the_error_cannot_slip_past():
    row = promises.desk()
    assert refusal_of(row, reason="All right.", seen=frozenset({"heat"})) == ("new-errors", [SLUG])
    assert refusal_of(row, reason="All right.", seen=frozenset()) == ("new-errors", [SLUG])


def test_warnings_do_not_ask():
    row = promises.desk()
    text = "We will send you the corrected invoice."
    assert "promise-without-date" in [each.slug for each in replying.check(row, text, ada(), now=NOW).findings]
    message = replying.send(row, text, by=ada(), at=NOW)
    assert message.text == text
    assert not SentAnyway.objects.exists()
    assert kept_with([message.pk]) == {}


def test_a_clean_reply_goes_and_its_draft_with_it():
    row = promises.desk()
    Draft.objects.create(conversation=row, member=ada(), text="Thank you.", saved_at=NOW)
    replying.send(row, "Thank you, Kari.", by=ada(), at=NOW)
    assert not Draft.objects.exists()


def test_what_the_firm_does_not_want_to_hear_asks_nobody():
    row = promises.desk()
    switch_off(SLUG, "Our contracts say so.", by=sam(), at=NOW)
    replying.send(row, GUARANTEE, by=ada(), at=NOW)
    switch_on(SLUG, by=bo(), at=NOW)
    with pytest.raises(replying.ErrorsLeft):
        replying.send(row, GUARANTEE, by=ada(), at=NOW)


def test_another_way_out_is_one_transaction_with_what_is_kept():
    row = promises.desk()

    def broken(conversation: Conversation, text: str, *, by: object, at: object) -> Message:
        Message.objects.create(conversation=conversation, identity="x", direction="outbound", at=NOW, text=text)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        replying.send(row, GUARANTEE, reason="So.", way=broken, by=ada(), at=NOW)
    assert not Message.objects.filter(direction="outbound").exists()
    assert not SentAnyway.objects.exists()
