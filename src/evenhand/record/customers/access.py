"""Which customers a member may see; the only way to obtain one on a member's behalf."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from evenhand.record.customers.models import Contact, Customer
from evenhand.record.people.access import may
from evenhand.record.people.errors import NotFound
from evenhand.record.people.models import Member, Role


def customers_for(member: Member) -> QuerySet[Customer]:
    """The customers this member may see, merged ones left out.

    Managers and finance see all. Agents and leads see those without a team, those of their teams, and those with a
    conversation of their teams.
    """
    query = Customer.objects.filter(merged_into=None)
    if not may(member, "see_customers"):
        return query.none()
    if member.roles() & {Role.MANAGER, Role.FINANCE}:
        return query
    teams = member.team_ids()
    met = Customer.objects.filter(conversations__team__in=teams).values("pk")
    return query.filter(Q(team=None) | Q(team__in=teams) | Q(pk__in=met))


def customer_for(member: Member, pk: int) -> Customer:
    """One customer with its team. Raises NotFound, also where it may not be seen."""
    found = customers_for(member).select_related("team").filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found


def contact_for(member: Member, pk: int) -> Contact:
    """A person at a customer that the member may see. Raises NotFound, also where it may not be seen."""
    found = Contact.objects.select_related("customer").filter(pk=pk, customer__in=customers_for(member)).first()
    if found is None:
        raise NotFound
    return found
