"""The list of restrictions and warnings, and the page of one restriction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from evenhand.doors import clock
from evenhand.doors.web.guard import allowed, member_of
from evenhand.doors.web.restrictions import words
from evenhand.doors.web.restrictions.beside import due_for, firm_letters, lines, warning_lines
from evenhand.doors.web.words import role_name
from evenhand.record.conversations.queries_hidden import masked_texts
from evenhand.record.conversations.queries_thread import readings_of
from evenhand.record.people.access import may
from evenhand.record.people.models import Member, Role
from evenhand.record.protection.incidents.access import incidents_for
from evenhand.record.protection.models import Appeal, KeptApart, Restriction
from evenhand.record.protection.restrictions.access import kept_apart_of, restriction_for
from evenhand.record.protection.restrictions.appeals import ANSWERED_WITHIN
from evenhand.record.protection.restrictions.deciding import decides, decides_appeals
from evenhand.record.protection.restrictions.letters import APPEAL
from evenhand.record.protection.restrictions.queries import course_of, standings, warnings_that_count
from evenhand.record.protection.restrictions.turns import in_force

SHOWN = 50


@dataclass(frozen=True, slots=True)
class Kept:
    """A message that was kept apart, with its attacks hidden."""

    row: KeptApart
    text: str


@dataclass(frozen=True, slots=True)
class Asked:
    """An appeal: by when it is to be answered, whether this member may decide it, and what came of it in words."""

    row: Appeal
    due: date
    may_decide: bool
    outcome: str


@require_safe
@never_cache
@allowed("see_restrictions")
def listing(request: HttpRequest) -> HttpResponse:
    """What stands, the reviews that are due first; what ended; and the warnings that count."""
    member, now = member_of(request), clock.now()
    found = standings(member, now=now)
    context = {
        "due": lines(found.due, now),
        "standing": lines(found.standing, now),
        "ended": lines(found.ended, now),
        "warnings": warning_lines(list(warnings_that_count(member, now=now)[:SHOWN])),
        "waiting": due_for(member, now),
        "may_record": may(member, "record_merit"),
        "decides": decides(member),
    }
    return render(request, "restrictions/list.html", context)


@require_safe
@never_cache
@allowed("see_restrictions")
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """Who, what, why, the letter as it went, everything decided since, and what was kept apart."""
    member, now = member_of(request), clock.now()
    row = restriction_for(member, pk)
    (line,) = lines([row], now)
    appeals = [_asked(one, member) for one in row.appeals.order_by("received_at", "pk")]
    context: dict[str, Any] = {
        "restriction": row,
        "line": line,
        "course": [(event, str(words.EVENTS[event.kind])) for event in course_of(row)],
        "letter_text": row.text,
        "appeal_mark": APPEAL,
        "kept": _kept(member, row),
        "appeals": appeals,
        "appeal_waits": any(one.row.decided_at is None for one in appeals),
        "stands": in_force(row, now),
        "decides": decides(member),
        "may_record": may(member, "record_merit"),
        "decided_role": role_name(row.decided_as) if row.decided_as in Role.values else "",
        "sees_incident": row.incident_id is not None and incidents_for(member).filter(pk=row.incident_id).exists(),
        "standing_words": str(words.STANDINGS[row.merit.standing]),
        "employer_letters": firm_letters(member, row),
    }
    return render(request, "restrictions/page.html", context)


def _kept(member: Member, row: Restriction) -> list[Kept]:
    rows = list(kept_apart_of(member, row)[:SHOWN])
    masked = masked_texts([one.message for one in rows], readings_of([one.message_id for one in rows]))
    return [Kept(one, masked[one.message_id]) for one in rows]


def _asked(row: Appeal, member: Member) -> Asked:
    may_decide = row.decided_at is None and decides_appeals(member, row.restriction)
    outcome = str(words.EVENTS[f"appeal-{row.outcome}"]) if row.outcome else ""
    return Asked(row, timezone.localdate(row.received_at + ANSWERED_WITHIN), may_decide, outcome)
