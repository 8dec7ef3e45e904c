"""Questions about what members decided about replies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Exists, OuterRef, QuerySet

from evenhand.record.conversations.access import seen_by
from evenhand.record.conversations.models import Conversation, Draft
from evenhand.record.people.models import Member
from evenhand.record.replies.models import Pause, RuleOff, SentAnyway, Standing

FEWEST = 5  # members behind a figure: with fewer it would speak of a person
LOOK_BACK = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class LetStand:
    """How often what a rule finds was let stand."""

    slug: str
    times: int


@dataclass(frozen=True, slots=True)
class Kept:
    """What stays with a message that was sent."""

    standing: Sequence[Standing]
    anyway: SentAnyway | None


def standing_in_draft(conversation: Conversation, member: Member) -> list[Standing]:
    """What this member lets stand in the reply that they write."""
    rows = Standing.objects.filter(conversation=conversation, member=member, message=None, ended_at=None)
    return list(rows.order_by("pk"))


def rules_off() -> dict[str, RuleOff]:
    """The rules that this firm does not want to hear, by slug."""
    return {row.slug: row for row in RuleOff.objects.filter(ended_at=None).select_related("by")}


def slugs_off() -> frozenset[str]:
    """Their slugs."""
    return frozenset(RuleOff.objects.filter(ended_at=None).values_list("slug", flat=True))


def let_stand_since(now: datetime) -> list[LetStand]:
    """How often each rule was let stand in the last 90 days, the most first; no rule that fewer than 5 members did.

    What was taken back is not counted.
    """
    rows = Standing.objects.filter(at__gt=now - LOOK_BACK, at__lte=now, ended_at=None)
    counted = rows.values("slug").annotate(times=Count("pk"), people=Count("member", distinct=True))
    found = counted.filter(people__gte=FEWEST).order_by("-times", "slug")
    return [LetStand(row["slug"], row["times"]) for row in found]


def pause_of(conversation: Conversation, member: Member) -> Pause | None:
    """The pause of this member's draft that has not been ended, over or not."""
    return Pause.objects.filter(conversation=conversation, member=member, ended_at=None).first()


def pauses_over(member: Member, *, now: datetime, most: int = 20) -> QuerySet[Pause]:
    """Drafts whose pause is over, the longest first, with their conversations; none whose draft is gone."""
    drafts = Draft.objects.filter(conversation=OuterRef("conversation"), member=OuterRef("member"))
    rows = Pause.objects.filter(seen_by(member, "conversation__"), Exists(drafts), member=member, ended_at=None)
    return rows.filter(until__lte=now).select_related("conversation__customer").order_by("until")[:most]


def kept_with(message_ids: Sequence[int]) -> dict[int, Kept]:
    """What stays with each of these messages; those with nothing are left out. Two queries, none for none."""
    if not message_ids:
        return {}
    standing: dict[int, list[Standing]] = {}
    for row in Standing.objects.filter(message__in=message_ids).select_related("member").order_by("pk"):
        standing.setdefault(row.message_id or 0, []).append(row)
    anyway = {row.message_id: row for row in SentAnyway.objects.filter(message__in=message_ids).select_related("by")}
    return {pk: Kept(standing.get(pk, ()), anyway.get(pk)) for pk in {*standing, *anyway}}
