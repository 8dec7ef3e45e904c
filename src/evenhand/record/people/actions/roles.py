"""Roles: given and taken by administrators; at least one administrator always stays."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from evenhand.record.ledger import actions as ledger
from evenhand.record.people.actions.links import withdraw_links_of
from evenhand.record.people.errors import PeopleError
from evenhand.record.people.models import Member, Role, RoleGrant


@transaction.atomic
def grant_role(member: Member, role: str, *, by: Member | None, at: datetime) -> None:
    """Give a role; nothing happens if the member holds it. Raises ValueError, PeopleError "already-left"."""
    if member.left_at is not None:
        raise PeopleError("already-left")
    _, is_new = RoleGrant.objects.get_or_create(
        member=member, role=Role(role).value, defaults={"granted_by": by, "granted_at": at}
    )
    if is_new:
        _record("role.granted", member, role, by, at)


@transaction.atomic
def revoke_role(member: Member, role: str, *, by: Member | None, at: datetime) -> None:
    """Take a role; nothing happens if the member does not hold it. Raises PeopleError "last-administrator".

    Open links that an administrator made go with that role.
    """
    if role == Role.ADMINISTRATOR:
        refuse_losing_last_administrator(member)
    gone, _ = RoleGrant.objects.filter(member=member, role=role).delete()
    if gone:
        _record("role.revoked", member, role, by, at)
        if role == Role.ADMINISTRATOR:
            withdraw_links_of(member, by=by, at=at)


@transaction.atomic
def set_roles(member: Member, roles: Iterable[str], *, by: Member | None, at: datetime) -> None:
    """Make `roles` the roles held: grants what is new, then takes what is no longer there. All or nothing."""
    wanted = set(roles)
    held = set(member.grants.values_list("role", flat=True))
    for role in sorted(wanted - held):
        grant_role(member, role, by=by, at=at)
    for role in sorted(held - wanted):
        revoke_role(member, role, by=by, at=at)


def refuse_losing_last_administrator(member: Member) -> None:
    """Raises PeopleError "last-administrator" if nobody else is one. Locks the grants: two cannot go at once."""
    administrators = list(
        RoleGrant.objects.select_for_update(of=("self",))
        .filter(role=Role.ADMINISTRATOR)
        .values_list("member_id", "member__left_at")
    )
    active = {member_id for member_id, left_at in administrators if left_at is None}
    if active == {member.pk}:
        raise PeopleError("last-administrator")


def _record(kind: str, member: Member, role: str, by: Member | None, at: datetime) -> None:
    actor = by.actor if by else ledger.SYSTEM
    ledger.append(kind=kind, actor=actor, at=at, subject=member.actor, body={"role": str(role)})
    member.forget_rights()
