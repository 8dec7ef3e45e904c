"""The page of one conversation: its thread, and beside it what was read and what was done."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from evenhand.doors import clock
from evenhand.doors.web.alerts.acting import stay_safe
from evenhand.doors.web.alerts.beside import with_acts
from evenhand.doors.web.conversation.addressing import Addressing, addressing_of
from evenhand.doors.web.conversation.citing import citables
from evenhand.doors.web.conversation.history import sentences_of
from evenhand.doors.web.conversation.later import later_times
from evenhand.doors.web.conversation.record import record_beside
from evenhand.doors.web.conversation.statements import Panel, panel_of
from evenhand.doors.web.conversation.thread import Shown, shown_messages
from evenhand.doors.web.conversation.trend import trend_of
from evenhand.doors.web.drafting.panel import panel_for
from evenhand.doors.web.guard import allowed, member_of
from evenhand.doors.web.inbox.lines import line_of_conversation
from evenhand.doors.web.inbox.views import is_partial
from evenhand.record.conversations import queries_thread as queries
from evenhand.record.conversations.access import conversation_for
from evenhand.record.conversations.models import Conversation, Message
from evenhand.record.people.access import may
from evenhand.record.people.models import Member, Team
from evenhand.record.people.queries import who_serve


@require_safe
@vary_on_headers("HX-Request")
@allowed("see_conversations")
def conversation(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole page; with htmx the part that is asked for: `part=earlier` or `part=reading`."""
    member, now = member_of(request), clock.now()
    row = conversation_for(member, pk)
    part = request.GET.get("part", "") if is_partial(request) else ""
    context = thread_context(request, member, row, now=now)
    if part == "earlier":
        return render(request, "conversation/_messages.html", context)
    if part == "reading":
        return render(request, "conversation/_reading.html", context)
    return render(request, "conversation/page.html", {**context, **_around(member, row, now=now)})


def whole_page(
    request: HttpRequest, member: Member, row: Conversation, *, now: datetime, addressing: Addressing
) -> HttpResponse:
    """The page with what was typed about whom a reply goes to."""
    context = thread_context(request, member, row, now=now) | _around(member, row, now=now)
    return render(request, "conversation/page.html", context | {"addressing": addressing})


def thread_context(request: HttpRequest, member: Member, row: Conversation, *, now: datetime) -> dict[str, Any]:
    """The window of the thread that the address asks for, and the reading of the chosen message."""
    points = queries.points_of(row)
    window = queries.window_of(points, at=number_in(request, "at"))
    hide = frozenset({number_in(request, "hide") or 0})
    shown = shown_messages(member, window.messages, now=now, hide=hide)
    chosen = _chosen(shown, number_in(request, "reading"))
    first = next((index for index, point in enumerate(points) if shown and point.pk == shown[0].message.pk), 0)
    return {
        "conversation": row,
        "messages_shown": shown,
        "window": window,
        "earlier_at": points[first - 1].pk if window.before else None,
        "trend": trend_of(points, shown={one.message.pk for one in shown}, now=now),
        "chosen": chosen,
        "panel": _panel(chosen, number_in(request, "as-read"), now=now),
    }


def number_in(request: HttpRequest, name: str) -> int | None:
    """A number of the address; None where it is none."""
    text = request.GET.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 18 else None


def _chosen(shown: list[Shown], asked: int | None) -> Shown | None:
    """The message whose reading is shown: the one asked for, else the last that the customer wrote."""
    read = [one for one in shown if one.reading is not None]
    inbound = [one for one in read if one.message.direction == Message.Direction.INBOUND and not one.message.automatic]
    wanted = [one for one in read if one.message.pk == asked]
    return next(iter([*wanted, *reversed(inbound)]), None)


def _panel(chosen: Shown | None, as_read: int | None, *, now: datetime) -> Panel | None:
    """What is said about the chosen message, in its latest reading or in the earlier one that is asked for."""
    if chosen is None or chosen.reading is None:
        return None
    readings = queries.all_readings_of(chosen.message)
    reading = next((one for one in readings if one.pk == as_read), chosen.reading)
    return panel_of(
        chosen.message,
        reading,
        others=[one for one in readings if one.pk != reading.pk],
        is_latest=reading.pk == chosen.reading.pk,
        hidden=chosen.still_hidden,
        corrections=queries.corrections_of(reading),
        now=now,
    )


def _around(member: Member, row: Conversation, *, now: datetime) -> dict[str, Any]:
    """What stands over and beside the thread."""
    draft = queries.draft_of(row, member)
    return {
        **record_beside(member, row, now=now),
        "line": line_of_conversation(row, now=now),
        "history": with_acts(row, sentences_of(queries.happenings(row), now=now)),
        "safe": stay_safe(row),
        "draft": draft,
        "addressing": addressing_of(row, draft),
        "draft_check": panel_for(member, row, draft.text if draft else "", now=now),
        "citables": citables(member, row, draft.text if draft else ""),
        "is_mine": row.owner_id == member.pk,
        "is_asleep": row.snoozed_until is not None and row.snoozed_until > now,
        "later": later_times(now),
        "may_assign": may(member, "assign_others"),
        "may_edit_customers": may(member, "edit_customers"),
        "colleagues": _colleagues(row) if may(member, "assign_others") else [],
        "teams": list(Team.objects.all()),
    }


def _colleagues(row: Conversation) -> list[tuple[int, str]]:
    """Who could take the conversation: those of its team, or everybody where it has none."""
    query = who_serve()
    if row.team_id is not None:
        query = query.filter(memberships__team=row.team_id)
    return list(query.values_list("pk", "name")[:200])
