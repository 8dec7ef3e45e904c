"""The list of minutes, the page of one, and opening one."""

from __future__ import annotations

from itertools import islice
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from evenhand.doors import clock
from evenhand.doors.web.guard import allowed, member_of
from evenhand.doors.web.minutes.difference import change_of, difference_of
from evenhand.doors.web.minutes.forms import NewMinuteForm, TheirsForm, template_in
from evenhand.doors.web.minutes.refusals import refusal
from evenhand.doors.web.minutes.table import COLUMNS
from evenhand.doors.web.minutes.wording import STATES
from evenhand.doors.web.tables import csv_answer, wants_csv
from evenhand.doors.web.tongues import ENDONYMS, html_lang
from evenhand.record.agreements import minutes_queries as queries
from evenhand.record.agreements.minutes import NewMinute, in_force, open_minute
from evenhand.record.agreements.minutes_access import minute_for
from evenhand.record.agreements.models import Minute
from evenhand.record.agreements.stakeholders import named_in
from evenhand.record.conversations.access import conversation_for
from evenhand.record.conversations.actions import NotPossible
from evenhand.record.conversations.models import Conversation
from evenhand.record.customers.access import customer_for, customers_for
from evenhand.record.customers.models import Customer
from evenhand.record.customers.queries import contacts_of
from evenhand.record.people.models import Member
from evenhand.record.people.queries import colleagues


@require_safe
@allowed("see_minutes")
def record(request: HttpRequest) -> HttpResponse:
    """The first page of the record."""
    del request
    return redirect("minutes")


@require_safe
@allowed("see_minutes")
def minutes(request: HttpRequest) -> HttpResponseBase:
    """The minutes this member may see, by customer and state."""
    member = member_of(request)
    state = request.GET.get("state", "") if request.GET.get("state") in STATES else ""
    customer = _chosen_customer(member, request.GET.get("customer", ""))
    after = request.GET.get("after", "")
    begin = int(after) if after.isdecimal() and len(after) < 18 else None
    found = queries.lines(member, state=state, customer=customer, after=begin)
    if wants_csv(request):
        return csv_answer(request, "minutes", COLUMNS, found)
    rows = list(islice(found, queries.PAGE))
    kept = {"state": state, "customer": customer.pk if customer else ""}
    context = {
        "rows": rows,
        "state": state,
        "states": STATES.items(),
        "customer": customer,
        "customers": _customers_with_minutes(member),
        "more_url": "?" + urlencode({**kept, "after": rows[-1].minute.pk}) if len(rows) == queries.PAGE else "",
    }
    return render(request, "minutes/list.html", context)


@require_http_methods(["GET", "POST"])
@allowed("see_minutes")
def new(request: HttpRequest) -> HttpResponse:
    """Open a minute, of a conversation or a customer where the address names one."""
    member = member_of(request)
    conversation = _named_conversation(member, request.GET.get("conversation", ""))
    customer = conversation.customer if conversation else _chosen_customer(member, request.GET.get("customer", ""))
    chosen = request.GET.get("language", "")
    language = chosen if chosen in ENDONYMS else member.language
    initial = {
        "language": language,
        "text": template_in(language),
        "title": _title_from(conversation) if conversation else "",
    }
    form = NewMinuteForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        wanted = form.cleaned_data
        fresh = NewMinute(wanted["title"], wanted["text"], wanted["language"], customer, conversation)
        try:
            return redirect("minute", open_minute(fresh, by=member, at=clock.now()).pk)
        except NotPossible as error:
            form.add_error("text", refusal(error.code))
    context = {
        "form": form,
        "customer": customer,
        "query": request.GET.urlencode(),
        "tongues": [(code, name, html_lang(code)) for code, name in ENDONYMS.items() if code != language],
        "about": {"conversation": conversation, "customer": None if conversation else customer},
    }
    return render(request, "minutes/new.html", context)


@require_safe
@allowed("see_minutes")
def minute(request: HttpRequest, pk: int) -> HttpResponse:
    """One minute: its text, who has answered what, and what can be done now."""
    member = member_of(request)
    return render(request, "minutes/page.html", page_of(member, minute_for(member, pk)))


def page_of(member: Member, row: Minute) -> dict[str, Any]:
    """Everything that the page of a minute shows."""
    versions = list(row.versions.select_related("change__base").order_by("-number"))
    newest, *earlier = queries.standings_of(versions)
    current = in_force(row)
    change = change_of(newest.version)
    people = list(named_in(row).select_related("member"))
    return {
        "minute": row,
        "newest": newest,
        "current": current,
        "change": change,
        "difference": difference_of(newest.version),
        "earlier": earlier,
        "people": people,
        "has_theirs": any(one.party == "them" for one in people),
        "is_asked": any(one.kind == "silent" and one.person.member_id == member.pk for one in newest.answers),
        "questions": queries.questions_of(versions),
        "letters": queries.letters_to_hand_over(row, member),
        "theirs_form": TheirsForm(initial={"language": row.language}, auto_id="theirs-%s"),
        "contacts": contacts_of(row.customer) if row.customer else [],
        "colleagues": list(colleagues().exclude(pk__in=[one.member_id for one in people if one.member_id])),
        "their_side": row.customer.name if row.customer else gettext("The customer"),
        "text_lang": html_lang(row.language),
    }


def _title_from(conversation: Conversation) -> str:
    """The subject, unless words in it are hidden: a title goes to the other side."""
    return conversation.subject if conversation.subject == conversation.shown_subject else ""


def _named_conversation(member: Member, pk: str) -> Conversation | None:
    return conversation_for(member, int(pk)) if pk.isdecimal() and len(pk) < 18 else None


def _chosen_customer(member: Member, pk: str) -> Customer | None:
    return customer_for(member, int(pk)) if pk.isdecimal() and len(pk) < 18 else None


def _customers_with_minutes(member: Member) -> list[Customer]:
    return list(customers_for(member).filter(minutes__isnull=False).distinct().order_by("name")[:200])
