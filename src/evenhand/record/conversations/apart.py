"""Messages that come although a restriction stands: kept and filed like any other, and waiting for nobody."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from evenhand.record.conversations.models import Closure, Conversation, Message
from evenhand.record.customers.limits import Limit, Said, falls_under
from evenhand.record.ledger import actions as ledger
from evenhand.record.people.models import Member
from evenhand.record.people.queries import workspace


def set_apart(limited: Sequence[tuple[Message, Sequence[Limit]]]) -> None:
    """Mark those of the messages, not saved yet, that do not keep to the limits beside them."""
    for (message, _), limit in zip(limited, limits_broken(limited), strict=True):
        message.apart = limit is not None


def limits_broken(limited: Sequence[tuple[Message, Sequence[Limit]]]) -> list[Limit | None]:
    """For each message the limit that it falls under, None where it may stand; three queries whatever their number.

    Only what came in falls under a limit.
    """
    inbound = [(message, limits) for message, limits in limited if message.direction == Message.Direction.INBOUND]
    if not any(limits for _, limits in inbound):
        return [None] * len(limited)
    zone = workspace().timezone or "UTC"
    said = _said([message for message, _ in inbound], {one.member for _, limits in inbound for one in limits})
    return [
        falls_under(limits, said[id(message)], zone=zone) if id(message) in said else None
        for message, limits in limited
    ]


def close_what_is_apart(messages: Iterable[Message], *, actor: str, at: datetime) -> None:
    """Close the conversations that hold nothing but messages kept apart, so that no queue shows them.

    One that somebody opened by hand stays open. Call inside a transaction.
    """
    touched = {message.conversation_id for message in messages if message.apart}
    if not touched:
        return
    heard = Message.objects.filter(conversation__in=touched, apart=False).values_list("conversation_id", flat=True)
    heard = heard.order_by().distinct()
    alone = Conversation.objects.select_for_update(of=("self",)).filter(
        pk__in=touched - set(heard), closed_at=None, closures=None
    )
    ids = sorted(alone.values_list("pk", flat=True))
    Closure.objects.bulk_create([Closure(conversation_id=pk, by=None, at=at) for pk in ids])
    Conversation.objects.filter(pk__in=ids).update(closed_at=at)
    facts = [ledger.Fact("conversation.closed", f"conversation:{pk}", {"by": "restriction"}) for pk in ids]
    ledger.append_all(facts, actor=actor, at=at)


def _said(messages: Sequence[Message], members: set[int | None]) -> dict[int, Said]:
    """What is known of each message, by the identity of its object: some are not saved yet."""
    rows = Conversation.objects.filter(pk__in={message.conversation_id for message in messages})
    conversations = {pk: (channel, owner) for pk, channel, owner in rows.values_list("pk", "channel", "owner_id")}
    named = Member.objects.filter(pk__in=[pk for pk in members if pk is not None])
    addresses = dict(named.values_list("email", "pk"))
    leavers = frozenset(named.filter(left_at__isnull=False).values_list("pk", flat=True))
    said = {}
    for message in messages:
        channel, owner = conversations[message.conversation_id]
        to = {addresses.get(person.get("address", "")) for person in message.recipients} | {owner}
        said[id(message)] = Said(
            at=message.at,
            channel=channel,
            manner=message.manner,
            colleagues=frozenset(one for one in to if one is not None),
            leavers=leavers,
        )
    return said
