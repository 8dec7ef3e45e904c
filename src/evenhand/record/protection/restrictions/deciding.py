"""Who decides on restrictions, and how far ahead a review may lie: what the policy says, and what holds without one."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from evenhand.record.conversations.working import NotPossible
from evenhand.record.people.access import may
from evenhand.record.people.calendar import day_of, working_calendar
from evenhand.record.people.models import Member, Role
from evenhand.record.protection.models import ActKind, Incident, Restriction
from evenhand.record.protection.policy.policies import allowed_at, policy_in_force

SIX_MONTHS = 183
"""Days: no policy lets a review lie further off."""


def deciding_role() -> str:
    """The role that decides on restrictions."""
    policy = policy_in_force()
    return policy.restrict_role if policy else Role.MANAGER


def decides(member: Member) -> bool:
    """Whether this member decides on restrictions."""
    return member.is_active and deciding_role() in member.roles()


def check_decides(member: Member) -> None:
    """Raises NotPossible "not-decider"."""
    if not decides(member):
        raise NotPossible("not-decider")


def decides_appeals(member: Member, restriction: Restriction) -> bool:
    """Whether this member may decide an appeal: by role, and somebody else than those who restricted or extended."""
    return had_no_part(member, restriction) and decides_some_appeals(member)


def decides_some_appeals(member: Member) -> bool:
    """Whether deciding appeals goes with a role of this member, in whatever they had no part."""
    return member.is_active and bool({deciding_role(), Role.MANAGER} & member.roles())


def had_no_part(member: Member, restriction: Restriction) -> bool:
    """Whether somebody else restricted, and extended."""
    return member.pk not in {restriction.by_id, *(one.by_id for one in restriction.extensions.all())}


def may_warn(member: Member, incident: Incident | None) -> bool:
    """Whether this member may warn: leads and managers, and whoever the policy lets do so alone at this severity."""
    if may(member, "record_merit"):
        return True
    if incident is None or not may(member, "see_restrictions"):
        return False
    return ActKind.WARN in allowed_at(incident.severity, policy_in_force())


def latest_review(at: datetime) -> date:
    """The last day for which a review may be set."""
    policy = policy_in_force()
    days = min(policy.review_days, SIX_MONTHS) if policy else SIX_MONTHS
    return day_of(at, working_calendar()) + timedelta(days=days)


def last_day(until: datetime) -> date:
    """The last whole day of what ends at this moment."""
    return day_of(until - timedelta(microseconds=1), working_calendar())


def check_review(day: date, *, until: datetime | None, at: datetime) -> None:
    """Raises NotPossible "review-past" for a day that is not ahead, "review-far" beyond what the policy lets, and
    "review-late" where it has ended by then: no letter promises a look at what is over."""
    if day <= day_of(at, working_calendar()):
        raise NotPossible("review-past")
    if day > latest_review(at):
        raise NotPossible("review-far")
    if until is not None and day > last_day(until):
        raise NotPossible("review-late")
