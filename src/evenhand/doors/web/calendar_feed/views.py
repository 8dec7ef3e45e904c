"""What a member owes, for their calendar program: their own promises and updates, under a secret address."""

from __future__ import annotations

import hashlib

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from evenhand.doors import clock
from evenhand.doors.web.calendar_feed.icalendar import Event, calendar_text
from evenhand.knowledge.worktime import WorkingCalendar
from evenhand.record.agreements.queries.due import Item, items_for
from evenhand.record.people.actions import member_of_feed
from evenhand.record.people.calendar import day_of, working_calendar
from evenhand.server.signing import origin

MOST = 1000
"""Events of a feed: more open promises than that nobody keeps."""


@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar; an address that is unknown, renewed or of somebody who has left is not found."""
    member = member_of_feed(token)
    if member is None:
        raise Http404
    now, calendar = clock.now(), working_calendar()
    with translation.override(member.language):
        items = items_for(member, until=None, now=now, own_alone=True, most=MOST)
        name = gettext("What %(name)s owes") % {"name": member.name}
        desk = hashlib.sha256(origin().encode()).hexdigest()[:16]
        text = calendar_text(name, [_event(request, item, calendar, desk) for item in items])
    answer = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    answer.headers["Cache-Control"] = "private, max-age=300"
    answer.headers["Referrer-Policy"] = "no-referrer"
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


def _event(request: HttpRequest, item: Item, calendar: WorkingCalendar, desk: str) -> Event:
    kind = "update" if item.kind == "update" else "commitment"
    update = gettext("Update for %(customer)s") if item.customer else gettext("Update owed")
    place = ("conversation", item.conversation_id) if item.kind == "update" else ("commitment", item.pk)
    return Event(
        uid=f"{kind}-{item.pk}@{desk}.evenhand",
        summary=item.what or update % {"customer": item.customer},
        at=day_of(item.due_at, calendar) if item.is_day else item.due_at,
        changed_at=item.changed_at,
        url=request.build_absolute_uri(reverse(place[0], args=[place[1]])),
    )
