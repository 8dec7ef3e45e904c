"""Who wrote and who was written to: ours or theirs, and which contact and customer that is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from evenhand.record.conversations.incoming import Arrived, Person
from evenhand.record.customers.limits import Limit, limits_in
from evenhand.record.customers.meeting import contacts_by_address, contacts_by_name, customers_by_name
from evenhand.record.customers.models import Contact, Customer
from evenhand.record.customers.ours import Ours


def side_of(item: Arrived, ours: Ours) -> str:
    """inbound, outbound, or note where we wrote to nobody but ourselves."""
    if not ours.holds(item.sender.address):
        return "inbound"
    others = [person for person in item.recipients if person.address and not ours.holds(person.address)]
    return "outbound" if others or not item.recipients else "note"


def counterpart(item: Arrived, ours: Ours) -> Person | None:
    """The person on the other side: who wrote to us, or the first we wrote to."""
    they_wrote = item.direction == "inbound" or (not item.direction and not ours.holds(item.sender.address))
    if item.sender.address and they_wrote:
        return item.sender
    return next((person for person in item.recipients if person.address and not ours.holds(person.address)), None)


@dataclass(frozen=True, slots=True)
class Parties:
    """The contacts and customers of a batch, found or made."""

    by_address: dict[str, Contact]
    by_name: dict[tuple[int | None, str], Contact]
    named: dict[str, Customer]
    counterparts: dict[str, Person]
    customers_made: int

    @classmethod
    def meet(cls, batch: Sequence[Arrived], *, ours: Ours, at: datetime) -> Parties:
        """Find or make everybody on the other side. Call inside a transaction."""
        named, made = customers_by_name((item.customer for item in batch), at=at)
        others = {item.identity: person for item in batch if (person := counterpart(item, ours)) is not None}
        written = {person.address: person.name for person in others.values()}
        written |= {person.address: person.name for person in others.values() if person.name}
        by_address, more = contacts_by_address(written, at=at)
        nameless = [
            (named.get(item.customer.strip()[:200]), item.sender.name)
            for item in batch
            if item.direction == "inbound" and not item.sender.address and item.sender.name
        ]
        return cls(by_address, contacts_by_name(nameless, at=at), named, others, made + more)

    def contact(self, item: Arrived) -> Contact | None:
        """The contact on the other side of this message."""
        person = self.counterparts.get(item.identity)
        if person is not None and person.address in self.by_address:
            return self.by_address[person.address]
        if item.direction in ("outbound", "note"):
            return None
        customer = self.named.get(item.customer.strip()[:200])
        return self.by_name.get((customer.pk if customer else None, item.sender.name.strip()[:200]))

    def contact_id(self, item: Arrived) -> int | None:
        """The id of that contact."""
        contact = self.contact(item)
        return contact.pk if contact else None

    def sender_id(self, item: Arrived, ours: Ours) -> int | None:
        """The contact who wrote this message; None where we did."""
        wrote = item.direction or side_of(item, ours)
        return self.contact_id(item) if wrote == "inbound" else None

    def customer(self, item: Arrived) -> Customer | None:
        """The customer on the other side, by the source's word or by the address."""
        if item.customer.strip():
            return self.named.get(item.customer.strip()[:200])
        person = self.counterparts.get(item.identity)
        contact = self.by_address.get(person.address) if person else None
        return contact.customer if contact else None

    def limits(self, item: Arrived) -> list[Limit]:
        """What the sender of this message, or their whole firm, may do no longer; asks the database nothing."""
        contact, customer = self.contact(item), self.customer(item)
        # People known by name only were looked up under this very customer.
        firm = contact.customer if contact is not None and contact.address else None
        firms = [customer, firm] if firm != customer else [customer]
        return [limit for row in (contact, *firms) if row is not None and row.limits for limit in limits_in(row.limits)]
