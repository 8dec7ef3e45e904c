"""What members do on the page of a conversation; each is a POST that calls one action of the record."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from evenhand.doors import clock
from evenhand.doors.web.conversation.later import chosen_time
from evenhand.doors.web.conversation.mending import part_of
from evenhand.doors.web.conversation.refusals import refusal
from evenhand.doors.web.conversation.thread import shown_messages
from evenhand.doors.web.guard import allowed, member_of
from evenhand.doors.web.inbox.views import is_partial
from evenhand.doors.web.typed import typed
from evenhand.record.conversations import actions
from evenhand.record.conversations.access import conversation_for, conversations_for, message_for, reading_for
from evenhand.record.conversations.models import Conversation, Message
from evenhand.record.customers.access import customer_for, customers_for
from evenhand.record.people.access import may
from evenhand.record.people.errors import NotFound
from evenhand.record.people.models import Member, Team

Act = Callable[[QueryDict, Conversation, Member], None]
View = Callable[..., HttpResponseBase]


def on_conversation(act: Act) -> View:
    """A view for an act on a conversation: done, said, and back to the page; a refusal is said there."""

    @require_POST
    @allowed("see_conversations")
    @wraps(act)
    def view(request: HttpRequest, pk: int) -> HttpResponse:
        member = member_of(request)
        row = conversation_for(member, pk)
        try:
            act(request.POST, row, member)
        except actions.NotPossible as error:
            messages.error(request, refusal(error.code))
        if conversations_for(member).filter(pk=pk).exists():
            return redirect("conversation", pk)
        messages.success(request, gettext("It is with the other team now."))
        return redirect("inbox")

    return view


@on_conversation
def assign(form: QueryDict, row: Conversation, member: Member) -> None:
    """Take it ("me"), give it back (""), or give it to somebody (their id; for leads and managers)."""
    to = form.get("to", "")
    if to in ("", "me"):
        if to == "" and row.owner_id not in (None, member.pk) and not may(member, "assign_others"):
            raise PermissionDenied
        actions.assign(row, member if to == "me" else None, by=member, at=clock.now())
        return
    if not may(member, "assign_others"):
        raise PermissionDenied
    actions.assign(row, _member(to), by=member, at=clock.now())


@on_conversation
def close(_form: QueryDict, row: Conversation, member: Member) -> None:
    """Close it."""
    actions.close(row, by=member, at=clock.now())


@on_conversation
def reopen(_form: QueryDict, row: Conversation, member: Member) -> None:
    """Open it again."""
    actions.reopen(row, by=member, at=clock.now())


@on_conversation
def snooze(form: QueryDict, row: Conversation, member: Member) -> None:
    """Put it aside until one of the offered times or the morning of a day."""
    now = clock.now()
    until = chosen_time(form.get("until", ""), form.get("day", ""), now)
    if until is None:
        raise actions.NotPossible("no-day")
    actions.snooze(row, until, by=member, at=now)


@on_conversation
def wake(_form: QueryDict, row: Conversation, member: Member) -> None:
    """Take it up again before its time."""
    actions.wake(row, by=member, at=clock.now())


@on_conversation
def move_to_team(form: QueryDict, row: Conversation, member: Member) -> None:
    """Give it to another team's queue, or to everybody's."""
    wanted = form.get("team", "")
    team = Team.objects.filter(pk=int(wanted)).first() if wanted.isdecimal() else None
    if wanted and team is None:
        raise NotFound
    actions.move_to_team(row, team, by=member, at=clock.now())


@on_conversation
def set_customer(form: QueryDict, row: Conversation, member: Member) -> None:
    """Say whose conversation it is, by the customer's name; for leads and managers."""
    if not may(member, "edit_customers"):
        raise PermissionDenied
    name = typed(form, "name")
    found = list(customers_for(member).filter(name__iexact=name)[:2]) if name else []
    if name and len(found) != 1:
        raise actions.NotPossible("several-customers" if found else "no-customer")
    customer = customer_for(member, found[0].pk) if found else None
    actions.set_customer(row, customer, by=member, at=clock.now())


@require_POST
@allowed("see_conversations")
def reveal(request: HttpRequest, pk: int) -> HttpResponse:
    """Open hidden words: step 1 asks, step 2 shows. Both are recorded."""
    member, now = member_of(request), clock.now()
    message = message_for(member, pk)
    try:
        actions.reveal(message, 2 if request.POST.get("step") == "2" else 1, by=member, at=now)
    except actions.NotPossible as error:
        messages.error(request, refusal(error.code))
    if not is_partial(request):
        return redirect(_address_of(message))
    shown = shown_messages(member, [message], now=now, hide=frozenset())
    return render(request, "conversation/_message.html", {"shown": shown[0], "conversation": message.conversation})


@require_POST
@allowed("see_conversations")
def read_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Have a message that was read in part read again by the worker."""
    member = member_of(request)
    message = message_for(member, pk)
    actions.ask_to_read_again(message, by=member, at=clock.now())
    messages.success(request, gettext("It will be read again in a moment. Reload the page to see what came of it."))
    return redirect(_address_of(message))


@require_POST
@allowed("see_conversations")
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that a reading is wrong, and what would be right."""
    member = member_of(request)
    reading = reading_for(member, pk)
    about, better = part_of(typed(request.POST, "about"), typed(request.POST, "better"))
    try:
        actions.correct(reading, about, better, typed(request.POST, "comment"), by=member, at=clock.now())
        messages.success(request, gettext("Thank you. What you say is kept with the reading and is used to mend it."))
    except actions.NotPossible as error:
        messages.error(request, refusal(error.code))
    return redirect(_address_of(reading.message, chosen=True))


def _member(pk: str) -> Member:
    found = Member.objects.filter(pk=int(pk)).first() if pk.isdecimal() else None
    if found is None:
        raise NotFound
    return found


def _address_of(message: Message, *, chosen: bool = False) -> str:
    """Where a message stands in its thread, with its reading beside it where `chosen`."""
    address = reverse("conversation", args=[message.conversation_id])
    return f"{address}?{'reading' if chosen else 'at'}={message.pk}#{'reading' if chosen else f'm-{message.pk}'}"
