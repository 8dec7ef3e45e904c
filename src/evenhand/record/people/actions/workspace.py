"""The firm's own settings."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime, time
from decimal import Decimal

from django.db import transaction

from evenhand.record.ledger import actions as ledger
from evenhand.record.people.models import Member, Workspace


@dataclass(frozen=True, slots=True)
class Firm:
    """Name, usual language, IANA time zone, and when "end of business" is, in that zone."""

    name: str
    language: str
    timezone: str
    end_of_business: time


@transaction.atomic
def set_workspace(firm: Firm, *, by: Member | None, at: datetime) -> Workspace:
    """Set the firm's settings; the ledger names what changed and to what."""
    row = Workspace.objects.select_for_update().first() or Workspace()
    wanted = asdict(firm)
    changed = {name: str(value) for name, value in wanted.items() if row.pk is None or getattr(row, name) != value}
    for name, value in wanted.items():
        setattr(row, name, value)
    if changed:
        row.save()
        actor = by.actor if by else ledger.SYSTEM
        ledger.append(kind="workspace.set", actor=actor, at=at, subject=f"workspace:{row.pk}", body=changed)
    return row


@transaction.atomic
def set_approval_limit(limit: Decimal | None, currency: str, *, by: Member, at: datetime) -> Workspace:
    """Above which value a link alone does not do to agree to a minute; None: it always does."""
    row = Workspace.objects.select_for_update().first() or Workspace(name="Evenhand")
    code = currency.strip().upper() if limit is not None else ""
    if (row.approval_value_limit, row.approval_value_currency) != (limit, code):
        row.approval_value_limit, row.approval_value_currency = limit, code
        row.save()
        body = {"approval_value_limit": None if limit is None else str(limit), "approval_value_currency": code}
        ledger.append(kind="workspace.set", actor=by.actor, at=at, subject=f"workspace:{row.pk}", body=body)
    return row
