"""What members do with promises on the page of a conversation: settle, record, set the next update, check ability."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from evenhand.doors import clock
from evenhand.doors.web.commitments.acts import chosen_member, chosen_message
from evenhand.doors.web.commitments.refusals import refusal
from evenhand.doors.web.commitments.times import closing_time, typed_due, update_times
from evenhand.doors.web.guard import allowed, member_of
from evenhand.doors.web.typed import typed
from evenhand.record.agreements.access.commitments import check_for, suggestion_for
from evenhand.record.agreements.actions import ability, commitments, updates
from evenhand.record.agreements.actions.commitments import Promise
from evenhand.record.conversations.access import conversation_for
from evenhand.record.conversations.actions import NotPossible
from evenhand.record.conversations.models import Conversation, Message
from evenhand.record.customers.access import customer_for
from evenhand.record.people.calendar import working_calendar
from evenhand.record.people.models import Member

Act = Callable[[QueryDict, Conversation, Member, datetime], str]
View = Callable[..., HttpResponseBase]
_BLANKS = re.compile(r"\s+")


def in_conversation(act: Act) -> View:
    """A view for an act on the record of a conversation; `act` returns what the member is told, or ""."""

    @require_POST
    @allowed("see_conversations")
    @wraps(act)
    def view(request: HttpRequest, pk: int) -> HttpResponse:
        member = member_of(request)
        row = conversation_for(member, pk)
        _tell(request, lambda: act(request.POST, row, member, clock.now()))
        return to_record(pk)

    return view


@in_conversation
def promise(form: QueryDict, row: Conversation, member: Member, now: datetime) -> str:
    """Put a promise on record by hand, perhaps with the words of a message."""
    message = chosen_message(form, member)
    if message is not None and message.conversation_id != row.pk:
        raise NotPossible("promise-words")
    start, end = place_of(typed(form, "words"), message)
    wanted = Promise(
        typed(form, "party"),
        typed(form, "what"),
        due=typed_due(form.get("day", ""), form.get("time", "")),
        conversation=row,
        owner=chosen_member(typed(form, "owner")) if form.get("owner") else None,
        message=message,
        start=start,
        end=end,
    )
    commitments.record(wanted, by=member, at=now)
    return gettext("It is on record now.")


@in_conversation
def update(form: QueryDict, row: Conversation, member: Member, now: datetime) -> str:
    """Owe the next update by one of the offered times, or by one that is typed."""
    due: datetime | date | None = update_times(now, working_calendar()).get(form.get("by", ""))
    if due is None:
        due = typed_due(form.get("day", ""), form.get("time", ""))
    if due is None:
        raise NotPossible("no-day")
    if not isinstance(due, datetime):
        due = closing_time(due, working_calendar())
    updates.set_next_update(row, due, by=member, at=now)
    return ""


@in_conversation
def no_update(_form: QueryDict, row: Conversation, member: Member, now: datetime) -> str:
    """No update is owed any more."""
    updates.withdraw_update(row, by=member, at=now)
    return ""


@in_conversation
def check(form: QueryDict, row: Conversation, member: Member, now: datetime) -> str:
    """Keep that this member looked whether we can do something."""
    ability.record_check(_ability(form), by=member, at=now, conversation=row)
    return gettext("Your check is on record.")


@require_POST
@allowed("see_conversations")
def withdraw_check(request: HttpRequest, pk: int) -> HttpResponse:
    """The check no longer holds."""
    member = member_of(request)
    row = check_for(member, pk)
    _tell(request, lambda: ability.withdraw_check(row, by=member, at=clock.now()))
    return to_record(row.conversation_id) if row.conversation_id else redirect("commitments")


@require_POST
@allowed("see_conversations")
def record_suggestion(request: HttpRequest, pk: int) -> HttpResponse:
    """One click: what was found goes on record, with what the form puts right."""
    member = member_of(request)
    row = suggestion_for(member, pk)
    changes = _changes(request.POST)

    def act() -> str:
        commitments.record_suggestion(row, by=member, at=clock.now(), changes=changes)
        return gettext("It is on record now.")

    _tell(request, act)
    return to_record(row.message.conversation_id)


@require_POST
@allowed("see_conversations")
def set_aside(request: HttpRequest, pk: int) -> HttpResponse:
    """What was found is no promise."""
    member = member_of(request)
    row = suggestion_for(member, pk)
    _tell(request, lambda: commitments.set_aside(row, by=member, at=clock.now()))
    return to_record(row.message.conversation_id)


@require_POST
@allowed("see_conversations")
def promise_of_customer(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a promise on record that was given outside any conversation: on the telephone, at the table."""
    member = member_of(request)
    row = customer_for(member, pk)
    form = request.POST
    due = typed_due(form.get("day", ""), form.get("time", ""))
    wanted = Promise(typed(form, "party"), typed(form, "what"), due=due, customer=row)

    def act() -> str:
        commitments.record(wanted, by=member, at=clock.now())
        return gettext("It is on record now.")

    _tell(request, act)
    return redirect(f"{reverse('customer', args=[pk])}#promises")


def place_of(words: str, message: Message | None) -> tuple[int | None, int | None]:
    """Where words stand in a message, however their blanks were copied; (None, None) without words.

    Raises NotPossible "promise-words" where they stand nowhere in it.
    """
    if not words or message is None:
        return None, None
    pattern = r"\s+".join(re.escape(word) for word in _BLANKS.split(words))
    found = re.search(pattern, message.text)
    if found is None:
        raise NotPossible("promise-words")
    return found.start(), found.end()


def to_record(pk: int) -> HttpResponse:
    """Back to the record panel of a conversation."""
    return redirect(f"{reverse('conversation', args=[pk])}#record")


def _tell(request: HttpRequest, act: Callable[[], str | None]) -> None:
    try:
        if said := act():
            messages.success(request, said)
    except NotPossible as error:
        messages.error(request, refusal(error.code))


def _changes(form: QueryDict) -> dict[str, Any]:
    """What a member puts right on the way; a field that is not in the form stays as it was found."""
    changes: dict[str, Any] = {}
    if "what" in form:
        changes["what"] = typed(form, "what")
    if "day" in form:
        changes["due"] = typed_due(form.get("day", ""), form.get("time", ""))
    return changes


def _ability(form: QueryDict) -> ability.Ability:
    try:
        ready, until = date.fromisoformat(form.get("ready_by", "")), date.fromisoformat(form.get("valid_until", ""))
    except ValueError as error:
        raise NotPossible("check-days") from error
    try:
        hours = Decimal(form.get("hours", "").replace(",", ".").strip()).quantize(Decimal("0.01"))
    except InvalidOperation as error:
        raise NotPossible("check-hours") from error
    return ability.Ability(typed(form, "what"), hours, ready, until, typed(form, "skills"))
