"""Reporting what happened: from a message, from a conversation or customer, or from nothing (a call, a meeting)."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from evenhand.doors import clock
from evenhand.doors.web.erasing.words import in_place_of
from evenhand.doors.web.guard import member_of, signed_in
from evenhand.doors.web.incidents.forms import ReportForm
from evenhand.doors.web.incidents.quotes import quotes_to_choose, value_of
from evenhand.doors.web.incidents.refusals import refusal
from evenhand.doors.web.incidents.words import SEVERITIES_MEAN
from evenhand.record.conversations.access import conversation_for, message_for
from evenhand.record.conversations.models import Conversation, Message
from evenhand.record.conversations.working import NotPossible
from evenhand.record.customers.access import customer_for, customers_for
from evenhand.record.customers.models import Customer
from evenhand.record.erasing.queries import tombstones_of
from evenhand.record.people.access import may
from evenhand.record.people.errors import NotFound
from evenhand.record.people.models import Member
from evenhand.record.protection.incidents import reporting
from evenhand.record.protection.incidents.prefilling import Prefilled, prefill, quoted_before, words_in
from evenhand.record.protection.incidents.queries import amends_by
from evenhand.record.protection.incidents.reporting import MOST_QUOTATIONS, Report, Words
from evenhand.record.protection.models import Route

WHOLE = "whole"
"""A field that says that the words of the message still stood when the form was opened."""
OF_MESSAGE = ("asked", "answered", "who", "missed")
"""The fields that are filled in from a message, or copied out of it."""
FIELD_OF = {"report-future": "occurred_at", "report-words": "missed"}


@dataclass(frozen=True, slots=True)
class Beginning:
    """What the address names, where this member may see it. `is_gone` says that the message is not there (for them)."""

    message: Message | None
    conversation: Conversation | None
    customer: Customer | None
    is_gone: bool
    known: Prefilled


@require_http_methods(["GET", "POST"])
@never_cache
@signed_in
def report(request: HttpRequest) -> HttpResponse:
    """The form with everything filled in that is known; sent, it is an incident."""
    member, now = member_of(request), clock.now()
    start = _beginning(request, member, now)
    erased = _erased(start)
    is_erased_since = bool(erased) and WHOLE in request.POST
    given = _without_words(request.POST) if is_erased_since else request.POST
    form = ReportForm(given or None, initial=_initial(start), channel=start.known.channel)
    if is_erased_since:
        form.add_error(None, refusal("report-erased"))
    elif request.method == "POST" and form.is_valid():
        try:
            told = _told(request, form.cleaned_data, member, start)
            return redirect("incident-reported", reporting.report(told, by=member, at=now).pk)
        except NotPossible as error:
            form.add_error(FIELD_OF.get(error.code), refusal(error.code))
    return render(request, "incidents/report.html", _context(request, member, start, form) | {"erased": erased})


def _erased(start: Beginning) -> str:
    """Why and when the words of the message were erased; empty where they were not."""
    stones = tombstones_of([start.message.pk]) if start.message else {}
    return in_place_of(stones[start.message.pk]) if start.message and start.message.pk in stones else ""


def _without_words(given: QueryDict) -> QueryDict:
    """What was sent, without what the form had from the message: what is erased must not come back by it."""
    left = given.copy()
    for name in OF_MESSAGE:
        left[name] = ""
    return left


def _beginning(request: HttpRequest, member: Member, now: datetime) -> Beginning:
    message = _found(message_for, member, request.GET.get("message", ""))
    conversation = message.conversation if message else None
    conversation = conversation or _found(conversation_for, member, request.GET.get("conversation", ""))
    customer = conversation.customer if conversation else None
    customer = customer or _found(customer_for, member, request.GET.get("customer", ""))
    is_gone = message is None and bool(request.GET.get("message"))
    return Beginning(message, conversation, customer, is_gone, prefill(message, conversation, now))


def _found(find: Any, member: Member, pk: str) -> Any:
    if not pk.isdecimal() or len(pk) >= 18:
        return None
    try:
        return find(member, int(pk))
    except NotFound:
        return None


def _initial(start: Beginning) -> dict[str, Any]:
    known = start.known
    return {
        **{name: getattr(known, name) for name in ("demand", "manner", "severity", "ours", "asked", "answered", "who")},
        "occurred_at": timezone.localtime(known.occurred_at),
        "channel": known.channel,
        "customer": start.customer.name if start.customer else "",
        "earlier": known.earlier > 0,
        "once": secrets.token_urlsafe(16),
    }


def _told(request: HttpRequest, said: dict[str, Any], member: Member, start: Beginning) -> Report:
    return Report(
        **{name: said[name] for name in ("demand", "manner", "severity", "ours", "channel", "place", "once")},
        **{name: said[name] for name in ("who", "joined", "asked", "answered", "line", "is_named")},
        occurred_at=_occurred(said["occurred_at"], start.known.occurred_at),
        message=start.message,
        conversation=start.conversation,
        customer=_customer(said["customer"], member, start),
        contact=start.known.contact,
        quotations=_quotations(request, said, start),
        route=Route.SECOND if said["second"] else Route.LINE,
    )


def _occurred(said: datetime, known: datetime) -> datetime:
    """The exact time where the form's minute is still that of what is known."""
    return known if said == known.replace(second=0, microsecond=0) else said


def _customer(name: str, member: Member, start: Beginning) -> Customer | None:
    if not name or (start.customer and start.customer.name == name):
        return start.customer if name else None
    found = list(customers_for(member).filter(name__iexact=name)[:2])
    if len(found) != 1:
        raise NotPossible("several-customers" if found else "no-customer")
    return found[0]


def _quotations(request: HttpRequest, said: dict[str, Any], start: Beginning) -> list[Words]:
    if start.message is None:
        return []
    chosen = set(request.POST.getlist("quoted"))
    kept = [one for one in start.known.quotations if value_of(one) in chosen]
    kept += _missed(start.message, said["missed"])
    left = MOST_QUOTATIONS - len(kept)
    before: Iterable[Words] = quoted_before(start.message, most=left) if said["earlier"] and left > 0 else ()
    return list(chain(kept, before))


def _missed(message: Message, typed: str) -> list[Words]:
    found = [words_in(message, line.strip()) for line in typed.splitlines() if line.strip()]
    if None in found:
        raise NotPossible("report-words")
    return [one for one in found if one is not None]


def _context(request: HttpRequest, member: Member, start: Beginning, form: ReportForm) -> dict[str, Any]:
    known, message = start.known, start.message
    chosen = request.POST.getlist("quoted") if form.is_bound else [value_of(one) for one in known.quotations]
    return {
        "form": form,
        "axes": [(form[name], getattr(known, name)) for name in ("demand", "manner", "ours")],
        "severities": [(radio, SEVERITIES_MEAN[str(radio.data["value"])]) for radio in form["severity"]],
        "start": start,
        "known": known,
        "query": request.GET.urlencode(),
        "whole": WHOLE,
        "quotes": quotes_to_choose(known.quotations),
        "chosen": chosen,
        "is_theirs": message is not None and message.direction == Message.Direction.INBOUND,
        "is_asked": may(member, "see_team_incidents") or may(member, "see_line_incidents"),
        "amends": amends_by(member, known.contact),
        "customers": [] if start.customer else list(customers_for(member).values_list("name", flat=True)[:500]),
        "open_more": message is None or any(form[name].errors for name in MORE),
    }


MORE = ("occurred_at", "channel", "place", "who", "customer", "joined", "asked", "answered", "missed")
