"""How much abuse somebody has had to read: for themselves, and for whoever looks after wellbeing.

Counted from messages read as abusive or threatening alone. Nothing here knows of reports, incidents or anybody's work,
and nothing that knows of these may ask here (a test holds it).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import transaction

from evenhand.record.conversations.models import Assignment, Message, Reveal
from evenhand.record.ledger import actions as ledger
from evenhand.record.ledger.models import Entry
from evenhand.record.people.access import may
from evenhand.record.people.errors import NotFound
from evenhand.record.people.models import Member
from evenhand.record.people.queries import names_of, who_serve
from evenhand.record.protection.wellbeing.harsh import called_milder, harsh_between, is_harsh

DAY, WEEK, MONTH = timedelta(days=1), timedelta(days=7), timedelta(days=28)
WITHIN = timedelta(days=1)
"""A message counts for whoever had its conversation when it came or within this time, or answered within it."""
SUBJECT = "exposure:all"
SEEN = "exposure.seen"


@dataclass(frozen=True, slots=True)
class Exposure:
    """Harsh messages that somebody had to read in the last 24 hours, 7 and 28 days; of these, how many they opened.

    `last_at` is when they met the last one, None where there was none in 28 days.
    """

    day: int = 0
    week: int = 0
    month: int = 0
    opened_day: int = 0
    opened_week: int = 0
    opened_month: int = 0
    last_at: datetime | None = None


class _Met(NamedTuple):
    """A member met a message: had or answered its conversation, or opened its hidden words."""

    member: int
    message: int
    at: datetime
    opened: bool


class _Harsh(NamedTuple):
    message: int
    conversation: int
    at: datetime


class _Turn(NamedTuple):
    """A member (None: nobody) had a conversation from `start` until `end` (None: still)."""

    member: int | None
    start: datetime
    end: datetime | None


def own_exposure(member: Member, at: datetime, *, length: timedelta = MONTH) -> Exposure:
    """How much the member who asks has had to read; with a shorter `length` only what lies in it is looked for."""
    return _exposures([member.pk], at, length)[member.pk]


def exposure_of_all(by: Member, at: datetime) -> list[tuple[Member, Exposure]]:
    """Everybody who serves, by name, for whoever looks after wellbeing. Raises NotFound for anybody else."""
    if not may(by, "see_exposure"):
        raise NotFound
    serving = list(who_serve())
    found = _exposures([member.pk for member in serving], at)
    return [(member, found[member.pk]) for member in serving]


def least_exposed(members: Iterable[Member], at: datetime) -> list[Member]:
    """The same members without a figure, those first who had least to read in seven days, then by name.

    For asking who could take over, of colleagues whom the one who asks knows anyway.
    """
    asked = list(members)
    found = _exposures([member.pk for member in asked], at)
    return sorted(asked, key=lambda member: (found[member.pk].week, found[member.pk].month, member.name, member.pk))


@transaction.atomic
def note_exposure_seen(*, by: Member, at: datetime) -> Entry:
    """Write down that somebody saw how much everybody has had to read."""
    return ledger.append(kind=SEEN, actor=by.actor, at=at, subject=SUBJECT, body={})


def who_saw(most: int = 10) -> list[tuple[str, datetime]]:
    """Who saw the list of everybody and when, the latest first: for everybody who stands on it. Two queries."""
    rows = list(Entry.objects.filter(subject=SUBJECT, kind=SEEN).order_by("-number")[:most])
    names = names_of(row.actor for row in rows)
    return [(names.get(row.actor, ""), row.at) for row in rows]


def _exposures(members: Collection[int], at: datetime, length: timedelta = MONTH) -> dict[int, Exposure]:
    """By member; what lies further back than `length` is not looked for."""
    met = _met(members, at - length, at)
    milder = called_milder({one.message for one in met})
    by_member: dict[int, list[_Met]] = defaultdict(list)
    for one in met:
        if one.message not in milder:
            by_member[one.member].append(one)
    return {member: _counted(by_member[member], at) for member in members}


def _counted(met: Collection[_Met], at: datetime) -> Exposure:
    def count(length: timedelta, *, opened: bool = False) -> int:
        return len({one.message for one in met if one.at > at - length and (one.opened or not opened)})

    return Exposure(
        count(DAY), count(WEEK), count(MONTH),
        count(DAY, opened=True), count(WEEK, opened=True), count(MONTH, opened=True),
        max((one.at for one in met), default=None),
    )  # fmt: skip


def _met(members: Collection[int], since: datetime, at: datetime) -> list[_Met]:
    """Every meeting after `since`. Four queries at most, however many members."""
    columns = ("pk", "conversation_id", "at")
    harsh = [_Harsh(*row) for row in harsh_between(since - WITHIN, at).values_list(*columns)]
    met = [*_had(harsh, members), *_replied(harsh, members, at), *_opened(members, since, at)]
    return [one for one in met if since < one.at <= at]


def _had(harsh: Collection[_Harsh], members: Collection[int]) -> Iterator[_Met]:
    """Who had the conversation of each message when it came, or took it within a day."""
    held = _holders({one.conversation for one in harsh}) if harsh else {}
    for one in harsh:
        for turn in held.get(one.conversation, ()):
            is_then = turn.start <= one.at + WITHIN and (turn.end is None or turn.end > one.at)
            if is_then and turn.member is not None and turn.member in members:
                yield _Met(turn.member, one.message, max(turn.start, one.at), opened=False)


def _holders(conversations: Collection[int]) -> dict[int, list[_Turn]]:
    """Who had each conversation from when until when."""
    rows = Assignment.objects.filter(conversation__in=conversations).order_by("conversation", "at", "pk")
    taken: dict[int, list[tuple[int | None, datetime]]] = defaultdict(list)
    for conversation, member, at in rows.values_list("conversation_id", "member_id", "at"):
        taken[conversation].append((member, at))
    return {
        conversation: [
            _Turn(member, start, end)
            for (member, start), end in zip(turns, [*(at for _, at in turns[1:]), None], strict=True)
        ]
        for conversation, turns in taken.items()
    }


def _replied(harsh: Collection[_Harsh], members: Collection[int], at: datetime) -> Iterator[_Met]:
    """Who answered each message within a day."""
    if not harsh:
        return
    answers: dict[int, list[tuple[int | None, datetime]]] = defaultdict(list)
    there = Message.objects.filter(
        conversation__in={one.conversation for one in harsh}, author__in=members,
        direction=Message.Direction.OUTBOUND, at__gte=min(one.at for one in harsh), at__lte=at,
    ).order_by()  # fmt: skip
    for author, conversation, written in there.values_list("author_id", "conversation_id", "at"):
        answers[conversation].append((author, written))
    for one in harsh:
        for member, written in answers[one.conversation]:
            if member is not None and one.at <= written <= one.at + WITHIN:
                yield _Met(member, one.message, written, opened=False)


def _opened(members: Collection[int], since: datetime, at: datetime) -> Iterator[_Met]:
    """Whose hidden words they opened, however old the message."""
    rows = Reveal.objects.filter(is_harsh("message__"), member__in=members, step=2, at__gt=since, at__lte=at)
    for member, message, opened in rows.values_list("member_id", "message_id", "at"):
        yield _Met(member, message, opened, opened=True)
