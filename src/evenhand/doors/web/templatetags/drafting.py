"""Tags for what the draft check left on record."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.utils.translation import gettext

from evenhand.doors.web.drafting.words import rule_name

register = template.Library()


@register.simple_tag
def rule_names(slugs: str | Iterable[str]) -> str:
    """What rules are called, one or several."""
    return gettext("; ").join(rule_name(slug) for slug in ([slugs] if isinstance(slugs, str) else slugs))
