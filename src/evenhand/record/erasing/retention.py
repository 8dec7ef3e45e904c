"""How long things are kept: asked for by one member, approved by another. Nothing is deleted without a rule."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from evenhand.record.conversations.working import NotPossible
from evenhand.record.erasing.models import RetentionClass, RetentionNotice, RetentionRule
from evenhand.record.ledger import actions as ledger
from evenhand.record.people.access import may
from evenhand.record.people.models import Member

MOST_MONTHS = 600
WARN_DAYS = (7, 90)
"""The fewest and the most days between the warning and the day on which things go."""
REASON = 1000


@transaction.atomic
def ask_rule(
    kind: str, months: int | None, *, reason: str, by: Member, at: datetime, warn_days: int = 14
) -> RetentionRule:
    """Ask that a class be kept for this many months, or without an end (None).

    Raises NotPossible: "right", "retention-class", "retention-months", "retention-warn", "retention-same" (that is the
    rule already) or "retention-asked" (one waits for a second member).
    """
    _demand(by)
    _check(kind, months, warn_days)
    now = rule_in_force(kind)
    if (now.months, now.warn_days) == (months, warn_days) if now else months is None:
        raise NotPossible("retention-same")
    try:
        with transaction.atomic():
            row = RetentionRule.objects.create(
                kind=kind, months=months, warn_days=warn_days, reason=reason.strip()[:REASON], asked_by=by.actor,
                asked_at=at,
            )  # fmt: skip
    except IntegrityError as error:
        raise NotPossible("retention-asked") from error
    _note("retention.asked", row, by, at, {"class": kind, "months": months, "warn_days": warn_days})
    return row


@transaction.atomic
def approve_rule(rule: RetentionRule, *, by: Member, at: datetime) -> RetentionRule:
    """Say yes as the second member: the rule holds, and what was announced by the one before it is called off.

    Raises NotPossible: "right", "four-eyes", "approved" or "refused".
    """
    _demand(by)
    row = _waiting(rule)
    if row.asked_by == by.actor:
        raise NotPossible("four-eyes")
    RetentionRule.objects.filter(pk=row.pk).update(approved_by=by.actor, approved_at=at)
    older = RetentionNotice.objects.filter(rule__kind=row.kind, done_at=None, dropped_at=None)
    older.update(dropped_at=at)
    _note("retention.approved", row, by, at, {"class": row.kind, "months": row.months})
    row.refresh_from_db()
    return row


@transaction.atomic
def refuse_rule(rule: RetentionRule, *, by: Member, at: datetime) -> None:
    """Say no, or take one's own back. Raises NotPossible: "right", "approved" or "refused"."""
    _demand(by)
    row = _waiting(rule)
    RetentionRule.objects.filter(pk=row.pk).update(refused_by=by.actor, refused_at=at)
    _note("retention.refused", row, by, at, {"class": row.kind})


def rule_in_force(kind: str) -> RetentionRule | None:
    """The latest approved rule of a class; None before there was one."""
    return RetentionRule.objects.filter(kind=kind, approved_at__isnull=False).order_by("-approved_at", "-pk").first()


def _check(kind: str, months: int | None, warn_days: int) -> None:
    if kind not in RetentionClass.values:
        raise NotPossible("retention-class")
    if months is not None and not 1 <= months <= MOST_MONTHS:
        raise NotPossible("retention-months")
    if not WARN_DAYS[0] <= warn_days <= WARN_DAYS[1]:
        raise NotPossible("retention-warn")


def _demand(by: Member) -> None:
    if not may(by, "set_protection"):
        raise NotPossible("right")


def _waiting(rule: RetentionRule) -> RetentionRule:
    row = RetentionRule.objects.select_for_update().get(pk=rule.pk)
    if row.approved_at is not None:
        raise NotPossible("approved")
    if row.refused_at is not None:
        raise NotPossible("refused")
    return row


def _note(kind: str, row: RetentionRule, by: Member, at: datetime, body: dict[str, object]) -> None:
    ledger.append(kind=kind, actor=by.actor, at=at, subject=f"retention:{row.pk}", body=body)
