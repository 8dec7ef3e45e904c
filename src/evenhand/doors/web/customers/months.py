"""The temperature of a customer by month: bars for a chart, and the rows of its table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone, translation
from django.utils.translation import gettext

from evenhand.doors.web.dates import MANNERS
from evenhand.doors.web.templatetags.desk import temperature_step, temperature_word
from evenhand.record.conversations.queries_customer import Month

WIDTH, HEIGHT, FLOOR = 720, 96, 92
HOTTEST = 4.0
GAP = 12


@dataclass(frozen=True, slots=True)
class Bar:
    """One month: the bar of its hottest message, and its figures in words. No bar where nothing came."""

    label: str
    short: str
    title: str
    received: int
    x: float
    y: float
    width: float
    height: float
    step: int
    hottest: str
    mean: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A year of months, and the sentence that says what is seen."""

    bars: list[Bar]
    sentence: str
    received: int


def month_begins(now: datetime, count: int) -> list[datetime]:
    """The beginnings of the last `count` months where the member is, oldest first, and the end of the last one."""
    here = timezone.localtime(now)
    first = here.year * 12 + here.month - count
    return [
        timezone.make_aware(datetime(number // 12, number % 12 + 1, 1))  # noqa: DTZ001 - made aware in the member's zone
        for number in range(first, first + count + 1)
    ]


def month_of(at: datetime) -> str:
    """The month of a local time with its year: "Mar 2026", "3/2026", "2026年3月"."""
    language = (translation.get_language() or "en").lower()
    if language.startswith("zh"):
        return f"{at.year}年{at.month}月"
    return f"{at.month}/{at.year}" if language == "fi" else f"{MANNERS['en'].months[at.month - 1]} {at.year}"


def short_month_of(at: datetime) -> str:
    """The month without its year, for the axis: "Mar", "3.", "3月"."""
    language = (translation.get_language() or "en").lower()
    if language.startswith("zh"):
        return f"{at.month}月"
    return f"{at.month}." if language == "fi" else MANNERS["en"].months[at.month - 1]


def chart_of(months: Sequence[Month]) -> Chart:
    """The chart of these months."""
    width = WIDTH / len(months)
    bars = [_bar(month, index * width, width - GAP) for index, month in enumerate(months)]
    return Chart(bars, _sentence(months), sum(month.received for month in months))


def _bar(month: Month, x: float, width: float) -> Bar:
    hottest = month.hottest or 0.0
    height = 0.0 if month.hottest is None else 4 + hottest / HOTTEST * (FLOOR - 8)
    label = month_of(timezone.localtime(month.begins))
    word = temperature_word(hottest) if month.hottest is not None else ""
    title = gettext("%(month)s: hottest message %(word)s, %(count)s received")
    none = gettext("%(month)s: nothing received")
    return Bar(
        label=label,
        short=short_month_of(timezone.localtime(month.begins)),
        title=(title if month.received else none) % {"month": label, "word": word, "count": month.received},
        received=month.received,
        x=round(x + GAP / 2, 1),
        y=round(FLOOR - height, 1),
        width=round(width, 1),
        height=round(height, 1),
        step=temperature_step(hottest),
        hottest=word,
        mean=temperature_word(month.mean) if month.mean is not None else "",
    )


def _sentence(months: Sequence[Month]) -> str:
    heard = [month for month in months if month.hottest is not None]
    if not heard:
        return gettext("Nothing came from them in the last twelve months.")
    peak = max(heard, key=lambda month: month.hottest or 0.0)
    if temperature_step(peak.hottest or 0.0) == 0:
        return gettext("Calm in every month.")
    said = gettext("Hottest in %(month)s: %(word)s. In the last month with mail: %(last)s.")
    return said % {
        "month": month_of(timezone.localtime(peak.begins)),
        "word": temperature_word(peak.hottest or 0.0),
        "last": temperature_word(heard[-1].hottest or 0.0),
    }
