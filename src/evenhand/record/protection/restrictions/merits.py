"""The merit of a complaint: what was asked and what we owe, on record before anybody is restricted."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime

from django.db import transaction

from evenhand.record.agreements.models import Commitment
from evenhand.record.conversations.models import Conversation
from evenhand.record.conversations.working import NotPossible
from evenhand.record.ledger import actions as ledger
from evenhand.record.people.calendar import day_of, working_calendar
from evenhand.record.people.models import Member
from evenhand.record.protection.incidents.access import actor_on
from evenhand.record.protection.models import Demand, Fault, Incident, Merit
from evenhand.record.protection.restrictions.whom import Whom, check_whom, hold

LONGEST = 10_000
SETTLED = frozenset({Merit.Standing.NOTHING, Merit.Standing.SETTLED, Merit.Standing.PLANNED})
"""How it must stand with what we owe before anybody is restricted."""


@dataclass(frozen=True, slots=True)
class NewMerit:
    """What is recorded. `owed` is what we owe in words, `planned_for` or `commitment` by when where that is planned."""

    whom: Whom
    asked: str
    demand: str
    ours: str
    standing: str
    owed: str = ""
    planned_for: date | None = None
    commitment: Commitment | None = None
    reason: str = ""
    incident: Incident | None = None
    conversation: Conversation | None = field(default=None)


@transaction.atomic
def record_merit(new: NewMerit, *, by: Member, at: datetime) -> Merit:
    """Put on record what a complaint is worth, whoever made it and however.

    Raises NotPossible: "whom", "whom-incident", "merit-asked" (nothing was asked), "merit-words" (a word that is none),
    "merit-long", "merit-owed" (something is owed, and not what), "merit-nothing" (nothing is owed, and yet something),
    "merit-planned" (neither day nor promise, or a day that has passed), "merit-promise" (somebody else's, or theirs).
    """
    new = replace(new, whom=hold(new.whom))
    check_whom(new.whom, new.incident)
    _check(new, at)
    row = Merit.objects.create(
        incident=new.incident, conversation=new.conversation, contact=new.whom.contact, customer=new.whom.firm,
        asked=new.asked.strip(), demand=new.demand, ours=new.ours, owed=new.owed.strip(), standing=new.standing,
        planned_for=new.planned_for, commitment=new.commitment, reason=new.reason.strip(), by=by, at=at,
    )  # fmt: skip
    body = {
        "demand": row.demand, "ours": row.ours, "standing": row.standing, "contact": row.contact_id,
        "customer": row.customer_id, "incident": row.incident_id, "commitment": row.commitment_id,
        "planned": row.planned_for.isoformat() if row.planned_for else None,
    }  # fmt: skip
    actor = actor_on(new.incident, by) if new.incident else by.actor
    ledger.append(kind="merit.recorded", actor=actor, at=at, subject=f"merit:{row.pk}", body=body)
    return row


def merit_of(whom: Whom, incident: Incident | None) -> Merit | None:
    """The latest merit of theirs that is not older than the incident."""
    rows = Merit.objects.filter(whom.touching())
    if incident is not None:
        rows = rows.filter(at__gte=incident.occurred_at)
    return rows.order_by("-at", "-pk").first()


def merit_needed(whom: Whom, incident: Incident | None) -> Merit:
    """That merit, settled. Raises NotPossible "merit-missing", or "merit-open" where we still owe without a plan."""
    row = merit_of(whom, incident)
    if row is None:
        raise NotPossible("merit-missing")
    if row.standing not in SETTLED:
        raise NotPossible("merit-open")
    return row


def _check(new: NewMerit, at: datetime) -> None:
    words = ((new.demand, Demand), (new.ours, Fault), (new.standing, Merit.Standing))
    if any(word not in choices.values for word, choices in words):
        raise NotPossible("merit-words")
    if not new.asked.strip():
        raise NotPossible("merit-asked")
    if any(len(text) > LONGEST for text in (new.asked, new.owed, new.reason)):
        raise NotPossible("merit-long")
    if new.standing == Merit.Standing.NOTHING:
        if new.owed.strip() or new.planned_for or new.commitment:
            raise NotPossible("merit-nothing")
    elif not new.owed.strip():
        raise NotPossible("merit-owed")
    _check_plan(new, at)


def _check_plan(new: NewMerit, at: datetime) -> None:
    if new.standing == Merit.Standing.PLANNED and not (new.planned_for or new.commitment):
        raise NotPossible("merit-planned")
    if new.planned_for is not None and new.planned_for < day_of(at, working_calendar()):
        raise NotPossible("merit-planned")
    promise = new.commitment
    if promise is None:
        return
    firm = new.whom.firm
    is_theirs = promise.customer_id == firm.pk if firm else promise.contact_id == getattr(new.whom.contact, "pk", None)
    if promise.party != "us" or not is_theirs:
        raise NotPossible("merit-promise")
