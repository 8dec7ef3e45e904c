"""Promises for tests: a conversation in which Kari of Alder and Ada of ours wrote, and what was promised in it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import builders
import threads
from threads import HOUR, NOW

from evenhand.record.agreements.actions import arrivals, commitments
from evenhand.record.agreements.models import Commitment, Suggestion
from evenhand.record.conversations.models import Conversation, Message, Reading
from evenhand.record.people.models import Member

DAY = timedelta(days=1)


def desk(words: str = "When will it come?") -> Conversation:
    """A conversation of the Nordic desk with its customer, in which Kari wrote these words an hour ago."""
    team = builders.team("Nordic desk")
    return threads.thread(words, team=team, whose=threads.customer(team=team), owner=builders.ada())


def promised(message: Message, *found: tuple[str, str, str | None], version: str = "1") -> list[Suggestion]:
    """Have the message read again with these promises: who (writer or reader), the words, and the due date."""
    body = _body(message) | {
        "commitments": [_found(message, by, words, due) for by, words, due in found],
        "model": {"name": "evenhand", "version": version},
    }
    arrivals.keep_reading(message, body, actor="system", at=NOW)
    return list(Suggestion.objects.filter(message=message).order_by("start"))


def commitment(
    row: Conversation | None,
    what: str = "Send the figures",
    *,
    party: str = "us",
    by: Member | None = None,
    **given: Any,
) -> Commitment:
    """A commitment put on record by Ada, at NOW unless `at` is given."""
    at: datetime = given.pop("at", NOW)
    promise = commitments.Promise(party, what, conversation=row, **given)
    return commitments.record(promise, by=by or builders.ada(), at=at)


def fresh(row: Commitment) -> Commitment:
    """The commitment as it is on record now."""
    return Commitment.objects.get(pk=row.pk)


def our_word(row: Conversation, text: str = "We wait for your list.", *, at: datetime = NOW - HOUR / 2) -> Message:
    """A message from Ada."""
    return threads.outbound(row, text, by=builders.ada(), at=at)


def _found(message: Message, by: str, words: str, due: str | None) -> dict[str, Any]:
    start = message.text.index(words)
    return {"by": by, "what": words, "due": due, "start": start, "end": start + len(words)}


def _body(message: Message) -> dict[str, Any]:
    reading = Reading.objects.filter(message=message).order_by("-pk").first()
    if reading is None:
        threads.read(message)
        reading = Reading.objects.filter(message=message).latest("pk")
    return dict(reading.body)
