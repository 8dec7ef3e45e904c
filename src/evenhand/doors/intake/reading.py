"""Having messages read in the bounded children, each with what was said before it."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from evenhand.doors.connectors.bounded import Parsed, ParserPool
from evenhand.record.conversations.history import CHARACTERS, Past
from evenhand.record.conversations.incoming import Arrived

READ_AT_MOST = 20_000
ATTEMPTS = 2  # a reading that stalled because the machine was busy gets a second chance
log = logging.getLogger("evenhand.intake")


def with_readings(
    pool: ParserPool, batch: Sequence[Arrived], histories: Mapping[str, Sequence[Past]], *, second_look: bool = False
) -> list[Arrived]:
    """The batch, each with its reading; where that fails or stalls the message goes without one.

    With `second_look` the children ask the encoder where they are in doubt, if it is installed.
    """
    requests = [
        (place, request(item, histories.get(item.identity, ()), second_look))
        for place, item in enumerate(batch)
        if item.text.strip() and item.level != "headers"
    ]
    found: dict[int, Parsed] = {}
    for _ in range(ATTEMPTS):
        for place, answer in pool.parse_many(requests, "read"):
            found[place] = answer
            if answer.reading is None:
                log.warning("A message was not read (%s).", answer.reading_problem)
        requests = [
            (place, payload) for place, payload in requests if place not in found or found[place].reading is None
        ]
    return [
        replace(item, reading=found[place].reading, terms=found[place].terms) if place in found else item
        for place, item in enumerate(batch)
    ]


def request(item: Arrived, history: Sequence[Past], second_look: bool = False) -> bytes:
    """What a child is asked: the text, when it was sent, and what came before."""
    turns = [
        {"text": past.text[:CHARACTERS], "sent_at": past.at.isoformat(), "direction": past.direction}
        for past in history
    ]
    sent_at = item.sent_at.isoformat() if item.sent_at else None
    payload: dict[str, Any] = {"text": item.text[:READ_AT_MOST], "sent_at": sent_at, "history": turns}
    payload |= {"second_look": True} if second_look else {}
    return json.dumps(payload, ensure_ascii=False).encode("utf-8", "replace")
