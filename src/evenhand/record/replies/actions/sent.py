"""What stays with a reply when it goes out: what was let stand in it, and the errors it was sent with."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from evenhand.record.conversations.models import Message
from evenhand.record.ledger import actions as ledger
from evenhand.record.people.models import Member
from evenhand.record.replies.actions.pausing import end_pause
from evenhand.record.replies.actions.standing import LONGEST
from evenhand.record.replies.models import SentAnyway, Standing


@transaction.atomic
def keep_with(
    message: Message, used: Sequence[Standing], errors: Sequence[str], reason: str, *, by: Member, at: datetime
) -> SentAnyway | None:
    """Join the decisions about a draft to the message that it became, and end its pause.

    `used` are the findings let stand that are in the text sent; others end with the draft. `errors` are the slugs
    of errors left; without any, nothing is kept as sent anyway.
    """
    open_ones = Standing.objects.filter(conversation=message.conversation_id, member=by, message=None, ended_at=None)
    open_ones.filter(pk__in=[row.pk for row in used]).update(message=message)
    open_ones.filter(message=None).update(ended_at=at)
    end_pause(message.conversation, by=by, at=at)
    if not errors:
        return None
    slugs = sorted(set(errors))
    why = " ".join(reason.replace("\x00", "").split())[:LONGEST]
    row = SentAnyway.objects.create(message=message, slugs=slugs, reason=why, by=by, at=at)
    body = {"rules": slugs, "conversation": message.conversation_id}
    ledger.append(kind="message.sent-anyway", actor=by.actor, at=at, subject=f"message:{message.pk}", body=body)
    return row
