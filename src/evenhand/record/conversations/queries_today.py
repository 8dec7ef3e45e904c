"""What waits for a member: the lists of the page Today. Each is short and stands on an index."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from evenhand.knowledge.language.shown_subjects import shown_subject
from evenhand.record.conversations.access import conversations_for, messages_for
from evenhand.record.conversations.models import Message, Snooze
from evenhand.record.conversations.queries import Row, awake, rows_of
from evenhand.record.conversations.queries_imports import IN_PART
from evenhand.record.people.models import Member

MOST = 20
# What counts as warming up: insistent by its last message, or hot.
WARM, HOT = 1.5, 2.5
RISE = 0.5
LOOK_BACK = timedelta(days=30)
CAME_BACK_WITHIN = timedelta(days=2)
MOST_LOOKED_AT = 300


@dataclass(frozen=True, slots=True)
class Warming:
    """A conversation that is hot or getting hotter; `rising` if its last message is hotter than the one before."""

    row: Row
    rising: bool


@dataclass(frozen=True, slots=True)
class Unread:
    """A message that could not be read fully."""

    pk: int
    conversation_id: int
    subject: str
    sender: str
    at: datetime
    level: str
    problems: Sequence[str]


@dataclass(frozen=True, slots=True)
class Waiting:
    """All that the page shows; each list is cut at MOST."""

    mine: list[Row]
    came_back: list[Row]
    unowned: list[Row]
    warming: list[Warming]
    unread: list[Unread]


def waiting_for(member: Member, *, now: datetime) -> Waiting:
    """What waits for this member at `now`: no conversation stands in two lists."""
    open_ones = conversations_for(member).filter(awake(now), closed_at=None)
    waiting = open_ones.filter(waiting_since__isnull=False).order_by("waiting_since", "pk")
    mine = rows_of(waiting.filter(owner=member)[:MOST])
    back = _came_back(member, now=now, but_not={row.pk for row in mine})
    unowned = rows_of(waiting.filter(owner=None)[:MOST])
    shown = {row.pk for row in (*mine, *back, *unowned)}
    hot = rows_of(open_ones.filter(temperature__gte=WARM).order_by("-temperature", "-last_at", "pk")[:MOST])
    return Waiting(mine, back, unowned, _warming(hot, shown, now=now), _unread(member))


def _came_back(member: Member, *, now: datetime, but_not: set[int]) -> list[Row]:
    ended = Q(ended_at__gte=now - CAME_BACK_WITHIN) | Q(ended_at=None, until__gte=now - CAME_BACK_WITHIN)
    snoozes = Snooze.objects.filter(ended, by=member, until__lte=now).values("conversation_id")
    query = conversations_for(member).filter(awake(now), closed_at=None, pk__in=snoozes).exclude(pk__in=but_not)
    return rows_of(query.order_by("-last_at", "pk")[:MOST])


def _warming(hot: Sequence[Row], shown: set[int], *, now: datetime) -> list[Warming]:
    """Hot ones, and insistent ones that rise; the ones shown above are not repeated."""
    candidates = [row for row in hot if row.pk not in shown]
    rising = _rising([row.pk for row in candidates], now=now)
    return [Warming(row, row.pk in rising) for row in candidates if row.temperature >= HOT or row.pk in rising]


def _rising(conversation_ids: Sequence[int], *, now: datetime) -> set[int]:
    inbound = Message.objects.filter(
        conversation_id__in=conversation_ids, direction=Message.Direction.INBOUND, apart=False, at__gte=now - LOOK_BACK
    )
    values: dict[int, list[float]] = {}
    for pk, temperature in inbound.order_by("at", "pk").values_list("conversation_id", "temperature"):
        values.setdefault(pk, []).append(temperature)
    return {pk for pk, found in values.items() if len(found) > 1 and found[-1] - found[-2] >= RISE}


def _unread(member: Member) -> list[Unread]:
    ids = list(Message.objects.filter(level__in=IN_PART).order_by("-pk").values_list("pk", flat=True)[:MOST_LOOKED_AT])
    if not ids:
        return []
    query = messages_for(member).filter(pk__in=ids, apart=False, conversation__closed_at=None).order_by("-pk")
    columns = ("pk", "conversation_id", "subject", "sender_name", "sender_address", "at", "level", "problems")
    return [
        Unread(pk, conversation, shown_subject(subject), name or address, at, level, problems)
        for pk, conversation, subject, name, address, at, level, problems in query.values_list(*columns)[:5]
    ]
