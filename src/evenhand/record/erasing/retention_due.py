"""What a rule of retention reaches: rows whose time ended before a moment, and that nothing still needs.

A conversation that an incident rests on is kept as long as the words of the incident and of the letters that followed;
a legal hold keeps both, and what was decided because of it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from evenhand.record.agreements.models import Commitment
from evenhand.record.conversations.models import Conversation, Message
from evenhand.record.erasing.models import Hold, RetentionClass, Wiped
from evenhand.record.protection.models import (
    Act,
    Alert,
    Answer,
    Appeal,
    Incident,
    Look,
    Merit,
    Pack,
    Quotation,
    Recipient,
    Request,
    Restriction,
    Warning,
)

WARNING_COUNTS = timedelta(days=365)
"""A warning that nobody ended is over after this."""


def due_before(kind: str, cutoff: datetime) -> list[str]:
    """The rows of a class ("conversation:12") that go, oldest first."""
    return _DUE[kind](cutoff)


def month_before(at: datetime, months: int) -> datetime:
    """The same day so many months earlier, or the last day of that month."""
    year, month = divmod(at.year * 12 + at.month - 1 - months, 12)
    for day in (at.day, 30, 29, 28):
        try:
            return at.replace(year=year, month=month + 1, day=day)
        except ValueError:
            continue
    raise ValueError("Before the calendar begins.")


def _conversations(cutoff: datetime) -> list[str]:
    here = OuterRef("pk")
    rows = Conversation.objects.filter(closed_at__lt=cutoff, last_at__lt=cutoff)
    rows = rows.filter(Exists(Message.objects.filter(conversation=here, tombstone=None)))
    needed = (
        Hold.objects.filter(conversation=here, ended_at=None),
        Commitment.objects.filter(conversation=here, ended_at=None),
        Incident.objects.filter(conversation=here, wiped_at=None),
        Quotation.objects.filter(message__conversation=here, incident__wiped_at=None),
        Warning.objects.filter(incident__conversation=here).exclude(text=""),
        Restriction.objects.filter(incident__conversation=here).exclude(text=""),
        Merit.objects.filter(conversation=here, restrictions__ended_at=None, restrictions__isnull=False),
    )
    for query in needed:
        rows = rows.filter(~Exists(query))
    return _named("conversation", rows.order_by("last_at", "pk"))


def _incidents(cutoff: datetime) -> list[str]:
    here = OuterRef("pk")
    rows = Incident.objects.filter(wiped_at=None, reported_at__lt=cutoff)
    needed = (
        Alert.objects.filter(incident=here, ended_at=None),
        Restriction.objects.filter(Q(incident=here) | Q(merit__incident=here), ended_at=None),
        Warning.objects.filter(incident=here, ended_at=None, at__gte=cutoff - WARNING_COUNTS),
        Pack.objects.filter(incident=here, made_at=None, refused_at=None),
        Hold.objects.filter(conversation=OuterRef("conversation"), ended_at=None),
        Quotation.objects.filter(incident=here, message__conversation__holds__in=Hold.objects.filter(ended_at=None)),
    )
    for query in needed:
        rows = rows.filter(~Exists(query))
    return _named("incident", rows.order_by("reported_at", "pk"))


def _measures(cutoff: datetime) -> list[str]:
    is_over = Q(ended_at__lt=cutoff) | Q(ended_at=None, at__lt=cutoff - WARNING_COUNTS)
    follows = Restriction.objects.filter(warning=OuterRef("pk"), ended_at=None)
    warnings = Warning.objects.filter(is_over).filter(~Exists(follows))
    waits = Appeal.objects.filter(restriction=OuterRef("pk"), decided_at=None)
    restrictions = Restriction.objects.filter(ended_at__lt=cutoff).filter(~Exists(waits))
    held = Q(incident__conversation__holds__in=Hold.objects.filter(ended_at=None))
    named = _named("warning", warnings.exclude(held).order_by("at", "pk").distinct())
    named += _named("restriction", restrictions.exclude(held).order_by("at", "pk").distinct())
    gone = set(Wiped.objects.values_list("subject", flat=True))
    return [one for one in named if one not in gone]


def _requests(cutoff: datetime) -> list[str]:
    said = Answer.objects.filter(alert__request=OuterRef("pk")).exclude(reason="")
    is_open = Alert.objects.filter(request=OuterRef("pk"), ended_at=None)
    rows = Request.objects.filter(at__lt=cutoff).filter(~Q(line="") | Exists(said)).filter(~Exists(is_open))
    acts = Act.objects.filter(at__lt=cutoff).exclude(note="")
    return [*_named("request", rows.order_by("at", "pk")), *_named("act", acts.order_by("at", "pk"))]


def _looks(cutoff: datetime) -> list[str]:
    return _named("look", Look.objects.filter(at__lt=cutoff).order_by("at", "pk"))


def _packs(cutoff: datetime) -> list[str]:
    rows = Pack.objects.filter(Q(made_at__lt=cutoff) | Q(refused_at__lt=cutoff))
    late = Recipient.objects.filter(pack=OuterRef("pk"), at__gte=cutoff)
    words = Recipient.objects.filter(pack=OuterRef("pk")).exclude(name="")
    rows = rows.filter(~Q(reason="") | Exists(words)).filter(~Exists(late))
    return _named("pack", rows.order_by("asked_at", "pk"))


def _named(kind: str, rows: QuerySet[Model]) -> list[str]:
    return [f"{kind}:{pk}" for pk in rows.values_list("pk", flat=True)]


_DUE: dict[str, Callable[[datetime], list[str]]] = {
    RetentionClass.CONVERSATIONS: _conversations,
    RetentionClass.INCIDENTS: _incidents,
    RetentionClass.MEASURES: _measures,
    RetentionClass.REQUESTS: _requests,
    RetentionClass.LOOKS: _looks,
    RetentionClass.PACKS: _packs,
}
