"""The secret address of a member's calendar: made, renewed, closed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from evenhand.record.ledger import actions as ledger
from evenhand.record.people.models import CalendarFeed, Member
from evenhand.record.people.tokens import digest, new_token


@transaction.atomic
def make_feed(member: Member, *, at: datetime) -> str:
    """A new secret for the member's calendar, told once; the one before stops working."""
    token = new_token()
    CalendarFeed.objects.update_or_create(member=member, defaults={"token_hash": digest(token), "made_at": at})
    ledger.append(kind="calendar-feed.made", actor=member.actor, at=at, subject=member.actor, body={})
    return token


@transaction.atomic
def close_feed(member: Member, *, at: datetime) -> None:
    """The address stops working; nothing happens where there is none."""
    gone, _ = CalendarFeed.objects.filter(member=member).delete()
    if gone:
        ledger.append(kind="calendar-feed.closed", actor=member.actor, at=at, subject=member.actor, body={})


def member_of_feed(token: str) -> Member | None:
    """Whose calendar this is the secret of; None for an unknown one, or one of somebody who has left."""
    found = CalendarFeed.objects.filter(token_hash=digest(token), member__left_at=None).select_related("member").first()
    return found.member if found else None
