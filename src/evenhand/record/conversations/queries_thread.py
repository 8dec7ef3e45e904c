"""What the page of one conversation shows: its trend, a window of its messages, what was read and done."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Max, QuerySet

from evenhand.record.conversations.models import (
    Assignment,
    Closure,
    Conversation,
    Correction,
    Draft,
    Message,
    Reading,
    Reveal,
    Snooze,
)
from evenhand.record.people.models import Member

WINDOW = 30
# Harsh messages whose hidden words are looked for in what quotes them.
MOST_ATTACKS = 200


@dataclass(frozen=True, slots=True)
class Point:
    """One message in the order of the thread."""

    pk: int
    at: datetime
    direction: str
    temperature: float
    automatic: bool
    variant_of: int | None


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of the thread: its messages, and how many stand before and after it."""

    messages: list[Message]
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that was done with the conversation: a code, who, when, and what the words need."""

    kind: str
    by: str | None
    at: datetime
    detail: dict[str, Any]


def points_of(conversation: Conversation) -> list[Point]:
    """Every message of a conversation, oldest first, without its words."""
    columns = ("pk", "at", "direction", "temperature", "automatic", "variant_of")
    return [Point(*values) for values in conversation.messages.order_by("at", "pk").values_list(*columns)]


def window_of(points: Sequence[Point], *, at: int | None = None) -> Window:
    """The last WINDOW messages, or those that end with the message `at`."""
    ids = [point.pk for point in points]
    end = ids.index(at) + 1 if at in ids else len(ids)
    start = max(0, end - WINDOW)
    query = Message.objects.filter(pk__in=ids[start:end]).select_related("author", "contact").defer("html")
    query = query.prefetch_related("attachments").order_by("at", "pk")
    return Window(list(query), before=start, after=len(ids) - end)


def messages_to_choose(conversation: Conversation, *, most: int) -> list[Message]:
    """The latest messages that a form may name, newest first, with who wrote them but not what: no notes, no copies."""
    return list(_exchanged(conversation).select_related("author", "contact").defer("html", "text")[:most])


def messages_to_cite(conversation: Conversation, *, most: int) -> list[Message]:
    """The latest messages that people wrote, newest first: no notes, no copies, no automatic mail."""
    return list(_exchanged(conversation).filter(automatic=False).defer("html")[:most])


def _exchanged(conversation: Conversation) -> QuerySet[Message]:
    rows = Message.objects.filter(conversation=conversation, variant_of=None)
    return rows.exclude(direction=Message.Direction.NOTE).order_by("-at", "-pk")


def with_html(message_ids: Sequence[int]) -> set[int]:
    """Which of these messages came with a page of HTML."""
    return set(Message.objects.filter(pk__in=message_ids).exclude(html="").values_list("pk", flat=True))


def readings_of(message_ids: Sequence[int]) -> dict[int, Reading]:
    """The latest reading of each of these messages, where there is one."""
    rows = Reading.objects.filter(message_id__in=message_ids).order_by("at", "pk")
    return {row.message_id: row for row in rows}


def attacks_in(conversation_ids: Iterable[int]) -> list[Reading]:
    """The latest readings, with their messages, of those in which a customer is harsh; the newest MOST_ATTACKS."""
    inbound = Message.Direction.INBOUND
    harsh = Reading.objects.filter(message__conversation_id__in=set(conversation_ids), message__direction=inbound)
    newest = harsh.exclude(message__manner="civil").select_related("message").defer("message__html")
    latest: dict[int, Reading] = {}
    for row in newest.order_by("-at", "-pk")[:MOST_ATTACKS]:
        latest.setdefault(row.message_id, row)
    return list(latest.values())


def in_the_same_original(message: Message) -> list[Message]:
    """The messages that came in the same stored bytes, this one among them: a chat is stored as one."""
    return list(Message.objects.filter(raw=message.raw_id).defer("html").order_by("at", "pk"))


def all_readings_of(message: Message) -> list[Reading]:
    """Every reading of a message, the latest first."""
    return list(message.readings.order_by("-at", "-pk"))


def corrections_of(reading: Reading) -> dict[str, list[Correction]]:
    """What members said against this reading and others of its message, by what it is about, oldest first."""
    found: dict[str, list[Correction]] = defaultdict(list)
    rows = Correction.objects.filter(reading__message=reading.message_id).select_related("member", "reading")
    for row in rows.defer("reading__body").order_by("at", "pk"):
        found[row.about].append(row)
    return dict(found)


def steps_opened(member: Member, message_ids: Sequence[int], *, since: datetime) -> dict[int, int]:
    """How far (1 or 2) this member has uncovered the hidden words of each message since a time."""
    rows = Reveal.objects.filter(member=member, message_id__in=message_ids, at__gte=since)
    return dict(rows.values("message_id").annotate(furthest=Max("step")).values_list("message_id", "furthest"))


def draft_of(conversation: Conversation, member: Member) -> Draft | None:
    """What this member is writing there."""
    return Draft.objects.filter(conversation=conversation, member=member).first()


def happenings(conversation: Conversation) -> list[Happening]:
    """Who did what with the conversation and when, newest first."""
    found = [*_assignments(conversation), *_closures(conversation), *_snoozes(conversation), *_reveals(conversation)]
    return sorted(found, key=lambda happening: happening.at)[::-1]


def _assignments(conversation: Conversation) -> list[Happening]:
    rows = Assignment.objects.filter(conversation=conversation)
    values = rows.values_list("member_id", "member__name", "by_id", "by__name", "at")
    return [
        Happening("taken" if to_id == by_id else "assigned" if to_id else "given-back", by, at, {"to": to})
        for to_id, to, by_id, by, at in values
    ]


def _closures(conversation: Conversation) -> list[Happening]:
    found = []
    rows = Closure.objects.filter(conversation=conversation)
    for by, at, again, again_at in rows.values_list("by__name", "at", "reopened_by__name", "reopened_at"):
        found.append(Happening("closed", by, at, {}))
        if again_at:
            found.append(Happening("reopened" if again else "reopened-by-message", again, again_at, {}))
    return found


def _snoozes(conversation: Conversation) -> list[Happening]:
    rows = Snooze.objects.filter(conversation=conversation).values_list("by__name", "at", "until")
    return [Happening("snoozed", by, at, {"until": until}) for by, at, until in rows]


def _reveals(conversation: Conversation) -> list[Happening]:
    rows = Reveal.objects.filter(message__conversation=conversation)
    values = rows.values_list("member__name", "at", "step", "message_id", "message__at")
    return [
        Happening("opened" if step == 2 else "asked-to-open", by, at, {"message": message, "sent": sent})
        for by, at, step, message, sent in values
    ]
