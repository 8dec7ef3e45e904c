"""How many of the messages in which somebody was attacked were reported: the share, never the count of reports.

Half of those who meet hostility do not report it (Institute of Customer Service, November 2023: 44 % did), so few
reports may mean that all is well or that nobody dares. Counted by conversation and team, never by person: nothing here
knows who reported, who read a message or who answered it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from evenhand.record.people.models import Team
from evenhand.record.protection.models import Incident, Route
from evenhand.record.protection.wellbeing.harsh import called_milder, harsh_between
from evenhand.record.protection.wellbeing.of_five import of_five_at_least
from evenhand.record.protection.wellbeing.serving import who_served

WITHIN = timedelta(days=14)
"""A message counts as reported where its conversation was within this time."""
PERIOD = timedelta(days=182)


@dataclass(frozen=True, slots=True)
class Rate:
    """Of `messages` harsh ones `reported` were. `team` is empty for the whole desk."""

    messages: int
    reported: int
    team: str = ""


@dataclass(frozen=True, slots=True)
class Rates:
    """The rate of the desk and of the teams that may be told, for messages sent after `since` and until `until`.

    `desk` is None where fewer than five people served.
    """

    since: datetime
    until: datetime
    desk: Rate | None
    teams: tuple[Rate, ...]


def report_rates(at: datetime) -> Rates:
    """The rates of the half year that ended `WITHIN` ago: younger messages may still be reported in time.

    Reports by the second route are left out: whoever is the problem could else work out that there was one.
    """
    until = at - WITHIN
    since = until - PERIOD
    served = who_served(since, until)
    everybody = frozenset().union(*served.values())
    if not of_five_at_least({"": everybody}):
        return Rates(since, until, None, ())
    messages, reported = _counts(since, until)
    told = of_five_at_least({team: people for team, people in served.items() if team is not None}, told=everybody)
    names = dict(Team.objects.filter(pk__in=told).order_by("name").values_list("pk", "name"))
    return Rates(
        since,
        until,
        Rate(messages.total(), reported.total()),
        tuple(Rate(messages[team], reported[team], name) for team, name in names.items()),
    )


def _counts(since: datetime, until: datetime) -> tuple[Counter[int | None], Counter[int | None]]:
    """Harsh messages by team, and those of them that were reported."""
    columns = ("pk", "conversation_id", "conversation__team_id", "at")
    rows = list(harsh_between(since, until).values_list(*columns))
    milder = called_milder({row[0] for row in rows})
    counted = [row for row in rows if row[0] not in milder]
    reports = _reports(conversation for _, conversation, _, _ in counted)
    messages = Counter(team for _, _, team, _ in counted)
    reported = Counter(
        team
        for _, conversation, team, at in counted
        if any(at <= reported_at <= at + WITHIN for reported_at in reports[conversation])
    )
    return messages, reported


def _reports(conversations: Iterable[int]) -> dict[int, list[datetime]]:
    """When each conversation was reported by the line."""
    found: dict[int, list[datetime]] = defaultdict(list)
    rows = Incident.objects.filter(conversation__in=set(conversations), route=Route.LINE).order_by()
    for conversation, at in rows.values_list("conversation_id", "reported_at"):
        if conversation is not None:
            found[conversation].append(at)
    return found
