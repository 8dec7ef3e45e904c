"""Tags about minutes, for pages that are not their own."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from itertools import islice

from django import template
from django.template.context import Context
from django.utils import timezone, translation
from django.utils.html import format_html
from django.utils.safestring import SafeString

from evenhand.doors.web import dates
from evenhand.doors.web.amounts import amount_out
from evenhand.doors.web.minutes.wording import COLOURS, how_words, state_word
from evenhand.record.agreements import minutes_queries as queries
from evenhand.record.conversations.models import Conversation
from evenhand.record.customers.models import Customer

register = template.Library()
SHORT = 10


@register.simple_tag(takes_context=True)
def waiting_minutes(context: Context) -> list[queries.Waiting]:
    """What waits for the member about minutes."""
    member = context.get("member")
    return queries.minutes_waiting(member) if member else []


@register.simple_tag(takes_context=True)
def minutes_of_conversation(context: Context, conversation: Conversation) -> list[queries.Line]:
    """The latest minutes of a conversation that the member may see."""
    member = context.get("member")
    return list(islice(queries.lines(member, conversation=conversation.pk), SHORT)) if member else []


@register.simple_tag(takes_context=True)
def minutes_of_customer(context: Context, customer: Customer) -> list[queries.Line]:
    """The latest minutes of a customer that the member may see."""
    member = context.get("member")
    return list(islice(queries.lines(member, customer=customer), SHORT)) if member else []


@register.inclusion_tag("minutes/_state.html")
def minute_state(state: str) -> dict[str, str]:
    """The word for how a version stands, in its colour."""
    return {"word": state_word(state), "colour": COLOURS.get(state, "")}


@register.simple_tag
def on_record(at: datetime | None) -> SafeString:
    """A day with its year and time: what was decided when has to be read on paper, and years later."""
    if at is None:
        return SafeString("")
    return format_html('<time datetime="{}">{}</time>', at.isoformat(), dates.full(timezone.localtime(at)))


@register.simple_tag
def day_on_record(at: datetime | None) -> str:
    """The day alone, with its year."""
    return dates.calendar_day(timezone.localtime(at).date()) if at else ""


@register.filter
def money(amount: Decimal, currency: str) -> str:
    """An amount as the language of the page writes it: "22,000 TWD", "1 200,50 EUR"."""
    return amount_out(amount, currency, translation.get_language() or "en")


@register.filter
def how_in_words(how: str) -> str:
    """How we know who answered."""
    return how_words(how)
