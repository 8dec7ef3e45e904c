"""Conversations for tests: messages with readings as the reader would give them, in few words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from evenhand.knowledge.language.masking import mask
from evenhand.knowledge.language.shape import Manner, ModelName, Temperature
from evenhand.knowledge.language.shape import Reading as Found
from evenhand.record.conversations import actions
from evenhand.record.conversations.indexing import write_terms
from evenhand.record.conversations.models import Conversation, Message, Raw
from evenhand.record.conversations.summaries import summarise
from evenhand.record.customers.models import Contact, Customer
from evenhand.record.people.models import Member, Team

NOW = datetime(2026, 3, 10, 8, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def customer(name: str = "Alder Logistics", *, team: Team | None = None) -> Customer:
    """A customer by name."""
    return Customer.objects.get_or_create(name=name, defaults={"team": team, "first_seen_at": NOW - 90 * 24 * HOUR})[0]


def thread(
    *texts: str,
    subject: str = "Late delivery",
    team: Team | None = None,
    whose: Customer | None = None,
    owner: Member | None = None,
    ended: datetime = NOW - HOUR,
    temperature: float = 0.0,
    manner: str = "civil",
    language: str = "en",
) -> Conversation:
    """A conversation in which the customer wrote these texts, an hour apart; the last at `ended`."""
    row = Conversation.objects.create(
        subject=subject, team=team, customer=whose, owner=owner, started_at=ended, last_at=ended
    )
    words = texts or ("When will it come?",)
    for number, text in enumerate(words):
        at = ended - HOUR * (len(words) - 1 - number)
        inbound(row, text, at=at, temperature=temperature, manner=manner, language=language)
    row.refresh_from_db()
    return row


def inbound(row: Conversation, text: str, *, at: datetime = NOW - HOUR, **found: Any) -> Message:
    """A message from the customer, read. `attack` names its words that are to be hidden, as an insult."""
    contact, _ = Contact.objects.get_or_create(
        address="kari.holm@alder.example", defaults={"name": "Kari Holm", "first_seen_at": at, "customer": row.customer}
    )
    message = _message(row, text, at, direction="inbound", contact=contact, sender_name="Kari Holm")
    read(message, **found)
    return message


def outbound(row: Conversation, text: str, *, by: Member, at: datetime = NOW - HOUR / 2) -> Message:
    """A message from us."""
    message = _message(row, text, at, direction="outbound", author=by, sender_name=by.name)
    summarise([row.pk])
    return message


def from_mail(message: Message, data: bytes, *, html: str = "") -> Message:
    """The message with the bytes that it came in."""
    raw = Raw.objects.create(
        sha256=uuid4().hex * 2, kind="mail", size=len(data), data=data, stored_at=message.at, state="filed"
    )
    Message.objects.filter(pk=message.pk).update(raw=raw, html=html)
    message.refresh_from_db()
    return message


def read(
    message: Message,
    *,
    attack: str = "",
    kind: str = "insult",
    temperature: float = 0.0,
    manner: str = "",
    language: str = "en",
    **parts: Any,
) -> None:
    """Keep a reading of the message; `parts` replace whole parts of its body (demand=…, commitments=…)."""
    start = message.text.find(attack) if attack else 0
    span = {"start": start, "end": start + len(attack), "text": attack, "kind": kind}
    body = Found(
        language=language,  # type: ignore[arg-type]
        manner=Manner(level=manner or ("abusive" if attack else "civil")),  # type: ignore[arg-type]
        temperature=Temperature(temperature, ("deadline",) if temperature else ()),
        masked=mask(message.text, [(start, start + len(attack))] if attack else []),
        model=ModelName(),
    ).as_dict()
    if attack:
        body["manner"] |= {"spans": [span], "kinds": [kind], "target": "staff", "reasons": ["insult-at-staff"]}
    actions.keep_reading(message, body | parts, actor="system", at=message.at)


def _message(row: Conversation, text: str, at: datetime, **values: Any) -> Message:
    message = Message.objects.create(
        conversation=row, identity=uuid4().hex, at=at, sent_at=at, subject=row.subject, text=text, **values
    )
    write_terms([(message.pk, f"{row.subject}\n{text}")])
    return message
