"""Taking words out of what members decided about replies: that they did, about which rule and when, stays."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, OuterRef

from evenhand.record.conversations.models import Draft
from evenhand.record.erasing.extent import Extent, in_batches
from evenhand.record.replies.models import SentAnyway, Standing


def wipe_replies(extent: Extent, *, at: datetime) -> None:
    """The words quoted and the reasons given, with the drafts that go and with the messages. Twice does no harm."""
    for ids in in_batches(extent.touched()):
        of_drafts = Standing.objects.filter(conversation__in=ids, message=None)
        of_drafts.filter(ended_at=None).update(ended_at=at)
        of_drafts.update(words="", reason="")
    gone = ~Exists(Draft.objects.filter(conversation=OuterRef("conversation"), member=OuterRef("member")))
    Standing.objects.filter(gone, message=None).update(words="", reason="")  # what cites from elsewhere goes too
    for ids in in_batches(extent.messages):
        Standing.objects.filter(message__in=ids).update(words="", reason="")
        SentAnyway.objects.filter(message__in=ids).update(reason="")
