"""The firm's own settings."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime, time

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
