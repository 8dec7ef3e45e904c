"""Questions about people."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import Count, F, Prefetch, Q, QuerySet

from evenhand.record.ledger.models import Entry
from evenhand.record.people.models import (
    ApiKey,
    Holiday,
    Invitation,
    Member,
    Membership,
    RecoveryCode,
    Role,
    SecondFactor,
    Team,
    Workspace,
)

SIGNED_IN = "member.signed-in"


@dataclass(frozen=True, slots=True)
class Happening:
    """One entry of the ledger about a person; `by` is a name, empty for the system."""

    kind: str
    at: datetime
    by: str
    body: dict[str, Any]


def workspace() -> Workspace:
    """The firm's settings; an unsaved row with the defaults before anybody has set them."""
    return Workspace.objects.first() or Workspace(name="Evenhand", end_of_business=time(17))


def members() -> QuerySet[Member]:
    """Everybody, those who left at the end, with roles, teams and whether they use a second step; three queries."""
    return (
        Member.objects.select_related("second_factor")
        .prefetch_related("grants", "memberships__team")
        .order_by(F("left_at").asc(nulls_first=True), "name")
    )


def names_of(actors: Iterable[str]) -> dict[str, str]:
    """The names of members as the ledger names them ("member:7"); others are left out. One query."""
    ids = {int(actor.removeprefix("member:")) for actor in actors if actor.startswith("member:")}
    return {f"member:{pk}": name for pk, name in Member.objects.filter(pk__in=ids).values_list("pk", "name")}


def holidays(today: date, *, most_past: int = 50) -> tuple[list[Holiday], list[Holiday]]:
    """The days off from today on, and the last ones before it, the latest first."""
    rows = Holiday.objects.select_related("added_by")
    return list(rows.filter(day__gte=today)), list(rows.filter(day__lt=today).order_by("-day")[:most_past])


def colleagues() -> QuerySet[Member]:
    """Members who have not left, by name."""
    return Member.objects.filter(left_at=None)


def who_serve() -> QuerySet[Member]:
    """Members who may take a conversation or see to a promise, by name."""
    serving = (Role.AGENT, Role.LEAD, Role.MANAGER)
    return colleagues().filter(grants__role__in=serving).order_by("name").distinct()


def open_invitations(at: datetime) -> QuerySet[Invitation]:
    """Invitations that can still be accepted, newest first."""
    wanted = Invitation.objects.filter(accepted_at=None, withdrawn_at=None, expires_at__gt=at)
    return wanted.select_related("invited_by", "team").order_by("-invited_at")


def teams() -> QuerySet[Team]:
    """All teams with `size` (members who have not left) and their memberships with members."""
    people = Membership.objects.select_related("member").filter(member__left_at=None).order_by("member__name")
    return Team.objects.annotate(
        size=Count("memberships", filter=Q(memberships__member__left_at=None))
    ).prefetch_related(Prefetch("memberships", queryset=people))


def second_step_of(member: Member) -> SecondFactor | None:
    """The confirmed second step of a member, if there is one."""
    return SecondFactor.objects.filter(member=member, confirmed_at__isnull=False).first()


def recovery_codes_left(member: Member) -> int:
    """How many recovery codes were not used yet."""
    return RecoveryCode.objects.filter(member=member, used_at=None).count()


def api_keys_of(member: Member) -> QuerySet[ApiKey]:
    """The member's keys of the API that were not revoked, newest first."""
    return ApiKey.objects.filter(member=member, revoked_at=None)


def api_keys_of_others(member: Member) -> QuerySet[ApiKey]:
    """The keys of everybody else that were not revoked, by whose they are."""
    others = ApiKey.objects.filter(revoked_at=None).exclude(member=member).select_related("member")
    return others.order_by("member__name", "-made_at", "-pk")


def history_of(member: Member, most: int = 20) -> list[Happening]:
    """What the ledger says about a member, newest first, with the names of who did it; two queries.

    Signing in is left out: when somebody works is nobody else's business (see `sign_ins_of`).
    """
    entries = list(_entries_about(member).exclude(kind=SIGNED_IN)[:most])
    names = names_of(entry.actor for entry in entries)
    return [Happening(entry.kind, entry.at, names.get(entry.actor, ""), _said(entry)) for entry in entries]


def sign_ins_of(member: Member, most: int = 5) -> list[Happening]:
    """When a member signed in last, newest first; for themselves, to see whether it was they."""
    entries = _entries_about(member).filter(kind=SIGNED_IN)[:most]
    return [Happening(entry.kind, entry.at, member.name, _said(entry)) for entry in entries]


def _entries_about(member: Member) -> QuerySet[Entry]:
    return Entry.objects.filter(subject=member.actor).select_related("content").order_by("-number")


def _said(entry: Entry) -> dict[str, Any]:
    """What the entry recorded; nothing once its content is erased."""
    said: dict[str, Any] = json.loads(entry.body or "{}")
    return said
