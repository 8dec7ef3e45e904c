"""Holding conversations still while something in them is erased, and asking whether a legal hold keeps them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Manager

from evenhand.record.conversations.models import Conversation
from evenhand.record.customers.models import Contact, Customer
from evenhand.record.erasing.extent import Extent, in_batches
from evenhand.record.erasing.models import Handout, Hold
from evenhand.record.erasing.wiping_protection import incidents_in
from evenhand.record.protection.models import Incident, Request


def lock(extent: Extent) -> None:
    """Until the transaction ends no hold can be set on what this reaches, and nothing be filed into it.

    People, what was reported, and files to take out are held too, in the order in which everybody holds them, and
    before the first entry of the ledger: whoever restricts or answers meanwhile waits for us, and we for them, but
    never both.
    """
    people = Contact.objects.filter(pk__in=extent.contacts)
    _hold(Customer.objects, _numbers(people.exclude(customer=None).values_list("customer_id", flat=True)))
    _hold(Contact.objects, extent.contacts)
    for ids in in_batches(extent.reached()):
        list(Conversation.objects.select_for_update().filter(pk__in=ids).order_by("pk").values_list("pk"))
    incidents = incidents_in(extent)
    _hold(Incident.objects, incidents)
    for ids in in_batches(incidents):
        _hold(Request.objects, _numbers(Request.objects.filter(incident__in=ids).values_list("pk", flat=True)))
    _hold(Handout.objects, _numbers(Handout.objects.filter(gone_at=None).values_list("pk", flat=True)))


def is_held(extent: Extent) -> bool:
    """Whether a hold keeps any of the conversations that this reaches."""
    return any(
        Hold.objects.filter(conversation__in=ids, ended_at=None).exists() for ids in in_batches(extent.reached())
    )


def _hold(rows: Manager[Any], ids: Sequence[int]) -> None:
    for part in in_batches(sorted(ids)):
        list(rows.select_for_update(no_key=True).filter(pk__in=part).order_by("pk").values_list("pk"))


def _numbers(rows: Iterable[int | None]) -> list[int]:
    return sorted({number for number in rows if number is not None})
