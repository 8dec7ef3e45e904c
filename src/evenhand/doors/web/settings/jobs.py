"""Work in the background: which workers live, what waits, and what could not be done."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from evenhand.doors import clock
from evenhand.doors.web.guard import allowed, member_of
from evenhand.doors.web.settings import tables
from evenhand.doors.web.tables import csv_answer, wants_csv
from evenhand.record.outbox import dead_letters, queries
from evenhand.record.outbox.models import Job

TAB = "settings-jobs"
SHOWN = 50


@require_GET
@allowed("see_jobs")
def show(request: HttpRequest) -> HttpResponseBase:
    """Workers, counts, running jobs, and the jobs that gave up."""
    if wants_csv(request):
        return csv_answer(request, "jobs", tables.JOBS, queries.latest_jobs(most=tables.MOST))
    now = clock.now()
    workers = [(one, queries.is_missing(one.beat_at, at=now)) for one in queries.workers()]
    context = {
        "workers": workers,
        "nobody_works": all(missing for _, missing in workers),
        "counts": queries.job_counts(),
        "running": queries.running_jobs(),
        "dead": queries.dead_jobs()[:SHOWN],
        "tab": TAB,
    }
    return render(request, "settings/jobs.html", context)


@require_POST
@allowed("see_jobs")
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a job that gave up try again."""
    try:
        dead_letters.retry_dead(_job(pk), member_of(request).actor, clock.now())
    except dead_letters.NotDead:
        messages.info(request, gettext("Somebody else has dealt with this one already."))
    else:
        messages.success(request, gettext("The job waits for the worker again."))
    return redirect(TAB)


@require_POST
@allowed("see_jobs")
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a job up; the ledger keeps that it was dropped."""
    try:
        dead_letters.drop_dead(_job(pk), member_of(request).actor, clock.now())
    except dead_letters.NotDead:
        messages.info(request, gettext("Somebody else has dealt with this one already."))
    else:
        messages.success(request, gettext("The job is dropped. The ledger keeps that it was."))
    return redirect(TAB)


def _job(pk: int) -> Job:
    found = Job.objects.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
