"""The alert that stands on other pages when the ledger does not hold."""

from __future__ import annotations

from typing import Any

from django import template

from evenhand.doors.web.ledger.words import break_in_words
from evenhand.record.ledger.queries import last_verification
from evenhand.record.people.access import may

register = template.Library()


@register.inclusion_tag("ledger/_alert.html", takes_context=True)
def ledger_alert(context: dict[str, Any]) -> dict[str, Any]:
    """What the last check found to be broken, for those who see the ledger; nothing while it holds."""
    member = context.get("member")
    checked = last_verification() if member is not None and may(member, "see_ledger") else None
    if checked is None or checked.is_whole:
        return {}
    return {"found": break_in_words(checked.kind, checked.number, checked.parameters), "at": checked.at}
