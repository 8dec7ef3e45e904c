"""Letting a finding stand in a draft, and taking that back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from evenhand.knowledge.drafting.catalogue import by_slug
from evenhand.record.conversations.actions import NotPossible
from evenhand.record.conversations.models import Conversation
from evenhand.record.ledger import actions as ledger
from evenhand.record.people.models import Member
from evenhand.record.replies.house_rules import house_rule
from evenhand.record.replies.models import Standing

MOST = 100  # in one draft
LONGEST = 2_000  # code points of a reason


@transaction.atomic
def let_stand(conversation: Conversation, slug: str, words: str, reason: str, *, by: Member, at: datetime) -> Standing:
    """The finding of this rule on these words may stand in the member's draft; said twice, the first holds.

    Raises NotPossible "no-reason", "no-rule" or "too-many".
    """
    why = " ".join(reason.replace("\x00", "").split())[:LONGEST]
    if not why:
        raise NotPossible("no-reason")
    demand_rule(slug)
    Conversation.objects.select_for_update().get(pk=conversation.pk)
    mine = Standing.objects.filter(conversation=conversation, member=by, message=None, ended_at=None)
    known = mine.filter(slug=slug, words=words).first()
    if known is not None:
        return known
    if mine.count() >= MOST:
        raise NotPossible("too-many")
    row = Standing.objects.create(conversation=conversation, member=by, slug=slug, words=words, reason=why, at=at)
    _note("finding.let-stand", row, by, at, {"conversation": conversation.pk, "rule": slug})
    return row


@transaction.atomic
def take_back(standing: Standing, *, by: Member, at: datetime) -> None:
    """The finding is shown again. Does nothing where it was taken back, or went out with a message."""
    if Standing.objects.filter(pk=standing.pk, message=None, ended_at=None).update(ended_at=at):
        _note("finding.shown-again", standing, by, at, {"rule": standing.slug})


def demand_rule(slug: str) -> None:
    try:
        rule = by_slug(slug)
    except LookupError as error:
        if house_rule(slug) is not None:
            return
        raise NotPossible("no-rule") from error
    if rule.slug != slug or slug == "unused-ignore":
        raise NotPossible("no-rule")


def _note(kind: str, row: Standing, by: Member, at: datetime, body: dict[str, object]) -> None:
    ledger.append(kind=kind, actor=by.actor, at=at, subject=f"standing:{row.pk}", body=body)
