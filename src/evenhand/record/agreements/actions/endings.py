"""How commitments end and what else befalls them: done, let off, broken, postponed, a mistaken end taken back."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from evenhand.record.agreements.actions.commitments import due_within_reach, locked, note
from evenhand.record.agreements.models import Breach, Commitment, Fulfilment, Postponement, Release, Reopening, Wait
from evenhand.record.conversations.actions import NotPossible
from evenhand.record.conversations.models import Message
from evenhand.record.people.models import Member


@transaction.atomic
def fulfil(
    commitment: Commitment, *, by: Member, at: datetime, words: str = "", proof: Message | None = None
) -> Fulfilment:
    """What was promised was done; `proof` is the message that shows it. What we waited for has come.

    Raises NotPossible "ended", "proof".
    """
    row = _open(commitment)
    _require_near(row, proof)
    done = Fulfilment.objects.create(commitment=row, by=by, at=at, note=_clean(words), proof=proof)
    Wait.objects.filter(commitment=row, ended_at=None).update(ended_at=at, ended_by=by, arrived_in=_arrival(proof))
    _end(row, at)
    note("commitment.fulfilled", row, by=by, at=at, proof=proof.pk if proof else None)
    return done


@transaction.atomic
def release(commitment: Commitment, words: str, *, by: Member, at: datetime, proof: Message | None = None) -> Release:
    """The side that was promised lets the other off; `words` say why. Raises NotPossible "ended", "why", "proof"."""
    row = _open(commitment)
    _require_near(row, proof)
    let_off = Release.objects.create(commitment=row, by=by, at=at, note=_why(words), proof=proof)
    Wait.objects.filter(commitment=row, ended_at=None).update(ended_at=at, ended_by=by)
    _end(row, at)
    note("commitment.released", row, by=by, at=at, proof=proof.pk if proof else None)
    return let_off


@transaction.atomic
def break_word(
    commitment: Commitment, *, by: Member, at: datetime, words: str = "", proof: Message | None = None
) -> Breach:
    """The promise was broken; it stays open, for it may be kept late. Raises NotPossible "ended", "broken", "proof"."""
    row = _open(commitment)
    _require_near(row, proof)
    if Breach.objects.filter(commitment=row, reopening=None).exists():
        raise NotPossible("broken")
    broken = Breach.objects.create(commitment=row, by=by, at=at, note=_clean(words), proof=proof)
    note("commitment.broken", row, by=by, at=at, proof=proof.pk if proof else None)
    return broken


@transaction.atomic
def reopen(commitment: Commitment, *, by: Member, at: datetime, words: str = "") -> Reopening:
    """An end was recorded by mistake; where the promise has not ended, a breach. The mistaken row stays.

    A wait that the mistaken end cut short goes on. Raises NotPossible "not-ended".
    """
    row = locked(commitment)
    mistaken = (Breach,) if row.ended_at is None else (Fulfilment, Release)
    standing = [end for model in mistaken for end in model._default_manager.filter(commitment=row, reopening=None)]
    if not standing:
        raise NotPossible("not-ended")
    again = Reopening.objects.create(commitment=row, by=by, at=at, note=_clean(words))
    for end in standing:
        end.reopening = again
        end.save(update_fields=["reopening"])
    wait = _wait_on(row) if row.ended_at is not None else None
    Commitment.objects.filter(pk=row.pk).update(ended_at=None)
    taken_back = [f"{type(end).__name__.lower()}:{end.pk}" for end in standing]
    note("commitment.reopened", row, by=by, at=at, taken_back=taken_back, waits_on=wait)
    return again


@transaction.atomic
def postpone(
    commitment: Commitment, due: date | datetime, words: str, *, by: Member, at: datetime, proof: Message | None = None
) -> Postponement:
    """Move the due time, or name one where there was none; `words` say why.

    Raises NotPossible "ended", "why", "same-due", "past", "due-far", "proof".
    """
    row = _open(commitment)
    _require_near(row, proof)
    moment = due_within_reach(due, at=at)
    if moment <= at:
        raise NotPossible("past")
    if moment == row.due_at:
        raise NotPossible("same-due")
    moved = Postponement.objects.create(
        commitment=row, by=by, at=at, note=_why(words), proof=proof, from_due_at=row.due_at, to_due_at=moment
    )
    is_day = not isinstance(due, datetime)
    Commitment.objects.filter(pk=row.pk).update(due_at=moment, due_is_day=is_day)
    before = row.due_at.isoformat() if row.due_at else None
    note("commitment.postponed", row, by=by, at=at, before=before, due=moment.isoformat())
    return moved


def _open(commitment: Commitment) -> Commitment:
    row = locked(commitment)
    if row.ended_at is not None:
        raise NotPossible("ended")
    return row


def _end(row: Commitment, at: datetime) -> None:
    Commitment.objects.filter(pk=row.pk).update(ended_at=at)


def _wait_on(row: Commitment) -> int | None:
    """The wait that ended with the promise, in the same moment, is not over; its id, None where there was none."""
    cut_short = Wait.objects.filter(commitment=row, ended_at=row.ended_at).order_by("-pk").first()
    if cut_short is None:
        return None
    Wait.objects.filter(pk=cut_short.pk).update(ended_at=None, ended_by=None, arrived_in=None)
    return cut_short.pk


def _require_near(row: Commitment, proof: Message | None) -> None:
    """A proof is a message of the same conversation, or of another one with the same customer."""
    if proof is None or proof.conversation_id == row.conversation_id:
        return
    if row.customer_id is None or proof.conversation.customer_id != row.customer_id:
        raise NotPossible("proof")


def _arrival(proof: Message | None) -> Message | None:
    return proof if proof is not None and proof.direction == Message.Direction.INBOUND else None


def _clean(words: str) -> str:
    return words.replace("\x00", "").strip()


def _why(words: str) -> str:
    if not (clean := _clean(words)):
        raise NotPossible("why")
    return clean
