"""Compiling the lines of the lists into an index."""

from __future__ import annotations

import marshal
from collections.abc import Iterable
from typing import NamedTuple

from evenhand.knowledge.drafting.conjunctions import Conjunction, Conjunctions, is_conjunction
from evenhand.knowledge.drafting.phrases.gates import near, neighbours, runs_needed
from evenhand.knowledge.drafting.phrases.index import Cue, Index, Line, Sought, String
from evenhand.knowledge.language.signals.lexicon import Phrase, strings_of
from evenhand.knowledge.language.signals.runs import rarest_runs, telling_run
from evenhand.knowledge.language.signals.whole import Piece, Whole


class Wanted(NamedTuple):
    """A folded phrase, the folder of its lists of forms, and what it means."""

    phrase: str
    folder: str
    meaning: Cue


def built(wanted: Iterable[Wanted]) -> Index:
    """Compile the lines of a variety. Raises ValueError for a line that cannot be understood."""
    return _Builder().built(wanted)


class _Builder:
    def __init__(self) -> None:
        self._meanings: dict[Cue, int] = {}
        self._rows: dict[bytes, int] = {}
        self._pieces: dict[Piece, int] = {}
        self._known: dict[int, int] = {}
        self._kept: list[Whole] = []  # so that no two have one identity

    def built(self, wanted: Iterable[Wanted]) -> Index:
        conjunctions: Conjunctions[int] = Conjunctions()
        strings: dict[str, list[Sought]] = {}
        for phrase, folder, meaning in wanted:
            number = self._meanings.setdefault(meaning, len(self._meanings))
            if is_conjunction(phrase):
                conjunctions.add(phrase, folder, number)
            else:
                self._take(strings, phrase, folder, number)
        parts: dict[int, dict[str, list[Sought]]] = {}
        for (phrase, folder), part in conjunctions.numbers.items():
            self._take(parts.setdefault(part, {}), phrase, folder, ~part)
        lines = conjunctions.by_key(lambda part: _share(parts[part]))
        for part in lines:
            for text, sought in parts.pop(part).items():
                strings.setdefault(text, []).extend(sought)
        return self._index(strings, parts, lines)

    def _take(self, strings: dict[str, list[Sought]], phrase: str, folder: str, meaning: int) -> None:
        for text, found in strings_of(phrase, folder, meaning):
            row = -1 if found.whole is None else self._row(found)
            strings.setdefault(text, []).append((found.open_before, found.open_after, meaning, row))

    def _row(self, found: Phrase[int]) -> int:
        whole = found.whole
        assert whole is not None  # noqa: S101
        if id(whole) not in self._known:
            self._kept.append(whole)
            tails, heads = neighbours(whole.before, before=True), neighbours(whole.after, before=False)
            row = marshal.dumps(
                (
                    tails,
                    heads,
                    near(whole.before, tails),
                    near(whole.after, heads),
                    runs_needed([*whole.before, *whole.after]),
                    tuple(self._pieces.setdefault(piece, len(self._pieces)) for piece in whole.before),
                    tuple(self._pieces.setdefault(piece, len(self._pieces)) for piece in whole.after),
                )
            )
            self._known[id(whole)] = self._rows.setdefault(row, len(self._rows))
        return self._known[id(whole)]

    def _index(
        self,
        strings: dict[str, list[Sought]],
        parts: dict[int, dict[str, list[Sought]]],
        lines: dict[int, list[Conjunction[int]]],
    ) -> Index:
        by_run: dict[str, list[String]] = {}
        for string in _strings(strings):
            by_run.setdefault(string[0], []).append(string)
        return Index(
            meanings=[(each.slug, each.kind, each.replacement) for each in self._meanings],
            short=marshal.dumps(tuple(by_run.pop("", ()))),
            runs={run: marshal.dumps(tuple(found)) for run, found in by_run.items()},
            rows=list(self._rows),
            pieces=[marshal.dumps(piece) for piece in self._pieces],
            parts={part: marshal.dumps(tuple(_strings(found))) for part, found in parts.items()},
            lines={part: [_plain(each) for each in found] for part, found in lines.items()},
        )


def _plain(line: Conjunction[int]) -> Line:
    return line.parts, line.later, line.absent, line.meaning


def _strings(strings: dict[str, list[Sought]]) -> Iterable[String]:
    for text, sought in strings.items():
        rarest, other, *_ = [*rarest_runs(text), "", ""]
        yield rarest, other, text, tuple(sought)


def _share(strings: Iterable[str]) -> float:
    """About how many of a thousand texts hold one of the strings."""
    return sum(telling_run(text)[1] for text in strings)
