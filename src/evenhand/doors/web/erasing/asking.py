"""The first pair of eyes: asking to erase a message, a conversation, a minute, or all of a person."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from evenhand.doors import clock
from evenhand.doors.web.erasing.forms import AskForm
from evenhand.doors.web.erasing.words import refusal, stands_in_words
from evenhand.doors.web.guard import allowed, member_of
from evenhand.record.agreements.minutes_access import minute_for
from evenhand.record.conversations.access import conversation_for, message_for
from evenhand.record.conversations.working import NotPossible
from evenhand.record.customers.access import contact_for
from evenhand.record.erasing import actions
from evenhand.record.erasing.extent import extent_of
from evenhand.record.people.models import Member

NEXT = "settings-erasing"
Find = Callable[[Member, int], object]


@require_http_methods(["GET", "POST"])
@allowed("ask_erasure")
def message(request: HttpRequest, pk: int) -> HttpResponse:
    """One message, with its other versions."""
    row = message_for(member_of(request), pk)
    back = f"{reverse('conversation', args=[row.conversation_id])}?at={pk}#m-{pk}"
    return _ask(request, "message", pk, str(row.conversation), back)


@require_http_methods(["GET", "POST"])
@allowed("ask_erasure")
def conversation(request: HttpRequest, pk: int) -> HttpResponse:
    """All messages of a conversation."""
    row = conversation_for(member_of(request), pk)
    return _ask(request, "conversation", pk, str(row), reverse("conversation", args=[pk]))


@require_http_methods(["GET", "POST"])
@allowed("ask_erasure")
def contact(request: HttpRequest, pk: int) -> HttpResponse:
    """A person of a customer: name, address, and all conversations with them."""
    row = contact_for(member_of(request), pk)
    return _ask(request, "contact", pk, str(row), reverse("customer", args=[row.customer_id]))


@require_http_methods(["GET", "POST"])
@allowed("ask_erasure")
def minute(request: HttpRequest, pk: int) -> HttpResponse:
    """A minute with all its versions."""
    row = minute_for(member_of(request), pk)
    return _ask(request, "minute", pk, str(row), reverse("minute", args=[pk]))


def _ask(request: HttpRequest, kind: str, pk: int, title: str, back: str) -> HttpResponse:
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        wanted = form.cleaned_data
        try:
            actions.ask(f"{kind}:{pk}", wanted["basis"], reason=wanted["reason"], by=member_of(request), at=clock.now())
        except NotPossible as error:
            form.add_error(None, refusal(error.code))
        else:
            messages.success(request, gettext("Asked for. It is erased once a second member approves."))
            return redirect(NEXT)
    extent = extent_of(f"{kind}:{pk}")
    context = {
        "form": form,
        "kind": kind,
        "title": title or gettext("(no subject)"),
        "back": back,
        "size": len(extent.messages),
        "stands": stands_in_words(extent),
    }
    return render(request, "erasing/ask.html", context)
