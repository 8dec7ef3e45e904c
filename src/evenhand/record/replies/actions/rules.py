"""Rules of the draft check that a firm switches off, and on again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.utils import IntegrityError

from evenhand.record.conversations.actions import NotPossible
from evenhand.record.ledger import actions as ledger
from evenhand.record.people.access import may
from evenhand.record.people.models import Member
from evenhand.record.replies.actions.standing import LONGEST, demand_rule
from evenhand.record.replies.models import RuleOff

RIGHT = "set_draft_check"


@transaction.atomic
def switch_off(slug: str, reason: str, *, by: Member, at: datetime) -> RuleOff:
    """Nobody is shown what this rule finds, for a reason that stands beside it.

    Raises NotPossible "right", "no-reason", "no-rule" or "rule-is-off".
    """
    if not may(by, RIGHT):
        raise NotPossible("right")
    why = " ".join(reason.replace("\x00", "").split())[:LONGEST]
    if not why:
        raise NotPossible("no-reason")
    demand_rule(slug)
    try:
        with transaction.atomic():
            row = RuleOff.objects.create(slug=slug, reason=why, by=by, at=at)
    except IntegrityError as error:
        raise NotPossible("rule-is-off") from error
    ledger.append(kind="rule.switched-off", actor=by.actor, at=at, subject=f"rule-off:{row.pk}", body={"rule": slug})
    return row


@transaction.atomic
def switch_on(slug: str, *, by: Member, at: datetime) -> None:
    """The rule is heard again. Raises NotPossible "right"; does nothing where it is on."""
    if not may(by, RIGHT):
        raise NotPossible("right")
    row = RuleOff.objects.select_for_update().filter(slug=slug, ended_at=None).first()
    if row is not None:
        RuleOff.objects.filter(pk=row.pk).update(ended_at=at, ended_by=by)
        body = {"rule": slug}
        ledger.append(kind="rule.switched-on", actor=by.actor, at=at, subject=f"rule-off:{row.pk}", body=body)
