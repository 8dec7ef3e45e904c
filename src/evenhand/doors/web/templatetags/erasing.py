"""What the pages of a conversation and of a minute say and offer about erasing."""

from __future__ import annotations

from typing import Any

from django import template

from evenhand.doors.web.erasing.words import in_place_of
from evenhand.record.agreements.models import Minute
from evenhand.record.conversations.models import Conversation
from evenhand.record.erasing.models import Hold
from evenhand.record.erasing.queries import hold_on, tombstone_of_minute
from evenhand.record.people.access import may
from evenhand.record.people.models import Member

register = template.Library()


@register.inclusion_tag("erasing/_of_conversation.html", takes_context=True)
def erasing_of(context: dict[str, Any], conversation: Conversation) -> dict[str, Any]:
    """Links and forms for whoever may ask to erase, or hold; nothing for others."""
    member: Member = context["member"]
    may_hold = may(member, "approve_erasure")
    return {
        "conversation": conversation,
        "may_ask": may(member, "ask_erasure"),
        "may_hold": may_hold,
        "hold": hold_on(conversation) if may_hold else None,
        "csrf_token": context.get("csrf_token"),
    }


@register.simple_tag
def hold_of(conversation: Conversation) -> Hold | None:
    """What keeps the conversation from being erased, None for most."""
    return hold_on(conversation)


@register.inclusion_tag("erasing/_of_minute.html", takes_context=True)
def erasing_of_minute(context: dict[str, Any], minute: Minute) -> dict[str, Any]:
    """That its words were erased, or a link for whoever may ask to."""
    stone = tombstone_of_minute(minute)
    may_ask = stone is None and may(context["member"], "ask_erasure")
    return {"minute": minute, "erased": in_place_of(stone) if stone else "", "may_ask": may_ask}
