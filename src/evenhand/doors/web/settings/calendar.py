"""The secret address under which one's calendar program reads what one owes: made, renewed, closed."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from evenhand.doors import clock
from evenhand.doors.web.guard import allowed, member_of
from evenhand.record.people import actions
from evenhand.record.people.models import CalendarFeed

TAB = "settings-calendar"


@require_http_methods(["GET", "POST"])
@allowed("see_conversations")
def show(request: HttpRequest) -> HttpResponse:
    """The page; a POST makes a new address, which is shown this once."""
    member = member_of(request)
    address = ""
    if request.method == "POST":
        token = actions.make_feed(member, at=clock.now())
        address = request.build_absolute_uri(reverse("calendar-feed", args=[token]))
    feed = CalendarFeed.objects.filter(member=member).first()
    return render(request, "settings/calendar.html", {"tab": TAB, "feed": feed, "address": address})


@require_POST
@allowed("see_conversations")
def close(request: HttpRequest) -> HttpResponse:
    """The address stops working."""
    actions.close_feed(member_of(request), at=clock.now())
    messages.success(request, gettext("The address no longer works."))
    return redirect(TAB)
