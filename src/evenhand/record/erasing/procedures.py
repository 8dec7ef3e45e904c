"""When the reading of mail was gone through with the people who work here, as laws on co-operation ask."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from evenhand.record.conversations.working import NotPossible
from evenhand.record.erasing.models import Procedure
from evenhand.record.ledger import actions as ledger
from evenhand.record.people.access import may
from evenhand.record.people.models import Member


@transaction.atomic
def record_procedure(held_on: date, *, by: Member, at: datetime, today: date) -> Procedure:
    """Keep the day; `today` is that of the firm's zone. Raises NotPossible "right" or "procedure-future"."""
    if not may(by, "set_protection"):
        raise NotPossible("right")
    if held_on > today:
        raise NotPossible("procedure-future")
    row = Procedure.objects.create(held_on=held_on, recorded_by=by, recorded_at=at)
    body = {"held_on": held_on.isoformat()}
    ledger.append(kind="procedure.recorded", actor=by.actor, at=at, subject=f"procedure:{row.pk}", body=body)
    return row


def last_procedure() -> Procedure | None:
    """The one that holds now; None before anybody recorded one."""
    return Procedure.objects.select_related("recorded_by").order_by("-pk").first()
