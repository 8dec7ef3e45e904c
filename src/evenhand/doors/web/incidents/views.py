"""The page of an incident, and the answer to whoever reported it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from evenhand.doors import clock
from evenhand.doors.web.alerts.acting import stay_safe_at
from evenhand.doors.web.alerts.beside import chain_of
from evenhand.doors.web.alerts.words import REQUESTS
from evenhand.doors.web.conversation.record import choices_of
from evenhand.doors.web.guard import member_of, signed_in
from evenhand.doors.web.incidents import naming, words
from evenhand.doors.web.incidents.quotes import quotes_of
from evenhand.doors.web.incidents.replying import reply_to_reporter
from evenhand.doors.web.packs.beside import packs_of
from evenhand.doors.web.restrictions.beside import measures_of
from evenhand.doors.web.templatetags.desk import person
from evenhand.record.conversations.access import conversations_for
from evenhand.record.people.errors import NotFound
from evenhand.record.people.models import Member
from evenhand.record.protection.alerts.alerting import answers_about
from evenhand.record.protection.incidents.access import incident_for, is_reporter
from evenhand.record.protection.incidents.looking import note_look
from evenhand.record.protection.incidents.queries import amends_of, looks_at, opened_by, quoted
from evenhand.record.protection.models import Amends, Incident

OPEN_FOR = timedelta(minutes=30)
MOST_LOOKS = 50


@require_safe
@never_cache
@signed_in
def incident(request: HttpRequest, pk: int) -> HttpResponse:
    """What happened, in the order one asks: when, where, who, what, whose words, and what was done."""
    member, now = member_of(request), clock.now()
    row = incident_for(member, pk)
    note_look(row, by=member, at=now)
    return render(request, "incidents/page.html", page_of(request, member, row, now=now))


def page_of(request: HttpRequest, member: Member, row: Incident, *, now: datetime) -> dict[str, Any]:
    """Everything that the page of an incident shows."""
    number = request.GET.get("quotes", "")
    page = quoted(row, int(number) if number.isdecimal() and len(number) < 6 else 1)
    opened = opened_by(member, row, since=now - OPEN_FOR) if "hide" not in request.GET else set()
    quotes = quotes_of(row, page, opened)
    seen = conversations_for(member).filter(pk=row.conversation_id).first() if row.conversation_id else None
    return {
        "incident": row,
        "heading": words.severity_word(row.severity),
        "tone": words.TONES[row.severity],
        "mine": is_reporter(member, row),
        "reporter": naming.reporter_words(row),
        "who": who_of(row),
        "quoted": page,
        "quotes": quotes,
        "closed_quotes": [one.value for one in quotes if one.is_attack and not one.is_open and not one.is_erased],
        "any_open": any(one.is_open for one in quotes),
        "conversation": seen,
        "amends": [(one, naming.who_did(row, one.by)) for one in amends_of(row)],
        "amends_kinds": [(kind, words.amends_word(kind)) for kind in Amends.Kind.values],
        "came_choices": choices_of(seen, now=now)["came_choices"] if seen else [],
        "chain": chain_of(row, member, now),
        "packs": packs_of(row, member),
        "measures": measures_of(row, member, now),
        "looks": [(one, _looker(one.is_reporter, one.member)) for one in looks_at(row, most=MOST_LOOKS)],
    }


@require_safe
@never_cache
@signed_in
def reported(request: HttpRequest, pk: int) -> HttpResponse:
    """The answer to whoever reported it, for them alone: what they may do now, who was told, when they hear.

    Once somebody has answered it, the incident says all of that.
    """
    member, now = member_of(request), clock.now()
    row = incident_for(member, pk)
    if not is_reporter(member, row):
        raise NotFound
    if answers_about(row).exists():
        return redirect("incident", row.pk)
    note_look(row, by=member, at=now)
    seen = conversations_for(member).filter(pk=row.conversation_id).first() if row.conversation_id else None
    context = {
        "incident": row,
        "reply": reply_to_reporter(member, row),
        "conversation": seen,
        "safe": stay_safe_at(row.severity, has_conversation=seen is not None),
        "requests": [(code, *said) for code, said in REQUESTS.items()],
    }
    return render(request, "incidents/reported.html", context)


def who_of(row: Incident) -> str:
    """Who did it, in words: the contact on record, else what the reporter wrote."""
    return str(row.contact) if row.contact else row.who


def _looker(is_own: bool, member: Member | None) -> str:
    """Who looked, in words; nobody's name where a pack was made on the command line."""
    if is_own:
        return naming.whoever_reported()
    return person(member) if member else gettext("whoever runs the server")
