"""Notes, drafts, and replies that a member sends with their own mail."""

from __future__ import annotations

from typing import TypedDict

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from evenhand.doors import clock
from evenhand.doors.web.conversation.acts import on_conversation
from evenhand.doors.web.conversation.addressing import typed_addressing
from evenhand.doors.web.conversation.refusals import refusal
from evenhand.doors.web.conversation.sending import send
from evenhand.doors.web.drafting.words import refusal as draft_refusal
from evenhand.doors.web.guard import allowed, member_of
from evenhand.doors.web.inbox.views import is_partial
from evenhand.doors.web.typed import typed
from evenhand.record.agreements import replying
from evenhand.record.conversations import actions
from evenhand.record.conversations.access import conversation_for
from evenhand.record.conversations.models import Conversation
from evenhand.record.people.models import Member
from evenhand.record.replies.checking import plain


class Beside(TypedDict):
    """What is said beside a reply that is sent."""

    reason: str
    seen: frozenset[str]


@on_conversation
def note(form: QueryDict, row: Conversation, member: Member) -> None:
    """Write a note that only we see."""
    actions.add_note(row, form.get("text", ""), by=member, at=clock.now())


@require_POST
@allowed("see_conversations")
def reply(request: HttpRequest, pk: int) -> HttpResponse:
    """Save the draft; with `act=sent` keep it as a reply that the member has sent, with `act=send` send it."""
    member, now = member_of(request), clock.now()
    row = conversation_for(member, pk)
    text = plain(request.POST.get("text", ""))
    if request.POST.get("act") == "send":
        return send(request, row, text)
    if request.POST.get("act") != "sent":
        draft = actions.save_draft(row, text, addressed=typed_addressing(request.POST, row), by=member, at=now)
        if is_partial(request):
            return render(request, "conversation/_draft_state.html", {"draft": draft})
        messages.success(request, gettext("The draft is saved."))
        return redirect("conversation", pk)
    try:
        replying.send(row, text, **said_beside(request.POST), by=member, at=now)
        messages.success(request, gettext("Kept as sent. Paste it into your mail if you have not yet."))
    except replying.ErrorsLeft as error:
        actions.save_draft(row, text, addressed=typed_addressing(request.POST, row), by=member, at=now)
        messages.error(request, draft_refusal(error.code))
        return redirect(f"{reverse('conversation', args=[pk])}#draft-check")
    except actions.NotPossible as error:
        messages.error(request, refusal(error.code))
    return redirect("conversation", pk)


def said_beside(form: QueryDict) -> Beside:
    """Why a reply goes out with errors left, and which of them the page had shown."""
    return {"reason": typed(form, "reason"), "seen": frozenset(form.get("errors", "").split())}
