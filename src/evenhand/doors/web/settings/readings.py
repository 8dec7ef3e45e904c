"""Which reader read the messages, and having all of them read again by the one that runs now."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from evenhand.doors import clock
from evenhand.doors.web.guard import allowed, member_of
from evenhand.doors.web.settings import tables
from evenhand.doors.web.tables import csv_answer, wants_csv
from evenhand.knowledge.language.shape import ModelName
from evenhand.record.conversations import actions, queries_readings
from evenhand.record.outbox import queries as outbox

TAB = "settings-readings"


@require_GET
@allowed("read_all_again")
def show(request: HttpRequest) -> HttpResponseBase:
    """The page; while messages are read again, that part of it renews itself by htmx."""
    if wants_csv(request):
        return csv_answer(request, "readers", tables.READERS, queries_readings.readers())
    is_part = bool(request.headers.get("HX-Request"))
    return render(request, "settings/_rereading.html" if is_part else "settings/readings.html", _context())


@require_POST
@allowed("read_all_again")
def start(request: HttpRequest) -> HttpResponse:
    """Have all messages read again, or go on where it was paused."""
    try:
        actions.begin_rereading(ModelName(), by=member_of(request), at=clock.now())
    except actions.NotPossible:
        messages.info(request, gettext("All messages were read by this reader already."))
    else:
        messages.success(request, gettext("The worker reads the messages again. New mail goes first."))
    return redirect(TAB)


@require_POST
@allowed("read_all_again")
def pause(request: HttpRequest) -> HttpResponse:
    """Stop for now; what was read stays read."""
    try:
        actions.pause_rereading(ModelName(), by=member_of(request), at=clock.now())
    except actions.NotPossible:
        messages.info(request, gettext("Nothing is being read again at the moment."))
    else:
        messages.success(request, gettext("Paused. What was read again stays; the rest keeps its earlier reading."))
    return redirect(TAB)


def _context() -> dict[str, Any]:
    now, reader = clock.now(), ModelName()
    row = queries_readings.latest_rereading(reader)
    return {
        "reader": reader,
        "readers": queries_readings.readers(),
        "waiting": queries_readings.how_many_wait(reader),
        "state": queries_readings.state_of(row, now=now) if row else None,
        "nobody_works": outbox.is_missing(outbox.last_beat(), at=now),
        "tab": TAB,
    }
