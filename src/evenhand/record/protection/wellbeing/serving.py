"""Who served customers in a stretch of time, team by team: whom a figure of a team is about."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from evenhand.record.conversations.models import Assignment, Message


def who_served(since: datetime, until: datetime) -> dict[int | None, frozenset[int]]:
    """The members who wrote to customers or took conversations after `since` and until `until`, by the conversation's
    team (None: no team). Two queries."""
    people: dict[int | None, set[int]] = defaultdict(set)
    wrote = Message.objects.filter(
        direction=Message.Direction.OUTBOUND, author__isnull=False, at__gt=since, at__lte=until
    ).order_by()
    took = Assignment.objects.filter(member__isnull=False, at__gt=since, at__lte=until)
    for team, member in wrote.values_list("conversation__team", "author").distinct():
        people[team].add(member)
    for team, member in took.values_list("conversation__team", "member").distinct():
        people[team].add(member)
    return {team: frozenset(members) for team, members in people.items()}
