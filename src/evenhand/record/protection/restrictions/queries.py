"""What stands on somebody, what is due, and the whole course of a restriction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from evenhand.record.conversations.models import Conversation
from evenhand.record.customers.models import Customer
from evenhand.record.outbox.models import Letter
from evenhand.record.people.calendar import day_of, working_calendar
from evenhand.record.people.models import Member
from evenhand.record.protection.models import Appeal, Incident, Merit, Restriction, Warning
from evenhand.record.protection.restrictions.access import appeals_for, merits_for, restrictions_for, warnings_for
from evenhand.record.protection.restrictions.deciding import decides, decides_some_appeals, had_no_part
from evenhand.record.protection.restrictions.warnings import COUNTS_FOR
from evenhand.record.protection.restrictions.whom import Whom

MOST = 200


@dataclass(frozen=True, slots=True)
class Event:
    """One turn in the course of a restriction: `kind` is a word for the door; `by` is nobody where it came from
    outside, or by itself."""

    kind: str
    at: datetime
    by: Member | None = None
    reason: str = ""
    until: datetime | None = None
    review_at: date | None = None
    letter: Letter | None = None


@dataclass(frozen=True, slots=True)
class Standings:
    """The list of restrictions: those that stand, with the reviews due first, and those that ended."""

    due: Sequence[Restriction]
    standing: Sequence[Restriction]
    ended: Sequence[Restriction]


def standings(member: Member, *, now: datetime) -> Standings:
    """All restrictions this member may see; each list is cut at MOST."""
    rows, today = restrictions_for(member), day_of(now, working_calendar())
    stand = rows.filter(_stands(now)).order_by("review_at", "pk")
    over = rows.exclude(_stands(now)).order_by("-ended_at", "-pk")
    due, later = stand.filter(review_at__lte=today), stand.filter(review_at__gt=today)
    return Standings(list(due[:MOST]), list(later[:MOST]), list(over[:MOST]))


def is_anything_open() -> bool:
    """Whether any restriction stands or any appeal waits, which outlives what it is against; on most desks none does,
    and pages need look no further."""
    in_force = Restriction.objects.filter(ended_at=None).values("pk")
    waiting = Appeal.objects.filter(decided_at=None).values("pk")
    return in_force.union(waiting, all=True).exists()


def is_restricted(whom: Whom, *, now: datetime) -> bool:
    """Whether anything is in force on them, or is going to be: on themselves or on their whole firm."""
    return Restriction.objects.filter(whom.theirs(), _stands(now)).exists()


def reviews_due(member: Member, *, now: datetime) -> list[Restriction]:
    """Restrictions whose day of review has come, for whoever may decide; they stay until it is done."""
    if not decides(member):
        return []
    today = day_of(now, working_calendar())
    return list(restrictions_for(member).filter(_stands(now), review_at__lte=today).order_by("review_at", "pk")[:MOST])


def appeals_waiting(member: Member) -> list[Appeal]:
    """Appeals that this member may decide, the longest first."""
    if not decides_some_appeals(member):
        return []
    rows = appeals_for(member).filter(decided_at=None).prefetch_related("restriction__extensions")
    return [row for row in rows.order_by("received_at", "pk")[:MOST] if had_no_part(member, row.restriction)]


def warnings_that_count(member: Member, *, now: datetime) -> QuerySet[Warning]:
    """Warnings that have not ended and still count, the latest first."""
    return warnings_for(member).filter(ended_at=None, at__gt=now - COUNTS_FOR)


def restrictions_of_customer(member: Member, customer: Customer, *, now: datetime) -> list[Restriction]:
    """What stands on a customer or its people."""
    theirs = Q(customer=customer) | Q(contact__customer=customer)
    return list(restrictions_for(member).filter(theirs, _stands(now)).order_by("from_at", "pk")[:MOST])


def warnings_of_customer(member: Member, customer: Customer, *, now: datetime) -> list[Warning]:
    """The warnings to a customer or its people that count."""
    theirs = Q(customer=customer) | Q(contact__customer=customer)
    return list(warnings_that_count(member, now=now).filter(theirs)[:MOST])


def restrictions_of(member: Member, whom: Whom, *, now: datetime) -> list[Restriction]:
    """What stands on just this contact, or on this customer as a whole; the latest last."""
    rows = restrictions_for(member).filter(_stands(now), **whom.columns())
    return list(rows.order_by("from_at", "pk"))


def restrictions_on_conversation(member: Member, row: Conversation, *, now: datetime) -> list[Restriction]:
    """What is in force on the contact of a conversation, or on all people of its customer."""
    if row.contact_id is None and row.customer_id is None:
        return []
    firms = {row.customer_id, row.contact.customer_id if row.contact else None} - {None}
    theirs = Q(customer__in=firms, contact=None)
    if row.contact_id is not None:
        theirs |= Q(contact=row.contact_id)
    found = restrictions_for(member).filter(theirs, _stands(now), from_at__lte=now)
    return list(found.order_by("from_at", "pk")[:MOST])


def measures_about(member: Member, incident: Incident) -> tuple[list[Warning], list[Restriction]]:
    """The warnings and restrictions that rest on an incident, those that the member may see."""
    return list(warnings_for(member).filter(incident=incident)), list(
        restrictions_for(member).filter(incident=incident)
    )


def merits_about(member: Member, incident: Incident) -> list[Merit]:
    """The merits recorded for an incident, the latest first."""
    return list(merits_for(member).filter(incident=incident))


def course_of(row: Restriction) -> list[Event]:
    """Everything that was decided about it, oldest first."""
    events = [Event("made", row.at, row.by, row.reason, _first_until(row), None, row.letter)]
    for review in row.reviews.select_related("by", "letter"):
        if review.outcome == "kept":
            events.append(
                Event("kept", review.at, review.by, review.reason, None, review.next_review_at, review.letter)
            )
    for made in row.extensions.select_related("by", "letter"):
        events.append(Event("extended", made.at, made.by, made.reason, made.until, made.review_at, made.letter))
    for appeal in row.appeals.select_related("recorded_by", "decided_by", "letter"):
        events.append(Event("appealed", appeal.received_at, appeal.recorded_by, appeal.words))
        if appeal.decided_at is not None:
            kind = f"appeal-{appeal.outcome}"
            events.append(Event(kind, appeal.decided_at, appeal.decided_by, appeal.reason, None, None, appeal.letter))
    lift = getattr(row, "lift", None)
    if lift is not None:
        events.append(Event("lifted", lift.at, lift.by, lift.reason, None, None, lift.letter))
    elif row.ended_at is not None:
        events.append(Event("ended", row.ended_at))
    if row.told_at is not None:
        events.append(Event("told-again", row.told_at))
    return sorted(events, key=lambda event: event.at)


def _first_until(row: Restriction) -> datetime | None:
    """Until when it was to last when it was made: only the letter says so once it was extended."""
    changed = row.extensions.exists() or row.appeals.filter(outcome=Appeal.Outcome.IN_PART).exists()
    return None if changed else row.until


def _stands(now: datetime) -> Q:
    return Q(ended_at=None) & (Q(until=None) | Q(until__gt=now))
