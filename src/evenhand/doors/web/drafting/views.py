"""What members do with a reply while they write it: check it, mend it, let something stand, pause."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from evenhand.doors import clock
from evenhand.doors.web.conversation.addressing import addressing_of, typed_addressing
from evenhand.doors.web.drafting.panel import named, panel_for
from evenhand.doors.web.drafting.words import refusal
from evenhand.doors.web.guard import allowed, member_of
from evenhand.doors.web.inbox.views import is_partial
from evenhand.doors.web.typed import typed
from evenhand.knowledge.drafting.finding import Finding
from evenhand.record.agreements import replying
from evenhand.record.conversations.access import conversation_for
from evenhand.record.conversations.actions import NotPossible, save_draft
from evenhand.record.conversations.models import Conversation
from evenhand.record.people.calendar import working_calendar
from evenhand.record.people.models import Member
from evenhand.record.replies.access import standing_for
from evenhand.record.replies.actions.pausing import end_pause, pause, pause_times
from evenhand.record.replies.actions.standing import let_stand, take_back
from evenhand.record.replies.checking import plain, words_of


@require_POST
@allowed("see_conversations")
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """The findings in the text; as a form it saves the text, with `replace` or `insert` carried out, and goes back."""
    member, now = member_of(request), clock.now()
    row = conversation_for(member, pk)
    text = _text(request)
    if not is_partial(request):
        text = _mended(request, row, member, text, now)
        save_draft(row, text, addressed=typed_addressing(request.POST, row), by=member, at=now)
    return _answer(request, row, member, text, now)


@require_POST
@allowed("see_conversations")
def stand(request: HttpRequest, pk: int) -> HttpResponse:
    """Let one finding stand, for a reason; `stand` names it."""
    member, now = member_of(request), clock.now()
    row = conversation_for(member, pk)
    text, name = _text(request), typed(request.POST, "stand")
    save_draft(row, text, addressed=typed_addressing(request.POST, row), by=member, at=now)
    found = _finding(row, member, text, name, now)
    refused = ""
    try:
        if found is None:
            raise NotPossible("changed")
        let_stand(row, found.slug, words_of(found, text), typed(request.POST, f"why:{name}"), by=member, at=now)
    except NotPossible as error:
        refused = error.code
    return _answer(request, row, member, text, now, refused=refused, name=name if refused == "no-reason" else "")


@require_POST
@allowed("see_conversations")
def stand_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back that something may stand."""
    member, now = member_of(request), clock.now()
    standing = standing_for(member, pk)
    text = _text(request)
    row = standing.conversation
    save_draft(row, text, addressed=typed_addressing(request.POST, row), by=member, at=now)
    take_back(standing, by=member, at=now)
    return _answer(request, row, member, text, now)


@require_POST
@allowed("see_conversations")
def cool_off(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the draft and read it once more later; `until` is one of the times offered, "" ends the pause."""
    member, now = member_of(request), clock.now()
    row = conversation_for(member, pk)
    text, chosen = _text(request), typed(request.POST, "until")
    save_draft(row, text, addressed=typed_addressing(request.POST, row), by=member, at=now)
    refused = ""
    if chosen == "over":
        end_pause(row, by=member, at=now)
    elif (until := pause_times(now, working_calendar()).get(chosen)) is None:
        refused = "no-time"
    else:
        pause(row, until, by=member, at=now)
    return _answer(request, row, member, text, now, refused=refused)


def _text(request: HttpRequest) -> str:
    return plain(request.POST.get("text", ""))


def _finding(row: Conversation, member: Member, text: str, name: str, now: datetime) -> Finding | None:
    """The finding that a form names, if it is still in the text."""
    found = replying.check(row, text, member, now=now).findings
    return next((finding for finding in found if named(finding) == name), None)


def _mended(request: HttpRequest, row: Conversation, member: Member, text: str, now: datetime) -> str:
    """The text with what the form asks for: a replacement put in place, a phrase at the end."""
    if phrase := typed(request.POST, "insert"):
        return f"{text.rstrip()}\n\n{phrase}".lstrip()
    if name := typed(request.POST, "replace"):
        found = _finding(row, member, text, name, now)
        if found is not None and found.replacement is not None:
            return text[: found.start] + found.replacement + text[found.end :]
        messages.error(request, refusal("changed"))
    return text


def _answer(
    request: HttpRequest,
    row: Conversation,
    member: Member,
    text: str,
    now: datetime,
    *,
    refused: str = "",
    name: str = "",
) -> HttpResponse:
    """The findings, or the page; `refused` is the code of a refusal, `name` the finding whose reason is missing."""
    if is_partial(request):
        panel = panel_for(member, row, text, now=now)
        context = {"conversation": row, "draft_check": panel, "refused": refusal(refused) if refused else ""}
        context["refused_name"] = name
        context["addressing"] = addressing_of(row)
        return render(request, "drafting/_findings.html", {**context, "is_act": not request.path.endswith("/check")})
    if refused:
        messages.error(request, refusal(refused))
    return redirect(f"{reverse('conversation', args=[row.pk])}#draft-check")
