"""Which conversations a member may see; the only way to obtain one, or what hangs on it, on a member's behalf."""

from __future__ import annotations

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.db.models.lookups import In

from evenhand.record.conversations.models import Attachment, Conversation, Message, Reading
from evenhand.record.people.access import may
from evenhand.record.people.errors import or_not_found
from evenhand.record.people.models import Member

NO_TEAM = 0


def seen_by(member: Member, prefix: str = "") -> Q:
    """The condition "may be seen by this member" on a conversation, or on what leads to one through `prefix`.

    Managers see all; agents and leads those of their teams and those without a team; others none. Put so that no
    planner takes the index of teams for the best way in: most rows pass, and lists walk the index of their order.
    """
    if may(member, "see_all_conversations"):
        return Q()
    if not may(member, "see_conversations"):
        return Q(pk__in=())
    team = Coalesce(F(f"{prefix}team_id"), NO_TEAM)
    return Q(In(team, [NO_TEAM, *sorted(member.team_ids())]))


def conversations_for(member: Member) -> QuerySet[Conversation]:
    """The conversations this member may see."""
    return Conversation.objects.filter(seen_by(member))


def messages_for(member: Member) -> QuerySet[Message]:
    """The messages of those conversations."""
    return Message.objects.filter(seen_by(member, "conversation__"))


def conversation_for(member: Member, pk: int) -> Conversation:
    """One conversation with its customer, contact, team and owner. Raises NotFound, also where it may not be seen."""
    found = conversations_for(member).select_related("customer", "contact", "team", "owner").filter(pk=pk).first()
    return or_not_found(found)


def message_for(member: Member, pk: int) -> Message:
    """One message with its conversation. Raises NotFound, also where it may not be seen."""
    return or_not_found(messages_for(member).select_related("conversation", "author", "contact").filter(pk=pk).first())


def attachment_for(member: Member, pk: int) -> Attachment:
    """One attachment with its message. Raises NotFound, also where it may not be seen."""
    query = Attachment.objects.filter(seen_by(member, "message__conversation__"))
    return or_not_found(query.select_related("message").filter(pk=pk).first())


def reading_for(member: Member, pk: int) -> Reading:
    """One reading with its message. Raises NotFound, also where it may not be seen."""
    query = Reading.objects.filter(seen_by(member, "message__conversation__"))
    return or_not_found(query.select_related("message").filter(pk=pk).first())
