"""Recording commitments: from a suggestion, from words of a message, or by hand. Only members record."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from evenhand.record.agreements.access.commitments import commitments_for
from evenhand.record.agreements.models import Commitment, Party, Suggestion
from evenhand.record.conversations.actions import NotPossible
from evenhand.record.conversations.models import Conversation, Message
from evenhand.record.conversations.queries_hidden import hides
from evenhand.record.customers.models import Contact, Customer
from evenhand.record.ledger import actions as ledger
from evenhand.record.people.calendar import due_moment, working_calendar
from evenhand.record.people.models import Member

LONGEST_WHAT = 2000
FURTHEST = timedelta(days=18_263)  # fifty years: a year further off was mistyped


@dataclass(frozen=True, slots=True)
class Promise:
    """What is to be recorded. A day as `due` ends with the firm's business; `start` and `end` mark words of `message`.

    What a message or conversation knows (conversation, customer, contact) may be left out, and so may the owner: it is
    whoever has the conversation, else whoever records.
    """

    party: str
    what: str
    due: date | datetime | None = None
    customer: Customer | None = None
    conversation: Conversation | None = None
    contact: Contact | None = None
    owner: Member | None = None
    message: Message | None = None
    start: int | None = None
    end: int | None = None


@transaction.atomic
def record(promise: Promise, *, by: Member, at: datetime) -> Commitment:
    """Put a promise on record.

    Raises NotPossible "promise-empty", "promise-party", "promise-words" (the marked words are not in the message),
    "due-far", "member-left".
    """
    row = _row(promise, by=by, at=at)
    row.save()
    _note_recorded(row, by=by, at=at)
    return row


@transaction.atomic
def record_suggestion(
    suggestion: Suggestion, *, by: Member, at: datetime, changes: dict[str, Any] | None = None
) -> Commitment:
    """Record what was suggested, with `changes` to fields of the `Promise`.

    Of words that are hidden in the message none go on record: somebody has to say in their own what was promised.
    Raises NotPossible "settled", "words-hidden" (and no `what` among the changes), and as `record` does.
    """
    offered = _open(suggestion)
    message = offered.message
    promise = Promise(offered.party, offered.what, message=message, start=offered.start, end=offered.end)
    if hides(message, offered.start, offered.end):
        if "what" not in (changes or {}):
            raise NotPossible("words-hidden")
        promise = replace(promise, start=None, end=None)
    row = _row(replace(promise, **(changes or {})), by=by, at=at)
    if "due" not in (changes or {}):
        row.due_at, row.due_is_day = offered.due_at, offered.due_is_day
    row.save()
    Suggestion.objects.filter(pk=offered.pk).update(settled_at=at, settled_by=by, commitment=row)
    _note_recorded(row, by=by, at=at, suggestion=offered.pk, is_claim=offered.is_claim)
    return row


@transaction.atomic
def set_aside(suggestion: Suggestion, *, by: Member, at: datetime) -> None:
    """It is no promise: it is not offered again, whoever reads the message anew. Raises NotPossible "settled"."""
    offered = _open(suggestion)
    Suggestion.objects.filter(pk=offered.pk).update(settled_at=at, settled_by=by)
    body = {"message": offered.message_id, "start": offered.start, "end": offered.end}
    ledger.append(kind="suggestion.set-aside", actor=by.actor, at=at, subject=f"suggestion:{offered.pk}", body=body)


@transaction.atomic
def set_owner(commitment: Commitment, owner: Member, *, by: Member, at: datetime) -> None:
    """Say who sees to it. Does nothing if that is so already.

    Raises NotPossible "member-left", and "owner-blind" for somebody who may not see it: nobody would think of it then.
    """
    row = locked(commitment)
    if owner.left_at is not None:
        raise NotPossible("member-left")
    if not commitments_for(owner).filter(pk=row.pk).exists():
        raise NotPossible("owner-blind")
    if row.owner_id == owner.pk:
        return
    Commitment.objects.filter(pk=row.pk).update(owner=owner)
    note("commitment.owner-set", row, by=by, at=at, owner=owner.actor)


def due_within_reach(due: date | datetime, *, at: datetime) -> datetime:
    """The moment something falls due. Raises NotPossible "due-far" for a year that nobody meant."""
    try:
        moment = due_moment(due, working_calendar())
    except ValueError as error:
        raise NotPossible("due-far") from error
    if moment is None or abs(moment - at) > FURTHEST:
        raise NotPossible("due-far")
    return moment


def locked(commitment: Commitment) -> Commitment:
    """The row as it is now, held until the transaction ends."""
    return Commitment.objects.select_for_update().get(pk=commitment.pk)


def note(kind: str, commitment: Commitment, *, by: Member, at: datetime, **body: Any) -> None:
    """An entry about a commitment; the body holds ids and codes."""
    ledger.append(kind=kind, actor=by.actor, at=at, subject=f"commitment:{commitment.pk}", body=body)


def _open(suggestion: Suggestion) -> Suggestion:
    row = (
        Suggestion.objects.select_for_update(of=("self",)).select_related("message__conversation").get(pk=suggestion.pk)
    )
    if row.settled_at is not None:
        raise NotPossible("settled")
    return row


def _row(promise: Promise, *, by: Member, at: datetime) -> Commitment:
    what = " ".join(promise.what.replace("\x00", "").split())[:LONGEST_WHAT]
    if not what:
        raise NotPossible("promise-empty")
    if promise.party not in Party.values:
        raise NotPossible("promise-party")
    message = promise.message
    conversation = message.conversation if message else promise.conversation
    owner = promise.owner or _usual_owner(conversation) or by
    if owner.left_at is not None:
        raise NotPossible("member-left")
    is_day = promise.due is not None and not isinstance(promise.due, datetime)
    return Commitment(
        party=promise.party,
        what=what,
        due_at=due_within_reach(promise.due, at=at) if promise.due else None,
        due_is_day=is_day,
        customer=conversation.customer if conversation and conversation.customer else promise.customer,
        conversation=conversation,
        contact=promise.contact
        or (message.contact if message else None)
        or (conversation.contact if conversation else None),
        owner=owner,
        message=message,
        start=promise.start if message else None,
        end=promise.end if message else None,
        words=_words(promise),
        recorded_by=by,
        recorded_at=at,
    )


def _usual_owner(conversation: Conversation | None) -> Member | None:
    owner = conversation.owner if conversation else None
    return owner if owner and owner.left_at is None else None


def _words(promise: Promise) -> str:
    if promise.message is None or promise.start is None or promise.end is None:
        return ""
    words = promise.message.text[promise.start : promise.end].strip()
    if promise.start < 0 or not words:
        raise NotPossible("promise-words")
    return words[:LONGEST_WHAT]


def _note_recorded(row: Commitment, *, by: Member, at: datetime, **more: Any) -> None:
    body = {
        "party": row.party,
        "sha256": hashlib.sha256(row.what.encode()).hexdigest(),
        "due": row.due_at.isoformat() if row.due_at else None,
        "conversation": row.conversation_id,
        "customer": row.customer_id,
        "message": row.message_id,
        "start": row.start,
        "end": row.end,
        "owner": f"member:{row.owner_id}",
    }
    note("commitment.recorded", row, by=by, at=at, **body, **more)
