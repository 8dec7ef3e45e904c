"""The list of customers, and the page of one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from evenhand.doors import clock
from evenhand.doors.web.commitments.cards import cards_of
from evenhand.doors.web.commitments.clocks import course, delay_lines, sum_of
from evenhand.doors.web.customers import table
from evenhand.doors.web.customers.months import chart_of, month_begins
from evenhand.doors.web.customers.timeline import timeline_of
from evenhand.doors.web.guard import allowed, member_of
from evenhand.doors.web.inbox.lines import lines_of
from evenhand.doors.web.inbox.views import is_partial
from evenhand.doors.web.tables import csv_answer, wants_csv
from evenhand.doors.web.typed import typed
from evenhand.knowledge.worktime import WorkingCalendar
from evenhand.record.agreements.queries.clock import case_clocks_of
from evenhand.record.agreements.queries.commitments import open_of_customer
from evenhand.record.agreements.queries.delays import delays_of, settled_with
from evenhand.record.conversations import queries
from evenhand.record.conversations.queries_customer import Standing, months, quiet_facts, standings
from evenhand.record.customers.access import customer_for
from evenhand.record.customers.models import Customer
from evenhand.record.customers.queries import changes_of, contacts_of, customers_page, domains_of
from evenhand.record.people.access import may
from evenhand.record.people.calendar import working_calendar
from evenhand.record.people.models import Member

MONTHS = 12


@require_safe
@vary_on_headers("HX-Request")
@allowed("see_customers")
def customers(request: HttpRequest) -> HttpResponseBase:
    """The customers by name, with how things stand."""
    member, now = member_of(request), clock.now()
    name = typed(request.GET, "name", most=100)
    if wants_csv(request):
        return csv_answer(request, "customers", table.columns_for(member), table.all_rows(member, name=name, now=now))
    page = customers_page(member, name=name, after=request.GET.get("after", ""))
    standing = standings(member, [row.pk for row in page.customers], now=now)
    context = {
        "name": name,
        "rows": [(row, standing.get(row.pk, Standing())) for row in page.customers],
        "sees_conversations": may(member, "see_conversations"),
        "more_url": "?" + urlencode({"name": name, "after": page.more}) if page.more else "",
    }
    return render(request, "customers/_list.html" if is_partial(request) else "customers/list.html", context)


@require_safe
@allowed("see_customers")
def customer(request: HttpRequest, pk: int) -> HttpResponse:
    """One customer: facts, people, and (for those who may see them) conversations and their temperature."""
    member, now = member_of(request), clock.now()
    row = customer_for(member, pk)
    context: dict[str, Any] = {
        "customer": row,
        "contacts": contacts_of(row),
        "domains": domains_of(row),
        "changes": changes_of(row),
        "may_edit": may(member, "edit_customers"),
        "may_export": may(member, "export_customers"),
        "may_ask_erasure": may(member, "ask_erasure"),
    }
    if may(member, "see_conversations"):
        context |= _conversations(request, member, row, now=now)
    return render(request, "customers/page.html", context)


def _conversations(request: HttpRequest, member: Member, row: Customer, *, now: datetime) -> dict[str, Any]:
    page = queries.of_customer(member, row, after=request.GET.get("after", ""))
    begins = month_begins(now, MONTHS)
    lines = lines_of(page.rows, now=now)
    calendar = working_calendar()
    return {
        "sees_conversations": True,
        "timeline": timeline_of(lines, changes_of(row) if "after" not in request.GET else []),
        "more_url": "?" + urlencode({"after": page.more}) if page.more else "",
        "chart": chart_of(months(member, row, begins)),
        "facts": quiet_facts(member, row),
        "promises": cards_of(open_of_customer(member, row.pk), now=now, calendar=calendar),
        **_clocks(member, row, page.rows, calendar, now=now),
        "standing": standings(member, [row.pk], now=now).get(row.pk, Standing()),
    }


def _clocks(
    member: Member, row: Customer, rows: Sequence[queries.Row], calendar: WorkingCalendar, *, now: datetime
) -> dict[str, Any]:
    """Whose time passed in the conversations of this page, and whose delay each promise was that ended or is late."""
    clocks = case_clocks_of([one.pk for one in rows], calendar, now=now)
    drawn = (course(one.pk, one.subject, clocks.get(one.pk), calendar, is_open=one.closed_at is None) for one in rows)
    delays = delays_of(settled_with(member, row.pk, now=now), calendar, now=now)
    return {
        "clocks_sum": sum_of(clocks),
        "courses": [one for one in drawn if one and one.stood_still],
        "delays": delay_lines(delays, calendar, now=now),
    }
