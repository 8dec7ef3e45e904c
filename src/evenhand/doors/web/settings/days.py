"""The firm's working days: hours by weekday, and holidays."""

from __future__ import annotations

import re
from datetime import date, time

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from evenhand.doors import clock
from evenhand.doors.web import dates
from evenhand.doors.web.guard import allowed, member_of
from evenhand.doors.web.sentences import sentence
from evenhand.record.people import actions, queries
from evenhand.record.people.access import holiday_for
from evenhand.record.people.calendar import day_of, working_calendar
from evenhand.record.people.errors import PeopleError

TAB = "settings-days"
_STRETCH = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*[-–—~～到至]\s*(\d{1,2})(?:[:.](\d{2}))?")
# 2026-12-24, 2026/12/24, 2026年12月24日, 24.12.2026; then the name.
_YEAR_FIRST = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?[\s,;:，、；：]*(.*)")
_DAY_FIRST = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})[\s,;:，、；：]*(.*)")


@require_http_methods(["GET", "POST"])
@allowed("manage_workspace")
def show(request: HttpRequest) -> HttpResponse:
    """The page; a POST sets the hours of the week."""
    typed = [request.POST.get(f"day-{number}", "") for number in range(7)] if request.method == "POST" else _stored()
    wrong = -1
    if request.method == "POST":
        week, wrong = _read_week(typed)
        if wrong < 0:
            try:
                actions.set_week(week, by=member_of(request), at=clock.now())
            except PeopleError as error:
                messages.error(request, sentence(error))
            else:
                messages.success(
                    request, gettext("The working hours are saved. They count for what is promised from now on.")
                )
                return redirect(TAB)
    days = [(number, name, typed[number], number == wrong) for number, name in enumerate(dates.weekdays())]
    return _page(request, days)


@require_POST
@allowed("manage_workspace")
def add(request: HttpRequest) -> HttpResponse:
    """Add holidays, one a line: the date, then its name. If one line cannot be read, none is added."""
    lines = [line.strip() for line in request.POST.get("days", "").replace("\x00", "").splitlines() if line.strip()]
    read = [read_holiday(line) for line in lines]
    wrong = next((line for line, found in zip(lines, read, strict=True) if found is None), None)
    if wrong is not None or not lines:
        messages.error(request, _cannot_read(wrong))
        return _page(request, _days(), request.POST.get("days", ""))
    try:
        actions.add_holidays([found for found in read if found], by=member_of(request), at=clock.now())
    except PeopleError as error:
        messages.error(request, sentence(error))
    return redirect(TAB)


@require_POST
@allowed("manage_workspace")
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """The firm works on that day after all."""
    member = member_of(request)
    actions.remove_holiday(holiday_for(member, pk), by=member, at=clock.now())
    return redirect(TAB)


def read_holiday(line: str) -> tuple[date, str] | None:
    """A date and its name as people paste them; None where no date can be read."""
    if found := _YEAR_FIRST.fullmatch(line):
        year, month, day, name = found.groups()
    elif found := _DAY_FIRST.fullmatch(line):
        day, month, year, name = found.groups()
    else:
        return None
    try:
        return date(int(year), int(month), int(day)), name.strip()
    except ValueError:
        return None


def read_hours(text: str) -> list[tuple[time, time]] | None:
    """The stretches of a day: "9:00-12:00, 13-17"; [] for a day off, None where it cannot be read."""
    pieces = [piece.strip() for piece in re.split(r"[,;，、；]", text) if piece.strip()]
    found = [_STRETCH.fullmatch(piece) for piece in pieces]
    try:
        return [_stretch(match) for match in found if match] if all(found) else None
    except ValueError:
        return None


def _stretch(match: re.Match[str]) -> tuple[time, time]:
    start_hour, start_minute, end_hour, end_minute = (int(part or 0) for part in match.groups())
    return time(start_hour, start_minute), time(end_hour % 24 if end_minute == 0 else end_hour, end_minute)


def _read_week(typed: list[str]) -> tuple[list[list[tuple[time, time]]], int]:
    """The seven days, and the number of the first that cannot be read (-1: none)."""
    read = [read_hours(text) for text in typed]
    wrong = next((number for number, hours in enumerate(read) if hours is None), -1)
    return [hours or [] for hours in read], wrong


def _stored() -> list[str]:
    return [", ".join(f"{start}–{end}" for start, end in day) for day in queries.workspace().week]


def _days() -> list[tuple[int, str, str, bool]]:
    return [
        (number, name, text, False) for number, (name, text) in enumerate(zip(dates.weekdays(), _stored(), strict=True))
    ]


def _cannot_read(line: str | None) -> str:
    if line is None:
        return gettext("Write at least one date.")
    return gettext("This line does not begin with a date: “%(line)s”. Nothing was added.") % {"line": line[:80]}


def _page(request: HttpRequest, days: list[tuple[int, str, str, bool]], pasted: str = "") -> HttpResponse:
    coming, past = queries.holidays(day_of(clock.now(), working_calendar()))
    context = {
        "tab": TAB,
        "days": days,
        "pasted": pasted,
        "firm": queries.workspace(),
        "coming": coming,
        "past": past,
    }
    return render(request, "settings/days.html", context)
