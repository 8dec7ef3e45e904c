"""The substance of a message on record: what can be answered in it without reading what is hidden."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from evenhand.knowledge.language.masking import block_ranges
from evenhand.knowledge.language.substance import Asked, Found, Range, Substance, substance
from evenhand.record.conversations.models import Message, Reading
from evenhand.record.conversations.queries_hidden import masked_texts
from evenhand.record.conversations.queries_thread import readings_of

HARSH = ("abusive", "threatening")
"""The manners whose words are hidden and whose substance is set apart."""


def substance_of(message: Message) -> Substance:
    """What the message wants, by when, and what it says happened; empty where it was never read. Two queries."""
    reading = readings_of([message.pk]).get(message.pk)
    if reading is None:
        return Substance()
    masked = masked_texts([message], {message.pk: reading})[message.pk]
    return substance_in(message, reading, block_ranges(masked))


def substance_in(message: Message, reading: Reading, hidden: Iterable[Range]) -> Substance:
    """The same where the reading and the hidden places are known already; no query."""
    return substance(message.text, hidden, found_in(reading.body), sent_at=message.sent_at)


def found_in(body: Mapping[str, Any]) -> Found:
    """What a stored reading says about the substance; parts that are missing are none."""
    spans = body.get("manner", {}).get("spans", ())
    return Found(
        language=body.get("language", "und"),
        asks=[Asked(ask["start"], ask["end"], ask["kind"]) for ask in body.get("demand", {}).get("asks", ())],
        faults=_places(body.get("our_fault", {}).get("spans", ())),
        promised=_places(one for one in body.get("commitments", ()) if one.get("by") == "reader"),
        pressed=_places(span for span in spans if span.get("kind") == "ultimatum"),
    )


def _places(spans: Iterable[Mapping[str, Any]]) -> list[Range]:
    return [(span["start"], span["end"]) for span in spans]
