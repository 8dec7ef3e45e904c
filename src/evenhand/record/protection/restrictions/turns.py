"""The turns of a restriction: looked at again, lifted, extended, ended by itself. Each has a letter of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from evenhand.record.conversations.working import NotPossible
from evenhand.record.ledger import actions as ledger
from evenhand.record.ledger.actions import SYSTEM
from evenhand.record.outbox.models import Letter
from evenhand.record.people.models import Member
from evenhand.record.protection.models import Extension, Lift, Restriction, Review
from evenhand.record.protection.restrictions.deciding import check_decides, check_review, deciding_role
from evenhand.record.protection.restrictions.letters import (
    APPEAL,
    MOMENT,
    LinkTo,
    Outgoing,
    Tongues,
    check_words,
    composed,
    post_with_appeal,
    signed,
)
from evenhand.record.protection.restrictions.restricting import check_overlap, kind_values
from evenhand.record.protection.restrictions.warnings import check_reason, owed_of
from evenhand.record.protection.restrictions.whom import hold, keep_limits, whom_of
from evenhand.record.protection.texts import Composed, Value, kinds


@dataclass(frozen=True, slots=True)
class Turn:
    """What is decided about a restriction: `kind` is that of its letter, the days only where they change."""

    kind: str
    reason: str
    review_at: date | None = None
    until: datetime | None = None


KEEP, LIFT, EXTEND = "review-kept", "restriction-lifted", "restriction-extended"


def draft_turn(row: Restriction, turn: Turn, *, by: Member, at: datetime) -> Composed:
    """The letter of a turn as we would write it, with APPEAL for the link. Raises what the turn itself raises, but for
    who decides and for the letter's words."""
    check_reason(turn.reason)
    check_in_force(row, at)
    _check_days(row, turn, at)
    values: Mapping[str, Value | None] = {
        **standing_values(row), "reason": turn.reason.strip(), "reviewed": at, "lifted": at,
        "until": turn.until if turn.kind == EXTEND else row.until, "review": turn.review_at or row.review_at,
        **owed_of(row.merit), **signed(by, deciding_role()),
    }  # fmt: skip
    return composed(turn.kind, tongues_of(row), values)


@transaction.atomic
def review(row: Restriction, turn: Turn, letter: Outgoing, *, link_to: LinkTo, by: Member, at: datetime) -> Review:
    """Look at it again: it goes on until the next review (KEEP), or is lifted (LIFT).

    Raises NotPossible: "not-decider", "no-reason", "restriction-ended", "review-past", "review-far", "review-late",
    "turn", "sent-already" (a button pressed twice), and what the letter's words may lack.
    """
    if turn.kind == LIFT:
        lifted = lift(row, turn, letter, link_to=link_to, by=by, at=at)
        return _reviewed(row, turn, lifted.letter, lifted.restriction.review_at, by=by, at=at)
    if turn.kind != KEEP or turn.review_at is None:
        raise NotPossible("turn")
    held = _begin(row, turn, by=by, at=at)
    same = held.reviews.filter(next_review_at=turn.review_at, reason=turn.reason.strip(), by=by)
    if same.filter(at__gt=at - MOMENT).exists():
        raise NotPossible("sent-already")
    sent = _send(held, letter, link_to, by=by, at=at)
    due_on, held.review_at = held.review_at, turn.review_at
    held.save(update_fields=["review_at"])
    return _reviewed(held, turn, sent, due_on, by=by, at=at)


@transaction.atomic
def lift(row: Restriction, turn: Turn, letter: Outgoing, *, link_to: LinkTo, by: Member, at: datetime) -> Lift:
    """End it before its time. Raises NotPossible as `review`."""
    held = _begin(row, turn, by=by, at=at)
    sent = _send(held, letter, link_to, by=by, at=at)
    made = end_by_lift(held, turn.reason, sent, by=by, at=at)
    row.ended_at = held.ended_at
    return made


@transaction.atomic
def extend(row: Restriction, turn: Turn, letter: Outgoing, *, link_to: LinkTo, by: Member, at: datetime) -> Extension:
    """Let it last longer (`until` None: without an end), to be looked at again by `review_at`.

    Raises NotPossible as `review`, "until-longer" where it does not get longer, and "overlap".
    """
    if turn.kind != EXTEND or turn.review_at is None:
        raise NotPossible("turn")
    held = _begin(row, turn, by=by, at=at)
    sent = _send(held, letter, link_to, by=by, at=at)
    due_on = held.review_at
    set_days(held, until=turn.until, review_at=turn.review_at)
    made = Extension.objects.create(
        restriction=held, by=by, at=at, reason=turn.reason.strip(), letter=sent, until=turn.until,
        review_at=turn.review_at, due_on=due_on,
    )  # fmt: skip
    until = turn.until.isoformat() if turn.until else None
    note("extended", held, by.actor, at, until=until, review=turn.review_at.isoformat(), letter=sent.pk)
    return made


