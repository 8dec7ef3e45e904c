"""Tables that members take out of the desk as files."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from evenhand.record.ledger import actions as ledger
from evenhand.record.people.models import Member


@transaction.atomic
def note_table(name: str, *, rows: int, is_whole: bool, by: Member, at: datetime) -> None:
    """Keep that a member took a table out: its name and how many rows they got; `is_whole` unless it broke off."""
    body = {"rows": rows, "is_whole": is_whole}
    ledger.append(kind="table.exported", actor=by.actor, at=at, subject=f"table:{name}", body=body)
