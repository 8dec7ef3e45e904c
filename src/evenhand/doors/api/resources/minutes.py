"""Minutes: listed and read. What is agreed is agreed by people, never by a program."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest
from ninja import Query, Router

from evenhand.doors.api.document import ERRORS
from evenhand.doors.api.keys import READ, member_with
from evenhand.doors.api.paging import PageOf, next_of, place_of
from evenhand.doors.api.problems import ProblemShape
from evenhand.doors.api.shapes.common import Id, PathId
from evenhand.doors.api.shapes.minutes import MinutePage, MinuteShape, line_of, minute_shape
from evenhand.record.agreements.minutes_access import minute_for, minutes_for
from evenhand.record.agreements.minutes_queries import questions_of, standings_of, versions_without_text

RIGHT = "see_minutes"
router = Router(tags=["minutes"])


@router.get("", response={200: MinutePage, **ERRORS}, auth=READ, summary="List minutes")
def list_minutes(request: HttpRequest, page: PageOf, customer: Annotated[Id | None, Query()] = None) -> MinutePage:
    """The minutes that the member may see, the latest opened first."""
    of = f"minutes:{customer}"
    query = minutes_for(member_with(request, RIGHT)).order_by("-pk")
    if customer is not None:
        query = query.filter(customer=customer)
    if place := place_of(page.after, of=of):
        query = query.filter(pk__lt=int(place))
    rows = list(
        query.select_related("customer", "opened_by").prefetch_related(versions_without_text())[: page.limit + 1]
    )
    more = rows[page.limit - 1].pk if len(rows) > page.limit else None
    return MinutePage(items=[line_of(row) for row in rows[: page.limit]], next=next_of(more, of=of))


@router.get("/{pk}", response={200: MinuteShape, 404: ProblemShape, **ERRORS}, auth=READ, summary="One minute")
def get_minute(request: HttpRequest, pk: PathId) -> MinuteShape:
    """One minute with its versions, who is named in it, what they answered and what they asked."""
    row = minute_for(member_with(request, RIGHT), pk)
    versions = list(row.versions.select_related("change__base", "written_by").order_by("-number"))
    return minute_shape(row, standings_of(versions), questions_of(versions))
