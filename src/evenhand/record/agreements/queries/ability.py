"""Checks of ability that still hold."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from evenhand.record.agreements.access.commitments import checks_for
from evenhand.record.agreements.models import CapabilityCheck
from evenhand.record.conversations.models import Conversation
from evenhand.record.people.models import Member


def valid_checks(member: Member, conversation: Conversation, *, on: date) -> list[CapabilityCheck]:
    """The checks for a conversation or its customer that hold on a day, the latest first."""
    about = Q(conversation=conversation)
    if conversation.customer_id is not None:
        about |= Q(customer=conversation.customer_id)
    query = checks_for(member).filter(about, withdrawn_at=None, valid_until__gte=on)
    return list(query.select_related("checked_by"))
