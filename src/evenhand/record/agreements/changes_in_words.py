"""A change as plain text for letters: what was taken out and what was put in, said with signs and never by colour."""

from __future__ import annotations

from collections.abc import Iterator

from evenhand.knowledge.language.differences import differences

AROUND = 80
LONGEST = 20_000


def difference_in_words(old: str, new: str) -> str:
    """The new text with [- what was taken out -] and {+ what was put in +}; long stretches between are left out.

    At most LONGEST code points; what is cut off ends in "[…]".
    """
    text = "".join(_marked(old, new)).strip()
    return text if len(text) <= LONGEST else text[:LONGEST].rstrip() + " […]"


def _marked(old: str, new: str) -> Iterator[str]:
    pieces = differences(old, new).pieces
    for index, piece in enumerate(pieces):
        if piece.kind == "removed":
            yield f"[- {piece.text.strip()} -]{_blank_after(piece.text)}"
        elif piece.kind == "added":
            yield f"{{+ {piece.text.strip()} +}}{_blank_after(piece.text)}"
        else:
            yield _shortened(piece.text, is_first=index == 0, is_last=index == len(pieces) - 1)


def _shortened(text: str, *, is_first: bool, is_last: bool) -> str:
    if len(text) <= 3 * AROUND:
        return text
    head = "" if is_first else text[:AROUND]
    tail = "" if is_last else text[-AROUND:]
    return f"{head} […] {tail}"


def _blank_after(text: str) -> str:
    """The blanks at the end stay outside the signs, so that words do not grow together."""
    return text[len(text.rstrip()) :] or " "
