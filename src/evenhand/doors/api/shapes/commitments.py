"""Commitments as programs see them and record them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from ninja import Schema
from pydantic import BeforeValidator, Field

from evenhand.doors.api.shapes.common import Body, Id, Named, Words, named
from evenhand.record.agreements.models import Commitment, Party

_STEPS = {
    "fulfilments": "fulfilled",
    "releases": "released",
    "breaches": "broken",
    "postponements": "postponed",
    "reopenings": "reopened",
}


def _as_due(value: object) -> object:
    """A day or a moment as ISO 8601 writes it, in years in which calendars can be reckoned with."""
    if not isinstance(value, str):
        return value
    try:
        due = date.fromisoformat(value) if len(value) <= 10 else datetime.fromisoformat(value)
    except ValueError as error:
        raise ValueError("Write a day (2026-03-13) or a moment (2026-03-13T17:00:00+02:00).") from error
    if not 1970 <= due.year <= 2200:
        raise ValueError("The year is out of reach.")
    return due


Due = Annotated[date | datetime | None, BeforeValidator(_as_due)]


class NewCommitment(Body):
    """A promise to be put on record."""

    party: Party = Field(description="Whose word it is.")
    what: Annotated[str, Field(min_length=1, max_length=2000)]
    due: Due = Field(
        None,
        description="A day, which ends with the firm's business, or a moment; without an offset in the firm's zone.",
    )
    conversation: Id | None = None
    customer: Id | None = Field(None, description="Where there is no conversation.")
    owner: Id | None = Field(None, description="The member who sees to it; otherwise the conversation's, or you.")
    message: Id | None = Field(None, description="The message whose words these are, with start and end.")
    start: Annotated[int, Field(ge=0, lt=2**31)] | None = Field(None, description="Code points of the message's text.")
    end: Annotated[int, Field(ge=1, lt=2**31)] | None = None


class Ending(Body):
    """What is to be said about the end of a promise."""

    words: Words = Field("", description="In a few words; needed where somebody is let off.")
    proof: Id | None = Field(None, description="The message that shows it.")


class Step(Schema):
    """Something that happened to a promise."""

    kind: Literal["fulfilled", "released", "broken", "postponed", "reopened"]
    at: datetime
    by: Named | None
    words: str
    proof: int | None = Field(description="The number of the message that shows it.")
    taken_back: bool = Field(description="It was recorded by mistake.")


class CommitmentShape(Schema):
    """A promise: who owes whom what, by when, and what became of it."""

    id: int
    party: Party
    what: str
    state: Literal["open", "fulfilled", "released"]
    broken: bool = Field(description="It was broken; while it is open it may still be kept.")
    due_at: datetime | None
    due_is_day: bool = Field(description="A day was promised; due_at is its end of business.")
    customer: Named | None
    conversation: int | None
    owner: Named | None
    message: int | None = Field(description="The message whose words it was given in.")
    start: int | None
    end: int | None
    recorded_by: Named | None
    recorded_at: datetime
    ended_at: datetime | None
    steps: list[Step]


class CommitmentPage(Schema):
    """Up to `limit` promises, and where the next page begins."""

    items: list[CommitmentShape]
    next: str | None


def shape_of(row: Commitment) -> CommitmentShape:
    """The shape of a row that was fetched `with_steps`; no queries."""
    return CommitmentShape(
        id=row.pk,
        party=Party(row.party),
        what=row.what,
        state=_state(row),
        broken=_stands(row, "breaches"),
        due_at=row.due_at,
        due_is_day=row.due_is_day,
        customer=named(row.customer),
        conversation=row.conversation_id,
        owner=named(row.owner),
        message=row.message_id,
        start=row.start,
        end=row.end,
        recorded_by=named(row.recorded_by),
        recorded_at=row.recorded_at,
        ended_at=row.ended_at,
        steps=_steps(row),
    )


def _state(row: Commitment) -> Literal["open", "fulfilled", "released"]:
    if row.ended_at is None:
        return "open"
    return "fulfilled" if _stands(row, "fulfilments") else "released"


def _stands(row: Commitment, ends: str) -> bool:
    return any(end.reopening_id is None for end in getattr(row, ends).all())


def _steps(row: Commitment) -> list[Step]:
    found = [
        Step.model_validate(
            {
                "kind": kind,
                "at": step.at,
                "by": named(step.by),
                "words": step.note,
                "proof": step.proof_id,
                "taken_back": getattr(step, "reopening_id", None) is not None,
            }
        )
        for name, kind in _STEPS.items()
        for step in getattr(row, name).all()
    ]
    return sorted(found, key=lambda step: step.at)
