"""Suggestions: promises that a reading found, offered once to members.

They make no entries in the ledger: a finding is nobody's word yet, and the reading it comes from is on record.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from evenhand.knowledge.worktime import WorkingCalendar
from evenhand.record.agreements.models import Commitment, Party, Suggestion
from evenhand.record.conversations.models import Message
from evenhand.record.people.calendar import due_moment, working_calendar

# Two findings without a place in common are the same promise if they share so much of their words (pairs of signs).
ALIKE = 0.8
Body = Mapping[str, Any]
# Whose word a finding is, by the direction of the message and who is to do it, and whether it is only claimed.
WHOSE: dict[tuple[str, str], tuple[str, bool]] = {
    ("inbound", "writer"): (Party.THEM, False),
    ("inbound", "reader"): (Party.US, True),
    ("outbound", "writer"): (Party.US, False),
    ("outbound", "reader"): (Party.THEM, True),
}


@dataclass(frozen=True, slots=True)
class _Found:
    """A promise in a message as a reading gives it."""

    party: str
    is_claim: bool
    what: str
    due: date | datetime | None
    start: int
    end: int


@transaction.atomic
def offer(readings: Mapping[int, Body], *, at: datetime) -> int:
    """Bring the suggestions of these messages up to their latest readings (by message id); how many are new.

    What was settled is never offered again, wherever a newer reading sees it; what waits and is not found any more
    goes. Notes, automatic mail and further copies of a message are left out. A few queries for any number of messages.
    """
    promising = [pk for pk, body in readings.items() if body.get("commitments")]
    before: dict[int, list[Suggestion]] = defaultdict(list)
    for row in Suggestion.objects.filter(message__in=readings.keys()):
        before[row.message_id].append(row)
    wanted = {*promising, *before}
    if not wanted:
        return 0
    directions = dict(
        Message.objects.filter(pk__in=wanted, automatic=False, variant_of=None).values_list("pk", "direction")
    )
    calendar = working_calendar()
    fresh: list[Suggestion] = []
    for pk in sorted(wanted):
        found = _found_in(readings[pk], directions.get(pk, ""))
        fresh += _compare(pk, found, before[pk], calendar, at)
    Suggestion.objects.bulk_create(fresh, ignore_conflicts=True)
    return len(fresh)


def realign() -> None:
    """After messages changed sides: say anew whose word each suggestion is, and which customer a promise has."""
    for (direction, _), (party, is_claim) in WHOSE.items():
        waiting = Suggestion.objects.filter(settled_at=None, is_claim=is_claim, message__direction=direction)
        waiting.exclude(party=party).update(party=party)
    for row in Commitment.objects.exclude(conversation=None).exclude(customer=F("conversation__customer")):
        Commitment.objects.filter(pk=row.pk).update(customer=row.conversation.customer if row.conversation else None)


def _compare(
    message_id: int, found: Sequence[_Found], known: Sequence[Suggestion], calendar: WorkingCalendar, at: datetime
) -> list[Suggestion]:
    """Rows for what is new; what waits follows its finding or goes."""
    pairs = _pairs(found, known)
    gone = [row.pk for row in known if row.settled_at is None and row.pk not in {old.pk for _, old in pairs}]
    if gone:
        Suggestion.objects.filter(pk__in=gone, settled_at=None).delete()
    for one, row in pairs:
        if row.settled_at is None:
            Suggestion.objects.filter(pk=row.pk, settled_at=None).update(**_columns(one, calendar))
    taken = {id(one) for one, _ in pairs}
    return [
        Suggestion(message_id=message_id, found_at=at, **_columns(one, calendar))
        for one in found
        if id(one) not in taken
    ]


def _pairs(found: Sequence[_Found], known: Sequence[Suggestion]) -> list[tuple[_Found, Suggestion]]:
    """Which finding is which earlier suggestion, each at most once; the most alike first."""
    scored = [(_likeness(one, row), place, row.pk, one, row) for place, one in enumerate(found) for row in known]
    pairs: list[tuple[_Found, Suggestion]] = []
    seen: set[int] = set()
    met: set[int] = set()
    for likeness, place, pk, one, row in sorted(scored, key=lambda score: (-score[0], score[1], score[2])):
        if likeness > 0 and place not in seen and pk not in met:
            seen.add(place)
            met.add(pk)
            pairs.append((one, row))
    return pairs


def _likeness(one: _Found, row: Suggestion) -> float:
    """Above 1 where the places overlap (2: the same place), up to 1 where the words are alike, else 0."""
    shared = min(one.end, row.end) - max(one.start, row.start)
    if shared > 0:
        return 1 + shared / max(one.end - one.start, row.end - row.start)
    alike = _words_alike(one.what, row.what)
    return alike if alike >= ALIKE else 0.0


def _words_alike(one: str, other: str) -> float:
    """The share of pairs of signs in common (Dice), 0 to 1: for letters and Chinese alike."""
    first, second = _signs(one), _signs(other)
    return 2 * len(first & second) / (len(first) + len(second)) if first and second else 0.0


def _signs(text: str) -> set[str]:
    flat = "".join(text.casefold().split())
    return {flat[place : place + 2] for place in range(max(1, len(flat) - 1))} if flat else set()


def _found_in(body: Body, direction: str) -> list[_Found]:
    return list(_read(body.get("commitments", []), direction))


def _read(commitments: Iterable[Body], direction: str) -> Iterable[_Found]:
    for item in commitments:
        whose = WHOSE.get((direction, str(item.get("by"))))
        what = " ".join(str(item.get("what", "")).split())
        if whose is not None and what:
            yield _Found(*whose, what, _due(item.get("due")), int(item["start"]), int(item["end"]))


def _due(text: str | None) -> date | datetime | None:
    try:
        if not text:
            return None
        return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
    except ValueError:
        return None


def _columns(one: _Found, calendar: WorkingCalendar) -> dict[str, Any]:
    return {
        "party": one.party,
        "is_claim": one.is_claim,
        "what": one.what,
        "start": one.start,
        "end": one.end,
        "due_at": due_moment(one.due, calendar),
        "due_is_day": one.due is not None and not isinstance(one.due, datetime),
    }
