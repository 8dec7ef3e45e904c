"""Renaming, merging and splitting customers; for leads and managers."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from evenhand.doors import clock
from evenhand.doors.web.conversation.refusals import refusal
from evenhand.doors.web.guard import allowed, member_of
from evenhand.doors.web.typed import typed
from evenhand.record.customers import actions
from evenhand.record.customers.access import contact_for, customer_for, customers_for


@require_POST
@allowed("edit_customers")
def rename(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the customer its proper name."""
    member = member_of(request)
    row = customer_for(member, pk)
    try:
        actions.rename(row, typed(request.POST, "name"), by=member, at=clock.now())
    except actions.NotPossible as error:
        messages.error(request, refusal(error.code))
    return redirect("customer", pk)


@require_POST
@allowed("edit_customers")
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Make this customer part of another one, named in the form."""
    member = member_of(request)
    row = customer_for(member, pk)
    name = typed(request.POST, "into")
    found = list(customers_for(member).exclude(pk=pk).filter(name__iexact=name)[:2]) if name else []
    if len(found) != 1:
        messages.error(request, refusal("several-customers" if found else "no-customer"))
        return redirect("customer", pk)
    try:
        actions.merge(row, found[0], by=member, at=clock.now())
    except actions.NotPossible as error:
        messages.error(request, refusal(error.code))
        return redirect("customer", pk)
    messages.success(request, gettext("%(one)s is now part of %(other)s.") % {"one": row.name, "other": found[0].name})
    return redirect("customer", found[0].pk)


@require_POST
@allowed("edit_customers")
def split(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a customer of some of this one's contacts and domains."""
    member = member_of(request)
    row = customer_for(member, pk)
    form = request.POST
    contacts = [int(value) for value in form.getlist("contact") if value.isdecimal()]
    try:
        fresh = actions.split(
            row,
            name=typed(form, "name"),
            contact_ids=contacts,
            domains=form.getlist("domain"),
            by=member,
            at=clock.now(),
        )
    except actions.NotPossible as error:
        messages.error(request, refusal(error.code))
        return redirect("customer", pk)
    messages.success(request, gettext("%(name)s is a customer of its own now.") % {"name": fresh.name})
    return redirect("customer", fresh.pk)


@require_POST
@allowed("edit_customers")
def name_contact(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a contact their proper name."""
    member = member_of(request)
    contact = contact_for(member, pk)
    try:
        actions.name_contact(contact, typed(request.POST, "name"), by=member, at=clock.now())
    except actions.NotPossible as error:
        messages.error(request, refusal(error.code))
    return redirect("customer", contact.customer_id or 0)
