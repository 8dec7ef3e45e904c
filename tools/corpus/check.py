"""Whether the corpus keeps its own rules: `python -m tools.corpus.check [FILE…]`, exit 1 with what to mend.

Without files the whole corpus is checked, with the counts that the datasheet promises.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from tools.corpus.items import CORPUS, VARIETIES, Item, item, rows

from evenhand.knowledge.language.shape import KINDS
from evenhand.knowledge.language.signals.manner import ATTACK_KINDS, THREAT_KINDS

KEYS = frozenset(
    "id part topic text temperature manner target spans kinds demand asks our_fault commitments haggle sent_at "
    "history tags".split()
)
MANNERS = ("civil", "heated", "abusive", "threatening")
TARGETS = ("staff", "company", "product", "other", "none")
DEMANDS = ("none", "reasonable", "unclear", "unreasonable")
ASKS = ("fix", "refund", "information", "call", "update", "discount", "other")
HARD = frozenset(
    "heated-fair swears-at-thing praise-swearing quoted-insult lookalike lawful-threat self-or-other".split()
)
TAGS = HARD | frozenset("no-swear veiled obfuscated typos mixed emoji quotes-others".split())
ATTACKS = frozenset((*ATTACK_KINDS, *THREAT_KINDS))
_TOPIC = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")


def faults(path: Path) -> Iterator[str]:
    """What is wrong in one file, a sentence each."""
    variety, author = path.parent.name, path.stem
    seen: set[str] = set()
    try:
        found = list(rows(path))
    except ValueError as error:
        yield str(error)
        return
    for number, row in enumerate(found, start=1):
        where = f"{path.name} object {number} ({row.get('id', 'no id')})"
        if not str(row.get("id", "")).startswith(f"{variety}-{author}-") or row["id"] in seen:
            yield f"{where}: the id is missing, twice there or not {variety}-{author}-NNN"
        seen.add(row.get("id", ""))
        for fault in _row_faults(row, variety, author):
            yield f"{where}: {fault}"


def _row_faults(row: dict[str, Any], variety: str, author: str) -> Iterator[str]:
    unknown = row.keys() - KEYS
    if unknown:
        yield f"unknown keys {sorted(unknown)}"
    missing = {"id", "part", "topic", "text", "temperature"} - row.keys()
    if missing:
        yield f"missing keys {sorted(missing)}"
        return
    try:
        made = item(row, variety, author)
    except (ValueError, TypeError) as error:
        yield str(error)
        return
    yield from _value_faults(made)
    yield from _sense_faults(made)


def _value_faults(made: Item) -> Iterator[str]:
    if made.part not in ("difficult", "ordinary"):
        yield f"part {made.part}"
    if not _TOPIC.match(made.topic):
        yield f"topic {made.topic}"
    for name, value, known in (
        ("manner", made.manner, MANNERS),
        ("target", made.target, TARGETS),
        ("demand", made.demand, DEMANDS),
        ("temperature", made.temperature, range(5)),
    ):
        if value not in known:
            yield f"{name} {value}"
    for name, values, allowed in (
        ("kinds", made.kinds, KINDS),
        ("tags", made.tags, TAGS),
        ("asks", [words.label for words in made.asks], ASKS),
        ("commitments by", [promise.by for promise in made.commitments], ("writer", "reader")),
        ("history", [who for who, _ in made.history], ("customer", "agent")),
    ):
        if set(values) - set(allowed):
            yield f"{name} {sorted(set(values) - set(allowed))}"
    for promise in made.commitments:
        if promise.due is not None and not _is_due(promise.due):
            yield f"due {promise.due}"
    if made.sent_at is not None and made.sent_at.tzinfo is None:
        yield "sent_at without offset"


def _is_due(due: str) -> bool:
    try:
        return date.fromisoformat(due) is not None if len(due) == 10 else datetime.fromisoformat(due).tzinfo is not None
    except ValueError:
        return False


def _sense_faults(made: Item) -> Iterator[str]:
    attacks = ATTACKS & set(made.kinds)
    if made.part == "ordinary" and made.manner != "civil":
        yield "an ordinary message is civil"
    if made.manner in ("abusive", "threatening") and not any(words.label in ATTACKS for words in made.spans):
        yield f"{made.manner} without the words that show it"
    if made.manner == "threatening" and not attacks & {"violence", "doxxing"}:
        yield "threatening without violence or doxxing"
    if made.manner in ("abusive", "threatening") and made.target != "staff":
        yield f"{made.manner} with target {made.target}"
    if made.manner == "civil" and made.target not in ("none", "other"):
        yield f"civil with target {made.target}"
    if made.manner == "heated" and made.target == "staff" and attacks:
        yield "heated although persons are attacked"
    if made.demand == "none" and made.asks:
        yield "asks, but no demand"
    if made.demand != "none" and not made.asks:
        yield "a demand without the words of an ask"
    if made.tags & HARD and made.manner in ("abusive", "threatening"):
        yield f"{made.manner} tagged as hard negative"
    if made.commitments and made.sent_at is None and any(promise.due for promise in made.commitments):
        yield "a due date without sent_at"


def summary(paths: Sequence[Path]) -> str:
    """What the files hold, for the eye."""
    made = [item(row, path.parent.name, path.stem) for path in paths for row in rows(path)]
    count = Counter[str]()
    for each in made:
        count.update([each.part, each.manner, f"demand {each.demand}", *each.tags])
        count["our fault"] += bool(each.our_fault)
        count["haggle"] += bool(each.haggle)
        count["commitment"] += bool(each.commitments)
        count["due"] += any(promise.due for promise in each.commitments)
        count["hard negative"] += bool(each.tags & HARD)
    return f"{len(made)} messages; " + ", ".join(f"{name} {number}" for name, number in sorted(count.items()))


def main(arguments: Sequence[str]) -> int:
    """Check the files named, or all of them."""
    every = [path for variety in VARIETIES for path in sorted((CORPUS / "messages" / variety).glob("*.jsonl"))]
    paths = [Path(name).resolve() for name in arguments] or every
    wrong = [fault for path in paths for fault in faults(path)]
    print("\n".join(wrong) if wrong else summary(paths))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
