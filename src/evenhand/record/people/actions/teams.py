"""Teams: who shares a queue, and a member's place among roles and teams."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from evenhand.record.ledger import actions as ledger
from evenhand.record.people.actions.roles import set_roles
from evenhand.record.people.errors import PeopleError
from evenhand.record.people.models import Member, Membership, Team


@transaction.atomic
def create_team(name: str, *, by: Member | None, at: datetime) -> Team:
    """A new, empty team. Raises PeopleError "team-name-taken"."""
    name = _free_name(name, besides=None)
    team = Team.objects.create(name=name, created_at=at)
    _record("team.created", team, {"name": name}, by, at)
    return team


@transaction.atomic
def rename_team(team: Team, name: str, *, by: Member | None, at: datetime) -> None:
    """Another name for the same team. Raises PeopleError "team-name-taken"."""
    name = _free_name(name, besides=team)
    if name == team.name:
        return
    before, team.name = team.name, name
    team.save(update_fields=["name"])
    _record("team.renamed", team, {"from": before, "name": name}, by, at)


@transaction.atomic
def add_to_team(team: Team, member: Member, *, by: Member | None, at: datetime) -> None:
    """Put a member into a team; nothing happens if they are in it. Raises PeopleError "already-left"."""
    if member.left_at is not None:
        raise PeopleError("already-left")
    _, is_new = Membership.objects.get_or_create(team=team, member=member, defaults={"since": at})
    if is_new:
        _record("team.joined", team, {"member": member.pk}, by, at)
        member.forget_rights()


@transaction.atomic
def remove_from_team(team: Team, member: Member, *, by: Member | None, at: datetime) -> None:
    """Take a member out of a team; nothing happens if they are not in it. Their conversations stay theirs."""
    gone, _ = Membership.objects.filter(team=team, member=member).delete()
    if gone:
        _record("team.left", team, {"member": member.pk}, by, at)
        member.forget_rights()


@transaction.atomic
def set_teams(member: Member, teams: Iterable[Team], *, by: Member | None, at: datetime) -> None:
    """Make `teams` the teams of a member, all or nothing."""
    wanted = {team.pk: team for team in teams}
    held = {membership.team_id: membership.team for membership in member.memberships.select_related("team")}
    for pk in sorted(wanted.keys() - held.keys()):
        add_to_team(wanted[pk], member, by=by, at=at)
    for pk in sorted(held.keys() - wanted.keys()):
        remove_from_team(held[pk], member, by=by, at=at)


@transaction.atomic
def place_member(
    member: Member, roles: Iterable[str], teams: Iterable[Team], *, by: Member | None, at: datetime
) -> None:
    """Roles and teams of a member at once, all or nothing. Raises PeopleError as the single acts do."""
    set_roles(member, roles, by=by, at=at)
    set_teams(member, teams, by=by, at=at)


def _free_name(name: str, *, besides: Team | None) -> str:
    name = name.strip()
    others = Team.objects.exclude(pk=besides.pk) if besides else Team.objects.all()
    if others.filter(name__iexact=name).exists():
        raise PeopleError("team-name-taken")
    return name


def _record(kind: str, team: Team, body: dict[str, object], by: Member | None, at: datetime) -> None:
    actor = by.actor if by else ledger.SYSTEM
    ledger.append(kind=kind, actor=actor, at=at, subject=f"team:{team.pk}", body=body)
