"""Citing in a reply: what there is to cite, and the line that is put into the draft."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from evenhand.doors import clock
from evenhand.doors.web.commitments.refusals import refusal
from evenhand.doors.web.conversation.addressing import typed_addressing
from evenhand.doors.web.guard import allowed, member_of
from evenhand.knowledge.language.prepare import prepare
from evenhand.record.agreements.access.commitments import commitment_for
from evenhand.record.agreements.citing import cite, cite_all
from evenhand.record.agreements.facts import agreed_minutes, open_promises
from evenhand.record.agreements.minutes_access import agreed_version_for
from evenhand.record.agreements.models import Commitment, Version
from evenhand.record.conversations import actions
from evenhand.record.conversations.access import conversation_for, message_for
from evenhand.record.conversations.models import Conversation, Message
from evenhand.record.conversations.queries_thread import messages_to_cite
from evenhand.record.people.errors import NotFound
from evenhand.record.people.models import Member

MOST_MESSAGES = 12
LOOKED_AT = 2000  # code points of a draft that tell its language
Thing = Commitment | Message | Version


@dataclass(frozen=True, slots=True)
class Citable:
    """Something to cite: how the form names it, and the line that it becomes."""

    name: str
    line: str


def citables(member: Member, row: Conversation, draft: str) -> list[tuple[str, Sequence[Citable]]]:
    """What can be cited in a reply, by groups with their names, in the language of the draft or of the customer."""
    things: list[tuple[str, Sequence[Thing]]] = [
        (gettext("Minutes"), agreed_minutes(row, member)),
        (gettext("Promises"), open_promises(row, member)),
        (gettext("Messages"), messages_to_cite(row, most=MOST_MESSAGES)),
    ]
    every = [thing for _, found in things for thing in found]
    lines = iter(cite_all(every, language_of(draft, row)))
    groups = [(name, [Citable(_name(thing), next(lines)) for thing in found]) for name, found in things]
    return [(name, found) for name, found in groups if found]


@require_POST
@allowed("see_conversations")
def cite_in_draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the line at the end of the draft and keep it; with the script of the page it goes to the cursor instead."""
    member = member_of(request)
    row = conversation_for(member, pk)
    text = request.POST.get("text", "").replace("\x00", "")
    if chosen := request.POST.get("cite", ""):
        line = cite(_thing(member, chosen), language_of(text, row))
        words, addressed = f"{text.rstrip()}\n\n{line}".lstrip(), typed_addressing(request.POST, row)
        actions.save_draft(row, words, addressed=addressed, by=member, at=clock.now())
    else:
        messages.error(request, refusal("nothing-to-cite"))
    return redirect(f"{reverse('conversation', args=[pk])}#reply")


def language_of(draft: str, row: Conversation) -> str:
    """The language of the draft where it can be told, else that of the customer."""
    found = prepare(draft[:LOOKED_AT], None, ()).language if draft.strip() else "und"
    return found if found != "und" else row.language


def _name(thing: Thing) -> str:
    return f"{type(thing).__name__.lower()}:{thing.pk}"


def _thing(member: Member, name: str) -> Thing:
    """What a form names, if the member may see it. Raises NotFound."""
    kind, _, pk = name.partition(":")
    if not pk.isdecimal() or len(pk) > 18:
        raise NotFound
    if kind == "commitment":
        return commitment_for(member, int(pk))
    if kind == "message":
        return _said(message_for(member, int(pk)))
    if kind == "version":
        return agreed_version_for(member, int(pk))
    raise NotFound


def _said(message: Message) -> Message:
    """A note is for us alone and is never cited to a customer."""
    if message.direction == Message.Direction.NOTE:
        raise NotFound
    return message
