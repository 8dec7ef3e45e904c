"""Tags and filters of the desk's templates."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django import template
from django.forms import BoundField
from django.template.context import Context
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from evenhand.doors import clock
from evenhand.doors.web import dates, rail
from evenhand.doors.web.happenings import words_for
from evenhand.doors.web.icons import DRAWINGS
from evenhand.doors.web.tongues import html_lang
from evenhand.doors.web.words import job_name, role_names
from evenhand.knowledge.language.masking import BLOCK
from evenhand.record.conversations.models import Message
from evenhand.record.people.queries import Happening

register = template.Library()

_BLOCKS = re.compile(f"([^{BLOCK}]*)({BLOCK}*)")
TEMPERATURES = (_("calm"), _("firm"), _("insistent"), _("hot"), _("boiling"))


@register.simple_tag
def icon(name: str) -> SafeString:
    """One of the desk's drawings, hidden from screen readers: words stand beside it. KeyError for an unknown name."""
    return mark_safe(  # noqa: S308 - our own drawings only
        f'<svg class="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false">{DRAWINGS[name]}</svg>'
    )


@register.filter
def hatched(words: str) -> SafeString:
    """Words in which hidden stretches are blocks, with these hatched and named for screen readers."""
    if BLOCK not in words:
        return conditional_escape(words)
    named = gettext("hidden words")
    return format_html_join(
        "", "{}{}", ((piece, _hidden(block, named) if block else "") for piece, block in _BLOCKS.findall(words))
    )


def _hidden(block: str, named: str) -> SafeString:
    return format_html('<span class="hatched" role="img" aria-label="{}">{}</span>', named, block)


@register.simple_tag(takes_context=True)
def when(context: Context, at: datetime | None) -> SafeString:
    """A time as people say it ("today 11:05", "Tue 9:12"); the whole date is its tip. Empty for None."""
    if at is None:
        return SafeString("")
    local, now = timezone.localtime(at), timezone.localtime(_now(context))
    return format_html(
        '<time datetime="{}" title="{}">{}</time>', at.isoformat(), dates.full(local), dates.moment(local, now)
    )


@register.simple_tag(takes_context=True)
def when_day(context: Context, at: datetime | None) -> SafeString:
    """The day alone ("today", "10 Mar")."""
    if at is None:
        return SafeString("")
    local, now = timezone.localtime(at), timezone.localtime(_now(context))
    return format_html(
        '<time datetime="{}" title="{}">{}</time>', at.isoformat(), dates.full(local), dates.day(local, now)
    )


@register.simple_tag
def plain_day(day: date) -> str:
    """A day of the calendar with its year: "10 Mar 2026", "10.3.2026", "2026年3月10日"."""
    return dates.calendar_day(day)


@register.simple_tag(takes_context=True)
def how_long(context: Context, start: datetime | None, end: datetime | None = None) -> SafeString:
    """The time between two moments, or until now ("2 h 10 min", "3 days"); the start is its tip."""
    if start is None:
        return SafeString("")
    length = (end or _now(context)) - start
    return format_html('<span title="{}">{}</span>', dates.full(timezone.localtime(start)), dates.span(length))


@register.simple_tag
def span_in_words(length: timedelta) -> str:
    """A length of time in its one or two largest units: "2 h 10 min"."""
    return dates.span(length)


@register.filter
def number(value: float | None) -> str:
    """A count with its thousands apart, as the language has it: 18,204 or 18 204."""
    if value is None:
        return ""
    gap = "\u00a0" if translation.get_language() == "fi" else ","
    return f"{round(value):,}".replace(",", gap)


@register.filter
def temperature_step(value: float) -> int:
    """Which of the five words fits a temperature of 0 to 4."""
    return max(0, min(4, int(value + 0.5)))


@register.filter
def temperature_word(value: float) -> str:
    """calm, firm, insistent, hot or boiling, in the reader's language."""
    return str(TEMPERATURES[temperature_step(value)])


@register.inclusion_tag("_temperature.html")
def temperature(value: float, reasons: Iterable[str] = ()) -> dict[str, Any]:
    """Five short bars and the word; `reasons` are sentences, shown on hover and focus and read aloud."""
    step = temperature_step(value)
    bars = [(number, number <= step) for number in range(5)]
    return {"step": step, "word": TEMPERATURES[step], "bars": bars, "reasons": list(reasons)}


@register.inclusion_tag("_field.html")
def field(bound: BoundField, **extra: Any) -> dict[str, Any]:
    """A form field with its label, help, errors and control, tied together for screen readers."""
    kind = getattr(bound.field.widget, "input_type", "")
    return {"field": bound, "is_checkbox": kind == "checkbox" and not bound.use_fieldset, **extra}


@register.filter
def lang_of(code: str) -> str:
    """The `lang` attribute for text that was read as `code`; empty for undetermined."""
    return html_lang(code)


@register.filter
def person(member: object | None) -> str:
    """A member's name, or words for somebody whose row is gone."""
    return str(member) if member else gettext("somebody who has left")


@register.simple_tag(takes_context=True)
def rail_items(context: Context) -> list[rail.Item]:
    """What stands in the rail for this member, in order."""
    request = context["request"]
    return rail.items_for(context.get("member"), request.path)


def _now(context: Context) -> datetime:
    now = context.get("now")
    return now if isinstance(now, datetime) else clock.now()


@register.simple_tag(takes_context=True)
def settings_tabs(context: Context) -> list[tuple[str, str]]:
    """The settings pages this member may see."""
    return rail.settings_tabs_for(context["member"])


@register.filter
def happening_words(happening: Happening) -> str:
    """The sentence for an entry of the ledger about a member."""
    return words_for(happening)


@register.filter
def job_in_words(name: str) -> str:
    """Words for a job's name."""
    return job_name(name)


@register.filter
def roles_in_words(held: Iterable[Any]) -> list[str]:
    """The words for roles, or for grants of roles, in their usual order."""
    return role_names(str(getattr(one, "role", one)) for one in held)


@register.simple_tag
def conversation_url(message: Message) -> str:
    """Where a message is read: its conversation, at the message."""
    return f"{reverse('conversation', args=[message.conversation_id])}#message-{message.pk}"


@register.inclusion_tag("_csv_link.html", takes_context=True)
def csv_link(context: Context, address: str = "") -> dict[str, str]:
    """The link to this page's table as CSV, by the filters in the address; or to another page's table."""
    request = context["request"]
    asked = request.GET.copy()
    asked.pop("after", None)
    asked["as"] = "csv"
    return {"address": f"{address or request.path}?{asked.urlencode()}"}
