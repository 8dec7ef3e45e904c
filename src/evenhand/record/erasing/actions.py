"""Erasing what was written: asked for by one member, approved by another, held back where the law needs it.

What is erased is decided when the second member says yes, so that a message which came in between goes, too. One
transaction takes the words out of all rows and the content out of the ledger; a job then cleans the database's files.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.utils import IntegrityError

from evenhand.knowledge.drafting.remembering import forget
from evenhand.record.conversations.models import Conversation
from evenhand.record.conversations.working import NotPossible
from evenhand.record.erasing.extent import Extent, exists, extent_of, in_batches
from evenhand.record.erasing.locking import is_held, lock
from evenhand.record.erasing.models import Hold
from evenhand.record.erasing.wiping import subjects_of, wipe
from evenhand.record.ledger import actions as ledger
from evenhand.record.ledger import erasing
from evenhand.record.ledger.models import Entry, Erasure, ErasureItem
from evenhand.record.outbox.actions import enqueue
from evenhand.record.people.access import may
from evenhand.record.people.models import Member

SCRUB = "scrub-erased"


@transaction.atomic
def ask(named: str, basis: str, *, reason: str, by: Member, at: datetime) -> Erasure:
    """Ask to erase "message:12", "conversation:3", "contact:5" or "minute:7" on a legal basis (Erasure.Basis).

    Raises NotPossible: "right", "gone", "held", "erased" (nothing is left to erase), "taken" (asked for already) or
    "basis".
    """
    _demand(by, "ask_erasure")
    if not exists(named):
        raise NotPossible("gone")
    extent = extent_of(named)
    _refuse_held(extent)
    try:
        return erasing.ask(
            numbers_of(subjects_of(extent)), basis, by=by.actor, at=at, reason=reason.strip(), rows=[named]
        )
    except erasing.NotErasable as error:
        raise NotPossible({"none": "erased"}.get(error.code, error.code)) from error


@transaction.atomic
def approve(erasure: Erasure, *, by: Member, at: datetime) -> Extent:
    """Say yes as the second member: what was asked for is erased now. Returns what that was.

    Raises NotPossible: "right", "four-eyes", "approved" (somebody was faster), "held" or "gone".
    """
    _demand(by, "approve_erasure")
    row = Erasure.objects.select_for_update().filter(pk=erasure.pk).first()
    if row is None:
        raise NotPossible("gone")
    named = str(row.rows[0])
    extent = extent_of(named)
    _refuse_held(extent)
    _take_all(row, extent, named)
    try:
        erasing.approve(row, by=by.actor, at=at)
        erasing.erase_contents(row, at=at)
    except erasing.NotErasable as error:
        raise NotPossible(error.code) from error
    wipe(extent, row, at=at)
    transaction.on_commit(forget)
    enqueue(SCRUB, {"erasure": row.pk}, at=at, key=str(row.pk))
    return extent


@transaction.atomic
def refuse(erasure: Erasure, *, by: Member, at: datetime) -> None:
    """Refuse a request, or take one's own back. Raises NotPossible: "right" or "approved"."""
    if erasure.asked_by != by.actor:
        _demand(by, "approve_erasure")
    if not Erasure.objects.filter(pk=erasure.pk).exists():
        return
    try:
        erasing.withdraw(erasure, by=by.actor, at=at)
    except erasing.NotErasable as error:
        raise NotPossible(error.code) from error


@transaction.atomic
def hold(conversation: Conversation, reason: str, *, by: Member, at: datetime) -> Hold:
    """Keep all of a conversation from being erased. Raises NotPossible: "right", "empty" or "held"."""
    _demand(by, "approve_erasure")
    if not reason.strip():
        raise NotPossible("empty")
    Conversation.objects.select_for_update().get(pk=conversation.pk)
    try:
        with transaction.atomic():
            row = Hold.objects.create(conversation=conversation, by=by, at=at, reason=reason.strip())
    except IntegrityError as error:
        raise NotPossible("held") from error
    _note("hold.begun", conversation, by, at, {"hold": row.pk})
    return row


@transaction.atomic
def end_hold(conversation: Conversation, *, by: Member, at: datetime) -> None:
    """The conversation is no longer needed for a claim. Does nothing where there is no hold."""
    _demand(by, "approve_erasure")
    row = Hold.objects.select_for_update().filter(conversation=conversation, ended_at=None).first()
    if row is not None:
        Hold.objects.filter(pk=row.pk).update(ended_by=by, ended_at=at)
        _note("hold.ended", conversation, by, at, {"hold": row.pk})


def numbers_of(subjects: Sequence[str]) -> list[int]:
    """The entries about these subjects that still have their content."""
    found: list[int] = []
    for part in in_batches(subjects):
        query = Entry.objects.filter(subject__in=part, content__isnull=False)
        found += query.values_list("number", flat=True)
    return sorted(found)


def _note(kind: str, conversation: Conversation, by: Member, at: datetime, body: dict[str, int]) -> None:
    ledger.append(kind=kind, actor=by.actor, at=at, subject=f"conversation:{conversation.pk}", body=body)


def _demand(by: Member, right: str) -> None:
    if not may(by, right):
        raise NotPossible("right")


def _refuse_held(extent: Extent) -> None:
    """Locks the conversations first, so that a hold cannot come between this look and the end of the transaction."""
    lock(extent)
    if is_held(extent):
        raise NotPossible("held")


def _take_all(erasure: Erasure, extent: Extent, named: str) -> None:
    """Name every entry and row that goes: also those that came after the request."""
    numbers = numbers_of(subjects_of(extent))
    taken: set[int] = set()
    for part in in_batches(numbers):
        taken |= set(ErasureItem.objects.filter(number__in=part).values_list("number", flat=True))
    new = [number for number in numbers if number not in taken]
    ErasureItem.objects.bulk_create([ErasureItem(erasure=erasure, number=number) for number in new])
    rows = [named, *(row for row in extent.as_rows() if row != named)]
    Erasure.objects.filter(pk=erasure.pk).update(rows=rows)
