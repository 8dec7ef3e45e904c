"""Where words begin and end in folded text; Chinese has no such places."""

from __future__ import annotations

LONGEST_TAIL = 9  # letters that may follow a stem: Finnish case ending, possessive and clitic
_LONGEST_HEAD = 30  # letters before a stem, of a compound
FIRST_CJK = "⺀"


def cuts(folded: str, place: int) -> bool:
    """Whether a boundary at this place would cut a word in two."""
    if not 0 < place < len(folded):
        return False
    before, after = folded[place - 1], folded[place]
    return before < FIRST_CJK and after < FIRST_CJK and before.isalnum() and after.isalnum()


def whole_word(folded: str, start: int, end: int) -> tuple[int, int] | None:
    """A stretch that may cut words, widened to them; None where more follows than a stem may have behind it."""
    tail = _word_end(folded, end) if cuts(folded, end) else end
    if tail - end > LONGEST_TAIL:
        return None
    return _word_start(folded, start) if cuts(folded, start) else start, tail


def _in_word(character: str) -> bool:
    return character.isalnum() and character < FIRST_CJK


def _word_start(folded: str, start: int) -> int:
    floor = max(0, start - _LONGEST_HEAD)
    while start > floor and _in_word(folded[start - 1]):
        start -= 1
    return start


def _word_end(folded: str, end: int) -> int:
    ceiling = min(len(folded), end + LONGEST_TAIL + 1)
    while end < ceiling and _in_word(folded[end]):
        end += 1
    return end
