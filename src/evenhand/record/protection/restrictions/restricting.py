"""Restricting: by a named person with the role for it, after merit and warning, with reasons, an end and an appeal."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from evenhand.knowledge.worktime import WorkingCalendar
from evenhand.record.conversations.working import NotPossible
from evenhand.record.customers.limits import overlap
from evenhand.record.ledger import actions as ledger
from evenhand.record.people.calendar import hours_of
from evenhand.record.people.models import Member
from evenhand.record.people.queries import workspace
from evenhand.record.protection.models import Incident, Restriction
from evenhand.record.protection.restrictions.deciding import check_decides, check_review, deciding_role
from evenhand.record.protection.restrictions.letters import (
    APPEAL,
    LinkTo,
    Outgoing,
    Tongues,
    check_words,
    composed,
    post_with_appeal,
    signed,
)
from evenhand.record.protection.restrictions.merits import merit_needed, merit_of
from evenhand.record.protection.restrictions.warnings import check_happened, check_reason, owed_of, warning_needed
from evenhand.record.protection.restrictions.whom import Whom, check_whom, hold, keep_limits
from evenhand.record.protection.texts import Composed, Value

CHANNELS = ("mail", "phone", "chat", "letter", "meeting")
"""What may be left as the one channel: every one of them has its words in the letters."""


@dataclass(frozen=True, slots=True)
class NewRestriction:
    """What is decided. `channel`, `member` or `hours` go with their kind (see models.Restriction).

    `happened` is the day of what led to it, where no incident says it.
    """

    whom: Whom
    kind: str
    reason: str
    from_at: datetime
    until: datetime | None
    review_at: date
    incident: Incident | None = None
    channel: str = ""
    member: Member | None = None
    hours: list[list[list[str]]] = field(default_factory=list)
    tongues: Tongues = field(default_factory=lambda: Tongues("en"))
    happened: date | None = None


def missing_for(whom: Whom, incident: Incident | None, *, at: datetime) -> list[str]:
    """Which steps are missing before they may be restricted: codes of `restrict`."""
    codes = []
    for step in (lambda: merit_needed(whom, incident), lambda: warning_needed(whom, incident, at)):
        try:
            step()
        except NotPossible as error:
            codes.append(error.code)
    return codes


def draft_restriction(new: NewRestriction, *, by: Member, at: datetime) -> Composed:
    """The letter as we would write it, with APPEAL for the link. Raises what `restrict` raises, but for the letter."""
    _check(new, by=by, at=at)
    merit = merit_of(new.whom, new.incident)
    values = {
        "contact": new.whom.name, "from": new.from_at, "reason": new.reason.strip(), "appeal_link": APPEAL,
        "happened": new.incident.occurred_at if new.incident else new.happened or at,
        "until": new.until, "review": new.review_at,
        **kind_values(new), **owed_of(merit), **signed(by, deciding_role()),
    }  # fmt: skip
    return composed(f"restriction-{new.kind}", new.tongues, values)


@transaction.atomic
def restrict(new: NewRestriction, letter: Outgoing, *, link_to: LinkTo, by: Member, at: datetime) -> Restriction:
    """Restrict them, and tell them by this letter.

    Raises NotPossible: "whom", "whom-incident", "not-decider", "kind", "no-reason", "reason-long", "happened-ahead",
    "merit-missing", "merit-open", "warning-missing", "from-past", "until-past", "review-past", "review-far",
    "review-late", "kind-channel", "kind-member", "kind-hours", "overlap", and what the letter's words may lack.
    """
    new = replace(new, whom=hold(new.whom))
    _check(new, by=by, at=at)
    check_words(letter, has_appeal=True)
    row = Restriction.objects.create(
        **new.whom.columns(), incident=new.incident, kind=new.kind, reason=new.reason.strip(), text=letter.text.strip(),
        language=new.tongues.first, second_language=new.tongues.second, channel=new.channel, member=new.member,
        hours=new.hours, from_at=new.from_at, until=new.until, review_at=new.review_at, by=by, at=at,
        decided_as=deciding_role(), merit=merit_needed(new.whom, new.incident),
        warning=warning_needed(new.whom, new.incident, at),
    )  # fmt: skip
    row.letter = post_with_appeal(letter, row, link_to, by=by.actor, at=at)
    row.save(update_fields=["letter"])
    keep_limits(new.whom)
    _note(row, by=by, at=at)
    return row


def kind_values(row: NewRestriction | Restriction) -> dict[str, Value | None]:
    """What a letter says of a kind."""
    member = row.member
    return {
        "limit": row.kind, "channel": row.channel, "hours": row.hours,
        "member": member.name if member else "", "member_address": member.email if member else "",
    }  # fmt: skip


def check_overlap(whom: Whom, kind: str, start: datetime, end: datetime | None, *, but: int = 0) -> None:
    """Raises NotPossible "overlap" where one of this kind stands on them, or on one of the firm's people, meanwhile."""
    rows = Restriction.objects.filter(whom.touching(), kind=kind).exclude(pk=but)
    for row in rows.filter(Q(ended_at=None) | Q(ended_at__gt=start)).only("from_at", "until", "ended_at"):
        if overlap((start, end), (row.from_at, row.ended_at or row.until)):
            raise NotPossible("overlap")


def _check(new: NewRestriction, *, by: Member, at: datetime) -> None:
    check_whom(new.whom, new.incident)
    check_decides(by)
    if new.kind not in Restriction.Kind.values:
        raise NotPossible("kind")
    check_reason(new.reason)
    check_happened(new.happened, at)
    merit_needed(new.whom, new.incident)
    warning_needed(new.whom, new.incident, at)
    if new.from_at < at:
        raise NotPossible("from-past")
    if new.until is not None and new.until <= new.from_at:
        raise NotPossible("until-past")
    check_review(new.review_at, until=new.until, at=at)
    _check_kind(new)
    check_overlap(new.whom, new.kind, new.from_at, new.until)


def _check_kind(new: NewRestriction) -> None:
    kinds = Restriction.Kind
    if (new.kind == kinds.ONE_CHANNEL) != bool(new.channel) or new.channel not in ("", *CHANNELS):
        raise NotPossible("kind-channel")
    if (new.kind == kinds.ONE_CONTACT) != (new.member is not None) or (new.member and not new.member.is_active):
        raise NotPossible("kind-member")
    if (new.kind == kinds.SET_HOURS) != any(new.hours) or (new.hours and not _is_week(new.hours)):
        raise NotPossible("kind-hours")


def _is_week(week: list[list[list[str]]]) -> bool:
    firm = workspace()
    try:
        WorkingCalendar(firm.timezone, hours_of(week), firm.end_of_business)
    except (ValueError, TypeError):
        return False
    return True


def _note(row: Restriction, *, by: Member, at: datetime) -> None:
    letter = row.letter
    body: dict[str, Any] = {
        "kind": row.kind, "contact": row.contact_id, "customer": row.customer_id, "incident": row.incident_id,
        "merit": row.merit_id, "warning": row.warning_id, "decided_as": row.decided_as,
        "from": row.from_at.isoformat(), "until": row.until.isoformat() if row.until else None,
        "review": row.review_at.isoformat(), "letter": letter.pk if letter else None,
        "sha256": letter.sha256 if letter else "",
    }  # fmt: skip
    ledger.append(kind="restriction.made", actor=by.actor, at=at, subject=f"restriction:{row.pk}", body=body)
