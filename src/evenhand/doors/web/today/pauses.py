"""Replies that were put aside in heat and wait to be read once more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext

from evenhand.record.people.models import Member
from evenhand.record.replies.queries import pauses_over


@dataclass(frozen=True, slots=True)
class PauseLine:
    """A draft whose pause is over."""

    url: str
    subject: str
    customer: str
    until: datetime


def pause_lines(member: Member, *, now: datetime) -> list[PauseLine]:
    """The drafts of a member whose pause is over, the longest first."""
    return [
        PauseLine(
            url=f"{reverse('conversation', args=[row.conversation_id])}#reply",
            subject=row.conversation.shown_subject or gettext("(no subject)"),
            customer=row.conversation.customer.name if row.conversation.customer else "",
            until=row.until,
        )
        for row in pauses_over(member, now=now)
    ]
