"""What comes in, with what it means for restrictions: what is kept apart by which, and what a later reading changes.

The doors file and read through erasing, which calls these; these call the agreements' own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from evenhand.record.agreements.actions import arrivals
from evenhand.record.conversations import actions as conversations
from evenhand.record.conversations.apart import close_what_is_apart, limits_broken
from evenhand.record.conversations.incoming import Arrived
from evenhand.record.conversations.models import Message, Rereading
from evenhand.record.conversations.summaries import summarise
from evenhand.record.conversations.waking import wake_up
from evenhand.record.customers.limits import Limit
from evenhand.record.customers.ours import Ours
from evenhand.record.ledger import actions as ledger
from evenhand.record.protection.models import KeptApart, Restriction
from evenhand.record.protection.restrictions.telling_again import ask_to_tell
from evenhand.record.protection.restrictions.whom import limit_of

NO_ABUSE = Restriction.Kind.NO_ABUSE


@transaction.atomic
def file_arrivals(
    batch: Sequence[Arrived], *, ours: Ours, actor: str, at: datetime, second_look: bool = False
) -> conversations.Filed:
    """File messages; those that come although a restriction stands are kept apart, and their senders told once."""
    filed = arrivals.file_arrivals(batch, ours=ours, actor=actor, at=at, second_look=second_look)
    if not filed.messages or not Restriction.objects.exists():
        return filed
    apart = _with_parties(Message.objects.filter(identity__in=[item.identity for item in batch], apart=True))
    fresh = [message for message in apart if getattr(message, "kept_apart", None) is None]
    found = list(zip(fresh, _broken(fresh), strict=True))
    _keep_apart(found, actor=actor, at=at)
    # The columns that filing goes by were older than the restrictions: nobody would ever see such a message.
    to_hear = [message for message, limit in found if limit is None]
    _hear(to_hear, actor=actor, at=at)
    summarise({message.conversation_id for message in to_hear})
    return filed


@transaction.atomic
def keep_reading(
    message: Message, body: dict[str, Any], *, actor: str, at: datetime, second_look: bool = False
) -> None:
    """Keep a reading of one message, and decide again whether it is kept apart because of its manner."""
    arrivals.keep_reading(message, body, actor=actor, at=at, second_look=second_look)
    decide_again([message.pk], actor=actor, at=at)


@transaction.atomic
def keep_batch(
    pk: int, found: Mapping[int, dict[str, Any] | None], *, after: int, at: datetime, second_look: bool = False
) -> Rereading:
    """Keep a batch of readings by a newer reader, and decide again on those that are about manner."""
    row = arrivals.keep_batch(pk, found, after=after, at=at, second_look=second_look)
    decide_again([message for message, body in found.items() if body is not None], actor=ledger.SYSTEM, at=at)
    return row


def decide_again(message_ids: Collection[int], *, actor: str, at: datetime) -> None:
    """After another reading: only a limit to abusive messages goes by what is read, so only that is decided again."""
    people = list(Restriction.objects.filter(kind=NO_ABUSE).values_list("contact_id", "customer_id"))
    if not people:
        return
    contacts, firms = {one for one, _ in people if one}, {one for _, one in people if one}
    theirs = Q(contact__in=contacts) | Q(contact__customer__in=firms) | Q(conversation__customer__in=firms)
    messages = _with_parties(Message.objects.filter(theirs, pk__in=message_ids, direction=Message.Direction.INBOUND))
    found = list(zip(messages, _broken(messages), strict=True))
    to_part = [(one, limit) for one, limit in found if limit and limit.kind == NO_ABUSE and not one.apart]
    to_hear = [one for one, limit in found if limit is None and one.apart and _is_apart_by_manner(one)]
    Message.objects.filter(pk__in=[one.pk for one, _ in to_part]).update(apart=True)
    for one, _ in to_part:
        one.apart = True
    _keep_apart(to_part, actor=actor, at=at)
    close_what_is_apart([one for one, _ in to_part], actor=actor, at=at)
    _hear(to_hear, actor=actor, at=at)
    summarise({one.conversation_id for one in (*to_hear, *(message for message, _ in to_part))})


def _keep_apart(found: Iterable[tuple[Message, Limit | None]], *, actor: str, at: datetime) -> None:
    pairs = [(message, limit) for message, limit in found if limit is not None]
    rows = Restriction.objects.in_bulk({limit.restriction for _, limit in pairs})
    kept = [KeptApart(restriction=rows[limit.restriction], message=message, at=at) for message, limit in pairs]
    KeptApart.objects.bulk_create(kept)
    facts = [
        ledger.Fact("message.kept-apart", f"message:{one.message_id}", {"restriction": one.restriction_id})
        for one in kept
    ]
    ledger.append_all(facts, actor=actor, at=at)
    ask_to_tell(kept, at=at)


def _hear(messages: Sequence[Message], *, actor: str, at: datetime) -> None:
    """It reads otherwise now: it waits like any other message."""
    if not messages:
        return
    ids = [one.pk for one in messages]
    KeptApart.objects.filter(message__in=ids).delete()
    Message.objects.filter(pk__in=ids).update(apart=False)
    for one in messages:
        one.apart = False
    facts = [ledger.Fact("message.kept-apart-no-more", f"message:{pk}", {}) for pk in ids]
    ledger.append_all(facts, actor=actor, at=at)
    wake_up(messages, actor=actor, at=at)


def _is_apart_by_manner(message: Message) -> bool:
    kept: KeptApart | None = getattr(message, "kept_apart", None)
    return kept is not None and kept.restriction.kind == NO_ABUSE


def _broken(messages: Sequence[Message]) -> list[Limit | None]:
    """The limit that each message falls under, by the restrictions on record: also those that have ended since."""
    if not messages:
        return []
    contacts = {message.contact_id for message in messages} - {None}
    firms = {firm for message in messages for firm in _firms(message)}
    rows = Restriction.objects.filter(Q(contact__in=contacts) | Q(contact=None, customer__in=firms)).order_by(
        "from_at", "pk"
    )
    on_contact: dict[int | None, list[Limit]] = {}
    on_firm: dict[int | None, list[Limit]] = {}
    for row in rows:
        place, key = (on_contact, row.contact_id) if row.contact_id else (on_firm, row.customer_id)
        place.setdefault(key, []).append(limit_of(row))
    return limits_broken(
        [
            (
                one,
                [
                    *on_contact.get(one.contact_id, []),
                    *(each for firm in _firms(one) for each in on_firm.get(firm, [])),
                ],
            )
            for one in messages
        ]
    )


def _firms(message: Message) -> list[int]:
    """The customers whose people's limits hold for it, in the order in which filing looks at them."""
    named = (message.conversation.customer_id, message.contact.customer_id if message.contact else None)
    return [firm for firm in dict.fromkeys(named) if firm is not None]


def _with_parties(query: QuerySet[Message]) -> list[Message]:
    return list(query.select_related("conversation", "contact", "kept_apart__restriction").order_by("pk"))
