"""Who may see merits, warnings and restrictions, and the only ways to obtain one on a member's behalf.

Whoever answers has to know what applies: agents, leads and managers see what stands on those customers and contacts
whom they may see. The incident that it rests on is another matter, and has its own door (access.py).
"""

from __future__ import annotations

from django.db.models import Q, QuerySet

from evenhand.record.conversations.access import conversations_for
from evenhand.record.customers.access import customers_for
from evenhand.record.customers.models import Contact, Customer
from evenhand.record.people.access import may
from evenhand.record.people.errors import NotFound, or_not_found
from evenhand.record.people.models import Member
from evenhand.record.protection.models import Appeal, EmployerLetter, KeptApart, Merit, Restriction, Warning
from evenhand.record.protection.restrictions.whom import Whom

WITH_WHOM = ("contact__customer", "customer")


def seen_by(member: Member, prefix: str = "") -> Q:
    """The condition "may be seen by this member" on a row about a contact or a customer; `prefix` leads to it."""
    if not may(member, "see_restrictions"):
        return Q(pk__in=())
    if may(member, "see_all_conversations"):
        return Q()
    firms = customers_for(member).order_by().values("pk")
    alone = conversations_for(member).filter(contact__customer=None).order_by().values("contact")
    named = {"customer__in": firms}, {"contact__customer__in": firms}, {"contact__customer": None, "contact__in": alone}
    condition = Q(pk__in=())
    for one in named:
        condition |= Q(**{f"{prefix}{name}": value for name, value in one.items()})
    return condition


def restrictions_for(member: Member) -> QuerySet[Restriction]:
    """The restrictions this member may see."""
    rows = Restriction.objects.filter(seen_by(member))
    return rows.select_related(*WITH_WHOM, "by", "member", "incident", "merit", "warning", "letter")


def restriction_for(member: Member, pk: int) -> Restriction:
    """One of them. Raises NotFound, also where it may not be seen."""
    return or_not_found(restrictions_for(member).filter(pk=pk).first())


def warnings_for(member: Member) -> QuerySet[Warning]:
    """The warnings this member may see."""
    return Warning.objects.filter(seen_by(member)).select_related(*WITH_WHOM, "by", "incident", "letter")


def warning_for(member: Member, pk: int) -> Warning:
    """One of them. Raises NotFound, also where it may not be seen."""
    return or_not_found(warnings_for(member).filter(pk=pk).first())


def merits_for(member: Member) -> QuerySet[Merit]:
    """The merits this member may see."""
    return Merit.objects.filter(seen_by(member)).select_related(*WITH_WHOM, "by", "commitment", "conversation")


def appeals_for(member: Member) -> QuerySet[Appeal]:
    """The appeals against restrictions this member may see."""
    rows = Appeal.objects.filter(seen_by(member, "restriction__"))
    return rows.select_related("restriction__contact__customer", "restriction__customer", "restriction__letter")


def appeal_for(member: Member, pk: int) -> Appeal:
    """One of them. Raises NotFound, also where it may not be seen."""
    return or_not_found(appeals_for(member).filter(pk=pk).first())


def employer_letters_for(member: Member) -> QuerySet[EmployerLetter]:
    """The letters to firms this member may see."""
    return EmployerLetter.objects.filter(seen_by(member)).select_related(*WITH_WHOM, "by", "restriction")


def employer_letter_for(member: Member, pk: int) -> EmployerLetter:
    """One of them. Raises NotFound, also where it may not be seen."""
    return or_not_found(employer_letters_for(member).filter(pk=pk).first())


def kept_apart_of(member: Member, restriction: Restriction) -> QuerySet[KeptApart]:
    """The messages that a restriction kept apart, in conversations this member may see; the latest first."""
    rows = KeptApart.objects.filter(restriction=restriction, message__conversation__in=conversations_for(member))
    return rows.select_related("message__conversation", "message__contact").order_by("-message__at", "-pk")


def whom_for(member: Member, *, contact: int | None = None, customer: int | None = None) -> Whom:
    """A contact or a customer to be warned or restricted. Raises NotFound, also where they may not be seen."""
    if not may(member, "see_restrictions"):
        raise NotFound
    if contact is not None:
        return Whom(contact=or_not_found(_contacts_for(member).select_related("customer").filter(pk=contact).first()))
    found: Customer | None = customers_for(member).filter(pk=customer).first() if customer is not None else None
    return Whom(customer=or_not_found(found))


def find_whom(member: Member, words: str) -> Whom | None:
    """The contact of this address, else the customer of this name; None where the member sees neither, or two."""
    said = words.strip()
    if not said or not may(member, "see_restrictions"):
        return None
    contact = _contacts_for(member).select_related("customer").filter(address=said.lower()).first()
    if contact is not None:
        return Whom(contact=contact)
    firms = list(customers_for(member).filter(name__iexact=said)[:2])
    return Whom(customer=firms[0]) if len(firms) == 1 else None


def _contacts_for(member: Member) -> QuerySet[Contact]:
    if may(member, "see_all_conversations"):
        return Contact.objects.exclude(name="", address="")
    met = conversations_for(member).filter(contact__customer=None).order_by().values("contact")
    return Contact.objects.filter(Q(customer__in=customers_for(member)) | Q(pk__in=met)).exclude(name="", address="")
