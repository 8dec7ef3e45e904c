"""Which decisions about replies a member may touch: their own; the rules of the firm for whoever sets them."""

from __future__ import annotations

from evenhand.record.conversations.access import seen_by
from evenhand.record.people.errors import NotFound
from evenhand.record.people.models import Member
from evenhand.record.replies.models import Standing


def standing_for(member: Member, pk: int) -> Standing:
    """What this member lets stand in a draft of theirs, with its conversation. Raises NotFound."""
    query = Standing.objects.filter(
        seen_by(member, "conversation__"), pk=pk, member=member, message=None, ended_at=None
    )
    found = query.select_related("conversation").first()
    if found is None:
        raise NotFound
    return found
