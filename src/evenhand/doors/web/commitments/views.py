"""The list of commitments, and the page of one."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from evenhand.doors import clock
from evenhand.doors.web.commitments import table
from evenhand.doors.web.commitments.cards import cards_of
from evenhand.doors.web.conversation.record import choices_of
from evenhand.doors.web.guard import allowed, member_of
from evenhand.doors.web.inbox.views import is_partial
from evenhand.doors.web.tables import csv_answer, wants_csv
from evenhand.record.agreements.access.commitments import commitment_for, commitments_for
from evenhand.record.agreements.models import Commitment
from evenhand.record.agreements.queries import commitments as queries
from evenhand.record.customers.access import customers_for

STATES = {"open": _("Open"), "overdue": _("Overdue"), "ended": _("Ended"), "all": _("All")}
PARTIES = {"": _("Ours and theirs"), "us": _("Ours"), "them": _("Theirs")}
OWNERS = {"": _("Everybody’s"), "me": _("Mine")}


@require_safe
@vary_on_headers("HX-Request")
@allowed("see_conversations")
def commitments(request: HttpRequest) -> HttpResponseBase:
    """The whole page, or with htmx only the list; filters stand in the address."""
    member, now = member_of(request), clock.now()
    filters = read_filters(request)
    if wants_csv(request):
        return csv_answer(request, "commitments", table.COLUMNS, table.all_rows(member, filters, now=now))
    page = queries.commitments_page(member, filters, now=now, after=request.GET.get("after", ""))
    chosen = chosen_of(filters)
    context: dict[str, Any] = {
        "cards": cards_of(page.rows, now=now),
        "filters": filters,
        "states": _options(STATES, filters.state),
        "parties": _options(PARTIES, filters.party),
        "owners": _options(OWNERS, filters.owner),
        "customer": customers_for(member).filter(pk=filters.customer).first() if filters.customer else None,
        "is_filtered": filters != queries.Filters(),
        "is_first": "after" not in request.GET,
        "first_url": f"?{urlencode(chosen)}",
        "more_url": f"?{urlencode({**chosen, 'after': page.more})}" if page.more else "",
    }
    return render(request, "commitments/_list.html" if is_partial(request) else "commitments/list.html", context)


@require_safe
@allowed("see_conversations")
def commitment(request: HttpRequest, pk: int) -> HttpResponse:
    """One promise: who owes whom what, in which words it was given, and all that happened to it."""
    member, now = member_of(request), clock.now()
    row = commitment_for(member, pk)
    (card,) = cards_of(queries.with_steps(commitments_for(member).filter(pk=row.pk)), now=now)
    context = {
        "card": card,
        "colleagues": _colleagues(row),
        **(choices_of(row.conversation, now=now) if row.conversation else {}),
    }
    return render(request, "commitments/page.html", context)


def read_filters(request: HttpRequest) -> queries.Filters:
    """The filters of the address; what cannot be read does not filter."""
    ask = request.GET
    customer = ask.get("customer", "")
    return queries.Filters(
        state=ask.get("state", "open") if ask.get("state") in STATES else "open",
        party=ask.get("party", "") if ask.get("party") in PARTIES else "",
        owner=ask.get("owner", "") if ask.get("owner") in OWNERS else "",
        customer=int(customer) if customer.isdecimal() and len(customer) < 18 else None,
    )


def chosen_of(filters: queries.Filters) -> dict[str, str]:
    """The filters as they stand in an address, without those that are not set."""
    found = {"state": filters.state, "party": filters.party, "owner": filters.owner}
    found["customer"] = str(filters.customer or "")
    return {name: value for name, value in found.items() if value}


def _options(words: dict[str, Any], chosen: str) -> list[tuple[str, str, bool]]:
    return [(code, str(word), code == chosen) for code, word in words.items()]


def _colleagues(row: Commitment) -> list[tuple[int, str, bool]]:
    could = queries.who_could_own(row).values_list("pk", "name")[:200]
    return [(pk, name, pk == row.owner_id) for pk, name in could]
