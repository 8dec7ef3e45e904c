"""Who may ask, approve and see what was asked: the only ways to obtain these rows on a member's behalf."""

from __future__ import annotations

from django.db.models import QuerySet

from evenhand.record.erasing.models import RetentionRule
from evenhand.record.ledger.models import Erasure
from evenhand.record.people.access import may
from evenhand.record.people.errors import NotFound
from evenhand.record.people.models import Member


def erasures_for(member: Member) -> QuerySet[Erasure]:
    """All requests for whoever may approve them; their own for whoever may ask; else none."""
    if may(member, "approve_erasure"):
        return Erasure.objects.all()
    if may(member, "ask_erasure"):
        return Erasure.objects.filter(asked_by=member.actor)
    return Erasure.objects.none()


def erasure_for(member: Member, pk: int) -> Erasure:
    """One request. Raises NotFound, also where it may not be seen."""
    found = erasures_for(member).filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found


def retention_rules_for(member: Member) -> QuerySet[RetentionRule]:
    """All rules of retention, newest first, for whoever sets them; else none."""
    return RetentionRule.objects.all() if may(member, "set_protection") else RetentionRule.objects.none()


def retention_rule_for(member: Member, pk: int) -> RetentionRule:
    """One rule. Raises NotFound, also where it may not be seen."""
    found = retention_rules_for(member).filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found
