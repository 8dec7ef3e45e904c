"""Taking a person of a customer out of the record: name and address, wherever they stand.

Minutes keep their text, for both sides stand by it; one can be erased by itself. There their name goes, what they
wrote and what was answered to them.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q

from evenhand.record.agreements.models import Stakeholder
from evenhand.record.customers.models import Contact, Customer, CustomerChange
from evenhand.record.erasing.extent import Extent
from evenhand.record.erasing.wiping_messages import wipe_address, wipe_people_in
from evenhand.record.erasing.wiping_minutes import wipe_stakeholder


def addresses_of(contact_ids: Sequence[int]) -> list[str]:
    """The mail addresses of these people."""
    return list(Contact.objects.filter(pk__in=contact_ids).exclude(address="").values_list("address", flat=True))


def wipe_people(extent: Extent, *, neutral: str) -> None:
    """Put `neutral` in the place of these people's names. Twice does no harm."""
    if not extent.contacts:
        return
    wipe_people_in(extent.messages)
    addresses = addresses_of(extent.contacts)
    for address in addresses:
        wipe_address(address)
        for person in Stakeholder.objects.filter(email__iexact=address, member=None):
            wipe_stakeholder(person, neutral)
    for contact in Contact.objects.filter(pk__in=extent.contacts).select_related("customer"):
        if contact.customer is not None and _is_all_there_is(contact, contact.customer):
            same = Customer.objects.filter(Q(pk=contact.customer.pk) | Q(merged_into=contact.customer))
            CustomerChange.objects.filter(customer__in=same.values("pk"), kind="rename").update(detail={})
            same.update(name=neutral)
    Contact.objects.filter(pk__in=extent.contacts).update(name="", address="")


def _is_all_there_is(contact: Contact, customer: Customer) -> bool:
    """Whether the customer is nobody but this person: no mail domain and nobody else, as with free mail."""
    others = customer.contacts.exclude(pk=contact.pk).exclude(name="", address="")
    return not customer.domains.exists() and not others.exists()
