"""What has to stand beside and near a string so that its line can stand there: cheap looks before a row is walked.

Worked out when the lists are compiled. A gate may let pass what the row then refuses, never the other way round.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from evenhand.knowledge.drafting.phrases.index import Near
from evenhand.knowledge.language.signals.runs import NEVER_RARE, telling_run
from evenhand.knowledge.language.signals.whole import FARTHEST, GAP, LONGEST_GAP, LONGEST_HEAD, LONGEST_TAIL, Piece

_LONGEST = 6  # characters of a neighbour
_MOST = 40  # neighbours of one row; more are cut shorter
_PIECES_NEEDED = 2  # further pieces of which something must stand in the text
_MOST_RUNS = 120  # of such a piece
_MOST_WORDS = 60  # of which one has to stand near


def neighbours(pieces: Sequence[Piece], *, before: bool) -> tuple[str, ...]:
    """With one of which what stands before or after has to end or begin; () where anything will do.

    `pieces` are those of one side, nearest first.
    """
    for size in range(_LONGEST, 0, -1):
        found = _beginnings(pieces, size, before=before)
        if found is not None:
            shortest = _without_longer(found, before=before)
            return () if "" in shortest else tuple(sorted(shortest))
    return ()


def _beginnings(pieces: Sequence[Piece], size: int, *, before: bool) -> set[str] | None:
    """The stretches of up to `size` characters that may come first; shorter ones go on anyhow. None: too many."""
    open_ends, closed = {""}, set[str]()
    for piece in pieces:
        if not open_ends or piece == (GAP,):
            break
        grown: set[str] = set()
        for text in piece:
            core, goes_on = _nearest(text, before=before)
            for end in open_ends:
                whole = core + end if before else end + core
                cut = whole[-size:] if before else whole[:size]
                (closed if goes_on or len(whole) >= size else grown).add(cut)
        open_ends = grown
        if len(open_ends) + len(closed) > _MOST:
            return None
    return open_ends | closed


def _nearest(text: str, *, before: bool) -> tuple[str, bool]:
    """What an alternative surely has next to the string, and whether any letters may follow it."""
    if "~" not in text:
        return text, False
    core = text.strip("~")
    opens = text.endswith("~") if before else text.startswith("~")
    return ("", True) if opens else (core, True)


def _without_longer(found: Iterable[str], *, before: bool) -> set[str]:
    """Without those that another one already says."""
    kept: set[str] = set()
    for text in sorted(found, key=len):
        shorter = (text[place:] for place in range(len(text), 0, -1)) if before else map(text.__getitem__, _heads(text))
        if "" in kept or kept.intersection(shorter):
            continue
        kept.add(text)
    return kept


def _heads(text: str) -> list[slice]:
    return [slice(0, place) for place in range(1, len(text) + 1)]


def near(pieces: Sequence[Piece], seen: Iterable[str]) -> Near | None:
    """What must stand within some characters on one side where the neighbours, `seen`, say little; None: nothing known.

    It is the nearest piece that has to stand there and is more than a blank.
    """
    if any(text.strip() for text in seen):
        return None
    reach = 0
    for piece in pieces:
        reach += LONGEST_GAP if piece == (GAP,) else max(map(_longest, piece))
        words = [text.strip("~").strip() for text in piece]
        if piece != (GAP,) and all(words):
            return (min(reach, FARTHEST), tuple(sorted(set(words), key=len))) if len(words) <= _MOST_WORDS else None
    return None


def _longest(text: str) -> int:
    return len(text) + LONGEST_HEAD * text.startswith("~") + LONGEST_TAIL * text.endswith("~")


def runs_needed(pieces: Iterable[Piece]) -> tuple[frozenset[str], ...]:
    """Runs of characters of which the text must hold one, for the most telling other pieces of a row."""
    found = sorted((each for each in map(_runs, pieces) if each is not None), key=lambda each: each[0])
    return tuple(dict.fromkeys(runs for share, runs in found[:_PIECES_NEEDED] if share < NEVER_RARE))


def _runs(piece: Piece) -> tuple[float, frozenset[str]] | None:
    """How many of a thousand texts may hold something of a piece, and the runs; None where no run must stand."""
    if piece == (GAP,) or len(piece) > _MOST_RUNS:
        return None
    told = [telling_run(text.strip("~")) for text in piece]
    if not all(run for run, _ in told):
        return None
    return sum(share for _, share in told), frozenset(run for run, _ in told)
