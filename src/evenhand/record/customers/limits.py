"""What stands on a contact or a customer: the limits to what they may still do, and whether a message keeps to them.

`Contact.limits` and `Customer.limits` repeat what the restrictions above this app decided, so that filing asks nothing
of each message. Nothing here reads a database or a clock.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from evenhand.knowledge.worktime import WorkingCalendar, is_open

END, ONE_CHANNEL, SET_HOURS, NO_ABUSE, ONE_CONTACT = "end", "one-channel", "set-hours", "no-abuse", "one-contact"
ATTACKS = frozenset({"abusive", "threatening"})
"""The manners of a reading that a limit of the kind NO_ABUSE is about."""


@dataclass(frozen=True, slots=True)
class Limit:
    """One limit, in force from `start` until just before `end` (None: until it is lifted).

    `channel` is the one that is left, `member` the number of the one colleague who is, `week` the hours that are, by
    weekday as `Workspace.week` has them.
    """

    restriction: int
    kind: str
    start: datetime
    end: datetime | None = None
    channel: str = ""
    week: tuple[tuple[tuple[str, str], ...], ...] = ()
    member: int | None = None

    def holds(self, at: datetime) -> bool:
        """Whether it is in force then."""
        return self.start <= at and (self.end is None or at < self.end)

    def as_json(self) -> dict[str, Any]:
        """As the columns keep it."""
        return {
            "restriction": self.restriction, "kind": self.kind, "from": self.start.isoformat(),
            "until": self.end.isoformat() if self.end else None, "channel": self.channel,
            "hours": [[list(one) for one in day] for day in self.week], "member": self.member,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """What is known of a message that came in: when, by which channel, in which manner, and to which colleagues.

    `colleagues` are the numbers of those it is addressed to, and of whoever its conversation belongs to. `leavers` are
    those who have left: nobody can be held to write to them.
    """

    at: datetime
    channel: str = "mail"
    manner: str = "unclear"
    colleagues: frozenset[int] = frozenset()
    leavers: frozenset[int] = frozenset()


def limits_in(column: Iterable[Mapping[str, Any]]) -> list[Limit]:
    """The limits of a column."""
    return [
        Limit(
            restriction=one["restriction"],
            kind=one["kind"],
            start=datetime.fromisoformat(one["from"]),
            end=datetime.fromisoformat(one["until"]) if one["until"] else None,
            channel=one["channel"],
            week=tuple(tuple((start, end) for start, end in day) for day in one["hours"]),
            member=one["member"],
        )
        for one in column
    ]


def falls_under(limits: Iterable[Limit], said: Said, *, zone: str) -> Limit | None:
    """The first of the limits in force when it was said that it does not keep to; None where it may stand.

    END leaves nothing. ONE_CHANNEL leaves one channel, SET_HOURS the hours of the week in `zone` (an IANA name; days
    off do not count, for nobody outside knows them). NO_ABUSE is about what reads as abusive or threatening; what is
    unclear stands. ONE_CONTACT leaves what is addressed to that colleague or goes on in a conversation of theirs, for
    most desks have one address for all; it holds nothing apart once that colleague has left.
    """
    return next((limit for limit in limits if limit.holds(said.at) and _breaks(limit, said, zone)), None)


def overlap(one: tuple[datetime, datetime | None], other: tuple[datetime, datetime | None]) -> bool:
    """Whether two stretches of time, each until just before its end (None: for ever), have an instant in common."""
    (start, end), (other_start, other_end) = one, other
    return (end is None or other_start < end) and (other_end is None or start < other_end)


def _breaks(limit: Limit, said: Said, zone: str) -> bool:
    if limit.kind == END:
        return True
    if limit.kind == ONE_CHANNEL:
        return said.channel != limit.channel
    if limit.kind == NO_ABUSE:
        return said.manner in ATTACKS
    if limit.kind == ONE_CONTACT:
        return limit.member is not None and limit.member not in said.colleagues | said.leavers
    return limit.kind == SET_HOURS and not is_open(_calendar(limit, zone), said.at)


def _calendar(limit: Limit, zone: str) -> WorkingCalendar:
    week = tuple(
        tuple((time.fromisoformat(start), time.fromisoformat(end)) for start, end in day) for day in limit.week
    )
    return WorkingCalendar(zone, week, time(17))
