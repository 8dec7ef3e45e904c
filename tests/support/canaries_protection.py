"""Words that must be nowhere after an erasure, in every text of every row of protection that can speak of a contact."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.db import models, transaction

from evenhand.record.conversations.models import Message
from evenhand.record.outbox import letters
from evenhand.record.people.models import Member
from evenhand.record.protection.models import (
    Act,
    Alert,
    Amends,
    Answer,
    Appeal,
    EmployerLetter,
    Extension,
    Incident,
    KeptApart,
    Lift,
    Look,
    Merit,
    Pack,
    Quotation,
    Reporter,
    Request,
    Restriction,
    Review,
    Warning,
)

WORD = "zqxvwprotection"
CODES = frozenset(
    {"channel", "role", "language", "second_language", "currency", "restrict_role", "route", "once"}
    | {"sha256", "manifest_sha256", "token_hash", "decided_as"}
)
"""Fields of text that hold a code, a hash or a random word."""
OF_OTHERS = frozenset({"protection.policy.reason", "protection.recipient.name"})
"""What is about no contact, and who was given a pack: the law has them told of the erasure."""


def text_fields() -> set[str]:
    """Every field of protection in which somebody's words can stand."""
    return {
        f"{model._meta.label_lower}.{field.name}"
        for model in apps.get_app_config("protection").get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField) and not field.choices and field.name not in CODES
    } - OF_OTHERS


@transaction.atomic
def plant_protection(message: Message, *, member: Member, at: datetime) -> None:
    """An incident about whoever wrote the message, with all that can follow one."""
    conversation, contact = message.conversation, message.contact
    incident = Incident.objects.create(
        occurred_at=at, reported_at=at, place=WORD, conversation=conversation, message=message, contact=contact,
        who=WORD, joined=WORD, asked=WORD, answered=WORD, line=WORD, demand="fair", manner="unacceptable",
        severity="abuse", ours="no",
    )  # fmt: skip
    Reporter.objects.create(incident=incident, member=member, role="agent")
    Quotation.objects.create(
        incident=incident, message=message, number=message.pk, start=0, end=9, text=WORD, sent_at=at
    )
    Amends.objects.create(incident=incident, kind="apology", message=message, words=WORD, by=member, at=at)
    alert = Alert.objects.create(incident=incident, member=member, made_at=at, due_at=at, reason=WORD)
    Answer.objects.create(alert=alert, by=member, at=at, decision="backed", reason=WORD, despite=WORD)
    Request.objects.create(kind="switch", member=member, at=at, conversation=conversation, line=WORD)
    Act.objects.create(
        kind="pause", severity="abuse", member=member, at=at, conversation=conversation, contact=contact,
        incident=incident, is_backed=True, note=WORD,
    )  # fmt: skip
    Look.objects.create(incident=incident, what="view", member=member, at=at)
    Pack.objects.create(incident=incident, asked_by=member, asked_at=at, reason=WORD)
    _measures(message, incident, member, at)


def _measures(message: Message, incident: Incident, member: Member, at: datetime) -> None:
    merit = Merit.objects.create(
        incident=incident, conversation=message.conversation, contact=message.contact, asked=WORD, demand="fair",
        ours="no", owed=WORD, standing="nothing", reason=WORD, by=member, at=at,
    )  # fmt: skip
    said: dict[str, Any] = {
        "contact": message.contact, "incident": incident, "reason": WORD, "language": "en", "text": WORD, "by": member,
        "at": at,
    }  # fmt: skip
    warning = Warning.objects.create(**said)
    restriction = Restriction.objects.create(
        kind="set-hours", from_at=at, until=at + timedelta(days=90), review_at=at.date(), merit=merit, warning=warning,
        **said,
    )  # fmt: skip
    letter = letters.post("kari@alder.example", WORD, WORD, at, about=f"restriction:{restriction.pk}")
    Restriction.objects.filter(pk=restriction.pk).update(letter=letter)
    turn = {"restriction": restriction, "by": member, "at": at, "reason": WORD}
    Review.objects.create(outcome="kept", **turn)
    Extension.objects.create(review_at=at.date(), **turn)
    Lift.objects.create(**turn)
    Appeal.objects.create(
        restriction=restriction, words=WORD, message=message, received_at=at, recorded_by=member, decided_by=member,
        decided_at=at, outcome="refused", reason=WORD,
    )  # fmt: skip
    KeptApart.objects.create(restriction=restriction, message=message, at=at)
    EmployerLetter.objects.create(kind="ask", restriction=restriction, to=WORD, answer=WORD, answered_at=at, **said)
