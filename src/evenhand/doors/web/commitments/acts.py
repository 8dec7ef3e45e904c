"""What members do with commitments; each is a POST that calls one action of the record and goes back whence it came."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from evenhand.doors import clock
from evenhand.doors.web.commitments.refusals import refusal
from evenhand.doors.web.commitments.times import typed_due
from evenhand.doors.web.guard import allowed, member_of
from evenhand.doors.web.typed import typed
from evenhand.record.agreements.access.commitments import commitment_for, wait_for
from evenhand.record.agreements.actions import commitments, endings, waits
from evenhand.record.agreements.models import Commitment
from evenhand.record.conversations.access import message_for
from evenhand.record.conversations.actions import NotPossible
from evenhand.record.conversations.models import Message
from evenhand.record.people.errors import NotFound
from evenhand.record.people.models import Member

Act = Callable[[QueryDict, Commitment, Member, datetime], None]
View = Callable[..., HttpResponseBase]


def on_commitment(act: Act) -> View:
    """A view for an act on a commitment: done or refused in a sentence, then back to where the form stood."""

    @require_POST
    @allowed("see_conversations")
    @wraps(act)
    def view(request: HttpRequest, pk: int) -> HttpResponse:
        member = member_of(request)
        row = commitment_for(member, pk)
        try:
            act(request.POST, row, member, clock.now())
        except NotPossible as error:
            messages.error(request, refusal(error.code))
        return back(request, row)

    return view


@on_commitment
def fulfil(form: QueryDict, row: Commitment, member: Member, now: datetime) -> None:
    """It was done; perhaps with the message that shows it."""
    endings.fulfil(row, by=member, at=now, words=typed(form, "words"), proof=chosen_message(form, member))


@on_commitment
def release(form: QueryDict, row: Commitment, member: Member, now: datetime) -> None:
    """It need not be done; with the reason."""
    endings.release(row, typed(form, "words"), by=member, at=now, proof=chosen_message(form, member))


@on_commitment
def break_word(form: QueryDict, row: Commitment, member: Member, now: datetime) -> None:
    """It was broken."""
    endings.break_word(row, by=member, at=now, words=typed(form, "words"), proof=chosen_message(form, member))


@on_commitment
def reopen(form: QueryDict, row: Commitment, member: Member, now: datetime) -> None:
    """Its end was recorded by mistake."""
    endings.reopen(row, by=member, at=now, words=typed(form, "words"))


@on_commitment
def postpone(form: QueryDict, row: Commitment, member: Member, now: datetime) -> None:
    """Another day, perhaps with a time, and why."""
    due = typed_due(form.get("day", ""), form.get("time", ""))
    if due is None:
        raise NotPossible("no-day")
    endings.postpone(row, due, typed(form, "words"), by=member, at=now, proof=chosen_message(form, member))


@on_commitment
def owner(form: QueryDict, row: Commitment, member: Member, now: datetime) -> None:
    """Another member sees to it."""
    commitments.set_owner(row, chosen_member(form.get("owner", "")), by=member, at=now)


@on_commitment
def wait(form: QueryDict, row: Commitment, member: Member, now: datetime) -> None:
    """We wait for it, and said so in one of our messages."""
    proof = chosen_message(form, member)
    if proof is None:
        raise NotPossible("proof-not-ours")
    waits.begin_wait(row, proof, by=member, at=now)


@require_POST
@allowed("see_conversations")
def end_wait(request: HttpRequest, pk: int) -> HttpResponse:
    """It came, in a message or otherwise."""
    member = member_of(request)
    row = wait_for(member, pk)
    try:
        arrived = chosen_message(request.POST, member)
        waits.end_wait(row, by=member, at=clock.now(), arrived_in=arrived)
    except NotPossible as error:
        messages.error(request, refusal(error.code))
    return back(request, row.commitment)


def back(request: HttpRequest, row: Commitment) -> HttpResponse:
    """To the conversation where the form stood there, else to the page of the commitment."""
    if request.POST.get("back") == "conversation" and row.conversation_id is not None:
        return redirect(f"{reverse('conversation', args=[row.conversation_id])}#record")
    if request.POST.get("back") == "list":
        return redirect("commitments")
    return redirect("commitment", row.pk)


def chosen_message(form: QueryDict, member: Member) -> Message | None:
    """The message that a form names by its id; None where it names none. Raises NotFound for one not to be seen."""
    wanted = form.get("proof", "")
    if not wanted:
        return None
    if not wanted.isdecimal() or len(wanted) > 18:
        raise NotFound
    return message_for(member, int(wanted))


def chosen_member(wanted: str) -> Member:
    """The colleague that a form names by id. Raises NotFound, and NotPossible("no-member") where it names none."""
    if not wanted:
        raise NotPossible("no-member")
    found = Member.objects.filter(pk=int(wanted)).first() if wanted.isdecimal() and len(wanted) < 18 else None
    if found is None:
        raise NotFound
    return found
