"""Finding or making the contacts and customers that a batch of messages names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from evenhand.record.customers.free_mail import domain_of, is_free_mail
from evenhand.record.customers.models import Contact, Customer, CustomerChange, CustomerDomain

LONGEST_ADDRESS = 254


def customers_by_name(names: Iterable[str], *, at: datetime) -> tuple[dict[str, Customer], int]:
    """The customers of these names, made where missing; and how many were made. Call inside a transaction."""
    wanted = {name.strip()[:200] for name in names if name.strip()}
    found = _known_by_name(wanted)
    missing = sorted(wanted - found.keys())
    made = Customer.objects.bulk_create([Customer(name=name, first_seen_at=at) for name in missing])
    found.update({customer.name: customer for customer in made})
    return found, len(made)


def _known_by_name(names: set[str]) -> dict[str, Customer]:
    """Customers by the name that a source gives them, also after members renamed or merged them."""
    renamed = CustomerChange.objects.filter(kind="rename", detail__from__in=sorted(names)).order_by("id")
    found = {change.detail["from"]: _after_merging(change.customer) for change in renamed.select_related("customer")}
    # Those that still have the name win over those that had it; among them the oldest that was not merged away.
    rows = Customer.objects.filter(name__in=names).order_by("-id").select_related("merged_into")
    for row in sorted(rows, key=lambda row: row.merged_into_id is None):
        found[row.name] = _after_merging(row)
    return found


def _after_merging(customer: Customer) -> Customer:
    return customer.merged_into or customer


def contacts_by_address(people: Mapping[str, str], *, at: datetime) -> tuple[dict[str, Contact], int]:
    """The contacts of these addresses (address → name as it was written), with the customers of their domains.

    Makes what is missing; the number is that of customers made. Call inside a transaction.
    Addresses have at most LONGEST_ADDRESS characters.
    """
    found = {
        contact.address: contact
        for contact in Contact.objects.filter(address__in=people.keys()).select_related("customer")
    }
    missing = sorted(set(people) - found.keys())
    customers, made = _customers_by_domain({domain_of(address) for address in missing}, at=at)
    fresh = Contact.objects.bulk_create(
        [
            Contact(
                address=address,
                name=people[address][:200],
                customer=customers.get(domain_of(address)),
                first_seen_at=at,
            )
            for address in missing
        ]
    )
    found.update({contact.address: contact for contact in fresh})
    _learn_names(found, people)
    return found, made


def contacts_by_name(
    people: Iterable[tuple[Customer | None, str]], *, at: datetime
) -> dict[tuple[int | None, str], Contact]:
    """The contacts known by name only, by customer id and name; made where missing. Call inside a transaction."""
    wanted = {
        (customer.pk if customer else None, name.strip()[:200]): customer for customer, name in people if name.strip()
    }
    rows = Contact.objects.filter(address="", name__in={name for _, name in wanted})
    found = {(row.customer_id, row.name): row for row in rows}
    missing = [key for key in wanted if key not in found]
    fresh = Contact.objects.bulk_create(
        [Contact(name=name, customer_id=customer_id, first_seen_at=at) for customer_id, name in missing]
    )
    found.update({(row.customer_id, row.name): row for row in fresh})
    return {key: found[key] for key in wanted}


def _customers_by_domain(domains: set[str], *, at: datetime) -> tuple[dict[str, Customer], int]:
    firms = {domain for domain in domains if domain and not is_free_mail(domain)}
    found = {
        row.domain: row.customer for row in CustomerDomain.objects.filter(domain__in=firms).select_related("customer")
    }
    missing = sorted(firms - found.keys())
    made = Customer.objects.bulk_create([Customer(name=domain, first_seen_at=at) for domain in missing])
    CustomerDomain.objects.bulk_create(
        [CustomerDomain(domain=domain, customer=customer) for domain, customer in zip(missing, made, strict=True)]
    )
    found.update(dict(zip(missing, made, strict=True)))
    return found, len(made)


def _learn_names(found: Mapping[str, Contact], people: Mapping[str, str]) -> None:
    for address, contact in found.items():
        name = people.get(address, "")
        if name and not contact.name:
            contact.name = name[:200]
            contact.save(update_fields=["name"])
