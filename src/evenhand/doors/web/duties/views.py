"""The page of duties: each in a sentence or two, the page that serves it, and what is on record for it this year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from evenhand.doors import clock
from evenhand.doors.web import dates
from evenhand.doors.web.duties.table import Duty, Law, laws
from evenhand.doors.web.duties.words import PAGES, counted
from evenhand.doors.web.guard import member_of, signed_in
from evenhand.record.erasing.procedures import last_procedure
from evenhand.record.people.access import may
from evenhand.record.people.models import Member
from evenhand.record.people.queries import workspace
from evenhand.record.protection.duty_counts import Count, counts
from evenhand.record.protection.policy.policies import policy_in_force

SEE_COUNTS = ("see_team_incidents", "see_line_incidents", "see_all_incidents", "set_protection")


@dataclass(frozen=True, slots=True)
class Line:
    """One duty as a member sees it."""

    text: str
    url: str
    page: str
    counts: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Part:
    """One source with its duties, in the reader's language."""

    code: str
    place: str
    name: str
    unread: str
    sources: tuple[str, ...]
    lines: list[Line]


@require_safe
@signed_in
def show(request: HttpRequest) -> HttpResponse:
    """For everybody who works here; the counts for those who answer for them."""
    member = member_of(request)
    sees_counts = any(may(member, right) for right in SEE_COUNTS)
    since, until = _this_year()
    found = counts(since, until, until.date()) if sees_counts else {}
    language = translation.get_language() or "en"
    context = {
        "parts": [_part(law, found, member, language) for law in laws()],
        "sees_counts": sees_counts,
        "since": since.date(),
        "until": until.date(),
        "policy": policy_in_force() if sees_counts else None,
        "procedure": last_procedure() if sees_counts else None,
    }
    return render(request, "duties/page.html", context)


def _this_year() -> tuple[datetime, datetime]:
    """From the first of January to now, in the firm's zone."""
    now = clock.now().astimezone(ZoneInfo(workspace().timezone))
    return now.replace(month=1, day=1, hour=0, minute=0, second=0, microsecond=0), now


def _part(law: Law, found: dict[str, Count], member: Member, language: str) -> Part:
    lines = [_line(duty, found, member, language) for duty in law.duties]
    return Part(law.code, law.place[language], law.name[language], law.unread[language], law.sources, lines)


def _line(duty: Duty, found: dict[str, Count], member: Member, language: str) -> Line:
    words, right = PAGES[duty.page]
    url = _address(duty.page) if not right or may(member, right) else ""
    shown = [_shown(code, found) for code in duty.counts] if found else []
    return Line(duty.text[language], url, str(words), shown)


def _shown(code: str, found: dict[str, Count]) -> tuple[str, str]:
    if code == "policy":
        return _policy()
    return _procedure() if code == "procedure" else counted(found[code])


def _policy() -> tuple[str, str]:
    policy = policy_in_force()
    if policy is None:
        return gettext("Policy"), gettext("nothing recorded yet")
    day = dates.calendar_day(timezone.localtime(policy.made_at))
    return gettext("Policy"), gettext("version %(number)s of %(day)s") % {"number": policy.number, "day": day}


def _procedure() -> tuple[str, str]:
    row = last_procedure()
    name = gettext("Gone through with those who work here")
    return name, dates.calendar_day(row.held_on) if row else gettext("nothing recorded yet")


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
