"""What a report can begin with: what the message, its reading and its conversation already say.

The machine points and people decide: an axis for which the reading has no word stays empty, and our fault is never
more than unclear here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from evenhand.knowledge.language.masking import block_ranges
from evenhand.knowledge.language.parts import parts
from evenhand.knowledge.language.text import fold
from evenhand.record.conversations.models import Conversation, Message
from evenhand.record.conversations.queries_hidden import masked_texts
from evenhand.record.conversations.queries_thread import readings_of
from evenhand.record.customers.models import Contact, Customer
from evenhand.record.protection.incidents.reporting import LONGEST, MOST_QUOTATIONS, Words
from evenhand.record.protection.models import Demand, Fault, Manner, Severity
from evenhand.record.protection.wellbeing.substance import substance_of

AT_ONCE = 500
LONGEST_EXCERPT = 600
LAWFUL = frozenset({"publicity", "legal", "cancel", "persistence"})
"""Kinds of manner that anybody may use: they are never quoted against a person."""
_DEMANDS = {
    "reasonable": Demand.FAIR,
    "unclear": Demand.UNCLEAR,
    "none": Demand.UNCLEAR,
    "unreasonable": Demand.UNFAIR,
}
_MANNERS = {
    "civil": (Manner.ACCEPTABLE, Severity.DISCONTENT),
    "heated": (Manner.BORDERLINE, Severity.AGGRESSION),
    "abusive": (Manner.UNACCEPTABLE, Severity.ABUSE),
    "threatening": (Manner.UNACCEPTABLE, Severity.THREAT),
}
_HARSH = ("abusive", "threatening")
Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Prefilled:
    """What a report begins with. Empty words are not known; `earlier` counts harsh messages of theirs before it."""

    occurred_at: datetime
    channel: str = "phone"
    demand: str = ""
    manner: str = ""
    severity: str = ""
    ours: str = ""
    message: Message | None = None
    conversation: Conversation | None = None
    customer: Customer | None = None
    contact: Contact | None = None
    who: str = ""
    asked: str = ""
    answered: str = ""
    quotations: tuple[Words, ...] = ()
    earlier: int = 0


def prefill(message: Message | None, conversation: Conversation | None, at: datetime) -> Prefilled:
    """What is known of what happened: of a message, else of a conversation, else nothing but the time."""
    if message is not None:
        return _of_theirs(message, at) if message.direction == Message.Direction.INBOUND else _of_ours(message, at)
    if conversation is None:
        return Prefilled(occurred_at=at)
    return Prefilled(
        occurred_at=at,
        channel=conversation.channel,
        conversation=conversation,
        customer=conversation.customer,
        contact=conversation.contact,
        who=_name(conversation.contact),
    )


def quoted_before(message: Message, *, most: int) -> Iterator[Words]:
    """The attacks in earlier harsh messages of the same person there, the newest first, `most` at most."""
    rows = _harsh_before(message).select_related("raw").defer("html", "raw__data").order_by("-at", "-pk")
    left, start = most, 0
    while left > 0 and (batch := list(rows[start : start + AT_ONCE])):
        readings = readings_of([row.pk for row in batch])
        for row in batch:
            body = readings[row.pk].body if row.pk in readings else {}
            for words in _attacks(row, body)[:left]:
                yield words
                left -= 1
        start += AT_ONCE


def words_in(message: Message, phrase: str) -> Words | None:
    """Words that somebody copied out of a message, as a quotation; None where they do not stand there so."""
    start = message.text.find(phrase) if phrase else -1
    return Words(message, start, start + len(phrase)) if start >= 0 else None


def _of_theirs(message: Message, at: datetime) -> Prefilled:
    reading = readings_of([message.pk]).get(message.pk)
    body: dict[str, Any] = reading.body if reading else {}
    manner, severity = _manner(body)
    conversation = message.conversation
    return Prefilled(
        occurred_at=min(message.at, at),
        channel=conversation.channel,
        demand=_DEMANDS.get(body.get("demand", {}).get("level", ""), ""),
        manner=manner,
        severity=severity,
        ours=Fault.UNCLEAR if body.get("our_fault", {}).get("claimed") else "",
        message=message,
        conversation=conversation,
        customer=conversation.customer,
        contact=message.contact or conversation.contact,
        who=_name(message.contact) or message.sender_name or message.sender_address,
        asked=_asked(message),
        answered=_our_answer(message),
        quotations=_quotations(message, body)[:MOST_QUOTATIONS],
        earlier=_harsh_before(message).count(),
    )


def _of_ours(message: Message, at: datetime) -> Prefilled:
    """Something of our own, or a note: nothing in it is held against anybody."""
    conversation = message.conversation
    return Prefilled(
        occurred_at=min(message.at, at),
        channel=conversation.channel,
        message=message,
        conversation=conversation,
        customer=conversation.customer,
        contact=conversation.contact,
        who=_name(conversation.contact),
        answered=_excerpt(message),
    )


def _manner(body: dict[str, Any]) -> tuple[str, str]:
    manner = body.get("manner", {})
    if "physical" in manner.get("kinds", ()):
        return Manner.UNACCEPTABLE, Severity.BLOW
    return _MANNERS.get(manner.get("level", ""), ("", ""))


def _quotations(message: Message, body: dict[str, Any]) -> tuple[Words, ...]:
    """Attacks, other words that speak for the manner, and what they ask for; the same stretch once."""
    attacks = _attacks(message, body)
    taken = {(one.start, one.end) for one in attacks}
    manner = body.get("manner", {}).get("spans", ())
    spans = [span for span in manner if span.get("kind") not in LAWFUL and not _within(span, taken)]
    found = {
        (span["start"], span["end"]): Words(message, span["start"], span["end"], is_attack=False)
        for span in (*spans, *body.get("demand", {}).get("asks", ()))
        if (span["start"], span["end"]) not in taken and _fits(message, span["start"], span["end"])
    }
    return (*attacks, *found.values())


def _attacks(message: Message, body: dict[str, Any]) -> tuple[Words, ...]:
    ranges = block_ranges(str(body.get("masked") or ""))
    return tuple(Words(message, start, end) for start, end in ranges if _fits(message, start, end))


def _fits(message: Message, start: int, end: int) -> bool:
    """Whether it stands in the text: an erased message has none, and an older reading may be of a longer one."""
    return 0 <= start < end <= len(message.text)


def _within(span: dict[str, Any], ranges: set[Range]) -> bool:
    return any(start <= span["start"] and span["end"] <= end for start, end in ranges)


def _asked(message: Message) -> str:
    """What they ask for, one a line, in their words without the attacks."""
    return "\n".join(dict.fromkeys(want.text for want in substance_of(message).wants))[:LONGEST]


def _our_answer(message: Message) -> str:
    """The beginning of our first reply after the message, else of the last one before it."""
    ours = (
        Message.objects.filter(
            conversation=message.conversation_id, direction=Message.Direction.OUTBOUND, automatic=False, variant_of=None
        )
        .select_related("author")
        .defer("html")
    )
    after = ours.filter(at__gte=message.at).order_by("at", "pk").first()
    row = after or ours.filter(at__lt=message.at).order_by("-at", "-pk").first()
    return _excerpt(row) if row else ""


def _excerpt(message: Message) -> str:
    """The beginning of what somebody of us wrote, without what it quotes; attacks that it repeats stay hidden."""
    text = masked_texts([message], {})[message.pk]
    own = (text[part.start : part.end] for part in parts(fold(text)) if part.kind in ("greeting", "body"))
    words = _unsigned("".join(own).strip(), message)
    return words if len(words) <= LONGEST_EXCERPT else words[: LONGEST_EXCERPT - 1].rstrip() + "…"


def _unsigned(words: str, message: Message) -> str:
    """The words without a last line that is but a name: the report may be by whoever wrote them."""
    name = message.author.name if message.author else message.sender_name
    before, _, last = words.rpartition("\n")
    return before.rstrip() if before and last.strip(" -–—,.") in {name, *name.split()} else words


def _harsh_before(message: Message) -> QuerySet[Message]:
    rows = Message.objects.filter(
        conversation=message.conversation_id, direction=Message.Direction.INBOUND, manner__in=_HARSH, variant_of=None
    )
    before = Q(at__lt=message.at) | Q(at=message.at, pk__lt=message.pk)
    if message.contact_id is not None:
        return rows.filter(before, contact=message.contact_id)
    same = message.sender_address
    return rows.filter(before, contact=None, sender_address=same) if same else rows.none()


def _name(contact: Contact | None) -> str:
    return str(contact) if contact else ""
