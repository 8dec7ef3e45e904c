"""Lists of customers and what belongs to one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from evenhand.record.customers.access import customers_for
from evenhand.record.customers.models import Contact, Customer, CustomerChange
from evenhand.record.people.models import Member

PAGE = 50
MOST_CONTACTS = 200


@dataclass(frozen=True, slots=True)
class Page:
    """Up to PAGE customers by name; `more` is the place where the next page begins, None on the last."""

    customers: list[Customer]
    more: str | None


def customers_page(member: Member, *, name: str = "", after: str = "") -> Page:
    """One page of the customers a member may see, by name; `name` keeps those that hold these words."""
    query = customers_for(member).select_related("team").order_by("name", "pk")
    if name:
        query = query.filter(Q(name__icontains=name) | Q(domains__domain__icontains=name)).distinct()
    last_name, _, last_pk = after.rpartition("~")
    if last_pk.isdecimal():
        query = query.filter(Q(name__gt=last_name) | Q(name=last_name, pk__gt=int(last_pk)))
    rows = list(query[: PAGE + 1])
    last = rows[PAGE - 1] if len(rows) > PAGE else None
    return Page(rows[:PAGE], f"{last.name}~{last.pk}" if last else None)


def customers_named(member: Member, words: str, *, most: int = 5) -> list[Customer]:
    """The customers whose name or domain begins with these words."""
    query = customers_for(member).filter(Q(name__istartswith=words) | Q(domains__domain__istartswith=words))
    return list(query.distinct().order_by("name", "pk")[:most])


def contacts_of(customer: Customer) -> Sequence[Contact]:
    """The people there, by name, without those who were erased; at most MOST_CONTACTS."""
    return list(customer.contacts.exclude(name="", address="").order_by("name", "address")[:MOST_CONTACTS])


def domains_of(customer: Customer) -> Sequence[str]:
    """The mail domains of a customer."""
    return list(customer.domains.order_by("domain").values_list("domain", flat=True))


def changes_of(customer: Customer) -> Sequence[CustomerChange]:
    """Renamings, merges and splits that touched a customer, newest first."""
    query = CustomerChange.objects.filter(Q(customer=customer) | Q(customer__merged_into=customer))
    return list(query.select_related("by", "customer").order_by("-at", "-pk")[:50])
