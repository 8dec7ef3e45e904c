"""The messages of the corpus as values, with every quoted stretch resolved to offsets in code points."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
VARIETIES = ("en", "fi", "zh-Hant", "yue", "zh-Hans")
OUTSIDE = "c"  # the author who has seen only the guideline; always in the test part


@dataclass(frozen=True, slots=True)
class Words:
    """A labelled stretch of a message."""

    label: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Promise:
    """A commitment as it was labelled; `due` as in a reading."""

    by: str
    due: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Item:
    """One labelled message; `group` names the author and the story, which no split divides."""

    id: str
    variety: str
    author: str
    topic: str
    part: str
    text: str
    temperature: int
    manner: str
    target: str
    kinds: tuple[str, ...]
    spans: tuple[Words, ...]
    demand: str
    asks: tuple[Words, ...]
    our_fault: tuple[Words, ...]
    commitments: tuple[Promise, ...]
    haggle: tuple[Words, ...]
    sent_at: datetime | None
    history: tuple[tuple[str, str], ...]
    tags: frozenset[str]

    @property
    def group(self) -> str:
        return f"{self.author}/{self.topic}"


def load(variety: str | None = None) -> Iterator[Item]:
    """All messages, or those of one variety, in the order of their files."""
    for folder in (variety,) if variety else VARIETIES:
        for path in sorted((CORPUS / "messages" / folder).glob("*.jsonl")):
            for row in rows(path):
                yield item(row, folder, path.stem)


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSON Lines file. Raises ValueError with file and line where one cannot be read."""
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
        if line.strip():
            try:
                yield json.loads(line)
            except json.JSONDecodeError as error:
                raise ValueError(f"{path}:{number}: {error}") from error


def item(row: dict[str, Any], variety: str, author: str) -> Item:
    """A row as a value. Raises ValueError where quoted words are not in the text exactly once."""
    text: str = row["text"]
    spans = _labelled(text, row.get("spans", ()))
    kinds = dict.fromkeys([words.label for words in spans] + list(row.get("kinds", ())))
    return Item(
        id=row["id"],
        variety=variety,
        author=author,
        topic=row["topic"],
        part=row["part"],
        text=text,
        temperature=row["temperature"],
        manner=row.get("manner", "civil"),
        target=row.get("target", "none"),
        kinds=tuple(kinds),
        spans=spans,
        demand=row.get("demand", "none"),
        asks=_labelled(text, row.get("asks", ())),
        our_fault=_labelled(text, [("our_fault", words) for words in row.get("our_fault", ())]),
        commitments=tuple(Promise(by, due, *_place(text, words)) for by, due, words in row.get("commitments", ())),
        haggle=_labelled(text, [("haggle", words) for words in row.get("haggle", ())]),
        sent_at=datetime.fromisoformat(row["sent_at"]) if row.get("sent_at") else None,
        history=tuple((who, said) for who, said in row.get("history", ())),
        tags=frozenset(row.get("tags", ())),
    )


def _labelled(text: str, pairs: Iterable[Any]) -> tuple[Words, ...]:
    return tuple(Words(label, *_place(text, words)) for label, words in pairs)


def _place(text: str, words: str) -> tuple[int, int]:
    if not words or text.count(words) != 1:
        raise ValueError(f"stands {text.count(words) if words else 0} times in the text: {words!r}")
    start = text.index(words)
    return start, start + len(words)
