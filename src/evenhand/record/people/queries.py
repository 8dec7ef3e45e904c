"""Questions about people."""

from __future__ import annotations

from datetime import datetime, time

from django.db.models import Count, F, Prefetch, Q, QuerySet

from evenhand.record.people.models import Invitation, Member, Membership, Team, Workspace


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


def colleagues() -> QuerySet[Member]:
    """Members who have not left, by name."""
    return Member.objects.filter(left_at=None)


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
