"""Filing a batch of messages: contacts, threads, rows, readings, search terms, ledger; all or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from evenhand.knowledge.language.subjects import bare_subject
from evenhand.record.conversations.apart import close_what_is_apart, set_apart
from evenhand.record.conversations.copies import without_copies
from evenhand.record.conversations.incoming import Arrived, Person
from evenhand.record.conversations.indexing import index_messages
from evenhand.record.conversations.joining import join_threads
from evenhand.record.conversations.models import (
    Attachment,
    Conversation,
    Message,
    Raw,
    Reading,
    ThreadKey,
)
from evenhand.record.conversations.parties import Parties, side_of
from evenhand.record.conversations.reading_columns import columns_of
from evenhand.record.conversations.second_look import ask_for_second_look
from evenhand.record.conversations.summaries import summarise
from evenhand.record.conversations.threading import Placer, Placing, Thread
from evenhand.record.conversations.waking import wake_up
from evenhand.record.customers.models import Customer
from evenhand.record.customers.ours import Ours
from evenhand.record.ledger import actions as ledger

EARLIEST_YEAR = 1990


@dataclass(frozen=True, slots=True)
class Filed:
    """What filing a batch did, in numbers."""

    messages: int = 0
    duplicates: int = 0
    variants: int = 0
    read_in_part: int = 0
    conversations: int = 0
    customers: int = 0

    def __add__(self, other: Filed) -> Filed:
        return Filed(*(getattr(self, name) + getattr(other, name) for name in Filed.__slots__))


@transaction.atomic
def file_messages(
    batch: Sequence[Arrived], *, ours: Ours, actor: str, at: datetime, second_look: bool = False
) -> Filed:
    """File these messages. What is on record already is counted and left as it is.

    With `second_look` the worker is asked to look again at those whose reading is in doubt.
    """
    fresh = without_copies(_not_on_record(batch))
    parties = Parties.meet(fresh, ours=ours, at=at)
    placings = [Placing(item, parties.contact_id(item), sort_time(item.sent_at, at)) for item in fresh]
    placer = Placer(placings)
    threads = [placer.place(placing) for placing in placings]
    before = _open_new_threads(threads, placings, parties)
    join_threads([(keep.conversation_id, gone.pk) for keep, gone in placer.joined if gone.pk], actor=actor, at=at)
    messages = _rows(placings, threads, parties, ours)
    set_apart([(message, parties.limits(item)) for message, item in zip(messages, fresh, strict=True)])
    variants = _mark_variants(messages)
    _save(messages, fresh, actor=actor, at=at)
    if second_look:
        ask_for_second_look(zip(messages, [item.reading or {} for item in fresh], strict=True), at=at)
    touched = {message.conversation_id for message in messages}
    _complete(touched, placings, threads, parties)
    wake_up(messages, actor=actor, at=at)
    close_what_is_apart(messages, actor=actor, at=at)
    summarise(touched)
    Raw.objects.filter(pk__in={item.raw_id for item in batch}).update(state=Raw.State.FILED)
    return Filed(
        messages=len(messages),
        duplicates=len(batch) - len(fresh),
        variants=variants,
        read_in_part=sum(message.level != "full" for message in messages),
        conversations=before,
        customers=parties.customers_made,
    )


def sort_time(sent_at: datetime | None, stored_at: datetime) -> datetime:
    """When a message counts as sent: its own date if that is believable, else when it was stored."""
    if sent_at is None or sent_at.year < EARLIEST_YEAR or sent_at > stored_at + timedelta(days=1):
        return stored_at
    return sent_at


def _not_on_record(batch: Sequence[Arrived]) -> list[Arrived]:
    by_identity = {item.identity: item for item in batch}
    known = set(Message.objects.filter(identity__in=by_identity.keys()).values_list("identity", flat=True))
    return [item for identity, item in by_identity.items() if identity not in known]


def _open_new_threads(threads: Sequence[Thread], placings: Sequence[Placing], parties: Parties) -> int:
    """Make the conversations that are new, and the keys that lead to them; returns how many were made."""
    firsts: dict[int, tuple[Thread, Placing]] = {}
    for thread, placing in zip(threads, placings, strict=True):
        firsts.setdefault(id(thread.end()), (thread.end(), placing))
    wanted = [(thread, placing) for thread, placing in firsts.values() if thread.pk is None]
    rows = Conversation.objects.bulk_create([_conversation(thread, placing, parties) for thread, placing in wanted])
    for (thread, _), row in zip(wanted, rows, strict=True):
        thread.pk = row.pk
    ThreadKey.objects.bulk_create(
        [
            ThreadKey(key=key, conversation_id=thread.conversation_id)
            for thread, _ in firsts.values()
            for key in sorted(thread.keys)
        ],
        ignore_conflicts=True,
    )
    return len(rows)


def _conversation(thread: Thread, placing: Placing, parties: Parties) -> Conversation:
    arrived = placing.arrived
    customer: Customer | None = parties.customer(arrived)
    return Conversation(
        subject=bare_subject(arrived.subject),
        customer=customer,
        contact_id=placing.contact_id,
        team_id=customer.team_id if customer else None,
        channel=arrived.channel[:16],
        external_id=thread.external_id[:200] if thread.external_id else None,
        started_at=placing.at,
        last_at=placing.at,
    )


def _complete(touched: set[int], placings: Sequence[Placing], threads: Sequence[Thread], parties: Parties) -> None:
    """Give conversations that began without the other side (a note, our own turn) the first that wrote or was met."""
    lone = Conversation.objects.filter(pk__in=touched, contact=None)
    for conversation in lone:
        batch = zip(placings, threads, strict=True)
        here = [placing for placing, thread in batch if thread.conversation_id == conversation.pk]
        contact_id = next((placing.contact_id for placing in here if placing.contact_id), None)
        customer = conversation.customer or next(filter(None, (parties.customer(item.arrived) for item in here)), None)
        if contact_id is None and customer == conversation.customer:
            continue
        conversation.contact_id, conversation.customer = contact_id, customer
        conversation.team_id = conversation.team_id or (customer.team_id if customer else None)
        conversation.save(update_fields=["contact", "customer", "team"])


def _rows(placings: Sequence[Placing], threads: Sequence[Thread], parties: Parties, ours: Ours) -> list[Message]:
    rows = []
    for placing, thread in zip(placings, threads, strict=True):
        item = placing.arrived
        reading = item.reading or {}
        rows.append(
            Message(
                conversation_id=thread.conversation_id,
                raw_id=item.raw_id,
                turn=item.turn,
                identity=item.identity,
                direction=item.direction or side_of(item, ours),
                contact_id=parties.sender_id(item, ours),
                sender_name=item.sender.name[:200],
                sender_address=item.sender.address[:254],
                recipients=[_as_json(person) for person in item.recipients],
                at=placing.at,
                sent_at=item.sent_at,
                subject=item.subject,
                text=item.text,
                html=item.html,
                message_id=item.message_id[:255],
                level=item.level,
                problems=list(item.problems),
                automatic=item.automatic,
                language=reading.get("language", "und"),
                manner=reading.get("manner", {}).get("level", "unclear"),
                temperature=reading.get("temperature", {}).get("value", 0.0),
            )
        )
    return rows


def _as_json(person: Person) -> dict[str, str]:
    return {"name": person.name, "address": person.address}


def _mark_variants(messages: Sequence[Message]) -> int:
    """Point each message whose Message-ID is on record with other bytes to the first that came."""
    ids = {message.message_id for message in messages if message.message_id}
    first: dict[str, Message] = {}
    for known in Message.objects.filter(message_id__in=ids, variant_of=None).only("pk", "message_id").order_by("pk"):
        first.setdefault(known.message_id, known)
    count = 0
    for message in messages:
        if not message.message_id:
            continue
        original = first.setdefault(message.message_id, message)
        if original is not message:
            message.variant_of = original
            count += 1
    return count


def _save(messages: list[Message], items: Sequence[Arrived], *, actor: str, at: datetime) -> None:
    # A variant may point to a message of this same batch, which has no id before it is saved.
    plain = [message for message in messages if message.variant_of is None]
    variants = [message for message in messages if message.variant_of is not None]
    Message.objects.bulk_create(plain)
    for message in variants:
        message.variant_of = message.variant_of  # takes the id that saving gave it
    Message.objects.bulk_create(variants)
    pairs = list(zip(messages, items, strict=True))
    Attachment.objects.bulk_create(_attachments(pairs))
    Reading.objects.bulk_create(_readings(pairs, at))
    index_messages((message.pk, item) for message, item in pairs)
    facts = [
        ledger.Fact(
            f"message.{message.direction}",
            f"message:{message.pk}",
            {"identity": message.identity, "conversation": message.conversation_id},
        )
        for message in messages
    ]
    ledger.append_all(facts, actor=actor, at=at)


def _attachments(pairs: Iterable[tuple[Message, Arrived]]) -> list[Attachment]:
    return [
        Attachment(
            message=message,
            index=file.index,
            filename=file.filename[:255],
            declared_type=file.declared_type[:255],
            real_type=file.real_type[:255],
            size=file.size,
            sha256=file.sha256,
            inline=file.inline,
        )
        for message, item in pairs
        for file in item.files
    ]


def _readings(pairs: Iterable[tuple[Message, Arrived]], at: datetime) -> list[Reading]:
    return [
        Reading(
            message=message,
            model=item.reading["model"]["name"],
            version=item.reading["model"]["version"],
            at=at,
            body=item.reading,
            **columns_of(item.reading),
        )
        for message, item in pairs
        if item.reading
    ]