@transaction.atomic
def end_what_is_over(*, at: datetime) -> int:
    """Tidy restrictions whose time has passed; how many. They hold nothing apart since then anyway. May run twice."""
    over = list(Restriction.objects.filter(ended_at=None, until__lte=at).order_by("pk"))
    for row in over:
        held = held_row(row)
        if held.ended_at is not None or held.until is None or held.until > at:
            continue
        held.ended_at = held.until
        held.save(update_fields=["ended_at"])
        keep_limits(whom_of(held))
        note("ended", held, SYSTEM, at)
    return len(over)


def held_row(row: Restriction) -> Restriction:
    """The row as it is now, with whom it is about, held until the transaction ends."""
    rows = Restriction.objects.select_related("contact__customer", "customer")
    hold(whom_of(rows.get(pk=row.pk)))
    return rows.select_for_update(of=("self",)).get(pk=row.pk)


def in_force(row: Restriction, at: datetime) -> bool:
    """Whether it still stands, or is going to."""
    return row.ended_at is None and (row.until is None or row.until > at)


def check_in_force(row: Restriction, at: datetime) -> None:
    """Raises NotPossible "restriction-ended"."""
    if not in_force(row, at):
        raise NotPossible("restriction-ended")


def end_by_lift(held: Restriction, reason: str, sent: Letter | None, *, by: Member, at: datetime) -> Lift:
    """Write down that it is over; inside the caller's transaction, with the row held."""
    made = Lift.objects.create(restriction=held, by=by, at=at, reason=reason.strip(), letter=sent)
    held.ended_at = at
    held.save(update_fields=["ended_at"])
    keep_limits(whom_of(held))
    note("lifted", held, by.actor, at, letter=sent.pk if sent else None)
    return made


def set_days(held: Restriction, *, until: datetime | None, review_at: date) -> None:
    """Change until when it lasts, with the row held."""
    held.until, held.review_at = until, review_at
    held.save(update_fields=["until", "review_at"])
    keep_limits(whom_of(held))


def standing_values(row: Restriction) -> dict[str, Value | None]:
    """What every letter about a restriction may say of it."""
    return {
        "contact": whom_of(row).name, "written": row.at, "until": row.until, "review": row.review_at,
        "appeal_link": APPEAL, **kind_values(row),
    }  # fmt: skip


def tongues_of(row: Restriction) -> Tongues:
    """The languages in which they were told."""
    return Tongues(row.language, row.second_language)


def has_appeal(kind: str) -> bool:
    """Whether a letter of this kind tells how to appeal."""
    return "appeal_link" in kinds()[kind].needed


def note(what: str, row: Restriction, actor: str, at: datetime, **body: Any) -> None:
    """An entry of the ledger about a restriction."""
    ledger.append(kind=f"restriction.{what}", actor=actor, at=at, subject=f"restriction:{row.pk}", body=body)


def _begin(row: Restriction, turn: Turn, *, by: Member, at: datetime) -> Restriction:
    check_decides(by)
    check_reason(turn.reason)
    held = held_row(row)
    check_in_force(held, at)
    _check_days(held, turn, at)
    return held


def _check_days(row: Restriction, turn: Turn, at: datetime) -> None:
    if turn.kind == LIFT:
        return
    if turn.review_at is None:
        raise NotPossible("turn")
    check_review(turn.review_at, until=turn.until if turn.kind == EXTEND else row.until, at=at)
    if turn.kind != EXTEND:
        return
    if row.until is None or (turn.until is not None and turn.until <= row.until):
        raise NotPossible("until-longer")
    check_overlap(whom_of(row), row.kind, row.from_at, turn.until, but=row.pk)


def _send(held: Restriction, letter: Outgoing, link_to: LinkTo, *, by: Member, at: datetime) -> Letter:
    check_words(letter, has_appeal=False)
    return post_with_appeal(letter, held, link_to, by=by.actor, at=at)


def _reviewed(row: Restriction, turn: Turn, sent: Letter | None, due_on: date, *, by: Member, at: datetime) -> Review:
    outcome = Review.Outcome.LIFTED if turn.kind == LIFT else Review.Outcome.KEPT
    next_day = turn.review_at if outcome == Review.Outcome.KEPT else None
    made = Review.objects.create(
        restriction=row, by=by, at=at, reason=turn.reason.strip(), letter=sent, outcome=outcome, due_on=due_on,
        next_review_at=next_day,
    )  # fmt: skip
    next_said = next_day.isoformat() if next_day else None
    note("reviewed", row, by.actor, at, outcome=outcome, due=due_on.isoformat(), next=next_said)
    return made
