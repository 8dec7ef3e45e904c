"""The messages in which somebody was attacked: what exposure and the report rate count."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q, QuerySet

from evenhand.record.conversations.models import Correction, Message
from evenhand.record.conversations.queries_imports import IN_PART
from evenhand.record.protection.wellbeing.substance import HARSH


def is_harsh(prefix: str = "") -> Q:
    """The condition "a customer's message that was read as abusive or threatening"; of its versions only the first.

    `prefix` leads to the message ("message__").
    """
    wanted = {"direction": Message.Direction.INBOUND, "manner__in": HARSH, "automatic": False, "variant_of": None}
    return Q(**{f"{prefix}{name}": value for name, value in wanted.items()})


def harsh_between(since: datetime, until: datetime) -> QuerySet[Message]:
    """Those sent after `since` and until `until`."""
    # All levels there are: with them the index of level and time finds the days, else every message is looked at.
    return Message.objects.filter(is_harsh(), level__in=("full", *IN_PART), at__gt=since, at__lte=until).order_by()


def called_milder(message_ids: Iterable[int]) -> set[int]:
    """Those of which a member's last word is that nobody is attacked in them. One query."""
    rows = Correction.objects.filter(about="manner", reading__message__in=set(message_ids)).order_by("at", "pk")
    last: dict[int, str] = dict(rows.values_list("reading__message_id", "better"))
    return {message for message, better in last.items() if better not in HARSH}
