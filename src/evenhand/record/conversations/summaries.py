"""What a conversation's row says about its messages, so that lists of a hundred thousand need no joins."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from evenhand.knowledge.language.parts import parts
from evenhand.knowledge.language.text import fold
from evenhand.record.conversations.models import Conversation, Message, Reading

# The latest inbound message sets the temperature; those before it still count, less.
FADING = (1.0, 0.8, 0.6)
WORST_FIRST = ("threatening", "abusive", "heated", "unclear", "civil")
COOLING = frozenset({"thanks", "apology"})
EXCERPT = 200
_STOPS = " \n,.!?:，。！？："


@dataclass(frozen=True, slots=True)
class Row:
    """The columns of a message that a summary is made from."""

    pk: int
    at: datetime
    direction: str
    automatic: bool
    language: str
    manner: str
    temperature: float
    apart: bool = False

    @property
    def is_heard(self) -> bool:
        """Whether lists go by it: what is kept apart (see apart.py) changes nothing that a list shows."""
        return not self.apart or self.direction != Message.Direction.INBOUND


_COLUMNS = ("pk", "at", "direction", "automatic", "language", "manner", "temperature", "apart")


def summarise(conversation_ids: Iterable[int]) -> None:
    """Bring the rows of these conversations up to date. Call inside the transaction that changed the messages."""
    ids = sorted(set(conversation_ids))
    rows: dict[int, list[Row]] = defaultdict(list)
    query = Message.objects.filter(conversation_id__in=ids, variant_of=None).order_by("at", "pk")
    for conversation_id, *columns in query.values_list("conversation_id", *_COLUMNS):
        rows[conversation_id].append(Row(*columns))
    latest = {pk: found[-1] for pk, found in ((pk, _inbound(_heard(rows[pk]))) for pk in ids) if found}
    reasons = _reasons([row.pk for row in latest.values()])
    words = _words([_heard(found)[-1].pk for found in rows.values() if found])
    for pk in ids:
        if rows[pk]:
            said = reasons.get(latest[pk].pk, []) if pk in latest else []
            values = summary(rows[pk], said) | {"excerpt": words.get(_heard(rows[pk])[-1].pk, "")}
            Conversation.objects.filter(pk=pk).update(**values)


def summary(rows: Sequence[Row], reasons: Sequence[str]) -> dict[str, Any]:
    """The summary columns of one conversation from its messages, oldest first (at least one)."""
    heard = _heard(rows)
    inbound = _inbound(heard)
    recent = list(reversed(inbound[-len(FADING) :]))
    if recent and COOLING & set(reasons):
        recent = recent[:1]
    return {
        "started_at": rows[0].at,
        "last_at": heard[-1].at,
        "last_inbound_at": inbound[-1].at if inbound else None,
        "waiting_since": _waiting_since(heard),
        "message_count": len(rows),
        "language": next((row.language for row in reversed(inbound or heard) if row.language != "und"), "und"),
        "manner": min((row.manner for row in recent), key=_badness, default="unclear"),
        "temperature": round(
            max((row.temperature * part for row, part in zip(recent, FADING, strict=False)), default=0.0), 2
        ),
        "temperature_reasons": list(reasons),
    }


def _heard(rows: Sequence[Row]) -> Sequence[Row]:
    """Those that lists go by; all of them where everything is kept apart."""
    return [row for row in rows if row.is_heard] or rows


def _inbound(rows: Sequence[Row]) -> list[Row]:
    return [row for row in rows if row.direction == "inbound" and not row.automatic]


def _waiting_since(rows: Sequence[Row]) -> datetime | None:
    """When the first message came that we have not answered; automatic mail and notes neither ask nor answer, and what
    is kept apart does not wait."""
    since: datetime | None = None
    for row in rows:
        if row.automatic or row.direction == "note" or not row.is_heard:
            continue
        if row.direction == "outbound":
            since = None
        elif since is None:
            since = row.at
    return since


def _badness(manner: str) -> int:
    return WORST_FIRST.index(manner) if manner in WORST_FIRST else len(WORST_FIRST)


def _reasons(message_ids: list[int]) -> dict[int, list[str]]:
    found = Reading.objects.filter(message_id__in=message_ids).order_by("at", "pk").values_list("message_id", "body")
    return {message_id: body.get("temperature", {}).get("reasons", []) for message_id, body in found}


def _words(message_ids: list[int]) -> dict[int, str]:
    """How each message begins: the writer's own words after the greeting, with attacks as blocks."""
    from django.db.models.fields.json import KT
    from django.db.models.functions import Substr

    query = Message.objects.filter(pk__in=message_ids).annotate(head=Substr("text", 1, EXCERPT * 3))
    heads = dict(query.values_list("pk", "head"))
    readings = Reading.objects.filter(message_id__in=message_ids).order_by("at", "pk")
    # As text: read as JSON, the words "2026" would become a number.
    masked = readings.annotate(words=KT("body__masked")).values_list("message_id", "words")
    heads |= {pk: words[: EXCERPT * 3] for pk, words in masked if words}
    return {pk: " ".join(_body(head).split())[:EXCERPT] for pk, head in heads.items()}


def _body(head: str) -> str:
    found = "".join(head[part.start : part.end] for part in parts(fold(head)) if part.kind == "body")
    return found.lstrip(_STOPS) if any(character.isalnum() for character in found) else head
