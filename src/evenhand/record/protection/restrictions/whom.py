"""Whom a merit, a warning or a restriction is about: one contact, or all people of a customer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from evenhand.record.conversations.models import Message
from evenhand.record.conversations.working import NotPossible
from evenhand.record.customers.limits import Limit
from evenhand.record.customers.models import Contact, Customer
from evenhand.record.protection.models import Incident, Restriction
from evenhand.record.protection.texts import letter_language


@dataclass(frozen=True, slots=True)
class Whom:
    """One of the two is set."""

    contact: Contact | None = None
    customer: Customer | None = None

    @property
    def name(self) -> str:
        """How they are called in a letter and on a page."""
        return str(self.contact or self.customer or "")

    @property
    def firm(self) -> Customer | None:
        """The customer whose people they are; None for somebody without one."""
        return self.contact.customer if self.contact else self.customer

    @property
    def address(self) -> str:
        """Where a letter to them goes; empty where it is not known."""
        return self.contact.address if self.contact else ""

    def columns(self) -> dict[str, Any]:
        """The two columns of a row about them."""
        return {"contact": self.contact, "customer": self.customer}

    def theirs(self) -> Q:
        """The condition "is about them" on a row with both columns: about this contact, or about the whole firm."""
        firm = self.firm
        whole = Q(customer=firm, contact=None) if firm else Q(pk__in=())
        if self.contact is not None:
            return Q(contact=self.contact) | whole
        return whole

    def touching(self) -> Q:
        """As `theirs`, and for a whole firm what is about any one of its people too."""
        return self.theirs() if self.contact else self.theirs() | Q(contact__customer=self.customer)

    def language(self) -> str:
        """The language in which they wrote last, as letters have it; English where they never did."""
        who: dict[str, Any] = {"contact": self.contact} if self.contact else {"contact__customer": self.customer}
        rows = Message.objects.filter(direction=Message.Direction.INBOUND, **who).exclude(language="und")
        return letter_language(rows.order_by("-at", "-pk").values_list("language", flat=True).first() or "en")


def whom_of(row: Any) -> Whom:
    """Whom a row is about; the contact where it names both."""
    return Whom(contact=row.contact) if row.contact is not None else Whom(customer=row.customer)


def check_whom(whom: Whom, incident: Incident | None = None) -> None:
    """Raises NotPossible "whom" unless one of the two is named, and is not a firm that was merged into another
    meanwhile; "whom-incident" for an incident with somebody else."""
    if (whom.contact is None) == (whom.customer is None):
        raise NotPossible("whom")
    if whom.customer and Customer.objects.filter(pk=whom.customer.pk, merged_into__isnull=False).exists():
        raise NotPossible("whom")
    if incident is None or incident.contact_id is incident.customer_id is None:
        return
    firm = whom.firm
    same_person = whom.contact is not None and incident.contact_id == whom.contact.pk
    same_firm = firm is not None and incident.customer_id == firm.pk
    other_person = whom.contact is not None and incident.contact_id not in (None, whom.contact.pk)
    if other_person or not (same_person or same_firm):
        raise NotPossible("whom-incident")


def hold(whom: Whom) -> Whom:
    """Lock the firm and the contact, so that two members decide about them one after the other.

    Returns them as they are now: the contact's firm may have been merged into another since they were read.
    """
    people = Contact.objects.filter(pk=whom.contact.pk) if whom.contact else Contact.objects.none()
    number = whom.customer.pk if whom.customer else people.values_list("customer_id", flat=True).first()
    firm = Customer.objects.select_for_update().filter(pk=number or 0).first()
    if whom.contact is None:
        return Whom(customer=firm)
    contact = people.select_for_update(of=("self",)).select_related("customer").first()
    if contact is not None and contact.customer_id != number:  # merged while we waited for the lock
        return hold(Whom(contact=contact))
    return Whom(contact=contact)


def limit_of(row: Restriction) -> Limit:
    """What a restriction means to filing."""
    return Limit(
        restriction=row.pk,
        kind=row.kind,
        start=row.from_at,
        end=row.ended_at or row.until,
        channel=row.channel,
        week=tuple(tuple((start, end) for start, end in day) for day in row.hours),
        member=row.member_id,
    )


def keep_limits(whom: Whom, rows: Sequence[Restriction] | None = None) -> None:
    """Write into the column what stands on them. Call inside the transaction that changed it, with them held."""
    named = {"contact": whom.contact} if whom.contact else {"customer": whom.customer, "contact": None}
    found = rows if rows is not None else Restriction.objects.filter(**named, ended_at=None).order_by("from_at", "pk")
    column = [limit_of(row).as_json() for row in found]
    if whom.contact is not None:
        Contact.objects.filter(pk=whom.contact.pk).update(limits=column)
        whom.contact.limits = column
    elif whom.customer is not None:
        Customer.objects.filter(pk=whom.customer.pk).update(limits=column)
        whom.customer.limits = column
