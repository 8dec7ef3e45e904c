"""Whose time passed while a conversation was open: ours, or theirs while we waited for what they owed."""

from __future__ import annotations

from datetime import datetime

from evenhand.knowledge.worktime import CaseClock, WorkingCalendar, case_clock
from evenhand.knowledge.worktime import Wait as Standstill
from evenhand.record.agreements.models import Wait
from evenhand.record.conversations.models import Conversation, Message


def case_clock_of(conversation: Conversation, calendar: WorkingCalendar, *, now: datetime) -> CaseClock | None:
    """The two clocks from the customer's first message until it was closed, or until now; None where they wrote none.

    The waits of the clock name the id of the message that proves them, or "wait:<id>" where that message is gone.
    """
    own_words = Message.objects.filter(conversation=conversation, automatic=False, variant_of=None)
    asked = own_words.filter(direction=Message.Direction.INBOUND).order_by("at", "pk").values_list("at", flat=True)
    if (started := asked.first()) is None:
        return None
    answers = own_words.filter(direction=Message.Direction.OUTBOUND, at__gte=started).order_by("at", "pk")
    return case_clock(
        calendar,
        started=started,
        until=conversation.closed_at or now,
        answered_at=answers.values_list("at", flat=True).first(),
        waits=[_standstill(row) for row in waits_of(conversation)],
    )


def waits_of(conversation: Conversation) -> list[Wait]:
    """The waits of a conversation, oldest first, with what was owed and what proves them."""
    rows = Wait.objects.filter(commitment__conversation=conversation)
    return list(rows.select_related("commitment", "proof", "arrived_in", "begun_by").order_by("since", "pk"))


def ended(wait: Wait) -> datetime | None:
    """When a wait was over: when what we waited for came, else when a member said so; None while it lasts."""
    return wait.arrived_in.at if wait.arrived_in else wait.ended_at


def _standstill(wait: Wait) -> Standstill:
    proof = str(wait.proof_id) if wait.proof_id else f"wait:{wait.pk}"
    return Standstill(wait.since, proof, ended(wait))
