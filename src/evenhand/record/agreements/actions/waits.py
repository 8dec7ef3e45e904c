"""Waiting for what the other side owes, from the moment we said so in writing."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from evenhand.record.agreements.actions.commitments import locked, note
from evenhand.record.agreements.models import Commitment, Party, Wait
from evenhand.record.conversations.actions import NotPossible
from evenhand.record.conversations.models import Message
from evenhand.record.people.models import Member


@transaction.atomic
def begin_wait(commitment: Commitment, proof: Message, *, by: Member, at: datetime) -> Wait:
    """We wait for it since `proof` was sent: a message of ours in the same conversation that says so.

    Raises NotPossible "ended", "not-theirs", "proof-not-ours", "waits-already".
    """
    row = locked(commitment)
    if row.ended_at is not None:
        raise NotPossible("ended")
    if row.party != Party.THEM:
        raise NotPossible("not-theirs")
    if proof.direction != Message.Direction.OUTBOUND or proof.conversation_id != row.conversation_id:
        raise NotPossible("proof-not-ours")
    if Wait.objects.filter(commitment=row, ended_at=None).exists():
        raise NotPossible("waits-already")
    wait = Wait.objects.create(commitment=row, proof=proof, since=proof.at, begun_by=by, begun_at=at)
    note("wait.begun", row, by=by, at=at, wait=wait.pk, proof=proof.pk, since=proof.at.isoformat())
    return wait


@transaction.atomic
def end_wait(wait: Wait, *, by: Member, at: datetime, arrived_in: Message | None = None) -> None:
    """It came (`arrived_in` is the message that brought it, whose time counts), or we wait no longer.

    Raises NotPossible "wait-over", "arrival".
    """
    row = Wait.objects.select_for_update(of=("self",)).select_related("commitment").get(pk=wait.pk)
    if row.ended_at is not None:
        raise NotPossible("wait-over")
    if arrived_in is not None and not _may_bring(arrived_in, row):
        raise NotPossible("arrival")
    Wait.objects.filter(pk=row.pk).update(ended_at=at, ended_by=by, arrived_in=arrived_in)
    arrived = arrived_in.pk if arrived_in else None
    note("wait.ended", row.commitment, by=by, at=at, wait=row.pk, arrived_in=arrived)


def _may_bring(message: Message, wait: Wait) -> bool:
    same = message.conversation_id == wait.commitment.conversation_id
    return same and message.direction == Message.Direction.INBOUND and message.at >= wait.since
