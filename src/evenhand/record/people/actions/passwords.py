"""Passwords: changed by their owner, or reset through a link that an administrator makes."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from evenhand.record.ledger import actions as ledger
from evenhand.record.people.errors import LinkRefused, PeopleError, WrongSecret
from evenhand.record.people.models import Member, PasswordReset
from evenhand.record.people.tokens import digest, new_token

LIFETIME = timedelta(hours=24)


@transaction.atomic
def change_password(member: Member, old: str, new: str, *, at: datetime) -> None:
    """A member's own change. Every other session of theirs ends. Raises WrongSecret "wrong-password"."""
    if not member.check_password(old):
        raise WrongSecret("wrong-password")
    _set(member, new)
    ledger.append(kind="member.password-changed", actor=member.actor, at=at, subject=member.actor, body={})


@transaction.atomic
def make_reset(member: Member, *, by: Member | None, at: datetime) -> str:
    """The token of a reset link, good for a day, once; earlier ones stop working. Raises PeopleError "already-left"."""
    if member.left_at is not None:
        raise PeopleError("already-left")
    PasswordReset.objects.filter(member=member, used_at=None).delete()
    token = new_token()
    PasswordReset.objects.create(
        member=member, token_hash=digest(token), made_by=by, made_at=at, expires_at=at + LIFETIME
    )
    actor = by.actor if by else ledger.SYSTEM
    ledger.append(kind="member.reset-made", actor=actor, at=at, subject=member.actor, body={})
    return token


def open_reset(token: str, *, at: datetime) -> PasswordReset:
    """The reset behind a token. Raises LinkRefused with the reason why it no longer works."""
    reset = PasswordReset.objects.select_related("member").filter(token_hash=digest(token)).first()
    if reset is None or reset.member.left_at is not None:
        raise LinkRefused("link-unknown")
    if reset.used_at is not None:
        raise LinkRefused("link-used")
    if reset.expires_at <= at:
        raise LinkRefused("link-expired")
    return reset


@transaction.atomic
def use_reset(token: str, new: str, *, at: datetime) -> Member:
    """Set a new password through a link, once. Every session of the member ends. Raises LinkRefused."""
    reset = open_reset(token, at=at)
    if not PasswordReset.objects.filter(pk=reset.pk, used_at=None).update(used_at=at):
        raise LinkRefused("link-used")
    _set(reset.member, new)
    ledger.append(kind="member.password-reset", actor=reset.member.actor, at=at, subject=reset.member.actor, body={})
    return reset.member


def _set(member: Member, password: str) -> None:
    # Sessions carry a hash of the password's hash: a new password ends them all. So do links to set another one.
    member.set_password(password)
    member.save(update_fields=["password"])
    PasswordReset.objects.filter(member=member, used_at=None).delete()
