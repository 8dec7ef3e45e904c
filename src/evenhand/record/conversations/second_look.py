"""Messages whose first reading is in doubt, to be read again with one more opinion: asked for, and found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from evenhand.knowledge.language.scoring.model import shipped
from evenhand.knowledge.language.scoring.second import REASON
from evenhand.record.conversations.models import Message, Reading
from evenhand.record.outbox.actions import enqueue

JOB = "second-look"
AT_MOST = 40  # messages a job: some seconds of work, so that other jobs do not wait long


def is_in_doubt(body: Mapping[str, Any]) -> bool:
    """Whether a reading's JSON is of a first look that was in doubt about an attack."""
    manner = body.get("manner", {})
    second = shipped().second
    return second is not None and REASON not in manner.get("reasons", ()) and second.doubt.holds(manner.get("score", 0))


def ask_for_second_look(found: Iterable[tuple[Message, Mapping[str, Any]]], *, at: datetime) -> None:
    """Have the worker look again at what customers wrote where the reading is in doubt; in the caller's transaction."""
    doubtful = iter(
        [message.pk for message, body in found if message.direction == Message.Direction.INBOUND and is_in_doubt(body)]
    )
    while ids := list(islice(doubtful, AT_MOST)):
        enqueue(JOB, {"messages": ids}, at=at)


def waiting_for_second_look(ids: Sequence[int]) -> list[Message]:
    """Those of the messages that are there and whose latest reading is still the first look, in doubt."""
    latest = dict(
        Reading.objects.filter(message_id__in=ids).order_by("at", "pk").values_list("message_id", "body")
    )  # the last of each stays
    wanted = [pk for pk, body in latest.items() if is_in_doubt(body)]
    return list(Message.objects.filter(pk__in=wanted).order_by("pk"))
