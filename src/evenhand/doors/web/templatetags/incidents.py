"""Filters that put the codes of an incident into words, and what other pages say of incidents."""

from __future__ import annotations

from django import template
from django.template.context import Context

from evenhand.doors.web.incidents import words
from evenhand.doors.web.incidents.landing import Line, lines_of_incidents
from evenhand.record.conversations.models import Conversation
from evenhand.record.customers.models import Customer
from evenhand.record.protection.incidents.queries import amends_by, of_customer
from evenhand.record.protection.models import Amends

register = template.Library()
SHORT = 10

register.filter("severity_in_words", words.severity_word)
register.filter("demand_in_words", words.demand_word)
register.filter("manner_in_words", words.manner_word)
register.filter("fault_in_words", words.fault_word)
register.filter("channel_in_words", words.channel_word)
register.filter("route_in_words", words.route_sentence)
register.filter("amends_in_words", words.amends_word)


@register.simple_tag(takes_context=True)
def incidents_of_customer(context: Context, customer: Customer) -> list[Line]:
    """The latest incidents of a customer that the member may see, as lines of a list."""
    member = context.get("member")
    return lines_of_incidents(of_customer(member, customer, most=SHORT)) if member else []


@register.simple_tag(takes_context=True)
def amends_by_contact(context: Context, conversation: Conversation) -> list[Amends]:
    """How whoever is answered in this conversation made good before, the latest alone."""
    member, chosen = context.get("member"), context.get("chosen")
    contact = (chosen.message.contact if chosen else None) or conversation.contact
    return amends_by(member, contact, most=1) if member else []
