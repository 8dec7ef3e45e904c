"""Today: what waits for the member who asks, the most pressing first."""

from __future__ import annotations

from collections.abc import Sequence, Sized
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from evenhand.doors import clock
from evenhand.doors.web.alerts.waiting import AlertsWaiting, alerts_waiting
from evenhand.doors.web.guard import member_of, signed_in
from evenhand.doors.web.inbox.lines import Line, lines_of
from evenhand.doors.web.packs.beside import Row as PackRow
from evenhand.doors.web.packs.beside import waiting_for as packs_for
from evenhand.doors.web.rail import home_of
from evenhand.doors.web.restrictions.beside import due_for as restrictions_due
from evenhand.doors.web.today.due import due_lines
from evenhand.doors.web.today.pauses import pause_lines
from evenhand.record.agreements.queries.commitments import updates_owed
from evenhand.record.conversations.queries_sending import stuck_replies
from evenhand.record.conversations.queries_today import Waiting, waiting_for
from evenhand.record.people.access import may
from evenhand.record.people.models import Member

HOT = 3


@require_safe
@signed_in
def today(request: HttpRequest) -> HttpResponse:
    """The first page after signing in; whoever may not see conversations, and for whom nothing waits, is sent on."""
    member, now = member_of(request), clock.now()
    alerts, packs = alerts_waiting(member, now=now), packs_for(member)
    if not may(member, "see_conversations") and not len(alerts) and not packs:
        return redirect(home_of(member))
    return _page(request, member, alerts, packs, now=now)


def _page(
    request: HttpRequest, member: Member, alerts: AlertsWaiting, packs: list[PackRow], *, now: datetime
) -> HttpResponse:
    waiting = waiting_for(member, now=now)
    hot = [warming.row for warming in waiting.warming]
    owed = updates_owed([row.pk for row in (*waiting.mine, *waiting.came_back, *waiting.unowned, *hot)])
    lists = (waiting.mine, waiting.came_back, waiting.unowned)
    mine, back, unowned = (lines_of(rows, now=now, owed=owed) for rows in lists)
    first = most_pressing([*mine, *back, *unowned])
    due = due_lines(member, now=now)
    pauses, stuck = pause_lines(member, now=now), stuck_replies(member)
    decisions = restrictions_due(member, now)
    waits: tuple[Sized, ...] = (mine, back, unowned, pauses, stuck, alerts, packs, decisions)
    context = {
        "due_groups": due.groups,
        "greeting": greeting(timezone.localtime(now).hour) % {"name": member.name.split(" ")[0]},
        "count": due.pressing + sum(map(len, waits)),
        "first": first,
        "mine": _without(mine, first),
        "came_back": _without(back, first),
        "unowned": _without(unowned, first),
        "warming": list(zip(lines_of(hot, now=now, owed=owed), waiting.warming, strict=True)),
        "unread": waiting.unread,
        "pauses": pauses,
        "stuck": stuck,
        "alerts": alerts,
        "packs_waiting": packs,
        "restrictions_due": decisions,
        "nothing": _is_empty(waiting) and not due.groups and not any(map(len, waits)),
    }
    return render(request, "today/page.html", context)


def most_pressing(lines: Sequence[Line]) -> Line | None:
    """What comes first: an attack or a hot conversation before the others, then as they stand."""
    pressing = (line for line in lines if line.manner or line.step >= HOT)
    return next(pressing, lines[0] if lines else None)


def greeting(hour: int) -> str:
    """A greeting for a local hour, with a place for the name."""
    if hour < 4 or hour >= 18:
        return gettext("Good evening, %(name)s")
    return gettext("Good morning, %(name)s") if hour < 12 else gettext("Good afternoon, %(name)s")


def _without(lines: list[Line], first: Line | None) -> list[Line]:
    return [line for line in lines if line is not first]


def _is_empty(waiting: Waiting) -> bool:
    return not any((waiting.mine, waiting.came_back, waiting.unowned, waiting.warming, waiting.unread))
