"""What the record knows for whoever writes a reply: the facts of the draft check, as a plain mapping.

A key that is absent is not known; an empty list is known to be none.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from evenhand.record.agreements.access.commitments import commitments_for
from evenhand.record.agreements.minutes_access import minutes_for
from evenhand.record.agreements.models import Commitment, Party, Version
from evenhand.record.agreements.queries.ability import valid_checks
from evenhand.record.conversations.models import Conversation, Message
from evenhand.record.people.authority import limits_of
from evenhand.record.people.calendar import day_of, working_calendar
from evenhand.record.people.models import Member

MOST = 50


def facts_for(conversation: Conversation, member: Member, *, now: datetime) -> dict[str, Any]:
    """The facts for a reply of this member in a conversation that they may see; times are ISO 8601, days ISO dates.

    Promises and minutes are those of the whole customer, as far as the member may see them.
    """
    promises = open_promises(conversation, member)
    facts: dict[str, Any] = {
        "sent_at": now.isoformat(),
        "owed_inputs": [_owed(row) for row in promises if row.party == Party.THEM],
        "open_commitments": [_open(row) for row in promises if row.party == Party.US],
        "minutes": [_minute(row) for row in agreed_minutes(conversation, member)],
        "capability_checks": _checks(conversation, member, now),
        "authority": limits_of(member).as_facts(),
        "customer_language": conversation.language,
        "inbound": _inbound(conversation),
    }
    unknown = {"authority": {}, "customer_language": "und", "inbound": ""}
    return {key: value for key, value in facts.items() if key not in unknown or value != unknown[key]}


def agreed_minutes(conversation: Conversation, member: Member) -> list[Version]:
    """The versions in force of the minutes with this customer that the member may see, or of the conversation alone."""
    query = Version.objects.filter(agreed_at__isnull=False, superseded_at=None, withdrawn_at=None)
    query = query.filter(minute__in=minutes_for(member).values("pk"))
    if conversation.customer_id is not None:
        query = query.filter(minute__customer=conversation.customer_id)
    else:
        query = query.filter(minute__conversation=conversation)
    return list(query.select_related("minute").order_by("-agreed_at", "-pk")[:MOST])


def open_promises(conversation: Conversation, member: Member) -> list[Commitment]:
    """The open promises of both sides with this customer, or of the conversation where it has none."""
    query = commitments_for(member).filter(ended_at=None)
    if conversation.customer_id is not None:
        query = query.filter(customer=conversation.customer_id)
    else:
        query = query.filter(conversation=conversation)
    return list(query.select_related("message").prefetch_related("waits").order_by("due_at", "pk")[:MOST])


def _owed(row: Commitment) -> dict[str, str]:
    """What they owe; since we said that we wait, else since they promised it."""
    waits = [wait.since for wait in row.waits.all() if wait.ended_at is None]
    since = waits[0] if waits else row.message.at if row.message else row.recorded_at
    return {"what": row.what, "since": since.isoformat()}


def _open(row: Commitment) -> dict[str, str]:
    return {"what": row.what} | ({"due": row.due_at.isoformat()} if row.due_at else {})


def _minute(row: Version) -> dict[str, str]:
    assert row.agreed_at is not None  # noqa: S101 - the query asks for it
    return {"text": row.text, "agreed_on": day_of(row.agreed_at, working_calendar()).isoformat()}


def _checks(conversation: Conversation, member: Member, now: datetime) -> list[dict[str, str]]:
    checks = valid_checks(member, conversation, on=day_of(now, working_calendar()))
    return [{"what": row.what, "by": str(row.checked_by or ""), "until": row.valid_until.isoformat()} for row in checks]


def _inbound(conversation: Conversation) -> str:
    """The text of the message that is answered: the last that the customer wrote."""
    theirs = Message.objects.filter(conversation=conversation, direction=Message.Direction.INBOUND, automatic=False)
    return theirs.order_by("-at", "-pk").values_list("text", flat=True).first() or ""
