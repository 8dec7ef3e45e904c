"""Members: coming, their own settings, leaving."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from evenhand.record.ledger import actions as ledger
from evenhand.record.people.actions.api_keys import revoke_keys_of
from evenhand.record.people.actions.links import withdraw_links_of
from evenhand.record.people.actions.roles import refuse_losing_last_administrator
from evenhand.record.people.errors import PeopleError
from evenhand.record.people.models import Member, RecoveryCode, SecondFactor


@dataclass(frozen=True, slots=True)
class Person:
    """Who somebody is: address, name, language of the pages ("en", "fi", "zh-hant", "zh-hans"), IANA time zone."""

    email: str
    name: str
    language: str = "en"
    timezone: str = "UTC"


@dataclass(frozen=True, slots=True)
class Profile:
    """What a member sets about themselves; `theme` is "auto", "light" or "dark"."""

    name: str
    language: str
    timezone: str
    theme: str


def actor_of(by: Member | None) -> str:
    """How the ledger names who acts; the system itself for None."""
    return by.actor if by else ledger.SYSTEM


@transaction.atomic
def create_member(person: Person, *, password: str | None = None, by: Member | None = None, at: datetime) -> Member:
    """A new member without roles; without a password they cannot sign in until they use a reset link.

    Raises PeopleError "email-taken" when somebody has this address, also if they have left.
    """
    email = person.email.strip().lower()
    if Member.objects.select_for_update().filter(email=email).exists():
        raise PeopleError("email-taken")
    member = Member(
        email=email, name=person.name.strip(), language=person.language, timezone=person.timezone, joined_at=at
    )
    member.set_password(password)
    member.save()
    ledger.append(
        kind="member.joined",
        actor=actor_of(by) if by else member.actor,
        at=at,
        subject=member.actor,
        body={"name": member.name},
    )
    return member


@transaction.atomic
def set_profile(member: Member, profile: Profile, *, at: datetime) -> None:
    """A member changes their own name, language, time zone or theme; the ledger names what changed."""
    wanted = {
        "name": profile.name.strip(),
        "language": profile.language,
        "timezone": profile.timezone,
        "theme": profile.theme,
    }
    changed = sorted(name for name, value in wanted.items() if getattr(member, name) != value)
    if not changed:
        return
    for name in changed:
        setattr(member, name, wanted[name])
    member.save(update_fields=changed)
    body: dict[str, object] = {"changed": changed}
    if "name" in changed:
        body["name"] = member.name
    ledger.append(kind="member.profile-set", actor=member.actor, at=at, subject=member.actor, body=body)


@transaction.atomic
def leave(member: Member, *, by: Member | None, at: datetime) -> None:
    """The member can no longer sign in, and every session of theirs ends; their row and name stay.

    Links that they made and nobody used stop working, and so do their keys of the API.

    Open work is handed over by `conversations.actions.member_leaves`, which calls this.
    Raises PeopleError "last-administrator" or "already-left".
    """
    kept = Member.objects.select_for_update().get(pk=member.pk)
    if kept.left_at is not None:
        raise PeopleError("already-left")
    refuse_losing_last_administrator(kept)
    kept.set_unusable_password()
    kept.left_at = at
    kept.save(update_fields=["password", "left_at"])
    kept.grants.all().delete()
    kept.memberships.all().delete()
    SecondFactor.objects.filter(member=kept).delete()
    RecoveryCode.objects.filter(member=kept).delete()
    kept.resets.filter(used_at=None).delete()
    withdraw_links_of(kept, by=by, at=at)
    revoke_keys_of(kept, by=by, at=at)
    ledger.append(kind="member.left", actor=actor_of(by), at=at, subject=kept.actor, body={"name": kept.name})
    member.refresh_from_db()
    member.forget_rights()
