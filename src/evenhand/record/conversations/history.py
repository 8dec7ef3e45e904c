"""What was said before a message that is about to be filed, so that repeats and pace can be read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Window
from django.db.models.functions import RowNumber, Substr

from evenhand.record.conversations.filing import sort_time
from evenhand.record.conversations.incoming import Arrived
from evenhand.record.conversations.models import Message
from evenhand.record.conversations.parties import counterpart, side_of
from evenhand.record.conversations.threading import Placer, Placing, Thread
from evenhand.record.customers.models import Contact
from evenhand.record.customers.ours import Ours

EARLIER_MESSAGES = 8
CHARACTERS = 4_000


@dataclass(frozen=True, slots=True)
class Past:
    """An earlier message of the conversation."""

    at: datetime
    direction: str
    text: str


def histories(batch: Sequence[Arrived], *, ours: Ours, at: datetime) -> dict[str, list[Past]]:
    """The latest earlier messages of each message's conversation, oldest first, by identity. Writes nothing."""
    placings = _placings(batch, ours, at)
    placer = Placer(placings)
    threads = [placer.place(placing).end() for placing in placings]
    on_record = before({thread.pk for thread in threads if thread.pk})
    in_batch: dict[Thread, list[Past]] = defaultdict(list)
    for placing, thread in zip(placings, threads, strict=True):
        item = placing.arrived
        direction = item.direction or side_of(item, ours)
        in_batch[thread.end()].append(Past(placing.at, direction, item.text[:CHARACTERS]))
    found = {}
    for placing, thread in zip(placings, threads, strict=True):
        known = on_record.get(thread.end().pk or 0, []) + in_batch[thread.end()]
        earlier = sorted((past for past in known if past.at < placing.at), key=lambda past: past.at)
        found[placing.arrived.identity] = [past for past in earlier if past.direction != "note"][-EARLIER_MESSAGES:]
    return found


def before(conversation_ids: set[int]) -> dict[int, list[Past]]:
    """The latest messages of these conversations, by conversation id, newest first."""
    ranked = (
        Message.objects.filter(conversation_id__in=conversation_ids, variant_of=None)
        .exclude(direction=Message.Direction.NOTE)
        .annotate(
            place=Window(RowNumber(), partition_by=F("conversation_id"), order_by=F("at").desc()),
            head=Substr("text", 1, CHARACTERS),
        )
        .filter(place__lte=EARLIER_MESSAGES)
    )
    found: dict[int, list[Past]] = defaultdict(list)
    for conversation_id, at, direction, text in ranked.values_list("conversation_id", "at", "direction", "head"):
        found[conversation_id].append(Past(at, direction, text))
    return found


def earlier(message: Message) -> list[Past]:
    """The latest messages before one on record, oldest first: what its reader is given as its history."""
    before_it = Message.objects.filter(conversation_id=message.conversation_id, variant_of=None, at__lt=message.at)
    rows = before_it.exclude(direction=Message.Direction.NOTE).annotate(head=Substr("text", 1, CHARACTERS))
    found = rows.order_by("-at", "-pk").values_list("at", "direction", "head")[:EARLIER_MESSAGES]
    return [Past(*row) for row in reversed(found)]


def _placings(batch: Sequence[Arrived], ours: Ours, at: datetime) -> list[Placing]:
    people = {item.identity: counterpart(item, ours) for item in batch}
    addresses = {person.address for person in people.values() if person}
    known = dict(Contact.objects.filter(address__in=addresses).exclude(address="").values_list("address", "pk"))
    placings = []
    for item in batch:
        person = people[item.identity]
        contact_id = known.get(person.address) if person else None
        placings.append(Placing(item, contact_id, sort_time(item.sent_at, at)))
    return placings
