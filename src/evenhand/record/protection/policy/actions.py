"""Deciding in advance what members may do alone: each time a new version, never a change of an old one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal

from django.db import transaction

from evenhand.record.conversations.actions import NotPossible
from evenhand.record.ledger import actions as ledger
from evenhand.record.people.access import may
from evenhand.record.people.models import Member, Role, Workspace
from evenhand.record.protection.models import ActKind, Allowed, AnswerTime, Policy, Severity
from evenhand.record.protection.policy.policies import ANSWER_TIMES, Time, policy_in_force

MOST_MINUTES = 30 * 24 * 60
MOST_REVIEW_DAYS = 183
DECIDERS = (Role.LEAD, Role.MANAGER, Role.ADMINISTRATOR)
"""The roles that may be named to decide on restrictions."""


@dataclass(frozen=True, slots=True)
class NewAllowed:
    """At this severity a member may do this alone; a refund up to an amount."""

    severity: str
    act: str
    amount: Decimal | None = None
    currency: str = ""


@dataclass(frozen=True, slots=True)
class NewPolicy:
    """What is to hold. `based_on` is the number of the version that whoever decides had before them, 0 for none."""

    allowed: Sequence[NewAllowed]
    times: Mapping[str, Time] = field(default_factory=lambda: dict(ANSWER_TIMES))
    restrict_role: str = Role.MANAGER
    review_days: int = MOST_REVIEW_DAYS
    reason: str = ""
    based_on: int = 0


@transaction.atomic
def set_policy(wanted: NewPolicy, *, by: Member, at: datetime) -> Policy:
    """Make the next version, which holds from now on; what was done under an older one stays backed by that.

    Raises NotPossible: "not-allowed", "policy-changed" (somebody else made a version in between), "policy-reason",
    "policy-role", "policy-review", "policy-time", "policy-act", "policy-refund".
    """
    if not may(by, "set_protection"):
        raise NotPossible("not-allowed")
    _check(wanted)
    list(Workspace.objects.select_for_update())
    last = policy_in_force()
    if (last.number if last else 0) != wanted.based_on:
        raise NotPossible("policy-changed")
    row = Policy.objects.create(
        number=wanted.based_on + 1,
        made_by=by,
        made_at=at,
        reason=wanted.reason.strip(),
        restrict_role=wanted.restrict_role,
        review_days=wanted.review_days,
    )
    Allowed.objects.bulk_create(_allowed(row, each) for each in wanted.allowed)
    AnswerTime.objects.bulk_create(_time(row, severity, time) for severity, time in wanted.times.items())
    ledger.append(kind="policy.set", actor=by.actor, at=at, subject=f"policy:{row.pk}", body=_body(row, wanted))
    return row


def proposal() -> NewPolicy:
    """What a firm that has decided nothing yet is proposed. It holds for nobody until somebody saves it."""
    at_any = (ActKind.PAUSE, ActKind.ANSWER_LATER, ActKind.HAND_OVER)
    more: dict[str, tuple[ActKind, ...]] = {
        Severity.DISCONTENT: (),
        Severity.AGGRESSION: (ActKind.WARN,),
        Severity.ABUSE: (ActKind.WARN, ActKind.END, ActKind.REFUSE),
        Severity.THREAT: (ActKind.END, ActKind.REFUSE),
        Severity.BLOW: (ActKind.END, ActKind.REFUSE),
    }
    return NewPolicy([NewAllowed(severity, act) for severity in Severity.values for act in (*at_any, *more[severity])])


def wanted_of(policy: Policy) -> NewPolicy:
    """A version as what a new one starts from."""
    allowed = [NewAllowed(row.severity, row.act, row.amount, row.currency) for row in policy.allowed.all()]
    times = {row.severity: Time(timedelta(minutes=row.minutes), row.by_the_clock) for row in policy.answer_times.all()}
    return NewPolicy(allowed, ANSWER_TIMES | times, policy.restrict_role, policy.review_days, based_on=policy.number)


def _check(wanted: NewPolicy) -> None:
    if not wanted.reason.strip() or len(wanted.reason) > 5_000:
        raise NotPossible("policy-reason")
    if wanted.restrict_role not in DECIDERS:
        raise NotPossible("policy-role")
    if not 1 <= wanted.review_days <= MOST_REVIEW_DAYS:
        raise NotPossible("policy-review")
    if set(wanted.times) != set(Severity.values) or not all(is_time(time) for time in wanted.times.values()):
        raise NotPossible("policy-time")
    if not all(each.severity in Severity.values and each.act in ActKind.values for each in wanted.allowed):
        raise NotPossible("policy-act")
    if len({(each.severity, each.act) for each in wanted.allowed}) != len(wanted.allowed):
        raise NotPossible("policy-act")
    if not all(is_amount(each) for each in wanted.allowed):
        raise NotPossible("policy-refund")


def is_time(time: Time) -> bool:
    """Whether an alert can be due after it: a minute at least, thirty days at most."""
    return timedelta(minutes=1) <= time.length <= timedelta(minutes=MOST_MINUTES)


def is_amount(each: NewAllowed) -> bool:
    """Whether a refund names an amount and a currency, and another act neither."""
    if each.act != ActKind.REFUND:
        return each.amount is None and not each.currency
    is_currency = len(each.currency) == 3 and each.currency.isascii() and each.currency.isupper()
    return each.amount is not None and 0 < each.amount < 10**12 and is_currency


def _allowed(policy: Policy, each: NewAllowed) -> Allowed:
    return Allowed(policy=policy, severity=each.severity, act=each.act, amount=each.amount, currency=each.currency)


def _time(policy: Policy, severity: str, time: Time) -> AnswerTime:
    minutes = int(time.length / timedelta(minutes=1))
    return AnswerTime(policy=policy, severity=severity, minutes=minutes, by_the_clock=time.by_the_clock)


def _body(row: Policy, wanted: NewPolicy) -> dict[str, object]:
    return {
        "number": row.number,
        "restrict_role": row.restrict_role,
        "review_days": row.review_days,
        "allowed": sorted(
            [each.severity, each.act, "" if each.amount is None else f"{each.amount:.2f} {each.currency}"]
            for each in wanted.allowed
        ),
        "minutes": {severity: int(time.length / timedelta(minutes=1)) for severity, time in wanted.times.items()},
        "by_the_clock": sorted(severity for severity, time in wanted.times.items() if time.by_the_clock),
    }
