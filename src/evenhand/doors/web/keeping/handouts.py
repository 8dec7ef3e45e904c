"""The page of a file that somebody asked for: how far it is, taking it, and removing it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from evenhand.doors import clock
from evenhand.doors.reports.shelf import path_of
from evenhand.doors.web.guard import member_of, signed_in
from evenhand.doors.web.keeping.words import GONE
from evenhand.record.conversations.working import NotPossible
from evenhand.record.erasing import handouts
from evenhand.record.erasing.access import handout_for
from evenhand.record.erasing.models import Handout
from evenhand.record.outbox import queries as outbox
from evenhand.record.outbox.models import Job


@dataclass(frozen=True, slots=True)
class Standing:
    """How a file stands: one of being made, dead, ready or gone. `per_second` and `left` may be unknown."""

    row: Handout
    is_being_made: bool
    is_dead: bool
    is_ready: bool
    per_second: float | None
    left: timedelta | None


@require_safe
@never_cache
@vary_on_headers("HX-Request")
@signed_in
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """Its page; while it is made, that part of it renews itself by htmx."""
    row = handout_for(member_of(request), pk)
    template = "keeping/_handout.html" if request.headers.get("HX-Request") else "keeping/handout.html"
    return render(request, template, _page(row))


@require_POST
@never_cache
@signed_in
def take(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file itself; each time is on record."""
    row, at = handout_for(member_of(request), pk), clock.now()
    path = path_of(row.pk, row.sha256)
    if row.is_ready and not path.exists():
        handouts.end(row, Handout.Why.MISSING, at=at)
        return redirect("handout", pk)
    try:
        handouts.note_taken(row, at=at)
    except NotPossible:
        messages.error(request, gettext("There is no file to take. It is not made yet, or it is gone."))
        return redirect("handout", pk)
    return FileResponse(path.open("rb"), as_attachment=True, filename=_name(row), content_type="application/zip")


@require_POST
@signed_in
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """It is not needed any more."""
    row = handout_for(member_of(request), pk)
    handouts.end(row, Handout.Why.REMOVED, at=clock.now())
    return redirect(_back(row))


def standing_of(row: Handout, *, now: datetime) -> Standing:
    """How a file stands now."""
    is_dead = row.job is not None and row.job.state == Job.State.DEAD
    is_being_made = row.made_at is None and row.gone_at is None and not is_dead
    is_over = row.until is not None and row.until <= now
    seconds = (now - row.begun_at).total_seconds() if row.begun_at else 0.0
    pace = row.done / seconds if is_being_made and row.done and seconds > 0 else None
    left = timedelta(seconds=(row.total - row.done) / pace) if pace else None
    is_dead = is_dead and row.made_at is None and row.gone_at is None
    return Standing(row, is_being_made, is_dead, row.is_ready and not is_over, pace, left)


def _page(row: Handout) -> dict[str, Any]:
    now = clock.now()
    return {
        "file": standing_of(row, now=now),
        "heading": _heading(row),
        "back": _back(row),
        "gone": GONE.get(row.why or Handout.Why.TIME),
        "nobody_works": outbox.is_missing(outbox.last_beat(), at=now),
    }


def _heading(row: Handout) -> str:
    if row.contact:
        return gettext("What is held on %(name)s") % {"name": str(row.contact)}
    return gettext("Evidence pack") if row.pack_id else gettext("What is held on you")


def _back(row: Handout) -> str:
    if row.contact_id:
        return reverse("contact-access", args=[row.contact_id])
    return reverse("pack", args=[row.pack_id]) if row.pack_id else reverse("subject-access")


def _name(row: Handout) -> str:
    if row.pack:
        return f"incident-{row.pack.incident_id}.zip"
    made = f"{row.made_at:%Y%m%d}"
    return f"contact-{row.contact_id}-{made}.zip" if row.contact_id else f"member-{row.member_id}-{made}.zip"
