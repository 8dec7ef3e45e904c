"""Whose time passed while a conversation was open: ours, or theirs while we waited for what they owed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime

from django.db.models import OuterRef, QuerySet, Subquery

from evenhand.knowledge.worktime import CaseClock, WorkingCalendar, case_clock
from evenhand.knowledge.worktime import Wait as Proven
from evenhand.record.agreements.models import Wait
from evenhand.record.conversations.models import Conversation, Message

Standstill = tuple[datetime, datetime | None]


def case_clock_of(conversation: Conversation, calendar: WorkingCalendar, *, now: datetime) -> CaseClock | None:
    """The two clocks from the customer's first message until it was closed, or until now; None where they wrote none.

    The waits of the clock name the id of the message that proves them, or "wait:<id>" where that message is gone.
    """
    return case_clocks_of([conversation.pk], calendar, now=now).get(conversation.pk)


def case_clocks_of(ids: Collection[int], calendar: WorkingCalendar, *, now: datetime) -> dict[int, CaseClock]:
    """The clocks of several conversations by id, without those to which the customer wrote nothing; two queries."""
    waits: dict[int | None, list[Proven]] = defaultdict(list)
    for row in _waits_in(ids):
        proof = str(row.proof_id) if row.proof_id else f"wait:{row.pk}"
        waits[row.commitment.conversation_id].append(Proven(row.since, proof, ended(row)))
    return {
        pk: case_clock(calendar, started=started, until=closed or now, answered_at=answered, waits=waits[pk])
        for pk, closed, started, answered in _begun(ids)
    }


def standstills_in(ids: Collection[int]) -> dict[int, list[Standstill]]:
    """When we waited in these conversations: beginnings and ends (None: not over) by conversation; one query."""
    found: dict[int, list[Standstill]] = defaultdict(list)
    for row in _waits_in(ids) if ids else ():
        found[row.commitment.conversation_id or 0].append((row.since, ended(row)))
    return found


def ended(wait: Wait) -> datetime | None:
    """When a wait was over: when what we waited for came, else when a member said so; None while it lasts."""
    return wait.arrived_in.at if wait.arrived_in else wait.ended_at


def _waits_in(ids: Collection[int]) -> QuerySet[Wait]:
    rows = Wait.objects.filter(commitment__conversation__in=ids).select_related("commitment", "arrived_in")
    return rows.defer("arrived_in__text", "arrived_in__html").order_by("since", "pk")


def _begun(ids: Collection[int]) -> Iterable[tuple[int, datetime | None, datetime, datetime | None]]:
    """Of each conversation its id, when it was closed, when the customer asked, and when we first answered."""
    own_words = Message.objects.filter(conversation=OuterRef("pk"), automatic=False, variant_of=None)
    asked = own_words.filter(direction=Message.Direction.INBOUND).order_by("at", "pk").values("at")[:1]
    answers = own_words.filter(direction=Message.Direction.OUTBOUND, at__gte=OuterRef("asked_at"))
    query = Conversation.objects.filter(pk__in=ids).annotate(asked_at=Subquery(asked)).exclude(asked_at=None)
    query = query.annotate(answered_at=Subquery(answers.order_by("at", "pk").values("at")[:1]))
    return query.values_list("pk", "closed_at", "asked_at", "answered_at")
