"""Appeals: by the link of a letter or taken down by a member, decided by somebody who had no part in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from evenhand.record.conversations.models import Message
from evenhand.record.conversations.working import NotPossible
from evenhand.record.ledger import actions as ledger
from evenhand.record.ledger.actions import SYSTEM
from evenhand.record.people.calendar import day_of, working_calendar
from evenhand.record.people.errors import LinkRefused
from evenhand.record.people.models import Member
from evenhand.record.people.queries import colleagues
from evenhand.record.people.tokens import digest
from evenhand.record.protection.models import Appeal, AppealLink, Restriction
from evenhand.record.protection.restrictions.deciding import check_review, decides_appeals, deciding_role, last_day
from evenhand.record.protection.restrictions.letters import (
    LinkTo,
    Outgoing,
    acting_role,
    check_words,
    composed,
    post,
    post_with_appeal,
    signed,
)
from evenhand.record.protection.restrictions.turns import (
    check_in_force,
    end_by_lift,
    held_row,
    in_force,
    set_days,
    standing_values,
    tongues_of,
)
from evenhand.record.protection.restrictions.warnings import check_reason
from evenhand.record.protection.restrictions.whom import whom_of
from evenhand.record.protection.texts import Composed, Value

LONGEST = 10_000
ANSWERED_WITHIN = timedelta(days=14)
"""How soon an appeal is answered, as the letter that acknowledges it says."""
TELLS_FOR = timedelta(days=30)
"""How long a link still tells how it ended: letters are passed on and printed, and what it tells is theirs alone."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What an appeal comes to. `until`, `review_at` and `changes` (in words) only where it is granted in part."""

    outcome: str
    reason: str
    until: datetime | None = None
    review_at: date | None = None
    changes: str = ""


def restriction_behind(token: str) -> Restriction:
    """The restriction whose letter held this link. Raises LinkRefused "link-unknown"."""
    row = AppealLink.objects.select_related("restriction__contact__customer", "restriction__customer").filter(
        token_hash=digest(token)
    )
    link = row.first()
    if link is None:
        raise LinkRefused("link-unknown")
    return link.restriction


def link_is_over(restriction: Restriction, at: datetime) -> bool:
    """Whether its links tell nothing any more: a while after it ended, or after the last appeal was answered if that
    was later. The letters promise an appeal for as long as it applies, so until then no link ends."""
    end = restriction.ended_at or restriction.until
    if end is None or in_force(restriction, at):
        return False
    answers = list(restriction.appeals.values_list("decided_at", flat=True))
    if None in answers:
        return False
    return at >= max([end, *(each for each in answers if each is not None)]) + TELLS_FOR


@transaction.atomic
def appeal_by_link(token: str, words: str, *, at: datetime) -> Appeal:
    """Whoever has the letter appeals. Raises LinkRefused, also "link-expired", and NotPossible as `record_appeal`."""
    restriction = restriction_behind(token)
    if link_is_over(restriction, at):
        raise LinkRefused("link-expired")
    return _appeal(restriction, words, actor=SYSTEM, at=at)


@transaction.atomic
def record_appeal(
    restriction: Restriction, words: str, *, by: Member, at: datetime, message: Message | None = None
) -> Appeal:
    """Take down an appeal that came by telephone, by letter, or in a message that was kept apart.

    Raises NotPossible: "no-words", "words-long", "restriction-ended", "appeal-waiting" (one is not decided yet),
    "appeal-message" (a message of somebody else).
    """
    if message is not None and not _is_theirs(message, restriction):
        raise NotPossible("appeal-message")
    return _appeal(restriction, words, actor=by.actor, at=at, recorded_by=by, message=message)


def draft_decision(appeal: Appeal, decision: Decision, *, by: Member, at: datetime) -> Composed:
    """The letter with the outcome as we would write it."""
    row = appeal.restriction
    _check(decision, row, at)
    ended = None if in_force(row, at) else row.ended_at or row.until
    until = decision.until if decision.outcome == Appeal.Outcome.IN_PART else row.until
    values: dict[str, Value | None] = {
        **standing_values(row), "received": appeal.received_at, "reason": decision.reason.strip(),
        "lifted": ended or at, "ended": ended,
        "changes": decision.changes.strip(), "until": until, "review": _next_look(decision, row, until),
        **signed(by, acting_role(by)),
    }  # fmt: skip
    return composed(f"appeal-{decision.outcome}", tongues_of(row), values)


