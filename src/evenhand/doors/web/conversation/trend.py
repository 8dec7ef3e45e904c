"""The line over a thread: how hot each message from the customer was. Geometry only; the template draws it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext

from evenhand.doors.web import dates
from evenhand.doors.web.templatetags.desk import temperature_step, temperature_word
from evenhand.record.conversations.queries_thread import Point

WIDTH, HEIGHT, MARGIN, SIDE = 1000, 64, 8, 14
HOTTEST = 4.0
# More points than this are drawn as a line without dots, except in the part of the thread that is shown.
MOST_DOTS = 60
RISE = 0.5


@dataclass(frozen=True, slots=True)
class Dot:
    """One message from the customer as a point of the line; `step` is its word's number."""

    pk: int
    x: float
    y: float
    step: int
    title: str
    is_shown: bool


@dataclass(frozen=True, slots=True)
class Trend:
    """The line (an SVG path), its dots, and one sentence that says what is seen."""

    line: str
    dots: list[Dot]
    sentence: str
    direction: str
    step: int
    last: Dot


def trend_of(points: Sequence[Point], *, shown: set[int], now: datetime) -> Trend | None:
    """The trend of a thread, None where fewer than two messages came from the customer."""
    inbound = [
        point for point in points if point.direction == "inbound" and not point.automatic and not point.variant_of
    ]
    if len(inbound) < 2:
        return None
    dots = [_dot(point, index, len(inbound), shown, now) for index, point in enumerate(inbound)]
    line = "M" + "L".join(f"{dot.x:g} {dot.y:g}" for dot in dots)
    kept = dots if len(dots) <= MOST_DOTS else [dot for dot in dots if dot.is_shown]
    direction = _direction(inbound)
    return Trend(line, kept, _sentence(inbound, direction), direction, dots[-1].step, dots[-1])


def _dot(point: Point, index: int, count: int, shown: set[int], now: datetime) -> Dot:
    here = timezone.localtime(now)
    title = gettext("%(when)s: %(word)s") % {
        "when": dates.moment(timezone.localtime(point.at), here),
        "word": temperature_word(point.temperature),
    }
    return Dot(
        pk=point.pk,
        x=round(SIDE + index * (WIDTH - 2 * SIDE) / (count - 1), 1),
        y=round(HEIGHT - MARGIN - min(point.temperature, HOTTEST) / HOTTEST * (HEIGHT - 2 * MARGIN), 1),
        step=temperature_step(point.temperature),
        title=title,
        is_shown=point.pk in shown,
    )


def _direction(inbound: Sequence[Point]) -> str:
    change = inbound[-1].temperature - inbound[-2].temperature
    return "rising" if change >= RISE else "cooling" if change <= -RISE else "steady"


def _sentence(inbound: Sequence[Point], direction: str) -> str:
    word = temperature_word(inbound[-1].temperature)
    said = {
        "rising": gettext("Now %(word)s, and rising."),
        "cooling": gettext("Now %(word)s, and cooling."),
        "steady": gettext("Now %(word)s, as before."),
    }[direction] % {"word": word}
    hottest = max(inbound, key=lambda point: point.temperature)
    if temperature_step(hottest.temperature) <= temperature_step(inbound[-1].temperature):
        return said
    peak = gettext("It was %(word)s on %(day)s.") % {
        "word": temperature_word(hottest.temperature),
        "day": dates.full(timezone.localtime(hottest.at)).rsplit(" (", 1)[0],
    }
    return f"{said} {peak}"
