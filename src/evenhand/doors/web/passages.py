"""The words of a message as the desk shows them: own words, what was quoted, signature, with attacks hidden."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from evenhand.doors.web.readings import hidden_kind
from evenhand.knowledge.language.masking import BLOCK, block_ranges
from evenhand.knowledge.language.parts import parts
from evenhand.knowledge.language.text import fold
from evenhand.record.conversations import queries_hidden

# What is read and shown of one message; the rest is in the original.
SHOWN = queries_hidden.SHOWN

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Hidden:
    """A stretch of a text that is hidden, and in words what it is."""

    start: int
    end: int
    what: str


@dataclass(frozen=True, slots=True)
class Run:
    """Words to show, or (with `what`) the place of hidden ones: then `text` is as long but says nothing."""

    text: str
    what: str = ""
    opened: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a message: kind is own, quote, forwarded or signature."""

    kind: str
    runs: tuple[Run, ...]


def hidden_in(body: dict[str, Any] | None) -> tuple[Hidden, ...]:
    """The hidden stretches of a reading's message, as code points of its text."""
    if not body:
        return ()
    spans = body.get("manner", {}).get("spans", [])
    found = []
    for start, end in block_ranges(body.get("masked", "")):
        kinds = [span["kind"] for span in spans if span["start"] < end and start < span["end"]]
        found.append(Hidden(start, end, hidden_kind(kinds)))
    return tuple(found)


def hidden_runs(text: str, start: int, end: int, hidden: Sequence[Hidden]) -> list[Run]:
    """A stretch of a text as runs, with what is hidden in it as blanks."""
    return list(_runs(text, start, end, hidden, opened=False))


def phrases_of(text: str, hidden: Iterable[Hidden]) -> list[str]:
    """The hidden words themselves, for finding their echoes; longest first."""
    return sorted((text[found.start : found.end] for found in hidden), key=len, reverse=True)


def blocks_of(text: str, hidden: Sequence[Hidden], *, opened: bool) -> list[Block]:
    """The parts of a message in order; hidden stretches show their words only where `opened`."""
    shown = text[:SHOWN]
    blocks = []
    for kind, stretches in _grouped(shown):
        runs = tuple(chain.from_iterable(_runs(shown, start, end, hidden, opened=opened) for start, end in stretches))
        if any(run.text.strip() for run in runs):
            blocks.append(Block(kind, _trimmed(runs)))
    return blocks


def masked(text: str, hidden: Iterable[Hidden]) -> str:
    """A text with its hidden stretches as blocks of the same length."""
    for found in hidden:
        length = min(found.end, len(text)) - found.start
        text = text[: found.start] + BLOCK * max(0, length) + text[found.end :]
    return text


def own_words(text: str) -> str:
    """What the writer says, without quotes and signature; the whole text where nothing else is left."""
    shown = text[:SHOWN]
    own = [shown[start:end] for kind, stretches in _grouped(shown) if kind == "own" for start, end in stretches]
    return "".join(own).strip() or shown.strip()


def _grouped(text: str) -> list[tuple[str, list[Range]]]:
    """Neighbouring parts of one kind together; greeting and body are both the writer's own."""
    grouped: list[tuple[str, list[Range]]] = []
    for part in parts(fold(text)):
        kind = "own" if part.kind in ("greeting", "body") else part.kind
        if grouped and grouped[-1][0] == kind:
            grouped[-1][1].append((part.start, part.end))
        else:
            grouped.append((kind, [(part.start, part.end)]))
    return grouped


def _runs(text: str, start: int, end: int, hidden: Sequence[Hidden], *, opened: bool) -> Iterator[Run]:
    at = start
    for found in sorted(hidden, key=lambda one: one.start):
        first, last = max(found.start, at), min(found.end, end)
        if first >= last:
            continue
        if first > at:
            yield Run(text[at:first])
        yield Run(text[first:last] if opened else _blank(text[first:last]), found.what, opened)
        at = last
    if at < end:
        yield Run(text[at:end])


def _blank(words: str) -> str:
    """As long as the words, wrapping like them, and saying nothing."""
    wide = sum(character >= "\u2e80" for character in words)
    return "\u2007\u200b" * (len(words) - wide) + "\u3000\u200b" * wide


def _trimmed(runs: Sequence[Run]) -> tuple[Run, ...]:
    """Without blank lines at the beginning and the end of the block."""
    kept = [run for run in runs if run.text]
    first, last = kept[0], kept[-1]
    if not first.what:
        kept[0] = first = Run(first.text.lstrip("\n\r "))
    last = kept[-1]
    if not last.what:
        kept[-1] = Run(last.text.rstrip())
    return tuple(run for run in kept if run.text)
