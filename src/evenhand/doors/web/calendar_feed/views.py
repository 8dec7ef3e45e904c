"""What a member owes, for their calendar program: their own promises and updates, under a secret address."""

from __future__ import annotations

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


@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar; an address that is unknown, renewed or of somebody who has left is not found."""
    member = member_of_feed(token)
    if member is None:
        raise Http404
    now, calendar = clock.now(), working_calendar()
    with translation.override(member.language):
        items = items_for(member, until=None, now=now, own_alone=True)
        name = gettext("What %(name)s owes") % {"name": member.name}
        events = [_event(request, item, calendar) for item in items]
        text = calendar_text(name, events, made_at=now)
    answer = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    answer.headers["Cache-Control"] = "private, max-age=300"
    answer.headers["Referrer-Policy"] = "no-referrer"
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


def _event(request: HttpRequest, item: Item, calendar: WorkingCalendar) -> Event:
    kind = "update" if item.kind == "update" else "commitment"
    update = gettext("Update for %(customer)s") if item.customer else gettext("Update owed")
    place = ("conversation", item.conversation_id) if item.kind == "update" else ("commitment", item.pk)
    return Event(
        uid=f"{kind}-{item.pk}@evenhand",
        summary=item.what or update % {"customer": item.customer},
        at=day_of(item.due_at, calendar) if item.is_day else item.due_at,
        url=request.build_absolute_uri(reverse(place[0], args=[place[1]])),
    )
