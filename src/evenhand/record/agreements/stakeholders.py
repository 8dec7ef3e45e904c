"""Who is named in a minute, on either side."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from evenhand.record.agreements.minutes import is_waiting, last_version, lock, note
from evenhand.record.agreements.models import Minute, Party, Stakeholder
from evenhand.record.conversations.actions import NotPossible
from evenhand.record.customers.ours import ours
from evenhand.record.outbox.addressing import BadAddress, clean_address
from evenhand.record.people.models import Member

LANGUAGES = frozenset({"en", "fi", "zh-hant", "zh-hans"})


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody at the customer: their name, mail address, and the language they are written to."""

    name: str
    email: str
    language: str = "en"


@transaction.atomic
def add_theirs(minute: Minute, person: Named, *, by: Member, at: datetime) -> Stakeholder:
    """Name somebody at the customer.

    Raises NotPossible "version-sent" while people are being asked, "stakeholder-no-name", "stakeholder-bad-address",
    "stakeholder-twice", and "stakeholder-is-ours" for an address of our own.
    """
    email = _clean_address(person.email)
    if not person.name.strip():
        raise NotPossible("stakeholder-no-name")
    if ours().holds(email) or Member.objects.filter(email=email).exists():
        raise NotPossible("stakeholder-is-ours")
    language = person.language if person.language in LANGUAGES else "en"
    return _add(minute, Party.THEM, Named(person.name, email, language), None, by=by, at=at)


@transaction.atomic
def add_ours(minute: Minute, member: Member, *, by: Member, at: datetime) -> Stakeholder:
    """Name a member of ours. Raises NotPossible as `add_theirs` does, and "member-left"."""
    if member.left_at is not None:
        raise NotPossible("member-left")
    person = Named(member.name, member.email, member.language)
    return _add(minute, Party.US, person, member, by=by, at=at)


def named_in(minute: Minute) -> QuerySet[Stakeholder]:
    """Those named in it now, ours and theirs."""
    return Stakeholder.objects.filter(minute=minute, removed_at=None).order_by("party", "pk")


def _add(
    minute: Minute, party: Party, person: Named, member: Member | None, *, by: Member, at: datetime
) -> Stakeholder:
    row = lock(minute)
    if is_waiting(last_version(row)):
        raise NotPossible("version-sent")
    if named_in(row).filter(email=person.email).exists():
        raise NotPossible("stakeholder-twice")
    stakeholder = Stakeholder.objects.create(
        minute=row,
        party=party,
        name=" ".join(person.name.replace("\x00", "").split())[:120],
        email=person.email,
        language=person.language,
        member=member,
        added_by=by,
        added_at=at,
    )
    note("minute.stakeholder-added", row, by.actor, at, stakeholder=stakeholder.pk, party=str(party))
    return stakeholder


def _clean_address(email: str) -> str:
    address = email.strip().lower()
    try:
        clean_address(address)
    except BadAddress as error:
        raise NotPossible("stakeholder-bad-address") from error
    return address
