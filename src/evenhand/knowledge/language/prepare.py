"""From the characters of a message to the document that every signal is given."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from evenhand.knowledge.language.document import Document, Turn
from evenhand.knowledge.language.parts import parts
from evenhand.knowledge.language.sentences import sentences
from evenhand.knowledge.language.text import fold
from evenhand.knowledge.language.utterances import utterances
from evenhand.knowledge.language.varieties import main_variety, varieties


def prepare(text: str, sent_at: datetime | None = None, history: Sequence[Turn] = ()) -> Document:
    """Fold a message, and find its varieties, parts and sentences. Linear in its length; any string will do.

    `sent_at` is aware or None. All offsets are code points of `text`.
    """
    folded = fold(text)
    passages = varieties(folded)
    found = parts(folded)
    said = sentences(folded, found, passages)
    return Document(
        text=folded,
        language=main_variety(passages, found),
        passages=passages,
        parts=found,
        sentences=said,
        utterances=utterances(folded, said),
        sent_at=sent_at,
        history=tuple(history),
    )
