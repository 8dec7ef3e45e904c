"""The messages in which somebody was attacked: what exposure and the report rate count."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q, QuerySet

from evenhand.record.conversations.models import Correction, Message
from evenhand.record.protection.substance import HARSH


def harsh_messages(condition: Q) -> QuerySet[Message]:
    """Messages of customers that were read as abusive or threatening; of versions of one message only the first."""
    return Message.objects.filter(
        condition, direction=Message.Direction.INBOUND, manner__in=HARSH, automatic=False, variant_of=None
    ).order_by()


def called_milder(message_ids: Collection[int]) -> set[int]:
    """Those of which a member's last word is that nobody is attacked in them. One query."""
    rows = Correction.objects.filter(about="manner", reading__message__in=message_ids).order_by("at", "pk")
    last = dict(rows.values_list("reading__message", "better"))
    return {message for message, better in last.items() if better not in HARSH}
