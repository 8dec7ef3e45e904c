"""Minutes as programs see them: every version, who is named, and what each has answered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Literal

from ninja import Schema
from pydantic import Field

from evenhand.doors.api.shapes.common import Named, named
from evenhand.record.agreements.minutes_phrases import change_of
from evenhand.record.agreements.minutes_queries import Answer, Standing, State, state_of
from evenhand.record.agreements.models import Change, Minute, Party, Question, Stakeholder, Version


class MinuteLine(Schema):
    """A minute in the list: its newest version, and the one in force."""

    id: int
    title: str
    customer: Named | None
    conversation: int | None
    language: str
    value: Decimal | None = Field(description="What hangs on it, where that is known.")
    currency: str
    opened_by: Named | None
    opened_at: datetime
    newest: int = Field(description="The number of its newest version.")
    state: State = Field(description="How the newest version stands.")
    in_force: int | None = Field(description="The number of the version that all named have agreed to.")


class MinutePage(Schema):
    """Up to `limit` minutes, and where the next page begins."""

    items: list[MinuteLine]
    next: str | None


class AnswerShape(Schema):
    """What somebody who is named has said of a version. Silence is silence, never consent."""

    stakeholder: int
    name: str
    kind: Literal["approved", "objected", "silent"]
    at: datetime | None = Field(description="When they answered; while silent, when they were asked.")
    how: str = Field(description="mailbox, code, member or hand: how we know who answered; empty while silent.")
    words: str


class ChangeShape(Schema):
    """Why a version takes the place of an agreed one, and what that does."""

    base: int = Field(description="The number of the version it changes.")
    why: str
    time_impact: str
    money_impact: str
    scope_impact: str
    amount: Decimal | None
    currency: str
    asked_by: Party


class VersionShape(Schema):
    """One text of a minute; once sent it never changes."""

    number: int
    state: State
    text: str
    sha256: str = Field(description="Of the text in UTF-8.")
    written_by: Named | None
    written_at: datetime
    sent_at: datetime | None
    agreed_at: datetime | None
    refused_at: datetime | None
    withdrawn_at: datetime | None
    superseded_at: datetime | None
    change: ChangeShape | None
    answers: list[AnswerShape]


class StakeholderShape(Schema):
    """Somebody named in a minute, on either side."""

    id: int
    party: Party
    name: str
    email: str
    language: str
    member: int | None = Field(description="The member of ours, where it is one.")
    removed_at: datetime | None


class QuestionShape(Schema):
    """What somebody who is named has asked about a version, and our answer."""

    id: int
    version: int
    name: str
    at: datetime
    words: str
    answered_by: Named | None
    answered_at: datetime | None
    answer: str


class MinuteShape(MinuteLine):
    """A minute with its versions, the newest first."""

    versions: list[VersionShape]
    stakeholders: list[StakeholderShape]
    questions: list[QuestionShape]


def line_of(row: Minute) -> MinuteLine:
    """A line of the list; the versions were fetched along."""
    return MinuteLine.model_validate(_line(row, list(row.versions.all())))


def minute_shape(row: Minute, standings: Sequence[Standing], questions: Sequence[Question]) -> MinuteShape:
    """The whole minute; `standings` are those of all its versions, the newest first."""
    line = _line(row, [one.version for one in reversed(standings)])
    return MinuteShape.model_validate(
        line
        | {
            "versions": [_version(one) for one in standings],
            "stakeholders": [_stakeholder(one) for one in row.stakeholders.all()],
            "questions": [_question(one) for one in questions],
        }
    )


def _line(row: Minute, versions: Sequence[Version]) -> dict[str, object]:
    """The fields of a line; `versions` are in the order of their numbers."""
    agreed = [one.number for one in versions if one.agreed_at is not None and one.superseded_at is None]
    return {
        "id": row.pk,
        "title": row.title,
        "customer": named(row.customer),
        "conversation": row.conversation_id,
        "language": row.language,
        "value": row.value,
        "currency": row.currency,
        "opened_by": named(row.opened_by),
        "opened_at": row.opened_at,
        "newest": versions[-1].number,
        "state": state_of(versions[-1]),
        "in_force": agreed[-1] if agreed else None,
    }


def _version(standing: Standing) -> VersionShape:
    row = standing.version
    change = change_of(row)
    return VersionShape(
        number=row.number,
        state=standing.state,
        text=row.text,
        sha256=row.sha256,
        written_by=named(row.written_by),
        written_at=row.written_at,
        sent_at=row.sent_at,
        agreed_at=row.agreed_at,
        refused_at=row.refused_at,
        withdrawn_at=row.withdrawn_at,
        superseded_at=row.superseded_at,
        change=_change(change) if change is not None else None,
        answers=[_answer(one) for one in standing.answers],
    )


def _change(row: Change) -> ChangeShape:
    return ChangeShape(
        base=row.base.number,
        why=row.why,
        time_impact=row.time_impact,
        money_impact=row.money_impact,
        scope_impact=row.scope_impact,
        amount=row.amount,
        currency=row.currency,
        asked_by=Party(row.asked_by),
    )


def _answer(one: Answer) -> AnswerShape:
    return AnswerShape(
        stakeholder=one.person.pk, name=one.person.name, kind=one.kind, at=one.at, how=one.how, words=one.words
    )


def _stakeholder(row: Stakeholder) -> StakeholderShape:
    return StakeholderShape(
        id=row.pk,
        party=Party(row.party),
        name=row.name,
        email=row.email,
        language=row.language,
        member=row.member_id,
        removed_at=row.removed_at,
    )


def _question(row: Question) -> QuestionShape:
    return QuestionShape(
        id=row.pk,
        version=row.version.number,
        name=row.stakeholder.name,
        at=row.at,
        words=row.words,
        answered_by=named(row.answered_by),
        answered_at=row.answered_at,
        answer=row.answer,
    )
