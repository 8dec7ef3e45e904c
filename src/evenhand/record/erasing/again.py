"""After the restore of an older backup: what was erased since it was made is erased once more."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction

from evenhand.record.erasing.extent import Extent, in_batches
from evenhand.record.erasing.wiping import wipe
from evenhand.record.ledger import erasing
from evenhand.record.ledger.models import Entry, Erasure


@transaction.atomic
def erase_again(lines: Sequence[Mapping[str, Any]], *, at: datetime) -> int:
    """Erase what the list of erasures (ledger.erasing.erasure_list) says, if it is here again; how many erasures.

    The files of the database need no cleaning afterwards: a restored one was written just now.
    """
    found = erasing.erase_again(lines, at=at)
    leaves = {str(leaf) for line in lines for _number, leaf in line["entries"]}
    for line in found:
        wipe(_ours(Extent.from_rows(line["rows"]), leaves), _erasure_of(line, at), at=at)
    return len(found)


def _ours(extent: Extent, leaves: Container[str]) -> Extent:
    """Without messages that only bear the number of an erased one: a desk that went on from an older state counts anew.

    A message is another one if its first entry is not among those that were erased.
    """
    firsts: dict[str, bytes] = {}
    for ids in in_batches(extent.messages):
        about = Entry.objects.filter(subject__in=[f"message:{pk}" for pk in ids]).order_by("number")
        for subject, leaf in about.values_list("subject", "leaf_hash"):
            firsts.setdefault(subject, bytes(leaf))
    others = {subject for subject, leaf in firsts.items() if leaf.hex() not in leaves}
    return replace(extent, messages=tuple(pk for pk in extent.messages if f"message:{pk}" not in others))


def _erasure_of(line: Mapping[str, Any], at: datetime) -> Erasure | None:
    """The row that the ledger has just made for this line."""
    return Erasure.objects.filter(rows=line["rows"], done_at=at).order_by("-pk").first()
