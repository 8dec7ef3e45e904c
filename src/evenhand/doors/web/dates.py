"""Times and spans as people at work say them, in each of the four languages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import translation
from django.utils.translation import gettext, ngettext

MINUTE, HOUR, DAY = 60, 3600, 86400


@dataclass(frozen=True, slots=True)
class Manner:
    """How one language writes a day: `%` codes of `strftime` plus {weekday}, {month}, {day}, {hour}."""

    weekdays: tuple[str, ...]
    months: tuple[str, ...]
    clock: str
    this_week: str
    this_year: str
    any_year: str


_ENGLISH = Manner(
    weekdays=("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    months=("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    clock="{hour}:%M",
    this_week="{weekday}",
    this_year="{day} {month}",
    any_year="{day} {month} %Y",
)
_FINNISH = Manner(
    weekdays=("ma", "ti", "ke", "to", "pe", "la", "su"),
    months=tuple(str(number) for number in range(1, 13)),
    clock="{hour}.%M",
    this_week="{weekday}",
    this_year="{day}.{month}.",
    any_year="{day}.{month}.%Y",
)
_TRADITIONAL = Manner(
    weekdays=("週一", "週二", "週三", "週四", "週五", "週六", "週日"),
    months=tuple(str(number) for number in range(1, 13)),
    clock="%H:%M",
    this_week="{weekday}",
    this_year="{month}月{day}日",
    any_year="%Y年{month}月{day}日",
)
_SIMPLIFIED = Manner(
    weekdays=("周一", "周二", "周三", "周四", "周五", "周六", "周日"),
    months=tuple(str(number) for number in range(1, 13)),
    clock="%H:%M",
    this_week="{weekday}",
    this_year="{month}月{day}日",
    any_year="%Y年{month}月{day}日",
)
MANNERS = {"en": _ENGLISH, "fi": _FINNISH, "zh-hant": _TRADITIONAL, "zh-hans": _SIMPLIFIED}


def weekdays() -> tuple[str, ...]:
    """Monday to Sunday, short: "Mon", "ma", "週一"."""
    return _manner().weekdays


def clock_time(at: datetime) -> str:
    """The time of day of a local time: "9:12", "9.12", "09:12"."""
    return _filled(_manner().clock, at)


def day(at: datetime, now: datetime) -> str:
    """The day of a local time as seen from `now`: "today", "yesterday", "Tue", "10 Mar", "10 Mar 2024"."""
    apart = (now.date() - at.date()).days
    if apart == 0:
        return gettext("today")
    if apart == 1:
        return gettext("yesterday")
    if apart == -1:
        return gettext("tomorrow")
    manner = _manner()
    if abs(apart) < 7:
        return _filled(manner.this_week, at)
    return _filled(manner.this_year if at.year == now.year else manner.any_year, at)


def moment(at: datetime, now: datetime) -> str:
    """Day and time of day: "today 11:05", "Tue 9:12". Both arguments are local to the reader."""
    return f"{day(at, now)} {clock_time(at)}"


def full(at: datetime) -> str:
    """The whole date, weekday and time, for tips and for print."""
    manner = _manner()
    weekday = manner.weekdays[at.weekday()]
    return f"{weekday} {_filled(manner.any_year, at)} {clock_time(at)} ({at.tzname()})"


def calendar_day(at: date) -> str:
    """A day with its year, without time or zone: "10 Mar 2026"."""
    return _filled(_manner().any_year, datetime.combine(at, time()))


def span(length: timedelta) -> str:
    """A length of time in its one or two largest units: "2 h 10 min", "3 days"; below a minute "moments"."""
    seconds = abs(int(length.total_seconds()))
    days, hours, minutes = seconds // DAY, seconds % DAY // HOUR, seconds % HOUR // MINUTE
    if days:
        return ngettext("%(number)s day", "%(number)s days", days) % {"number": days}
    if hours and minutes:
        return gettext("%(hours)s h %(minutes)s min") % {"hours": hours, "minutes": minutes}
    if hours:
        return gettext("%(hours)s h") % {"hours": hours}
    if minutes:
        return gettext("%(minutes)s min") % {"minutes": minutes}
    return gettext("moments")


def _manner() -> Manner:
    return MANNERS.get((translation.get_language() or "en").lower(), _ENGLISH)


def _filled(pattern: str, at: datetime) -> str:
    manner = _manner()
    return at.strftime(
        pattern.format(
            weekday=manner.weekdays[at.weekday()], month=manner.months[at.month - 1], day=at.day, hour=at.hour
        )
    )
