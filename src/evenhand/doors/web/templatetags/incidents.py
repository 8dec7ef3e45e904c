"""Filters that put the codes of an incident into words."""

from __future__ import annotations

from django import template

from evenhand.doors.web.incidents import words

register = template.Library()

register.filter("severity_in_words", words.severity_word)
register.filter("demand_in_words", words.demand_word)
register.filter("manner_in_words", words.manner_word)
register.filter("fault_in_words", words.fault_word)
register.filter("channel_in_words", words.channel_word)
register.filter("route_in_words", words.route_sentence)
register.filter("amends_in_words", words.amends_word)
