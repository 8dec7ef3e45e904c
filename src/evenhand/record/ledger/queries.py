"""Questions about the ledger itself: how it stands, what the last check found, proofs for packs."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import connection

from evenhand.knowledge.merkle.leaf import meta_bytes
from evenhand.knowledge.merkle.tree import consistency_path, inclusion_paths
from evenhand.record.ledger import checkpoints
from evenhand.record.ledger.models import Checkpoint, Entry, ErasureItem, Verification
from evenhand.record.ledger.verifying import leaves

_EVENTS = ("entry_stays", "entry_remains", "content_stays", "content_remains", "head_grows", "head_remains",
           "checkpoint_stays", "checkpoint_remains")  # fmt: skip
_TABLES = ("entry", "content", "head", "checkpoint")
_LAST = {"sqlite": "is_not_replaced", "postgresql": "is_not_emptied"}
TRIGGERS = {vendor: {*_EVENTS, *(f"{table}_{last}" for table in _TABLES)} for vendor, last in _LAST.items()}
"""The triggers that refuse to change the ledger's tables, by database, without "ledger_" before each."""


def missing_triggers() -> list[str]:
    """The triggers that are not there, or switched off."""
    found = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE tgenabled <> 'D'",
    }
    with connection.cursor() as cursor:
        cursor.execute(found[connection.vendor])
        here = {name for (name,) in cursor.fetchall()}
    return sorted({f"ledger_{name}" for name in TRIGGERS[connection.vendor]} - here)


def last_verification() -> Verification | None:
    """What the newest check of the whole ledger found."""
    return Verification.objects.order_by("-pk").first()


def is_broken() -> bool:
    """Whether the newest check found a break."""
    newest = last_verification()
    return newest is not None and not newest.is_whole


def size() -> int:
    """How many entries there are."""
    return Entry.objects.count()


def entry_of(number: int) -> Entry | None:
    """The entry of a number, from 0 on; None where there is none."""
    return Entry.objects.filter(number=number).first()


def entries_after(number: int, most: int) -> list[Entry]:
    """The next entries without their content, in order; -1 begins."""
    return list(Entry.objects.filter(number__gt=number).order_by("number")[:most])


def newest_checkpoints(most: int = 30) -> list[Checkpoint]:
    """The checkpoints, newest first."""
    return list(Checkpoint.objects.order_by("-pk")[:most])


def state() -> dict[str, Any]:
    """The ledger's size and root, its newest checkpoint and check, as plain JSON values."""
    head = checkpoints.current_head()
    newest, checked = checkpoints.latest(), last_verification()
    return {
        "size": head.size,
        "root": head.root.hex(),
        "checkpoint": newest and {"size": newest.size, "root": newest.root, "made_at": newest.made_at.isoformat()},
        "verification": checked and as_json(checked),
    }


def as_json(checked: Verification) -> dict[str, Any]:
    """A verification as plain JSON values."""
    return {
        "at": checked.at.isoformat(),
        "whole": checked.is_whole,
        "size": checked.size,
        "root": checked.root,
        "erased": checked.erased,
        "lingering": checked.lingering,
        "break": None
        if checked.is_whole
        else {"kind": checked.kind, "number": checked.number, "parameters": checked.parameters},
        "seconds": checked.seconds,
    }


def meta_of(entry: Entry) -> bytes:
    """The meta of an entry as its leaf commits to it."""
    return meta_bytes(number=entry.number, kind=entry.kind, at=entry.at, actor=entry.actor, subject=entry.subject)


def erased_at(numbers: Collection[int]) -> dict[int, datetime]:
    """When the content of each of these entries was erased; without those that have theirs."""
    done = ErasureItem.objects.filter(number__in=numbers).exclude(erasure__done_at=None)
    return {number: at for number, at in done.values_list("number", "erasure__done_at") if at is not None}


def proofs_of(numbers: Collection[int], size: int) -> dict[int, list[bytes]]:
    """For each number the path that proves it in the tree of the first `size` entries. Raises ValueError."""
    return inclusion_paths(leaves(size), size, numbers)


def prefix_proof(old_size: int, size: int) -> list[bytes]:
    """The path that proves the first `old_size` entries a prefix of the first `size`. Raises ValueError."""
    return consistency_path(leaves(size), old_size, size)


def newest_erased(most: int) -> list[tuple[int, datetime]]:
    """The entries whose content was erased, by number, the newest first, with when that was done."""
    done = ErasureItem.objects.exclude(erasure__done_at=None).order_by("-number")
    return [(number, at) for number, at in done.values_list("number", "erasure__done_at")[:most] if at is not None]
