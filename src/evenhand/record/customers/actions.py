"""Merging, splitting and naming customers by hand."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from evenhand.record.customers.models import Contact, Customer, CustomerChange, CustomerDomain
from evenhand.record.customers.ours import set_ours
from evenhand.record.ledger import actions as ledger
from evenhand.record.people.models import Member, Team

__all__ = ["NotPossible", "give_to_team", "merge", "name_contact", "rename", "set_ours", "split"]


class NotPossible(Exception):
    """An action does not fit the state of things; `code` says which, for the door to put into words."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def _keep(customer: Customer, kind: str, *, by: Member, at: datetime, **detail: Any) -> None:
    CustomerChange.objects.create(customer=customer, kind=kind, detail=detail, by=by, at=at)
    ledger.append(kind=f"customer.{kind}", actor=by.actor, at=at, subject=f"customer:{customer.pk}", body=detail)


@transaction.atomic
def rename(customer: Customer, name: str, *, by: Member, at: datetime) -> None:
    """Give a customer its proper name. Raises NotPossible("empty")."""
    name = " ".join(name.split())[:200]
    if not name:
        raise NotPossible("empty")
    if name == customer.name:
        return
    Customer.objects.filter(pk=customer.pk).update(name=name)
    CustomerChange.objects.create(
        customer=customer, kind="rename", detail={"from": customer.name, "to": name}, by=by, at=at
    )
    ledger.append(kind="customer.rename", actor=by.actor, at=at, subject=f"customer:{customer.pk}", body={})
    customer.name = name


@transaction.atomic
def merge(customer: Customer, into: Customer, *, by: Member, at: datetime) -> None:
    """Make one customer of two: contacts, domains and conversations move, the row stays and points on.

    Raises NotPossible("same") or NotPossible("merged").
    """
    if customer.pk == into.pk:
        raise NotPossible("same")
    rows = list(Customer.objects.select_for_update().filter(pk__in=(customer.pk, into.pk)).order_by("pk"))
    if any(row.merged_into_id is not None for row in rows):
        raise NotPossible("merged")
    Contact.objects.filter(customer=customer).update(customer=into)
    CustomerDomain.objects.filter(customer=customer).update(customer=into)
    customer.conversations.update(customer=into)
    for agreed in (customer.commitments, customer.minutes, customer.capability_checks, *_measures(customer)):
        agreed.update(customer=into)
    Customer.objects.filter(pk=customer.pk).update(merged_into=into, limits=[])
    Customer.objects.filter(pk=into.pk).update(limits=[limit for row in rows for limit in row.limits])
    Customer.objects.filter(merged_into=customer).update(merged_into=into)
    _keep(customer, "merge", by=by, at=at, into=into.pk)


@transaction.atomic
def split(
    customer: Customer, *, name: str, contact_ids: Iterable[int], domains: Iterable[str], by: Member, at: datetime
) -> Customer:
    """Make a customer of some contacts and domains of another; their conversations go with them.

    What was recorded about these contacts goes too; a restriction of all of the customer's people stays behind.

    Raises NotPossible("empty") without a name, NotPossible("nobody") if nothing would move.
    """
    name = " ".join(name.split())[:200]
    if not name:
        raise NotPossible("empty")
    moved_domains = list(CustomerDomain.objects.filter(customer=customer, domain__in=list(domains)))
    contacts = set(Contact.objects.filter(customer=customer, pk__in=list(contact_ids)).values_list("pk", flat=True))
    for row in moved_domains:
        same = Contact.objects.filter(customer=customer, address__endswith=f"@{row.domain}")
        contacts |= set(same.values_list("pk", flat=True))
    if not contacts and not moved_domains:
        raise NotPossible("nobody")
    fresh = Customer.objects.create(name=name, team=customer.team, first_seen_at=at)
    CustomerDomain.objects.filter(pk__in=[row.pk for row in moved_domains]).update(customer=fresh)
    Contact.objects.filter(pk__in=contacts).update(customer=fresh)
    customer.commitments.filter(Q(contact_id__in=contacts) | Q(conversation__contact_id__in=contacts)).update(
        customer=fresh
    )
    for agreed in (customer.minutes, customer.capability_checks):
        agreed.filter(conversation__contact_id__in=contacts).update(customer=fresh)
    for told in (customer.incidents, customer.merits):
        told.filter(contact_id__in=contacts).update(customer=fresh)
    customer.conversations.filter(contact_id__in=contacts).update(customer=fresh)
    _keep(fresh, "split", by=by, at=at, out_of=customer.pk, contacts=len(contacts))
    return fresh


@transaction.atomic
def give_to_team(customer: Customer, team: Team | None, *, by: Member, at: datetime) -> None:
    """Say which team serves a customer; its conversations without a team, or of the former one, go there too."""
    former = Customer.objects.select_for_update().get(pk=customer.pk).team_id
    if former == (team.pk if team else None):
        return
    Customer.objects.filter(pk=customer.pk).update(team=team)
    customer.conversations.filter(Q(team=None) | Q(team=former)).update(team=team)
    customer.team = team
    _keep(customer, "team", by=by, at=at, team=team.pk if team else None)


@transaction.atomic
def name_contact(contact: Contact, name: str, *, by: Member, at: datetime) -> None:
    """Give a contact their proper name. Raises NotPossible("empty")."""
    name = " ".join(name.split())[:200]
    if not name:
        raise NotPossible("empty")
    Contact.objects.filter(pk=contact.pk).update(name=name)
    ledger.append(kind="contact.named", actor=by.actor, at=at, subject=f"contact:{contact.pk}", body={})


@transaction.atomic
def note_export(customer: Customer, *, manifest_sha256: str, conversations: int, by: Member, at: datetime) -> None:
    """Keep that the record of a customer was taken out of the desk, and as which files."""
    body = {"manifest_sha256": manifest_sha256, "conversations": conversations}
    ledger.append(kind="customer.exported", actor=by.actor, at=at, subject=f"customer:{customer.pk}", body=body)


def _measures(customer: Customer) -> tuple[Any, ...]:
    """What protection keeps of a customer as a whole."""
    return (
        customer.incidents, customer.merits, customer.warnings, customer.restrictions, customer.employerletters
    )  # fmt: skip
