"""What a customer's conversations say together: the latest, the temperature by month, the quiet facts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Aggregate, Avg, Count, Max, Min, Q, QuerySet

from evenhand.record.conversations.access import conversations_for, messages_for
from evenhand.record.conversations.models import Message
from evenhand.record.conversations.queries import awake
from evenhand.record.customers.models import Customer
from evenhand.record.people.models import Member

CALM_BELOW = 0.5
# Stands in the aggregates, not in the condition: there a planner would walk all messages that are no variants.
_INBOUND = Q(direction=Message.Direction.INBOUND, automatic=False, variant_of=None)


@dataclass(frozen=True, slots=True)
class Standing:
    """How things stand with a customer, by the conversations that the asking member may see."""

    open: int = 0
    waiting: int = 0
    hottest: float = 0.0
    last_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Month:
    """One month of messages from a customer: `hottest` and `mean` are None where there were none."""

    begins: datetime
    received: int
    mean: float | None
    hottest: float | None


@dataclass(frozen=True, slots=True)
class QuietFacts:
    """Messages each way, and the last that came without trouble."""

    received: int
    sent: int
    first_at: datetime | None
    last_calm_at: datetime | None


def standings(member: Member, customer_ids: Sequence[int], *, now: datetime) -> dict[int, Standing]:
    """How things stand with each of these customers; those without a conversation are left out."""
    is_open = Q(closed_at=None) & awake(now)
    rows = (
        conversations_for(member)
        .filter(customer__in=customer_ids)
        .order_by()
        .values("customer")
        .annotate(
            open=Count("pk", filter=is_open),
            waiting=Count("pk", filter=is_open & Q(waiting_since__isnull=False)),
            hottest=Max("temperature", filter=is_open),
            last=Max("last_at"),
        )
    )
    return {row["customer"]: Standing(row["open"], row["waiting"], row["hottest"] or 0.0, row["last"]) for row in rows}


def months(member: Member, customer: Customer, begins: Sequence[datetime]) -> list[Month]:
    """The months that begin at these times (the last entry only ends the one before), oldest first."""
    messages = _messages(member, customer).filter(at__gte=begins[0], at__lt=begins[-1]).order_by()
    wanted: dict[str, Aggregate] = {}
    for number, (start, end) in enumerate(zip(begins, begins[1:], strict=False)):
        inside = _INBOUND & Q(at__gte=start, at__lt=end)
        wanted[f"count{number}"] = Count("pk", filter=inside)
        wanted[f"mean{number}"] = Avg("temperature", filter=inside)
        wanted[f"most{number}"] = Max("temperature", filter=inside)
    found = messages.aggregate(**wanted)
    return [
        Month(start, found[f"count{number}"], found[f"mean{number}"], found[f"most{number}"])
        for number, start in enumerate(begins[:-1])
    ]


def quiet_facts(member: Member, customer: Customer) -> QuietFacts:
    """Figures over all messages with a customer that the member may see."""
    found = _messages(member, customer).aggregate(
        received=Count("pk", filter=_INBOUND),
        sent=Count("pk", filter=Q(direction=Message.Direction.OUTBOUND)),
        first=Min("at"),
        calm=Max("at", filter=_INBOUND & Q(manner="civil", temperature__lt=CALM_BELOW)),
    )
    return QuietFacts(found["received"], found["sent"], found["first"], found["calm"])


def _messages(member: Member, customer: Customer) -> QuerySet[Message]:
    return messages_for(member).filter(conversation__customer=customer)
