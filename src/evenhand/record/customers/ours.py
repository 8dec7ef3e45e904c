"""Who we are: the domains and addresses that make a message ours."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from evenhand.record.customers.free_mail import domain_of, is_free_mail
from evenhand.record.customers.models import OwnAddress
from evenhand.record.ledger import actions as ledger
from evenhand.record.outbox.actions import enqueue

_VALUE = re.compile(r"(?:[^\s@,;:<>()\[\]\"/\\]{1,64}@)?[\w-]{1,63}(?:\.[\w-]{1,63})+")
_LONGEST = 254


@dataclass(frozen=True, slots=True)
class Ours:
    """Our addresses and domains, lower case; subdomains count."""

    values: frozenset[str]

    def holds(self, address: str) -> bool:
        """Whether this address is one of ours."""
        if address in self.values:
            return True
        domain = domain_of(address)
        while domain:
            if domain in self.values:
                return True
            _, _, domain = domain.partition(".")
        return False

    def __bool__(self) -> bool:
        return bool(self.values)


def ours() -> Ours:
    """Who we are by what is on record, guesses included."""
    return Ours(frozenset(OwnAddress.objects.values_list("value", flat=True)))


def clean(value: str) -> str:
    """A domain or address as it is kept.

    Raises ValueError for anything else, and for the whole domain of a mail provider, where customers are at home too.
    """
    value = value.strip().lower().removeprefix("@").strip(".")
    if len(value) > _LONGEST or not _VALUE.fullmatch(value):
        raise ValueError(f"{value[:80]!r} is neither a domain nor an address.")
    if is_free_mail(value):
        raise ValueError(f"{value} is a mail provider; name your whole address there.")
    return value


@transaction.atomic
def set_ours(values: Iterable[str], *, actor: str, at: datetime, confirmed: bool = True) -> bool:
    """Say who we are; True if that changed who is ours, and then directions are recomputed by a job.

    Confirmed values replace guesses. Raises ValueError for what is neither a domain nor an address.
    """
    wanted = {clean(value) for value in values}
    before = ours().values
    OwnAddress.objects.exclude(value__in=wanted).delete()
    for value in wanted:
        OwnAddress.objects.get_or_create(value=value, defaults={"noted_at": at})
    newly_sure = OwnAddress.objects.filter(confirmed_at=None).update(confirmed_at=at) if confirmed else 0
    if wanted == before and not newly_sure:
        return False
    ledger.append(
        kind="workspace.ours-set", actor=actor, at=at, subject="workspace:1",
        body={"ours": sorted(wanted), "confirmed": confirmed},
    )  # fmt: skip
    if wanted == before:
        return False
    enqueue("recompute-directions", {}, at=at, key="all")
    return True


def guesses() -> list[str]:
    """What we only think is ours, for somebody to confirm."""
    return list(OwnAddress.objects.filter(confirmed_at=None).values_list("value", flat=True))
