"""Warnings: what must change, and what happens otherwise, said by letter before anybody is restricted."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from django.db import transaction

from evenhand.record.conversations.working import NotPossible
from evenhand.record.ledger import actions as ledger
from evenhand.record.people.calendar import day_of, working_calendar
from evenhand.record.people.models import Member
from evenhand.record.protection.incidents.access import actor_on, is_reporter
from evenhand.record.protection.incidents.reporting import shown_role
from evenhand.record.protection.models import Incident, Merit, Severity, Warning
from evenhand.record.protection.policy.acting import note_warned
from evenhand.record.protection.restrictions.deciding import may_warn
from evenhand.record.protection.restrictions.letters import (
    Outgoing,
    Tongues,
    acting_role,
    check_once,
    check_words,
    composed,
    post,
    signed,
)
from evenhand.record.protection.restrictions.merits import merit_of
from evenhand.record.protection.restrictions.whom import Whom, check_whom, hold
from evenhand.record.protection.texts import Composed, Value

COUNTS_FOR = timedelta(days=365)
"""How long a warning counts before a restriction needs a new one."""
AT_ONCE = frozenset({Severity.THREAT, Severity.BLOW})
"""What nobody need be warned of first."""
LONGEST_REASON = 4_000


@dataclass(frozen=True, slots=True)
class NewWarning:
    """Whom to warn of what; `tongues` are the languages of the letter, `happened` the day where no incident says it."""

    whom: Whom
    reason: str
    incident: Incident | None = None
    tongues: Tongues = field(default_factory=lambda: Tongues("en"))
    happened: date | None = None


def draft_warning(new: NewWarning, *, by: Member, at: datetime) -> Composed:
    """The letter as we would write it. Raises what `warn` raises, but for the letter's own."""
    _check(new, by, at)
    happened = new.incident.occurred_at if new.incident else new.happened or at
    # A name under the letter would tell who reported it.
    signer = None if new.incident and is_reporter(by, new.incident) else by
    values: dict[str, Value | None] = {
        "contact": new.whom.name, "happened": happened, "reason": new.reason.strip(),
        **owed_of(merit_of(new.whom, new.incident)), **signed(signer, acting_role(by) if signer else shown_role(by)),
    }  # fmt: skip
    return composed("warning", new.tongues, values)


@transaction.atomic
def warn(new: NewWarning, letter: Outgoing, *, by: Member, at: datetime) -> Warning:
    """Warn them, by this letter. Where the policy allows it alone at this severity, it is an act that it backs.

    Raises NotPossible: "whom", "whom-incident", "warn-not-allowed" (neither by role nor by the policy), "no-reason",
    "reason-long", "happened-ahead", "letter-empty", "letter-long", "letter-address",
    "sent-already" (a button pressed twice).
    """
    new = replace(new, whom=hold(new.whom))
    _check(new, by, at)
    check_words(letter, has_appeal=False)
    standing = Warning.objects.filter(**new.whom.columns(), incident=new.incident, ended_at=None)
    check_once(standing, letter, by=by, at=at)
    row = Warning.objects.create(
        **new.whom.columns(), incident=new.incident, reason=new.reason.strip(), text=letter.text.strip(),
        language=new.tongues.first, second_language=new.tongues.second, by=by, at=at,
    )  # fmt: skip
    actor = actor_on(new.incident, by) if new.incident else by.actor
    row.letter = post(letter, f"warning:{row.pk}", by=actor, at=at)
    row.save(update_fields=["letter"])
    body = {
        "contact": row.contact_id, "customer": row.customer_id, "incident": row.incident_id,
        "letter": row.letter.pk, "sha256": row.letter.sha256,
    }  # fmt: skip
    ledger.append(kind="warning.given", actor=actor, at=at, subject=f"warning:{row.pk}", body=body)
    note_warned(row, by=by, at=at)
    return row


@transaction.atomic
def end_warning(warning: Warning, *, by: Member, at: datetime) -> None:
    """It counts no longer, because amends were made or it was a mistake. Raises NotPossible "warning-ended"."""
    if not Warning.objects.filter(pk=warning.pk, ended_at=None).update(ended_at=at, ended_by=by):
        raise NotPossible("warning-ended")
    actor = actor_on(warning.incident, by) if warning.incident else by.actor
    ledger.append(kind="warning.ended", actor=actor, at=at, subject=f"warning:{warning.pk}", body={})


def warning_of(whom: Whom, at: datetime) -> Warning | None:
    """The latest warning to them that still counts."""
    rows = Warning.objects.filter(whom.theirs(), ended_at=None, at__gt=at - COUNTS_FOR, at__lte=at)
    return rows.order_by("-at", "-pk").first()


def warning_needed(whom: Whom, incident: Incident | None, at: datetime) -> Warning | None:
    """That warning; None where none is needed. Raises NotPossible "warning-missing"."""
    row = warning_of(whom, at)
    if row is None and (incident is None or incident.severity not in AT_ONCE):
        raise NotPossible("warning-missing")
    return row


def owed_of(merit: Merit | None) -> dict[str, Value | None]:
    """What a letter says of what we owe: in words, and by when where that is planned."""
    if merit is None or merit.standing == Merit.Standing.SETTLED:
        return {"owed": "", "owed_by": None}
    promised = merit.commitment.due_at if merit.commitment else None
    return {"owed": merit.owed, "owed_by": (merit.planned_for or promised) if merit.owed else None}


def check_reason(reason: str) -> None:
    """Raises NotPossible "no-reason" or "reason-long"."""
    if not reason.strip():
        raise NotPossible("no-reason")
    if len(reason) > LONGEST_REASON:
        raise NotPossible("reason-long")


def check_happened(day: date | None, at: datetime) -> None:
    """Raises NotPossible "happened-ahead" for a day that is still to come."""
    if day is not None and day > day_of(at, working_calendar()):
        raise NotPossible("happened-ahead")


def _check(new: NewWarning, by: Member, at: datetime) -> None:
    check_whom(new.whom, new.incident)
    if not may_warn(by, new.incident):
        raise NotPossible("warn-not-allowed")
    check_reason(new.reason)
    check_happened(new.happened, at)
