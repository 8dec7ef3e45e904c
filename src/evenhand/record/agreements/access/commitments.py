"""Which commitments, and what hangs on them, a member may see; the only way to obtain one on a member's behalf.

What was promised in a conversation is seen by whoever may see the conversation. A promise without one goes with its
customer, and one without either with whoever recorded it.
"""

from __future__ import annotations

from django.db.models import Q, QuerySet

from evenhand.record.agreements.models import CapabilityCheck, Commitment, Suggestion, Wait
from evenhand.record.conversations.access import seen_by
from evenhand.record.customers.access import customers_for
from evenhand.record.people.access import may
from evenhand.record.people.errors import or_not_found
from evenhand.record.people.models import Member


def commitments_for(member: Member) -> QuerySet[Commitment]:
    """The commitments this member may see."""
    return Commitment.objects.filter(_seen(member, "recorded_by"))


def commitment_for(member: Member, pk: int) -> Commitment:
    """One commitment with what its page names. Raises NotFound, also where it may not be seen."""
    related = ("customer", "conversation", "contact", "owner", "message", "recorded_by")
    return or_not_found(commitments_for(member).select_related(*related).filter(pk=pk).first())


def suggestions_for(member: Member) -> QuerySet[Suggestion]:
    """The suggestions in messages that this member may see."""
    return Suggestion.objects.filter(seen_by(member, "message__conversation__"))


def suggestion_for(member: Member, pk: int) -> Suggestion:
    """One suggestion with its message. Raises NotFound, also where it may not be seen."""
    return or_not_found(suggestions_for(member).select_related("message__conversation").filter(pk=pk).first())


def wait_for(member: Member, pk: int) -> Wait:
    """One wait with its commitment. Raises NotFound, also where it may not be seen."""
    query = Wait.objects.filter(commitment__in=commitments_for(member)).select_related("commitment")
    return or_not_found(query.filter(pk=pk).first())


def checks_for(member: Member) -> QuerySet[CapabilityCheck]:
    """The checks of ability this member may see."""
    return CapabilityCheck.objects.filter(_seen(member, "checked_by"))


def check_for(member: Member, pk: int) -> CapabilityCheck:
    """One check of ability. Raises NotFound, also where it may not be seen."""
    return or_not_found(checks_for(member).filter(pk=pk).first())


def _seen(member: Member, maker: str) -> Q:
    """The condition for rows that may have a conversation, a customer, or neither."""
    if not may(member, "see_conversations"):
        return Q(pk__in=())
    in_thread = Q(conversation__isnull=False) & seen_by(member, "conversation__")
    of_customer = Q(conversation=None, customer__in=customers_for(member))
    return in_thread | of_customer | Q(conversation=None, customer=None, **{maker: member})