@transaction.atomic
def decide_appeal(
    appeal: Appeal, decision: Decision, letter: Outgoing, *, link_to: LinkTo, by: Member, at: datetime
) -> Appeal:
    """Decide: granted lifts the restriction, in part shortens it, refused leaves it as it is.

    Raises NotPossible: "four-eyes" (not their role, or they had a part), "appeal-decided", "outcome", "no-reason",
    "no-changes", "until-sooner" (in part ends earlier), "review-past", "review-far", "review-late", and what the letter
    may lack.
    """
    held = held_row(appeal.restriction)
    row = Appeal.objects.select_for_update(of=("self",)).select_related("restriction").get(pk=appeal.pk)
    if row.decided_at is not None:
        raise NotPossible("appeal-decided")
    if not decides_appeals(by, held):
        raise NotPossible("four-eyes")
    _check(decision, held, at)
    check_words(letter, has_appeal=False)
    sent = post_with_appeal(letter, held, link_to, by=by.actor, at=at)
    _carry_out(held, decision, by=by, at=at)
    row.decided_by, row.decided_at, row.outcome, row.reason = by, at, decision.outcome, decision.reason.strip()
    row.letter = sent
    row.save(update_fields=["decided_by", "decided_at", "outcome", "reason", "letter"])
    body = {"restriction": held.pk, "outcome": row.outcome, "letter": sent.pk, "sha256": sent.sha256}
    ledger.append(kind="appeal.decided", actor=by.actor, at=at, subject=f"appeal:{row.pk}", body=body)
    return row


def who_may_decide(restriction: Restriction) -> list[Member]:
    """Those who may decide an appeal against it, whoever came first first."""
    rows = colleagues().filter(grants__role__in=(deciding_role(), "manager")).order_by("joined_at", "pk").distinct()
    return [member for member in rows if decides_appeals(member, restriction)]


def _appeal(
    restriction: Restriction,
    words: str,
    *,
    actor: str,
    at: datetime,
    recorded_by: Member | None = None,
    message: Message | None = None,
) -> Appeal:
    said = words.replace("\x00", "").strip()
    if not said:
        raise NotPossible("no-words")
    if len(said) > LONGEST:
        raise NotPossible("words-long")
    held = held_row(restriction)
    check_in_force(held, at)
    if held.appeals.filter(decided_at=None).exists():
        raise NotPossible("appeal-waiting")
    row = Appeal.objects.create(restriction=held, words=said, message=message, received_at=at, recorded_by=recorded_by)
    body = {"restriction": held.pk, "message": message.pk if message else None, "by_link": recorded_by is None}
    ledger.append(kind="appeal.received", actor=actor, at=at, subject=f"appeal:{row.pk}", body=body)
    _acknowledge(row, held, at=at)
    return row


def _acknowledge(appeal: Appeal, restriction: Restriction, *, at: datetime) -> None:
    """Tell them that it came, who decides and by when; nothing where nobody can be named or written to."""
    decider = next(iter(who_may_decide(restriction)), None)
    to = restriction.letter.to if restriction.letter else whom_of(restriction).address
    if decider is None or not to:
        return
    role = acting_role(decider)
    values: dict[str, Value | None] = {
        **standing_values(restriction), "received": appeal.received_at, "decider": decider.name, "decider_role": role,
        "answer_by": day_of(at + ANSWERED_WITHIN, working_calendar()), **signed(decider, role),
    }  # fmt: skip
    letter = composed("appeal-received", tongues_of(restriction), values)
    post(Outgoing(to, letter.subject, letter.text), f"appeal:{appeal.pk}", by=SYSTEM, at=at, key=f"appeal:{appeal.pk}")


def _check(decision: Decision, row: Restriction, at: datetime) -> None:
    if decision.outcome not in Appeal.Outcome.values:
        raise NotPossible("outcome")
    check_reason(decision.reason)
    if decision.outcome != Appeal.Outcome.IN_PART:
        return
    if not decision.changes.strip():
        raise NotPossible("no-changes")
    until, end = decision.until, row.until
    if until is None or until <= max(at, row.from_at) or (end is not None and until >= end):
        raise NotPossible("until-sooner")
    if decision.review_at is not None:
        check_review(decision.review_at, until=until, at=at)


def _carry_out(held: Restriction, decision: Decision, *, by: Member, at: datetime) -> None:
    if not in_force(held, at):
        return
    if decision.outcome == Appeal.Outcome.GRANTED:
        end_by_lift(held, decision.reason, None, by=by, at=at)
    elif decision.outcome == Appeal.Outcome.IN_PART:
        review_at = _next_look(decision, held, decision.until)
        set_days(held, until=decision.until, review_at=review_at)


def _next_look(decision: Decision, row: Restriction, until: datetime | None) -> date:
    """When it is looked at again after this: as decided, else as before, and never after its end."""
    day = decision.review_at or row.review_at
    return min(day, last_day(until)) if until else day


def _is_theirs(message: Message, restriction: Restriction) -> bool:
    if restriction.contact_id is not None:
        return message.contact_id == restriction.contact_id
    return message.contact is not None and message.contact.customer_id == restriction.customer_id
