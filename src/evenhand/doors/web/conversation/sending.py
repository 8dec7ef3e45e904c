"""Sending a reply by the desk's own mail server, and what to do where it was not taken."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from evenhand.doors import clock
from evenhand.doors.web.conversation.addressing import Addressing, typed_addressing
from evenhand.doors.web.conversation.refusals import refusal
from evenhand.doors.web.conversation.views import whole_page
from evenhand.doors.web.drafting.words import refusal as draft_refusal
from evenhand.doors.web.guard import allowed, member_of
from evenhand.doors.web.typed import typed
from evenhand.record.agreements import replying
from evenhand.record.agreements.actions import arrivals
from evenhand.record.conversations import actions
from evenhand.record.conversations.access import message_for
from evenhand.record.conversations.models import Conversation, Message
from evenhand.record.conversations.recipients import BadRecipient, typed_recipients


def send(request: HttpRequest, row: Conversation, text: str) -> HttpResponse:
    """Send the reply to whom the form names; where that is not possible, the page again with all that was typed."""
    member, now = member_of(request), clock.now()
    typed_in = Addressing(
        typed(request.POST, "to"), typed(request.POST, "cc"), may_quote=True, quotes=request.POST.get("quote") == "yes"
    )
    try:
        recipients = typed_recipients(typed_in.to, typed_in.cc)
        way = partial(actions.send_reply, recipients=recipients, quoting=typed_in.quotes)
        seen = frozenset(request.POST.get("errors", "").split())
        replying.send(row, text, reason=typed(request.POST, "reason"), seen=seen, way=way, by=member, at=now)
    except actions.NotPossible as error:
        actions.save_draft(row, text, addressed=typed_addressing(request.POST, row), by=member, at=now)
        messages.error(request, _why_not(error))
        return whole_page(request, member, row, now=now, addressing=typed_in)
    messages.success(request, gettext("It is on its way. The message says when the mail server has taken it."))
    return redirect("conversation", row.pk)


@require_POST
@allowed("see_conversations")
def send_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the worker try once more."""
    member = member_of(request)
    message = message_for(member, pk)
    try:
        actions.send_again(message, by=member, at=clock.now())
        messages.success(request, gettext("It is on its way. The message says when the mail server has taken it."))
    except actions.NotPossible as error:
        messages.error(request, refusal(error.code))
    return _back_to(message)


@require_POST
@allowed("see_conversations")
def sent_by_hand(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that the member has sent it by their own mail."""
    member = member_of(request)
    message = message_for(member, pk)
    try:
        arrivals.sent_by_hand(message, by=member, at=clock.now())
        messages.success(request, gettext("Kept as sent. Paste it into your mail if you have not yet."))
    except actions.NotPossible as error:
        messages.error(request, refusal(error.code))
    return _back_to(message)


def _why_not(error: actions.NotPossible) -> str:
    if isinstance(error, BadRecipient):
        named = {"typed": error.typed[:80]}
        return gettext("“%(typed)s” is no mail address. Nothing was sent; mend it and send again.") % named
    return draft_refusal(error.code) if isinstance(error, replying.ErrorsLeft) else refusal(error.code)


def _back_to(message: Message) -> HttpResponse:
    answer = redirect("conversation", message.conversation_id)
    answer["Location"] += f"?at={message.pk}#m-{message.pk}"
    return answer
