"""A reply before it goes out and as it goes: checked against all that the record knows, then sent.

Replies know nothing of promises and minutes, so doors check and send through these.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from django.db import transaction

from evenhand.record.agreements.actions import arrivals
from evenhand.record.agreements.facts import facts_for
from evenhand.record.conversations.actions import NotPossible
from evenhand.record.conversations.models import Conversation, Message
from evenhand.record.people.models import Member
from evenhand.record.people.queries import workspace
from evenhand.record.replies.actions.sent import keep_with
from evenhand.record.replies.checking import Checked, check_reply
from evenhand.record.replies.facts import private_facts

LONGEST = 20_000  # code points of one text in the facts: the check runs while one writes


class Way(Protocol):
    """How a reply goes out: writes its message and whatever takes it there."""

    def __call__(self, conversation: Conversation, text: str, *, by: Member, at: datetime) -> Message: ...


class ErrorsLeft(NotPossible):
    """Errors are left in the text, and no reason is given, or they were not all seen; `checked` has them."""

    def __init__(self, code: str, checked: Checked) -> None:
        super().__init__(code)
        self.checked = checked


def facts_of_reply(conversation: Conversation, member: Member, *, now: datetime) -> dict[str, Any]:
    """All facts of the draft check for a reply by this member; `sent_at` in the firm's zone. Fit for JSON."""
    here = now.astimezone(ZoneInfo(workspace().timezone or "UTC"))
    facts = facts_for(conversation, member, now=here) | private_facts(conversation, member)
    if "inbound" in facts:
        facts["inbound"] = facts["inbound"][:LONGEST]
    facts["minutes"] = [minute | {"text": minute["text"][:LONGEST]} for minute in facts["minutes"]]
    return facts


def check(conversation: Conversation, text: str, member: Member, *, now: datetime) -> Checked:
    """What to look at before this reply is sent."""
    facts = facts_of_reply(conversation, member, now=now) if text.strip() else {}
    return check_reply(conversation, text, member, facts)


@transaction.atomic
def send(
    conversation: Conversation,
    text: str,
    *,
    reason: str = "",
    seen: frozenset[str] | None = None,
    way: Way = arrivals.mark_sent,
    by: Member,
    at: datetime,
) -> Message:
    """Check the very text that is sent, send it, and keep with it what was let stand and why errors were left.

    `seen` are the slugs of the errors that the page showed beside the reason; None: whoever sends has seen all.
    Raises NotPossible "empty"; ErrorsLeft "reason-for-errors" without a reason, "new-errors" for what was not seen.
    """
    checked = check(conversation, text, by, now=at)
    if checked.errors and not reason.strip():
        raise ErrorsLeft("reason-for-errors", checked)
    if checked.errors and seen is not None and not seen.issuperset(checked.errors):
        raise ErrorsLeft("new-errors", checked)
    message = way(conversation, checked.text, by=by, at=at)
    keep_with(message, checked.used, checked.errors, reason, by=by, at=at)
    return message
