"""Making one conversation of two that a message shows to be the same thread."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import ForeignObjectRel

from evenhand.record.conversations.models import Closure, Conversation, Draft, Snooze
from evenhand.record.ledger import actions as ledger


def join_threads(pairs: Iterable[tuple[int, int]], *, actor: str, at: datetime) -> None:
    """Move everything of the second conversation of each pair to the first. Call inside a transaction.

    Everything is whatever points to it, also of apps that stand above this one: incidents, holds, merits.
    What was open stays open and what nobody put aside stays in sight; what a member was writing is kept.
    """
    for keep, gone in pairs:
        if keep == gone:
            continue
        _join(keep, gone, at=at)
        ledger.append(
            kind="conversation.joined", actor=actor, at=at, subject=f"conversation:{keep}", body={"joined": gone}
        )


def _join(keep: int, gone: int, *, at: datetime) -> None:
    rows = Conversation.objects.select_for_update().in_bulk([keep, gone])
    state = _state_of_both(rows[keep], rows[gone])
    _join_drafts(keep, gone)
    _end_the_second_of_two(rows[keep], rows[gone], at=at)
    for relation in Conversation._meta.get_fields(include_hidden=True):
        if isinstance(relation, ForeignObjectRel) and relation.related_model is not Draft:
            name = relation.remote_field.name
            relation.related_model._base_manager.filter(**{name: gone}).update(**{name: keep})
    Conversation.objects.filter(pk=gone).delete()
    Conversation.objects.filter(pk=keep).update(**state)
    if state["closed_at"] is None:
        Closure.objects.filter(conversation_id=keep, reopened_at=None).update(reopened_at=at)
    over = Snooze.objects.filter(conversation_id=keep, ended_at=None)
    if state["snoozed_until"] is not None:
        over = over.exclude(until=state["snoozed_until"])
    over.update(ended_at=at)


def _state_of_both(kept: Conversation, gone: Conversation) -> dict[str, Any]:
    still_open = [row for row in (kept, gone) if row.closed_at is None]
    asleep = [row.snoozed_until for row in still_open if row.snoozed_until is not None]
    return {
        "owner_id": kept.owner_id or gone.owner_id,
        "team_id": kept.team_id or gone.team_id,
        "contact_id": kept.contact_id or gone.contact_id,
        "customer_id": kept.customer_id or gone.customer_id,
        "closed_at": None if still_open else kept.closed_at,
        "snoozed_until": min(asleep) if still_open and len(asleep) == len(still_open) else None,
    }


def _join_drafts(keep: int, gone: int) -> None:
    kept = {draft.member_id: draft for draft in Draft.objects.filter(conversation_id=keep)}
    for draft in Draft.objects.filter(conversation_id=gone):
        if (other := kept.get(draft.member_id)) is None:
            Draft.objects.filter(pk=draft.pk).update(conversation_id=keep)
        else:
            Draft.objects.filter(pk=other.pk).update(text=f"{other.text}\n\n{draft.text}")


def _end_the_second_of_two(keep: Conversation, gone: Conversation, *, at: datetime) -> None:
    """Of what a conversation has one of at most: of two updates owed the earlier one stands, of two holds the first."""
    owed = [row for thread in (keep, gone) for row in thread.updates.filter(ended_at=None)]
    for later in sorted(owed, key=lambda row: row.due_at)[1:]:
        later.ended_at = at
        later.save(update_fields=["ended_at"])
    if keep.holds.filter(ended_at=None).exists():
        gone.holds.filter(ended_at=None).update(ended_at=at)
    paused = keep.pauses.filter(ended_at=None).values("member")
    gone.pauses.filter(ended_at=None, member__in=paused).update(ended_at=at)
