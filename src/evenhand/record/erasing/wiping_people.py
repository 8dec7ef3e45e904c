"""Taking a person of a customer out of the record: name and address, wherever they stand.

Minutes that they agreed to keep their text: it is what both sides stand by. Their name and words of their own go.
"""

from __future__ import annotations

from collections.abc import Sequence

from evenhand.record.agreements.models import Objection, Question, Stakeholder
from evenhand.record.customers.models import Contact, Customer, CustomerChange
from evenhand.record.erasing.extent import Extent
from evenhand.record.erasing.wiping_messages import wipe_address, wipe_people_in

NOBODY = "erased-{pk}@erased.invalid"


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
        _wipe_stakeholders(address, neutral)
    for contact in Contact.objects.filter(pk__in=extent.contacts).select_related("customer"):
        if contact.customer is not None and _is_all_there_is(contact, contact.customer):
            Customer.objects.filter(pk=contact.customer.pk).update(name=neutral)
            CustomerChange.objects.filter(customer=contact.customer, kind="rename").update(detail={})
    Contact.objects.filter(pk__in=extent.contacts).update(name="", address="")


def _wipe_stakeholders(address: str, neutral: str) -> None:
    for row in Stakeholder.objects.filter(email__iexact=address, member=None):
        Objection.objects.filter(stakeholder=row).update(words=neutral)
        Question.objects.filter(stakeholder=row).update(words=neutral)
        Stakeholder.objects.filter(pk=row.pk).update(name=neutral[:120], email=NOBODY.format(pk=row.pk))


def _is_all_there_is(contact: Contact, customer: Customer) -> bool:
    """Whether the customer is nobody but this person: no mail domain and nobody else, as with free mail."""
    others = customer.contacts.exclude(pk=contact.pk).exclude(name="", address="")
    return not customer.domains.exists() and not others.exists()
