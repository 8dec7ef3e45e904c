"""Imports with their progress, and mail that could not be read fully."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from evenhand.doors import clock
from evenhand.doors.web.guard import allowed, member_of
from evenhand.doors.web.settings import tables
from evenhand.doors.web.tables import csv_answer, wants_csv
from evenhand.record.conversations import queries_imports as queries

TAB = "settings-imports"


@require_GET
@allowed("see_imports")
def show(request: HttpRequest) -> HttpResponseBase:
    """The latest imports, and what was read in part; the running one renews itself by htmx."""
    if wants_csv(request):
        return csv_answer(request, "imports", tables.RUNS, queries.latest_runs(now=clock.now(), most=tables.MOST))
    member = member_of(request)
    runs = queries.latest_runs(now=clock.now())
    context = {
        "runs": runs,
        "one_is_running": any(run.is_running for run in runs),
        "messages_in_part": queries.read_in_part(member),
        "count_in_part": queries.count_read_in_part(),
        "tab": TAB,
    }
    template = "settings/_runs.html" if request.headers.get("HX-Request") else "settings/imports.html"
    return render(request, template, context)
