"""What members may decide alone: given by a named person, ended by one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from evenhand.record.ledger import actions as ledger
from evenhand.record.people.errors import PeopleError
from evenhand.record.people.models import Authority, Member, Role

MOST_PERCENT = Decimal(100)


@dataclass(frozen=True, slots=True)
class Grant:
    """An authority to be given: to a member or to a role, up to an amount with its currency, or a percentage.

    Only a discount has a percentage.
    """

    kind: str
    member: Member | None = None
    role: str = ""
    amount: Decimal | None = None
    currency: str = ""
    percent: Decimal | None = None


@transaction.atomic
def grant_authority(grant: Grant, *, by: Member, at: datetime) -> Authority:
    """Give it; what the same person or role had before of that kind (and currency) ends with it.

    Raises PeopleError "authority-whom", "authority-kind", "authority-amount", "authority-percent", "already-left",
    "authority-own" (nobody gives authority to themselves).
    """
    _check(grant, by)
    same = Authority.objects.filter(member=grant.member, role=grant.role, kind=grant.kind, ended_at=None)
    for earlier in same.filter(currency=grant.currency):
        _end(earlier, by, at)
    row = Authority.objects.create(
        member=grant.member,
        role=grant.role,
        kind=grant.kind,
        amount=grant.amount,
        currency=grant.currency,
        percent=grant.percent,
        granted_by=by,
        granted_at=at,
    )
    body = {
        "to": grant.member.actor if grant.member else grant.role, "kind": row.kind, "currency": row.currency,
        "amount": str(row.amount) if row.amount is not None else None,
        "percent": str(row.percent) if row.percent is not None else None,
    }  # fmt: skip
    ledger.append(kind="authority.granted", actor=by.actor, at=at, subject=f"authority:{row.pk}", body=body)
    return row


@transaction.atomic
def end_authority(authority: Authority, *, by: Member, at: datetime) -> None:
    """Take it back; what has ended stays as it is."""
    if Authority.objects.select_for_update().get(pk=authority.pk).ended_at is None:
        _end(authority, by, at)


def _end(authority: Authority, by: Member, at: datetime) -> None:
    Authority.objects.filter(pk=authority.pk).update(ended_by=by, ended_at=at)
    ledger.append(kind="authority.ended", actor=by.actor, at=at, subject=f"authority:{authority.pk}", body={})


def _check(grant: Grant, by: Member) -> None:
    if (grant.member is None) == (not grant.role) or (grant.role and grant.role not in Role.values):
        raise PeopleError("authority-whom")
    if grant.member is not None and grant.member.left_at is not None:
        raise PeopleError("already-left")
    if grant.member is not None and grant.member.pk == by.pk:
        raise PeopleError("authority-own")
    if grant.kind not in Authority.Kind.values:
        raise PeopleError("authority-kind")
    if grant.percent is not None and not (
        grant.kind == Authority.Kind.DISCOUNT and Decimal(0) < grant.percent <= MOST_PERCENT
    ):
        raise PeopleError("authority-percent")
    named = grant.amount is not None
    if (not named and grant.percent is None) or named != bool(grant.currency):
        raise PeopleError("authority-amount")
    if grant.amount is not None and (grant.amount <= 0 or not (len(grant.currency) == 3 and grant.currency.isalpha())):
        raise PeopleError("authority-amount")
