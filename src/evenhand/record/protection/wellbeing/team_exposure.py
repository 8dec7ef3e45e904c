"""How much abuse reached a team: for managers, of five people at least, never of one."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from evenhand.record.people.access import may
from evenhand.record.people.errors import NotFound
from evenhand.record.people.models import Member, Team
from evenhand.record.protection.wellbeing.exposure import MONTH
from evenhand.record.protection.wellbeing.harsh import called_milder, harsh_between
from evenhand.record.protection.wellbeing.of_five import of_five_at_least
from evenhand.record.protection.wellbeing.serving import who_served


@dataclass(frozen=True, slots=True)
class TeamExposure:
    """Harsh messages in the conversations of a team, and how many people served there."""

    team: str
    people: int
    messages: int


def team_exposures(by: Member, at: datetime) -> list[TeamExposure]:
    """The teams in which five people or more served in the last 28 days, by name. Raises NotFound for other roles.

    There is no sum over all teams: a small team could be worked out from it.
    """
    if not may(by, "see_team_exposure"):
        raise NotFound
    served = who_served(at - MONTH, at)
    told = of_five_at_least({team: people for team, people in served.items() if team is not None})
    came = harsh_between(at - MONTH, at).filter(conversation__team__in=told)
    teams = dict(came.values_list("pk", "conversation__team"))
    milder = called_milder(teams)
    messages = Counter(team for message, team in teams.items() if message not in milder)
    names = Team.objects.filter(pk__in=told).order_by("name").values_list("pk", "name")
    return [TeamExposure(name, len(served[team]), messages[team]) for team, name in names]
