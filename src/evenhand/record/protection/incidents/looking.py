"""Every look at an incident is written down, and the ledger keeps that it was."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from evenhand.record.ledger import actions as ledger
from evenhand.record.people.models import Member
from evenhand.record.protection.incidents.access import REPORTER, is_reporter
from evenhand.record.protection.models import Incident, Look, Quotation

SAME_LOOK = timedelta(minutes=10)
"""The same person seeing the same page again within this time is the same look."""


@transaction.atomic
def note_look(
    incident: Incident, *, by: Member, at: datetime, what: str = Look.What.VIEW, quotation: Quotation | None = None
) -> Look:
    """Write down that `by` saw the incident, opened hidden words in it, or took a pack of it."""
    own = is_reporter(by, incident)
    who: dict[str, object] = {"member": None if own else by, "is_reporter": own}
    same = Look.objects.filter(incident=incident, what=what, quotation=quotation, at__gt=at - SAME_LOOK, **who)
    if what != Look.What.EXPORT and (row := same.first()) is not None:
        return row
    row = Look.objects.create(incident=incident, what=what, quotation=quotation, at=at, **who)
    body = {"look": row.pk, "what": what, "quotation": quotation.pk if quotation else None}
    actor = REPORTER if own else by.actor
    ledger.append(kind="incident.seen", actor=actor, at=at, subject=f"incident:{incident.pk}", body=body)
    return row
