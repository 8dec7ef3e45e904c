"""What of a message is shown to a reader that cannot read much: the writer's own words, the beginning and the end."""

from __future__ import annotations

from evenhand.knowledge.language.document import Document

FIRST, LAST = 400, 200  # code points; people lead with the matter and end with what they think of us
BETWEEN = " … "


def excerpt(document: Document) -> str:
    """The sentences that the writer wrote here, without quotes and signature; at most `FIRST + LAST` of them and a sign
    for what is left out, in code points."""
    words = " ".join(sentence.text.strip() for sentence in document.sentences)
    return words if len(words) <= FIRST + LAST else words[:FIRST] + BETWEEN + words[-LAST:]
