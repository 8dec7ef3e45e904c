"""Whoever writes although a restriction stands is told once what applies; never in answer to a machine."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction

from evenhand.record.conversations.models import Message
from evenhand.record.conversations.working import NotPossible
from evenhand.record.ledger.actions import SYSTEM
from evenhand.record.outbox.actions import enqueue
from evenhand.record.outbox.models import Letter
from evenhand.record.protection.models import KeptApart, Restriction
from evenhand.record.protection.restrictions.letters import LinkTo, Outgoing, composed, post_with_appeal, signed
from evenhand.record.protection.restrictions.turns import in_force, note, standing_values, tongues_of
from evenhand.record.protection.texts import Value

JOB = "tell-again"
STILL_NEWS = timedelta(days=2)
"""An older message is history that was imported: nobody is written to because of it."""


def ask_to_tell(kept: Iterable[KeptApart], *, at: datetime) -> None:
    """Have the worker write to those who have not been told yet; inside the caller's transaction."""
    first = {_key(row.restriction, row.message): row.message for row in kept if _asks_for_word(row.message, at)}
    told = set(Letter.objects.filter(key__in=list(first)).values_list("key", flat=True))
    for key, message in first.items():
        if key not in told:
            enqueue(JOB, {"message": message.pk}, at=at, key=key)


@transaction.atomic
def tell_again(message_id: int, *, link_to: LinkTo, at: datetime) -> Letter | None:
    """Write to whoever sent this message, once for each restriction; None where there is nothing to write any more."""
    rows = KeptApart.objects.select_related(
        "restriction__contact", "restriction__customer", "restriction__by", "restriction__member", "message__contact"
    )
    kept = rows.filter(message=message_id).first()
    if kept is None or not in_force(kept.restriction, at) or not _asks_for_word(kept.message, at):
        return None
    row, key = kept.restriction, _key(kept.restriction, kept.message)
    if Letter.objects.filter(key=key).exists():
        return None
    values: dict[str, Value | None] = {
        **standing_values(row), "contact": str(kept.message.contact), "received": kept.message.at,
        **signed(row.by, row.decided_as),
    }  # fmt: skip
    words = composed("told-again", tongues_of(row), values)
    address = kept.message.contact.address if kept.message.contact else ""
    try:
        letter = post_with_appeal(
            Outgoing(address, words.subject, words.text), row, link_to, by=SYSTEM, at=at, key=key
        )  # fmt: skip
    except NotPossible:
        return None
    Restriction.objects.filter(pk=row.pk, told_at=None).update(told_at=at)
    note("told-again", row, SYSTEM, at, contact=kept.message.contact_id, message=kept.message_id, letter=letter.pk)
    return letter


def _asks_for_word(message: Message, at: datetime) -> bool:
    is_person = not message.automatic and message.variant_of_id is None and message.contact is not None
    return is_person and bool(message.contact and message.contact.address) and message.at > at - STILL_NEWS


def _key(restriction: Restriction, message: Message) -> str:
    return f"told-again:{restriction.pk}:{message.contact_id}"
