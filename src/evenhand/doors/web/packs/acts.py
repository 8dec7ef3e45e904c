"""What members do with a pack; each is a POST that calls one action of the record and leads back."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from evenhand.doors import clock
from evenhand.doors.web.guard import allowed, member_of
from evenhand.doors.web.packs.refusals import refusal
from evenhand.record.conversations.working import NotPossible
from evenhand.record.erasing.handouts import ask_pack_file
from evenhand.record.protection import packs
from evenhand.record.protection.models import Pack
from evenhand.record.protection.packs_access import pack_for


@require_POST
@allowed("export_incidents")
def approve(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Say yes as the second member."""
    row = pack_for(member_of(request), pk)
    done = gettext("Approved. The file can be made now.")
    return _done(request, row, lambda: packs.approve(row, by=member_of(request), at=clock.now()), done)


@require_POST
@allowed("export_incidents")
def refuse(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Say no, or take one's own back."""
    row = pack_for(member_of(request), pk)
    done = gettext("It will not be made.")
    return _done(request, row, lambda: packs.refuse(row, by=member_of(request), at=clock.now()), done)


@require_POST
@allowed("export_incidents")
def recipient(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Keep who was given the file."""
    member = member_of(request)
    row = pack_for(member, pk)
    name = request.POST.get("name", "")
    done = gettext("It is on record who was given it.")
    return _done(request, row, lambda: packs.note_recipient(row, name, by=member, at=clock.now()), done)


@require_POST
@allowed("export_incidents")
def file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Have the file made; its page shows how far it is, and each time it is taken is a look."""
    member = member_of(request)
    try:
        made = ask_pack_file(pack_for(member, pk), by=member, at=clock.now())
    except NotPossible as error:
        messages.error(request, refusal(error.code))
        return redirect("pack", pk)
    return redirect("handout", made.pk)


def _done(request: HttpRequest, row: Pack, act: Callable[[], object], words: str) -> HttpResponseBase:
    try:
        act()
    except NotPossible as error:
        messages.error(request, refusal(error.code))
    else:
        messages.success(request, words)
    return redirect("pack", row.pk)
