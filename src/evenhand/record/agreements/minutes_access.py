"""Which minutes a member may see; the only way to obtain one, or what hangs on it, on a member's behalf."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from evenhand.record.agreements.models import Minute, Question, Stakeholder, Version
from evenhand.record.conversations.access import conversations_for
from evenhand.record.customers.access import customers_for
from evenhand.record.outbox.models import Letter
from evenhand.record.people.access import may
from evenhand.record.people.errors import NotFound
from evenhand.record.people.models import Member


def minutes_for(member: Member) -> QuerySet[Minute]:
    """The minutes this member may see.

    Those of conversations they may see; where there is no conversation, of customers they may see; where there is
    neither, their own; and always those in which they are named. Managers see all.
    """
    if not may(member, "see_minutes"):
        return Minute.objects.none()
    if may(member, "see_all_conversations"):
        return Minute.objects.all()
    named = Stakeholder.objects.filter(member=member, removed_at=None).values("minute")
    return Minute.objects.filter(
        Q(conversation__in=conversations_for(member).values("pk"))
        | Q(conversation=None, customer__in=customers_for(member).values("pk"))
        | Q(conversation=None, customer=None, opened_by=member)
        | Q(pk__in=named)
    )


def minute_for(member: Member, pk: int) -> Minute:
    """One minute with its customer and conversation. Raises NotFound, also where it may not be seen."""
    query = minutes_for(member).select_related("customer", "conversation", "opened_by")
    if (found := query.filter(pk=pk).first()) is None:
        raise NotFound
    return found


def agreed_version_for(member: Member, pk: int) -> Version:
    """A version that was agreed to, with its minute, which the member may see. Raises NotFound."""
    query = Version.objects.select_related("minute").filter(minute__in=minutes_for(member).values("pk"))
    if (found := query.filter(pk=pk, agreed_at__isnull=False).first()) is None:
        raise NotFound
    return found


def stakeholder_for(member: Member, pk: int) -> Stakeholder:
    """Somebody named in a minute that the member may see. Raises NotFound."""
    query = Stakeholder.objects.select_related("minute", "member").filter(minute__in=minutes_for(member).values("pk"))
    if (found := query.filter(pk=pk).first()) is None:
        raise NotFound
    return found


def question_for(member: Member, pk: int) -> Question:
    """A question about a minute that the member may see. Raises NotFound."""
    query = Question.objects.select_related("version__minute")
    found = query.filter(pk=pk, version__minute__in=minutes_for(member).values("pk")).first()
    if found is None:
        raise NotFound
    return found


def letter_for(member: Member, pk: int) -> Letter:
    """A letter that the member had written, and that waits to be handed over. Raises NotFound."""
    open_states = (Letter.State.BY_HAND, Letter.State.REFUSED)
    found = Letter.objects.filter(pk=pk, by=member.actor, state__in=open_states).first()
    if found is None or not may(member, "see_minutes"):
        raise NotFound
    return found
