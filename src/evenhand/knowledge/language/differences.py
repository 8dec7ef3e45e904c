"""The difference between two versions of a text, as people read it: word by word, changes in one piece.

Paragraphs and sentences are compared first, in changed stretches the words. In the end crumbs are swept
up: what stayed the same between two changes but is too little to be read by itself is shown as part of the change.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, pairwise
from typing import Literal, NamedTuple

from evenhand.knowledge.language.alignment import Run, align
from evenhand.knowledge.language.wording import Words, words

Kind = Literal["same", "removed", "added"]

# Cut where no word of `wording.py` can lie: behind line breaks, and behind sentences if a letter follows.
_CUT = re.compile(r"(?<=\n)(?!\r?\n)|(?<=[。！？；])(?=[^\W\d_])|(?<=[.!?;] )(?=[^\W\d_])")
_BREAKS = frozenset(("\n", "\r", "\r\n"))
_SENTENCE_ENDS = frozenset(".!?;。！？；…") | _BREAKS
_SHORT = 3  # letters of a word that is too short to stand between two changes
_CRUMB = 3  # what stays the same is a crumb if both changes beside it are so many times as long
_SWEEPS = 8
BY_WORD = 200_000  # code points; about a hundred pages that changed
MOST_PIECES = 10_000


class Piece(NamedTuple):
    """A stretch of text. The same and removed ones are the old text, the same and added ones the new text."""

    kind: Kind
    text: str


class Difference(NamedTuple):
    """The pieces; `is_coarse` where whole sentences and paragraphs are compared, because too much changed for words."""

    pieces: tuple[Piece, ...]
    is_coarse: bool


class _Change(NamedTuple):
    """Words [old, old_end) became [new, new_end); `same` if these are the same words, maybe with other blanks."""

    same: bool
    old: int
    old_end: int
    new: int
    new_end: int


class _Part:
    """The passages of a change as text."""

    def __init__(self, change: _Change, before: list[str], after: list[str]) -> None:
        self.same = change.same
        self.old = "".join(before[change.old : change.old_end])
        self.new = "".join(after[change.new : change.new_end])

    @property
    def is_rewritten(self) -> bool:
        """Whether there are words on both sides to be compared."""
        return not self.same and bool(self.old and self.new)


def differences(old: str, new: str, *, by_word: int = BY_WORD, most: int = MOST_PIECES) -> Difference:
    """What became of the old text, in order; no text at all gives no pieces.

    Of one change the removed words come first. Neighbouring pieces are of different kinds, none is empty, and none
    begins within a word (`wording.py` says what a word is). Any strings will do, lone surrogates too.

    Time: two texts of 1 MB take less than two seconds, whatever stands in them. So that this holds, changed passages
    are compared by word only if they have at most `by_word` code points in all, old and new together, and a difference
    of more than `most` pieces is shown as one change from the first to the last of them; `is_coarse` says so then.
    """
    before, after = _passages(old), _passages(new)
    changes = list(_changes(align(before, after), len(before), len(after)))
    if len(changes) > most:
        return Difference(_as_one(changes, before, after), True)
    parts = [_Part(change, before, after) for change in changes]
    is_coarse = sum(len(part.old) + len(part.new) for part in parts if part.is_rewritten) > by_word
    pieces = _pieces(parts, is_coarse=is_coarse)
    if len(pieces) > most:
        return Difference(_as_one(changes, before, after), True)
    return Difference(pieces, is_coarse)


def _pieces(parts: Iterable[_Part], *, is_coarse: bool) -> tuple[Piece, ...]:
    found: list[Piece] = []
    for part in parts:
        if part.same:
            found.append(Piece("same", part.old))
        elif is_coarse or not part.is_rewritten:
            found += [Piece("removed", part.old), Piece("added", part.new)]
        else:
            found += _within(part.old, part.new)
    return tuple(_gathered(found))


def _as_one(changes: Sequence[_Change], before: list[str], after: list[str]) -> tuple[Piece, ...]:
    """What is the same at the beginning and at the end, and everything between as one change."""
    changed = [change for change in changes if not change.same]
    first, last = changed[0], changed[-1]
    pieces = (
        Piece("same", "".join(before[: first.old])),
        Piece("removed", "".join(before[first.old : last.old_end])),
        Piece("added", "".join(after[first.new : last.new_end])),
        Piece("same", "".join(before[last.old_end :])),
    )
    return tuple(piece for piece in pieces if piece.text)


def _passages(text: str) -> list[str]:
    """The paragraphs of a text, and their sentences where these are easily told."""
    return [passage for passage in _CUT.split(text) if passage]


def _within(old: str, new: str) -> list[Piece]:
    before, after = words(old), words(new)
    changes = _swept(_by_word(before, after), before, after)
    return [piece for change in changes for piece in _shown(change, before, after)]


def _changes(runs: Iterable[Run], old_end: int, new_end: int) -> Iterator[_Change]:
    """The runs and what lies between them."""
    old = new = 0
    for run in (*runs, Run(old_end, new_end, 0)):
        if run.old > old or run.new > new:
            yield _Change(False, old, run.old, new, run.new)
        old, new = run.old + run.length, run.new + run.length
        if run.length:
            yield _Change(True, run.old, old, run.new, new)


def _by_word(before: Words, after: Words) -> list[_Change]:
    starts, new_starts = _sentences(before), _sentences(after)
    runs: list[Run] = []
    for part in _changes(align(_keys(before, starts), _keys(after, new_starts)), len(starts) - 1, len(new_starts) - 1):
        old, old_end = starts[part.old], starts[part.old_end]
        new, new_end = new_starts[part.new], new_starts[part.new_end]
        if part.same:
            runs.append(Run(old, new, old_end - old))
        else:
            found = align(before.texts[old:old_end], after.texts[new:new_end])
            runs += [Run(old + run.old, new + run.new, run.length) for run in found]
    return list(_changes(runs, len(before.texts), len(after.texts)))


def _sentences(text: Words) -> list[int]:
    """Where sentences start, and the number of words at the end."""
    starts = [0]
    for index, word in enumerate(text.texts[:-1], 1):
        if word in _SENTENCE_ENDS:
            starts.append(index)
    return [*starts, len(text.texts)]


def _keys(text: Words, starts: list[int]) -> list[tuple[str, ...]]:
    """Sentences as their words: other blanks make no other sentence."""
    return [tuple(text.texts[start:end]) for start, end in pairwise(starts)]


def _swept(changes: list[_Change], before: Words, after: Words) -> list[_Change]:
    """The changes, with the crumbs between them made part of them."""
    old_ends, new_ends = (list(accumulate(map(len, text.texts), initial=0)) for text in (before, after))

    def length(change: _Change) -> int:
        """The characters of the longer side, blanks apart."""
        return max(old_ends[change.old_end] - old_ends[change.old], new_ends[change.new_end] - new_ends[change.new])

    for _ in range(_SWEEPS):
        fewer: list[_Change] = []
        for index, change in enumerate(changes):
            if change.same and 0 < index < len(changes) - 1:
                beside = min(length(fewer[-1]), length(changes[index + 1]))
                change = change._replace(same=not _is_crumb(before.texts[change.old : change.old_end], beside))
            if fewer and not fewer[-1].same and not change.same:
                fewer[-1] = _Change(False, fewer[-1].old, change.old_end, fewer[-1].new, change.new_end)
            else:
                fewer.append(change)
        if len(fewer) == len(changes):
            break
        changes = fewer
    return changes


def _is_crumb(island: list[str], beside: int) -> bool:
    """Punctuation, one short word, or little between changes of `beside` characters; no number, no line break."""
    if any(word in _BREAKS or any(map(str.isdigit, word)) for word in island):
        return False
    said = [word for word in island if any(map(str.isalnum, word))]
    letters = sum(map(len, said))
    return not said or (len(said) == 1 and letters <= _SHORT) or letters * _CRUMB <= beside


def _shown(change: _Change, before: Words, after: Words) -> Iterator[Piece]:
    """The pieces of a change; a blank at its end that stays is not part of it."""
    if change.same:
        yield from _same(change, before, after)
        return
    old, new = before.text(change.old, change.old_end), after.text(change.new, change.new_end)
    blank = before.blanks[change.old_end - 1] if old and new else ""
    if blank and blank == after.blanks[change.new_end - 1]:
        old, new = old[: -len(blank)], new[: -len(blank)]
    else:
        blank = ""
    yield from (Piece("removed", old), Piece("added", new), Piece("same", blank))


def _same(change: _Change, before: Words, after: Words) -> Iterator[Piece]:
    pairs = zip(before.blanks[change.old : change.old_end], after.blanks[change.new : change.new_end], strict=True)
    for index, (blank, new_blank) in enumerate(pairs, change.old):
        yield Piece("same", before.texts[index])
        if blank == new_blank:
            yield Piece("same", blank)
        else:
            yield from (Piece("removed", blank), Piece("added", new_blank))


def _gathered(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Neighbours of one kind joined, and between two same ones first all that was removed, then all that was added."""
    texts: dict[Kind, list[str]] = {"same": [], "removed": [], "added": []}
    for piece in (*pieces, Piece("same", "")):
        changed = texts["removed"] or texts["added"]
        if piece.text and piece.kind != "same" and texts["same"]:
            yield from _emptied(texts, "same")
        elif piece.text and piece.kind == "same" and changed:
            yield from _emptied(texts, "removed", "added")
        if piece.text:
            texts[piece.kind].append(piece.text)
    yield from _emptied(texts, "removed", "added", "same")


def _emptied(texts: dict[Kind, list[str]], *kinds: Kind) -> Iterator[Piece]:
    for kind in kinds:
        if texts[kind]:
            yield Piece(kind, "".join(texts[kind]))
            texts[kind].clear()
