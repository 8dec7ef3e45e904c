"""Invitations by link: made by an administrator, good for seven days, once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from evenhand.record.ledger import actions as ledger
from evenhand.record.people.actions.links import withdraw_invitation
from evenhand.record.people.actions.members import Person, create_member
from evenhand.record.people.actions.roles import grant_role
from evenhand.record.people.actions.teams import add_to_team
from evenhand.record.people.actions.workspace import Firm, set_workspace
from evenhand.record.people.errors import LinkRefused, PeopleError
from evenhand.record.people.models import Invitation, Member, Role, Team
from evenhand.record.people.tokens import digest, new_token

LIFETIME = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Invited:
    """Who is invited, and as what."""

    email: str
    name: str = ""
    language: str = "en"
    roles: Sequence[str] = ()
    team: Team | None = None


@transaction.atomic
def invite(invited: Invited, *, by: Member | None, at: datetime) -> tuple[Invitation, str]:
    """An invitation and its token, which is shown once and not kept. An earlier open one to the address is withdrawn.

    Raises PeopleError "email-taken" when a member has this address.
    """
    email = invited.email.strip().lower()
    if email and Member.objects.filter(email=email).exists():
        raise PeopleError("email-taken")
    for earlier in _open(at).filter(email=email):
        withdraw_invitation(earlier, by=by, at=at)
    token = new_token()
    invitation = Invitation.objects.create(
        email=email,
        name=invited.name.strip(),
        language=invited.language,
        roles=[Role(role).value for role in invited.roles],
        team=invited.team,
        token_hash=digest(token),
        invited_by=by,
        invited_at=at,
        expires_at=at + LIFETIME,
    )
    _record("invitation.made", invitation, {"roles": invitation.roles}, by.actor if by else ledger.SYSTEM, at)
    return invitation, token


def create_first_administrator_invitation(*, at: datetime) -> str | None:
    """The token for whoever sets the desk up; None once somebody can sign in. The token before it is withdrawn."""
    if Member.objects.filter(left_at=None).exists():
        return None
    _, token = invite(Invited(email="", roles=(Role.ADMINISTRATOR,)), by=None, at=at)
    return token


def open_invitation(token: str, *, at: datetime) -> Invitation:
    """The invitation behind a token. Raises LinkRefused with the reason why it no longer works."""
    invitation = Invitation.objects.select_related("team", "invited_by").filter(token_hash=digest(token)).first()
    if invitation is None:
        raise LinkRefused("link-unknown")
    if invitation.accepted_at is not None:
        raise LinkRefused("link-used")
    if invitation.withdrawn_at is not None:
        raise LinkRefused("link-withdrawn")
    if invitation.expires_at <= at:
        raise LinkRefused("link-expired")
    return invitation


@transaction.atomic
def accept_invitation(token: str, person: Person, password: str, *, at: datetime) -> Member:
    """The invited person joins with the roles and team of the invitation, once.

    The address of the invitation holds; `person.email` counts only where the invitation has none (the first
    administrator's). Raises LinkRefused, PeopleError "email-taken".
    """
    invitation = open_invitation(token, at=at)
    if not Invitation.objects.filter(pk=invitation.pk, accepted_at=None, withdrawn_at=None).update(accepted_at=at):
        raise LinkRefused("link-used")
    member = create_member(
        Person(invitation.email or person.email, person.name, person.language, person.timezone),
        password=password,
        at=at,
    )
    for role in invitation.roles:
        grant_role(member, role, by=invitation.invited_by, at=at)
    if invitation.team is not None:
        add_to_team(invitation.team, member, by=invitation.invited_by, at=at)
    _record("invitation.accepted", invitation, {"member": member.pk}, member.actor, at)
    return member


@transaction.atomic
def open_desk(
    token: str, person: Person, password: str, firm: Firm, more_roles: Sequence[str], *, at: datetime
) -> Member:
    """The first administrator accepts and names the firm; `more_roles` are given besides. Raises LinkRefused."""
    member = accept_invitation(token, person, password, at=at)
    for role in more_roles:
        grant_role(member, role, by=member, at=at)
    set_workspace(firm, by=member, at=at)
    return member


def _open(at: datetime) -> QuerySet[Invitation]:
    return Invitation.objects.filter(accepted_at=None, withdrawn_at=None, expires_at__gt=at)


def _record(kind: str, invitation: Invitation, body: dict[str, object], actor: str, at: datetime) -> None:
    ledger.append(kind=kind, actor=actor, at=at, subject=f"invitation:{invitation.pk}", body=body)
