"""Replies on their way out: a desk with a mail server on the loopback, a thread from a customer, and the worker."""

from __future__ import annotations

from typing import Any

from builders import START, team
from mail import an_arrival, filed

from evenhand.doors.jobs.mailing import send_letter
from evenhand.record.conversations.actions import send_reply
from evenhand.record.conversations.models import Conversation, Message
from evenhand.record.conversations.recipients import typed_recipients
from evenhand.record.customers.ours import set_ours
from evenhand.record.outbox.models import Letter
from evenhand.record.outbox.replies import key_of

MIA = "mia@acme.example"


def a_thread(**given: Any) -> Conversation:
    """A conversation of the Nordic desk in which Mia has written."""
    set_ours(["harbourline.example"], actor="system", at=START)
    row = filed(an_arrival(**({"name": "Mia Stone", "message_id": "first@acme.example"} | given))).conversation
    Conversation.objects.filter(pk=row.pk).update(team=team())
    row.refresh_from_db()
    return row


def replied(row: Conversation, text: str = "It leaves today.", to: str = MIA, cc: str = "", **given: Any) -> Message:
    """A reply that is on its way."""
    return send_reply(row, text, typed_recipients(to, cc), **given)


def letter_of(message: Message) -> Letter:
    """The letter that takes a reply out, as it stands."""
    return Letter.objects.get(key=key_of(message.pk))


def work(message: Message) -> Letter:
    """Have the worker send a reply; the letter after that. Raises what the worker would note."""
    send_letter({"letter": letter_of(message).pk}, None)  # type: ignore[arg-type]
    return letter_of(message)
