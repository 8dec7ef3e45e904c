"""When all named have approved: the version takes effect, in the transaction of the last approval."""

from __future__ import annotations

from datetime import datetime

from evenhand.record.agreements import minutes_letters as letters
from evenhand.record.agreements.minutes import in_force, is_waiting, note
from evenhand.record.agreements.models import Approval, ApprovalLink, Version
from evenhand.record.agreements.stakeholders import named_in
from evenhand.record.people.models import Member


def take_effect_if_all_agree(version: Version, *, actor: str, at: datetime) -> bool:
    """Make it the version in force if everyone named has approved, and tell them. The caller holds the minute's lock.

    Only approvals count: whoever has not answered has not agreed.
    """
    named = set(named_in(version.minute).values_list("pk", flat=True))
    approved = set(Approval.objects.filter(version=version).values_list("stakeholder", flat=True))
    if not is_waiting(version) or not named or not named <= approved:
        return False
    before = in_force(version.minute)
    if before is not None:
        before.superseded_at = at
        before.save(update_fields=["superseded_at"])
    version.agreed_at = at
    version.save(update_fields=["agreed_at"])
    body = {"version": version.number, "sha256": version.sha256, "replaces": before.number if before else None}
    note("minute.agreed", version.minute, actor, at, **body)
    letters.tell_effect(news_of(version, sender=sender_of(version), at=at))
    return True


def sender_of(version: Version) -> Member | None:
    """The member who asked for agreement last; else who opened the minute."""
    link = ApprovalLink.objects.filter(version=version, made_by__left_at=None).order_by("-made_at", "-pk").first()
    return link.made_by if link is not None else version.minute.opened_by


def news_of(version: Version, *, sender: Member | None, at: datetime) -> letters.News:
    """News for everyone who is named now."""
    return letters.News(version, list(named_in(version.minute)), sender, at)
