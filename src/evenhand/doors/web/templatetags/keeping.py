"""The warning that things go soon, on Today and in the settings."""

from __future__ import annotations

from typing import Any

from django import template

from evenhand.doors.web.keeping.words import class_name
from evenhand.record.erasing.retention_running import open_notices
from evenhand.record.people.access import may

register = template.Library()


@register.inclusion_tag("keeping/_alert.html", takes_context=True)
def retention_alert(context: dict[str, Any]) -> dict[str, Any]:
    """What goes on which day, for those who make the rules; nothing while nothing is announced."""
    member = context.get("member")
    notices = open_notices() if member is not None and may(member, "set_protection") else []
    return {"going": [(class_name(one.rule.kind), one.expected, one.goes_at) for one in notices], "now": context["now"]}
