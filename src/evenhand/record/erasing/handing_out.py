"""Keeping that somebody was given what the desk holds on them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from evenhand.record.customers.models import Contact
from evenhand.record.ledger import actions as ledger
from evenhand.record.people.models import Member


@transaction.atomic
def note_contact_file(
    contact: Contact, *, manifest_sha256: str, counts: Mapping[str, int], by: Member, at: datetime
) -> None:
    """What is held on a person at a customer was taken out: as which files, how many rows of each kind."""
    body = {"manifest_sha256": manifest_sha256, "counts": dict(counts)}
    ledger.append(kind="contact.file-made", actor=by.actor, at=at, subject=f"contact:{contact.pk}", body=body)


@transaction.atomic
def note_member_file(member: Member, *, manifest_sha256: str, at: datetime) -> None:
    """A member took out what is held on them. How many rows of each kind stays theirs: reports would show in it."""
    body = {"manifest_sha256": manifest_sha256}
    ledger.append(kind="member.file-made", actor=member.actor, at=at, subject=member.actor, body=body)
