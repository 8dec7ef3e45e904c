"""Tags about warnings and restrictions, for pages that are not their own."""

from __future__ import annotations

from django import template
from django.template.context import Context

from evenhand.doors import clock
from evenhand.doors.web.restrictions import beside
from evenhand.record.conversations.models import Conversation
from evenhand.record.customers.models import Customer
from evenhand.record.people.models import Member

register = template.Library()


@register.simple_tag(takes_context=True)
def restricted_here(context: Context, conversation: Conversation) -> list[beside.Line]:
    """What is in force on whoever writes in this conversation."""
    member = _member(context)
    return beside.restricted(conversation, member, clock.now()) if member else []


@register.simple_tag(takes_context=True)
def measures_of_customer(context: Context, customer: Customer) -> beside.Measures | None:
    """What stands on a customer and its people; None for whoever may not see it."""
    member = _member(context)
    found = beside.measures_of_customer(customer, member, clock.now()) if member else None
    return found if found is not None and found.sees else None


@register.simple_tag(takes_context=True)
def restrictions_due(context: Context) -> beside.Due:
    """The reviews and appeals that wait for the member."""
    member = _member(context)
    return beside.due_for(member, clock.now()) if member else beside.Due((), ())


def _member(context: Context) -> Member | None:
    member = context.get("member")
    return member if isinstance(member, Member) else None
