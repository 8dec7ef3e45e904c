"""What is decided in advance: the policy that holds, and the times to answer where none says otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from evenhand.knowledge.worktime import NeverOpen, add
from evenhand.record.people.calendar import working_calendar
from evenhand.record.protection.models import ActKind, Allowed, AnswerTime, Policy, Severity


@dataclass(frozen=True, slots=True)
class Time:
    """How long an alert may wait: working time, or by the clock."""

    length: timedelta
    by_the_clock: bool = False


ANSWER_TIMES: dict[str, Time] = {
    Severity.DISCONTENT: Time(timedelta(hours=16)),
    Severity.AGGRESSION: Time(timedelta(hours=8)),
    Severity.ABUSE: Time(timedelta(hours=4)),
    Severity.THREAT: Time(timedelta(hours=1), by_the_clock=True),
    Severity.BLOW: Time(timedelta(minutes=30), by_the_clock=True),
}
"""What holds until a policy says otherwise. A working day has eight hours here."""


def policy_in_force() -> Policy | None:
    """The latest version; None before anybody decided one."""
    return Policy.objects.order_by("-number").first()


def versions(most: int) -> list[Policy]:
    """The latest versions with who made them, the newest first."""
    return list(Policy.objects.select_related("made_by").order_by("-number")[:most])


def version(number: int) -> Policy | None:
    """One version with who made it."""
    return Policy.objects.select_related("made_by").filter(number=number).first()


def allowed_at(severity: str, policy: Policy | None) -> dict[str, Allowed]:
    """What a member may do alone at this severity, by act; nothing without a policy."""
    if policy is None:
        return {}
    return {row.act: row for row in Allowed.objects.filter(policy=policy, severity=severity)}


def answer_time(severity: str) -> Time:
    """How long an alert of this severity may wait."""
    row = AnswerTime.objects.filter(policy=policy_in_force(), severity=severity).first()
    return Time(timedelta(minutes=row.minutes), row.by_the_clock) if row else ANSWER_TIMES[severity]


def due_from(at: datetime, severity: str) -> datetime:
    """When an alert of this severity that is made now has to be answered; by the clock in a firm that never works."""
    time = answer_time(severity)
    if time.by_the_clock:
        return at + time.length
    try:
        return add(working_calendar(), at, time.length)
    except NeverOpen:
        return at + time.length


ACTS = tuple(ActKind.values)
