"""The ledger's side of a pack: the entries about what is in it, each with the path that proves it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from evenhand.record.ledger.models import Entry
from evenhand.record.ledger.queries import erased_at, meta_of, proofs_of

AT_ONCE = 400


def entry_lines(subjects: Iterable[str], size: int) -> Iterator[bytes]:
    """The lines of entries.jsonl: the entries about these subjects among the first `size`, by number."""
    numbers = sorted(_numbers(subjects, size))
    proofs = proofs_of(numbers, size)
    for start in range(0, len(numbers), AT_ONCE):
        part = numbers[start : start + AT_ONCE]
        rows = list(Entry.objects.filter(number__in=part).select_related("content").order_by("number"))
        # Asked after the rows: what is erased in between is told as erased, too.
        erased = erased_at([row.number for row in rows if row.body is None])
        for row in rows:
            day = erased[row.number].date().isoformat() if row.number in erased else None
            yield _line(row, proofs[row.number], day)


def _numbers(subjects: Iterable[str], size: int) -> set[int]:
    found: set[int] = set()
    left = iter(subjects)
    while part := list(islice(left, AT_ONCE)):
        found |= set(Entry.objects.filter(subject__in=part, number__lt=size).values_list("number", flat=True))
    return found


def _line(row: Entry, proof: Sequence[bytes], erased_on: str | None) -> bytes:
    body = row.body
    values: dict[str, Any] = {
        "number": row.number,
        "meta": meta_of(row).decode(),
        "body": body,
        "salt": bytes(row.content.salt).hex() if body is not None else None,
        "commitment": None if body is not None else bytes(row.commitment).hex(),
        "erased_on": erased_on,
        "proof": [node.hex() for node in proof],
    }
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
