"""The inbox: one list with filters and orders that are kept in the address."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from evenhand.doors import clock
from evenhand.doors.web.guard import allowed, member_of
from evenhand.doors.web.inbox import forms, table
from evenhand.doors.web.inbox.lines import lines_of
from evenhand.doors.web.readings import LANGUAGES, MANNERS, Words
from evenhand.doors.web.tables import csv_answer, wants_csv
from evenhand.doors.web.templatetags.desk import TEMPERATURES
from evenhand.record.conversations import queries
from evenhand.record.customers.access import customers_for
from evenhand.record.people.access import may
from evenhand.record.people.models import Member, Team

_STEPS = {str(step): TEMPERATURES[step] for step in range(1, 5)}


@require_safe
@vary_on_headers("HX-Request")
@allowed("see_conversations")
def inbox(request: HttpRequest) -> HttpResponseBase:
    """The whole page, with htmx only the list, or all of it as CSV."""
    member, now = member_of(request), clock.now()
    asked = forms.read(request.GET)
    if wants_csv(request):
        return csv_answer(request, "inbox", table.COLUMNS, table.all_rows(member, asked, now=now))
    page = queries.inbox(member, asked.filters, asked.order, now=now, after=request.GET.get("after", ""))
    context: dict[str, Any] = {
        "asked": asked,
        "lines": lines_of(page.rows, now=now),
        "count": f"{len(page.rows)}+" if page.more else str(len(page.rows)),
        "is_first": "after" not in request.GET,
        "first_url": "?" + urlencode(asked.chosen),
        "more_url": "?" + urlencode({**asked.chosen, "after": page.more}) if page.more else "",
    }
    if is_partial(request):
        answer = render(request, "inbox/_list.html", context)
        answer.headers["HX-Push-Url"] = _address(request, asked)
        return answer
    return render(request, "inbox/page.html", {**context, **_choices(member, asked)})


def _address(request: HttpRequest, asked: forms.Asked) -> str:
    """The address of the list without the filters that are not set."""
    place = {"after": request.GET["after"]} if "after" in request.GET else {}
    return f"{request.path}?{urlencode({**asked.chosen, **place})}"


def is_partial(request: HttpRequest) -> bool:
    """Whether htmx asks for a part of the page (and not for the page from its history)."""
    return bool(request.headers.get("HX-Request")) and not request.headers.get("HX-History-Restore-Request")


def _choices(member: Member, asked: forms.Asked) -> dict[str, Any]:
    """What each filter offers, as (value, word, is chosen)."""
    customer = asked.filters.customer
    return {
        "states": _options(forms.STATE_WORDS, asked.filters.state),
        "orders": _options(forms.ORDER_WORDS, asked.order),
        "temperatures": _options(_STEPS, str(asked.filters.temperature or "")),
        "manners": _options(MANNERS, asked.filters.manner),
        "languages": _options(LANGUAGES, asked.filters.language),
        "waits": _options(forms.WAIT_WORDS, asked.chosen.get("waiting", "")),
        "owners": [(str(pk), name, str(pk) == asked.filters.owner) for pk, name in _colleagues(member)],
        "teams": [(team.pk, team.name, team.pk == asked.filters.team) for team in teams_of(member)],
        "customer": customers_for(member).filter(pk=customer).first() if customer else None,
    }


def _options(words: Words, chosen: str) -> list[tuple[str, str, bool]]:
    return [(code, str(word), code == chosen) for code, word in words.items()]


def _colleagues(member: Member) -> list[tuple[int, str]]:
    others = Member.objects.filter(left_at=None).exclude(pk=member.pk)
    return list(others.order_by("name").values_list("pk", "name")[:500])


def teams_of(member: Member) -> list[Team]:
    """The teams whose conversations a member may see."""
    query = Team.objects.all()
    return list(query if may(member, "see_all_conversations") else query.filter(pk__in=member.team_ids()))
