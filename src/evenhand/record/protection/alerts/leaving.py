"""A member leaves: what they were asked to answer goes on at once, and what they asked for themselves ends."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from evenhand.record.agreements.actions import leaving
from evenhand.record.agreements.models import Commitment
from evenhand.record.conversations.models import Conversation
from evenhand.record.people.models import Member
from evenhand.record.protection.alerts.alerting import go_on, hold, hold_about
from evenhand.record.protection.alerts.requesting import waiting_of, withdraw
from evenhand.record.protection.models import Alert, Request


@transaction.atomic
def member_leaves(member: Member, successor: Member | None, *, by: Member, at: datetime) -> int:
    """Hand over open work, promises and alerts and end the membership; returns how many conversations moved.

    An alert with nobody left to ask stays open, and goes on as soon as somebody can be asked. Support for legal steps
    is still owed to whoever has left; their other requests end. Raises NotPossible("successor").
    """
    waiting = list(Alert.objects.filter(member=member, ended_at=None))
    _hold_all(member, waiting)
    moved = leaving.member_leaves(member, successor, by=by, at=at)
    for alert in map(hold, waiting):
        if alert.ended_at is None:
            go_on(alert, end=Alert.End.HANDED_ON, actor=by.actor, at=at)
    for request in waiting_of(member).exclude(kind=Request.Kind.LEGAL):
        withdraw(request, by=member, at=at)
    return moved


def _hold_all(member: Member, waiting: Sequence[Alert]) -> None:
    """Hold all that changes when somebody leaves, before the first entry of the ledger: others wait, none in a ring."""
    for rows in (Conversation.objects.filter(owner=member), Commitment.objects.filter(owner=member, ended_at=None)):
        list(rows.select_for_update(no_key=True).order_by("pk").values_list("pk"))
    own = Alert.objects.filter(request__in=waiting_of(member))
    hold_about(*waiting, *own)
