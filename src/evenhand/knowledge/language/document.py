"""What every signal is given: the text with its passages, parts and sentences already found."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, NamedTuple

from evenhand.knowledge.language.text import Text
from evenhand.knowledge.language.variety import Passage, Variety

PartKind = Literal["greeting", "body", "quote", "forwarded", "signature"]


class Part(NamedTuple):
    """A stretch of a message: what its writer says (greeting, body), or what merely travels with it."""

    start: int
    end: int
    kind: PartKind


class Sentence(NamedTuple):
    """One sentence of the writer's own words (greeting or body, never quote or signature)."""

    start: int
    end: int
    language: Variety
    text: str


class Clause(NamedTuple):
    """A clause by its place in the folded text, and whether it ends in a question mark."""

    start: int
    end: int
    is_question: bool


class Utterance(NamedTuple):
    """A sentence by its place in the folded text, with its clauses."""

    start: int
    end: int
    language: Variety
    clauses: tuple[Clause, ...]


class Turn(NamedTuple):
    """An earlier message of the conversation, oldest first; `direction` is inbound or outbound."""

    text: str
    sent_at: datetime | None = None
    direction: Literal["inbound", "outbound"] = "inbound"


class Document(NamedTuple):
    """A message made ready for the signals. `utterances`: the sentences in folded places. `sent_at`: aware or None."""

    text: Text
    language: Variety
    passages: tuple[Passage, ...]
    parts: tuple[Part, ...]
    sentences: tuple[Sentence, ...]
    utterances: tuple[Utterance, ...]
    sent_at: datetime | None = None
    history: tuple[Turn, ...] = ()
