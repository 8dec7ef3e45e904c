"""What a member may decide alone, by their own authorities and those of their roles."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet

from evenhand.record.people.access import may
from evenhand.record.people.errors import NotFound
from evenhand.record.people.models import Authority, Member
from evenhand.record.people.queries import workspace


@dataclass(frozen=True, slots=True)
class Limits:
    """The most a member may give: by kind and currency, and the highest discount in percent (None: not given any).

    `is_kept` is False where nobody has recorded any authority in this firm, so that nothing is known. `currencies` are
    those of the amounts in the firm's order: the one it names in its own settings, then as they were first given.
    """

    amounts: dict[str, dict[str, Decimal]] = field(default_factory=dict)
    percent: Decimal | None = None
    is_kept: bool = True
    currencies: tuple[str, ...] = ()

    def as_facts(self) -> dict[str, Any]:
        """The `authority` of the facts of a draft check: amounts as text, {} where nothing is known.

        Those facts have one currency a kind; with several, the first in the firm's order is told, and of the others
        nothing is known. Without any authority of a kind its limit is nought; a discount up to an amount alone says
        nothing about percents.
        """
        if not self.is_kept:
            return {}
        facts: dict[str, Any] = {}
        if self.percent is not None or Authority.Kind.DISCOUNT not in self.amounts:
            facts["discount_max_percent"] = _number(self.percent or Decimal(0))
        for kind in (Authority.Kind.REFUND, Authority.Kind.CONCESSION):
            amounts = self.amounts.get(kind, {})
            currency = next((code for code in self.currencies if code in amounts), "")
            facts[f"{kind}_max"] = {"amount": _plain(amounts.get(currency, Decimal(0))), "currency": currency}
        return facts


def limits_of(member: Member) -> Limits:
    """What this member may decide alone: the highest of what they and their roles were given."""
    standing = Authority.objects.filter(ended_at=None)
    mine = list(standing.filter(Q(member=member) | Q(member=None, role__in=member.roles())))
    if not mine and not Authority.objects.exists():
        return Limits(is_kept=False)
    percents = [row.percent for row in mine if row.percent is not None]
    return Limits(_highest(mine), max(percents, default=None), currencies=_currencies(mine))


def authorities() -> QuerySet[Authority]:
    """All authorities that stand, those of roles first, with the people they name."""
    rows = Authority.objects.filter(ended_at=None).select_related("member", "granted_by")
    return rows.order_by("member__name", "role", "kind", "currency")


def authority_for(member: Member, pk: int) -> Authority:
    """One authority, for whoever may give them. Raises NotFound."""
    found = Authority.objects.filter(pk=pk).first() if may(member, "grant_authority") else None
    if found is None:
        raise NotFound
    return found


def _currencies(rows: Iterable[Authority]) -> tuple[str, ...]:
    given = sorted(rows, key=lambda row: (row.granted_at, row.pk))
    own = workspace().approval_value_currency
    return tuple(dict.fromkeys(code for code in (own, *(row.currency for row in given)) if code))


def _highest(rows: Iterable[Authority]) -> dict[str, dict[str, Decimal]]:
    found: dict[str, dict[str, Decimal]] = {}
    for row in rows:
        if row.amount is not None:
            amounts = found.setdefault(row.kind, {})
            amounts[row.currency] = max(row.amount, amounts.get(row.currency, Decimal(0)))
    return found


def _plain(amount: Decimal) -> str:
    return f"{amount:.2f}".removesuffix(".00")


def _number(percent: Decimal) -> float | int:
    return int(percent) if percent == percent.to_integral_value() else float(percent)
