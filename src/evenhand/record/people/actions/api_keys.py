"""Keys of the API: made by a member for themselves, used by programs, revoked by the member or an administrator."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from evenhand.record.ledger import actions as ledger
from evenhand.record.people.errors import KeyRefused, PeopleError, TooManyTries
from evenhand.record.people.models import ApiKey, Member, SignInFailure
from evenhand.record.people.tokens import digest, new_token

MARK = "evh_"
SHOWN = len(MARK) + 6
MOST_KEYS = 50
FREE_FAILURES, FAILURES_LAST = 10, timedelta(minutes=1)
_LONGEST_NAME = 80
_USED_TO = timedelta(minutes=1)
# No mail address, so that failed keys never slow down the signing in of people behind the same address.
_FAILED = "api-key"


@dataclass(frozen=True, slots=True)
class NewKey:
    """A key to be made: a name to know it by, what it may be used for, and when it ends, if it does."""

    name: str
    scopes: Sequence[str]
    expires_at: datetime | None = None


@transaction.atomic
def make_key(wanted: NewKey, *, by: Member, at: datetime) -> tuple[ApiKey, str]:
    """A key of the member's own and its secret, which is told once and not kept.

    Raises PeopleError "key-name", "key-scopes", "key-expiry" (not in the future), "too-many-keys", "already-left".
    """
    name = " ".join(wanted.name.replace("\x00", "").split())[:_LONGEST_NAME]
    _check(name, wanted, by, at)
    secret = MARK + new_token()
    scopes = [scope.value for scope in ApiKey.Scope if scope in wanted.scopes]
    key = ApiKey.objects.create(
        member=by,
        name=name,
        prefix=secret[:SHOWN],
        token_hash=digest(secret),
        scopes=scopes,
        made_at=at,
        expires_at=wanted.expires_at,
    )
    body = {"scopes": scopes, "expires": key.expires_at.isoformat() if key.expires_at else None}
    ledger.append(kind="api-key.made", actor=by.actor, at=at, subject=f"api-key:{key.pk}", body=body)
    return key, secret


@transaction.atomic
def revoke_key(key: ApiKey, *, by: Member | None, at: datetime) -> None:
    """It opens nothing any more; nothing happens if it was revoked before. The system revokes with `by` None."""
    if ApiKey.objects.filter(pk=key.pk, revoked_at=None).update(revoked_by=by, revoked_at=at):
        actor = by.actor if by else ledger.SYSTEM
        body = {"of": f"member:{key.member_id}"}
        ledger.append(kind="api-key.revoked", actor=actor, at=at, subject=f"api-key:{key.pk}", body=body)


@transaction.atomic
def revoke_keys_of(member: Member, *, by: Member | None, at: datetime) -> None:
    """All keys of a member stop working."""
    for key in ApiKey.objects.filter(member=member, revoked_at=None):
        revoke_key(key, by=by, at=at)


def use_key(secret: str, *, at: datetime) -> ApiKey:
    """The key of this secret, with its member. Raises KeyRefused, also where the member has left."""
    key = ApiKey.objects.select_related("member").filter(token_hash=digest(secret)).first()
    if key is None:
        raise KeyRefused("key-unknown")
    if key.revoked_at is not None or key.member.left_at is not None:
        raise KeyRefused("key-revoked")
    if key.expires_at is not None and key.expires_at <= at:
        raise KeyRefused("key-expired")
    if key.last_used_at is None or key.last_used_at <= at - _USED_TO:
        ApiKey.objects.filter(pk=key.pk).update(last_used_at=at)
    return key


@transaction.atomic
def note_failed_key(*, address: str, at: datetime) -> None:
    """Count a key that let nobody in. Raises TooManyTries after ten a minute from one address, and counts no more.

    A key that is right is never held up by this: nobody guesses 256 random bits, and others may share the address.
    """
    failures = SignInFailure.objects.filter(email=_FAILED, address=_place(address), at__gt=at - FAILURES_LAST)
    times = list(failures.order_by("-at").values_list("at", flat=True)[:FREE_FAILURES])
    if len(times) == FREE_FAILURES:
        raise TooManyTries(times[-1] + FAILURES_LAST - at)
    SignInFailure.objects.filter(email=_FAILED, at__lte=at - FAILURES_LAST).delete()
    SignInFailure.objects.create(email=_FAILED, address=_place(address), at=at)


def _place(address: str) -> str:
    """The address apart from those of people who sign in."""
    return f"api:{address}"[:64]


def _check(name: str, wanted: NewKey, by: Member, at: datetime) -> None:
    if by.left_at is not None:
        raise PeopleError("already-left")
    if not name:
        raise PeopleError("key-name")
    if not wanted.scopes or not set(wanted.scopes) <= set(ApiKey.Scope.values):
        raise PeopleError("key-scopes")
    if wanted.expires_at is not None and wanted.expires_at <= at:
        raise PeopleError("key-expiry")
    if ApiKey.objects.filter(member=by, revoked_at=None).count() >= MOST_KEYS:
        raise PeopleError("too-many-keys")
