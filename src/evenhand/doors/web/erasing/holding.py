"""Legal holds: a conversation that nobody may erase for now."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from evenhand.doors import clock
from evenhand.doors.web.erasing.words import refusal
from evenhand.doors.web.guard import allowed, member_of
from evenhand.doors.web.typed import typed
from evenhand.record.conversations.access import conversation_for
from evenhand.record.conversations.working import NotPossible
from evenhand.record.erasing import actions


@require_POST
@allowed("approve_erasure")
def hold(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep all of it as it is."""
    member = member_of(request)
    row = conversation_for(member, pk)
    try:
        actions.hold(row, typed(request.POST, "reason", most=1000), by=member, at=clock.now())
    except NotPossible as error:
        messages.error(request, gettext("It is held already.") if error.code == "held" else refusal(error.code))
    else:
        messages.success(request, gettext("Held. Nothing in this conversation can be erased until the hold is ended."))
    return redirect("conversation", pk)


@require_POST
@allowed("approve_erasure")
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """It is no longer needed."""
    member = member_of(request)
    actions.end_hold(conversation_for(member, pk), by=member, at=clock.now())
    messages.success(request, gettext("The hold is ended."))
    return redirect("conversation", pk)
