"""What belongs to an incident, and which ledger entries prove it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q, QuerySet

from evenhand.record.conversations.models import Message
from evenhand.record.protection.incidents.access import reporter_shown
from evenhand.record.protection.models import (
    Act,
    Alert,
    Amends,
    Appeal,
    EmployerLetter,
    Incident,
    KeptApart,
    Merit,
    Quotation,
    Request,
    Restriction,
    Warning,
)
from evenhand.record.protection.policy.acting import acts_about


@dataclass(frozen=True)
class Scope:
    """The incident with all that hangs on it. With `redacts`, people who took no part are numbers."""

    incident: Incident
    redacts: bool = True

    def messages(self) -> QuerySet[Message]:
        """The messages of its conversation and those that are quoted, in order; never our internal notes."""
        quoted = Quotation.objects.filter(incident=self.incident).values("message")
        named = Q(pk__in=quoted) | Q(pk=self.incident.message_id)
        if self.incident.conversation_id:
            named |= Q(conversation=self.incident.conversation_id)
        rows = Message.objects.filter(named).exclude(direction=Message.Direction.NOTE)
        return rows.order_by("at", "pk")

    def quotations(self) -> QuerySet[Quotation]:
        """What is quoted of them, in order."""
        return Quotation.objects.filter(incident=self.incident).order_by("sent_at", "number", "start")

    @cached_property
    def requests(self) -> list[Request]:
        """What was asked for after it."""
        rows = Request.objects.filter(incident=self.incident).select_related("member")
        return list(rows.order_by("at", "pk"))

    @cached_property
    def alerts(self) -> list[Alert]:
        """Who was asked to answer it, or a request that came of it."""
        rows = Alert.objects.filter(Q(incident=self.incident) | Q(request__in=self.requests))
        return list(rows.select_related("member", "request").prefetch_related("answers__by").order_by("made_at", "pk"))

    @cached_property
    def acts(self) -> list[Act]:
        """What members did to stay safe."""
        return list(acts_about(self.incident))

    @cached_property
    def amends(self) -> list[Amends]:
        """What was made good."""
        return list(Amends.objects.filter(incident=self.incident).select_related("by"))

    @cached_property
    def restrictions(self) -> list[Restriction]:
        """Restrictions that rest on it."""
        rows = Restriction.objects.filter(Q(incident=self.incident) | Q(merit__incident=self.incident))
        turns = ("reviews__by", "extensions__by", "lift__by", "appeals__decided_by")
        return list(rows.distinct().select_related("by", "member").prefetch_related(*turns).order_by("at", "pk"))

    @cached_property
    def merits(self) -> list[Merit]:
        """What the complaint is worth, as it was recorded."""
        named = Q(incident=self.incident) | Q(pk__in=[row.merit_id for row in self.restrictions])
        return list(Merit.objects.filter(named).select_related("by").order_by("at", "pk"))

    @cached_property
    def warnings(self) -> list[Warning]:
        """Warnings that were given for it."""
        named = Q(incident=self.incident) | Q(pk__in=[row.warning_id for row in self.restrictions])
        return list(Warning.objects.filter(named).select_related("by", "ended_by").order_by("at", "pk"))

    @cached_property
    def letters(self) -> list[EmployerLetter]:
        """What the customer's firm was asked or told."""
        named = Q(incident=self.incident) | Q(restriction__in=self.restrictions)
        return list(EmployerLetter.objects.filter(named).select_related("by").order_by("at", "pk"))

    @cached_property
    def kept_apart(self) -> frozenset[int]:
        """The messages that came although a restriction stood."""
        rows = KeptApart.objects.filter(restriction__in=self.restrictions)
        return frozenset(rows.values_list("message_id", flat=True))

    @property
    def is_named(self) -> bool:
        """Whether the reporter chose to be shown by name."""
        return bool(reporter_shown(self.incident)[1])

    def subjects(self) -> Iterator[str]:
        """Whose entries belong to it, as the ledger names them.

        Requests go along only where the reporter is named: an entry about one says by its number who asked.
        """
        yield f"incident:{self.incident.pk}"
        yield from (f"merit:{row.pk}" for row in self.merits)
        yield from (f"warning:{row.pk}" for row in self.warnings)
        yield from (f"restriction:{row.pk}" for row in self.restrictions)
        appeals = Appeal.objects.filter(restriction__in=self.restrictions).order_by("pk")
        yield from (f"appeal:{pk}" for pk in appeals.values_list("pk", flat=True))
        if self.is_named:
            yield from (f"request:{row.pk}" for row in self.requests)
        yield from (f"message:{pk}" for pk in self.messages().order_by("pk").values_list("pk", flat=True).iterator())
