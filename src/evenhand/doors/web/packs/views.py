"""Asking for an evidence pack, and its page."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from evenhand.doors import clock
from evenhand.doors.web.guard import allowed, member_of
from evenhand.doors.web.incidents.naming import who_did
from evenhand.doors.web.keeping.handouts import standing_of
from evenhand.doors.web.packs.beside import is_taken_back, is_waiting, row_of
from evenhand.doors.web.packs.forms import AskForm, RecipientForm
from evenhand.doors.web.packs.refusals import refusal
from evenhand.record.conversations.working import NotPossible
from evenhand.record.erasing.access import handouts_of
from evenhand.record.people.models import Member
from evenhand.record.protection import packs
from evenhand.record.protection.incidents.access import incident_for
from evenhand.record.protection.incidents.looking import note_look
from evenhand.record.protection.models import Pack
from evenhand.record.protection.packs_access import pack_for


@require_http_methods(["GET", "POST"])
@never_cache
@allowed("export_incidents")
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """What a pack holds, and the form; a POST puts the request on record."""
    member, now = member_of(request), clock.now()
    row = incident_for(member, pk)
    note_look(row, by=member, at=now)
    form = AskForm(request.POST or None, initial={"language": member.language})
    if request.method == "POST" and form.is_valid():
        wanted = form.cleaned_data
        choices = {"reason": wanted["reason"], "language": wanted["language"], "redacts": not wanted["names"]}
        try:
            made = packs.ask(row, **choices, by=member, at=now)
        except NotPossible as error:
            messages.error(request, refusal(error.code))
        else:
            messages.success(request, gettext("It is on record. Somebody else has to approve it before it is made."))
            return redirect("pack", made.pk)
    return render(request, "packs/ask.html", {"incident": row, "form": form})


@require_safe
@never_cache
@allowed("export_incidents")
def pack(request: HttpRequest, pk: int) -> HttpResponse:
    """Who asked, who approved, which file it is and who was given it."""
    member, now = member_of(request), clock.now()
    row = pack_for(member, pk)
    note_look(row.incident, by=member, at=now)
    return render(request, "packs/page.html", page_of(row, member))


def page_of(row: Pack, member: Member) -> dict[str, Any]:
    """Everything that the page of a pack shows."""
    incident = row.incident
    return {
        "pack": row,
        "row": row_of(row),
        "incident": incident,
        "language": dict(settings.LANGUAGES).get(row.language, row.language),
        "approved_by": who_did(incident, row.approved_by) if row.approved_at else "",
        "refused_by": who_did(incident, row.refused_by) if row.refused_at and not is_taken_back(row) else "",
        "is_mine": row.asked_by_id == member.pk,
        "is_waiting": is_waiting(row),
        "can_take": row.approved_at is not None and row.refused_at is None,
        "recipients": [(one, who_did(incident, one.by)) for one in row.recipients.select_related("by")],
        "form": RecipientForm(),
        "files": [standing_of(one, now=clock.now()) for one in handouts_of(member, row)],
    }
