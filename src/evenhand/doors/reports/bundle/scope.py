"""What of a customer's record a member takes out: what they may see, with or without what only we see."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from evenhand.record.agreements.access.commitments import commitments_for
from evenhand.record.agreements.minutes_access import minutes_for
from evenhand.record.agreements.models import CapabilityCheck, Commitment, Minute, Update
from evenhand.record.conversations.access import conversations_for
from evenhand.record.conversations.models import Conversation, Message
from evenhand.record.customers.models import Customer
from evenhand.record.people.models import Member


@dataclass(frozen=True, slots=True)
class Scope:
    """The customer, the member who takes it out, and what goes along. `at` is when."""

    customer: Customer
    member: Member
    at: datetime
    with_notes: bool = False
    with_originals: bool = False

    def conversations(self) -> QuerySet[Conversation]:
        """The conversations, oldest first."""
        return conversations_for(self.member).filter(customer=self.customer).order_by("started_at", "pk")

    def messages(self) -> QuerySet[Message]:
        """All messages of those conversations, in no order."""
        found = Message.objects.filter(conversation__in=self.conversations().order_by().values("pk"))
        return found if self.with_notes else found.exclude(direction=Message.Direction.NOTE)

    def commitments(self) -> QuerySet[Commitment]:
        """Promises both ways, in the order they were recorded."""
        return commitments_for(self.member).filter(self._of_customer()).order_by("recorded_at", "pk")

    def minutes(self) -> QuerySet[Minute]:
        """The minutes, oldest first."""
        return minutes_for(self.member).filter(self._of_customer()).order_by("opened_at", "pk")

    def subjects(self) -> Iterator[str]:
        """Whose ledger entries belong to this record, as the ledger names them."""
        conversations = self.conversations().order_by().values("pk")
        yield f"customer:{self.customer.pk}"
        yield from _named("contact", self.customer.contacts.order_by())
        yield from _named("conversation", self.conversations())
        yield from _named("message", self.messages())
        yield from _named("commitment", self.commitments())
        yield from _named("minute", self.minutes())
        yield from _named("update", Update.objects.filter(conversation__in=conversations))
        if self.with_notes:
            yield from _named("check", CapabilityCheck.objects.filter(conversation__in=conversations))

    def _of_customer(self) -> Q:
        return Q(customer=self.customer) | Q(customer=None, conversation__customer=self.customer)


def _named(kind: str, rows: QuerySet[Any]) -> Iterator[str]:
    return (f"{kind}:{pk}" for pk in rows.values_list("pk", flat=True).iterator())
