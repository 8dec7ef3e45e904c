"""Taking back links that let somebody in."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from evenhand.record.ledger import actions as ledger
from evenhand.record.outbox import letters
from evenhand.record.people.models import Invitation, Member, PasswordReset


@transaction.atomic
def withdraw_invitation(invitation: Invitation, *, by: Member | None, at: datetime) -> None:
    """Its link stops working. Nothing happens if it was accepted or withdrawn."""
    changed = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, withdrawn_at=None).update(withdrawn_at=at)
    if changed:
        letters.withdraw(f"invitation:{invitation.pk}", at=at)
        actor = by.actor if by else ledger.SYSTEM
        subject = f"invitation:{invitation.pk}"
        ledger.append(kind="invitation.withdrawn", actor=actor, at=at, subject=subject, body={})


@transaction.atomic
def withdraw_links_of(maker: Member, *, by: Member | None, at: datetime) -> None:
    """Take back every open invitation and reset link that somebody made who may make none any more."""
    for invitation in Invitation.objects.filter(invited_by=maker, accepted_at=None, expires_at__gt=at):
        withdraw_invitation(invitation, by=by, at=at)
    PasswordReset.objects.filter(made_by=maker, used_at=None).delete()
