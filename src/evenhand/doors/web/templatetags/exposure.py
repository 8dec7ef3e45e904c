"""That somebody has had enough for a day, on their own pages; and the report rate."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.context import Context

from evenhand.doors import clock
from evenhand.doors.web.exposure.words import rate_shown, rest_for
from evenhand.record.protection.wellbeing.substance import HARSH

register = template.Library()


@register.inclusion_tag("exposure/_rest.html", takes_context=True)
def rest(context: Context) -> dict[str, Any]:
    """A warm word to the member whose page it is where they have had enough; on a conversation, only on a harsh one."""
    conversation, shown = context.get("conversation"), context.get("messages_shown") or ()
    if conversation is not None and not any(one.message.manner in HARSH for one in shown):
        return {"rest": None}
    return {"rest": rest_for(context["member"], conversation, clock.now())}


@register.inclusion_tag("exposure/_report_rate.html")
def report_rate() -> dict[str, Any]:
    """How many of the attacks were reported, as a share."""
    return {"rate": rate_shown(clock.now())}
