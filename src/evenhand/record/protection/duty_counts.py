"""What this workspace has recorded in a period, for the page of duties: counts alone, of the whole firm.

Nobody is named and no team is told apart. Counts that stand for people who work here are marked, so that a page can
leave small ones out. What went by the second route is in none of them: whoever sees all that went by the line could
else count that there was something.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce

from evenhand.record.ledger.models import Entry, Erasure
from evenhand.record.people.calendar import day_of, working_calendar
from evenhand.record.protection.models import (
    Act,
    Alert,
    Answer,
    Appeal,
    EmployerLetter,
    Extension,
    Incident,
    Look,
    Merit,
    Pack,
    Request,
    Restriction,
    Review,
    Route,
    Warning,
)

FEW = 5
"""Below this a count of people who work here could point at one of them."""
OF_MEMBERS = frozenset({"reports", "answered-in-time", "went-up", "requests", "requests-granted", "acts", "looks"})
LAST_INSTANT = timedelta(microseconds=1)
"""What ends at midnight was there on the day before, and not on the day that begins."""
FILES_MADE = ("contact.file-made", "member.file-made")


@dataclass(frozen=True, slots=True)
class Count:
    """How many, and of how many where that is known. `is_few`: too few people to be shown; the figures are then 0."""

    code: str
    number: int
    of: int | None = None
    is_few: bool = False


def counts(since: datetime, until: datetime, today: date) -> dict[str, Count]:
    """Every count of the page, by code: what happened from `since` to before `until`; what stands as of `today`."""
    packs = Pack.objects.filter(made_at__gte=since, made_at__lt=until, incident__route=Route.LINE)
    numbers: dict[str, tuple[int, int | None]] = {
        **_of_members(since, until),
        **_of_measures(since, until, today),
        "packs": (packs.count(), None),
        "files": (Entry.objects.filter(kind__in=FILES_MADE, at__gte=since, at__lt=until).count(), None),
        "erasures": (Erasure.objects.filter(done_at__gte=since, done_at__lt=until).count(), None),
    }
    return {code: _count(code, number, of) for code, (number, of) in numbers.items()}


def _of_members(since: datetime, until: datetime) -> dict[str, tuple[int, int | None]]:
    alerts = Alert.objects.filter(due_at__gte=since, due_at__lt=until).exclude(end=Alert.End.WITHDRAWN)
    alerts = alerts.filter(Q(incident__route=Route.LINE) | Q(request__route=Route.LINE))
    reports = Incident.objects.filter(reported_at__gte=since, reported_at__lt=until, route=Route.LINE)
    acts = Act.objects.filter(at__gte=since, at__lt=until, is_backed=True)
    in_time = Answer.objects.filter(alert=OuterRef("pk"), at__lte=OuterRef("due_at"))
    handed_in_time = Q(end=Alert.End.HANDED_ON, ended_at__lte=F("due_at"))
    requests = Request.objects.filter(at__gte=since, at__lt=until, route=Route.LINE)
    granted = Answer.objects.filter(alert__request=OuterRef("pk"), decision=Answer.Decision.GRANTED)
    return {
        "reports": (reports.count(), None),
        "answered-in-time": (alerts.filter(Exists(in_time) | handed_in_time).count(), alerts.count()),
        "went-up": (alerts.filter(end=Alert.End.UNANSWERED).count(), None),
        "requests": (requests.count(), None),
        "requests-granted": (requests.filter(Exists(granted)).count(), requests.count()),
        "acts": (acts.exclude(incident__route=Route.SECOND).count(), None),
        "looks": (Look.objects.filter(at__gte=since, at__lt=until, incident__route=Route.LINE).count(), None),
    }


def _of_measures(since: datetime, until: datetime, today: date) -> dict[str, tuple[int, int | None]]:
    appeals = Appeal.objects.filter(received_at__gte=since, received_at__lt=until)
    in_time, late, overdue = _of_reviews(since, until, today)
    return {
        "merits": (Merit.objects.filter(at__gte=since, at__lt=until).count(), None),
        "warnings": (Warning.objects.filter(at__gte=since, at__lt=until).count(), None),
        "restrictions": (Restriction.objects.filter(at__gte=since, at__lt=until).count(), None),
        "reviews": (in_time, in_time + late + overdue),
        "reviews-overdue": (overdue, None),
        "appeals": (appeals.exclude(decided_at=None).count(), appeals.count()),
        "employer-letters": (EmployerLetter.objects.filter(at__gte=since, at__lt=until).count(), None),
    }


def _of_reviews(since: datetime, until: datetime, today: date) -> tuple[int, int, int]:
    """How many reviews were done by their day, how many later or never, and how many are overdue today.

    Each day that was set counts once, in one of the three. Later or never is also one that nobody had done when the
    restriction ended, and one whose day had passed before an extension moved it.
    """
    done = list(Review.objects.filter(at__gte=since, at__lt=until).exclude(due_on=None))
    in_time = sum(1 for row in done if not _is_late(row))
    moved = Extension.objects.filter(at__gte=since, at__lt=until).exclude(due_on=None)
    late = len(done) - in_time + sum(1 for row in moved if _is_late(row))
    overdue = Restriction.objects.filter(Q(until=None) | Q(until__gt=until), ended_at=None, review_at__lt=today)
    return in_time, late + _never_reviewed(since, until), overdue.count()


def _is_late(row: Review | Extension) -> bool:
    return row.due_on is not None and day_of(row.at, working_calendar()) > row.due_on


def _never_reviewed(since: datetime, until: datetime) -> int:
    """How many ended in this time although nobody had looked at them again by their day."""
    calendar = working_calendar()
    ended = Restriction.objects.annotate(end=Coalesce("ended_at", "until")).filter(end__gte=since, end__lt=until)
    days = ended.exclude(reviews__outcome=Review.Outcome.LIFTED).values_list("end", "review_at")
    return sum(1 for end, review_at in days if day_of(end - LAST_INSTANT, calendar) > review_at)


def _count(code: str, number: int, of: int | None) -> Count:
    """A few are left out; with them how many of them, where both figures together would tell."""
    whole = number if of is None else of
    if code in OF_MEMBERS and (0 < whole < FEW or (of is not None and of > 0 and _tells(number, of))):
        return Count(code, 0, None, is_few=True)
    return Count(code, number, of)


def _tells(number: int, of: int) -> bool:
    """Whether the part, or what is missing from it, is so small that it points at somebody."""
    return 0 < number < FEW or 0 < of - number < FEW
