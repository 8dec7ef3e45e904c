"""Erasing the content of entries: asked by one, approved by another, then body and salt go and the tree stands.

What else quotes an erased message is the business of the apps above; they call this in their own transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from evenhand.record.ledger import actions as ledger
from evenhand.record.ledger.models import Content, Entry, Erasure, ErasureItem
from evenhand.record.ledger.verifying import ERASED

BATCH = 500


class NotErasable(ValueError):
    """These entries cannot be erased, or not now; `code` says why.

    Codes: "none" (no such entry), "erased-entry" (what says that something was erased stays), "taken" (another
    erasure has it), "four-eyes" (whoever asked cannot approve), "basis", "approved" and "not-approved".
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@transaction.atomic
def ask(
    numbers: Iterable[int], basis: str, *, by: str, at: datetime, reason: str = "", rows: Sequence[str] = ()
) -> Erasure:
    """Ask to erase the content of these entries, on a legal basis (Erasure.Basis). `by` is an actor ("member:3").

    `rows` names what the caller erases beside them. Whether `by` may ask is for the caller. Raises NotErasable.
    """
    wanted = sorted(set(numbers))
    if basis not in Erasure.Basis.values:
        raise NotErasable("basis")
    _check(wanted)
    erasure = Erasure.objects.create(asked_by=by, asked_at=at, basis=basis, reason=reason, rows=list(rows))
    ErasureItem.objects.bulk_create([ErasureItem(erasure=erasure, number=number) for number in wanted])
    body = {"basis": basis, "numbers": wanted, "rows": list(rows)}
    ledger.append(kind="erasure.asked", actor=by, at=at, subject=f"erasure:{erasure.pk}", body=body)
    return erasure


@transaction.atomic
def approve(erasure: Erasure, *, by: str, at: datetime) -> Erasure:
    """A second person says yes. Whether `by` may is for the caller. Raises NotErasable."""
    row = Erasure.objects.select_for_update().get(pk=erasure.pk)
    if row.approved_at is not None:
        raise NotErasable("approved")
    if not by or by == row.asked_by:
        raise NotErasable("four-eyes")
    row.approved_by, row.approved_at = by, at
    row.save(update_fields=["approved_by", "approved_at"])
    ledger.append(kind="erasure.approved", actor=by, at=at, subject=f"erasure:{row.pk}", body={})
    return row


@transaction.atomic
def withdraw(erasure: Erasure, *, by: str, at: datetime) -> None:
    """Whoever asked, or another, gives it up before it is approved; its entries can be asked for again."""
    row = Erasure.objects.select_for_update().get(pk=erasure.pk)
    if row.approved_at is not None:
        raise NotErasable("approved")
    ledger.append(kind="erasure.withdrawn", actor=by, at=at, subject=f"erasure:{row.pk}", body={})
    row.delete()


@transaction.atomic
def erase_contents(erasure: Erasure, *, at: datetime) -> list[int]:
    """Delete bodies and salts of an approved erasure and append the `erased` entry; the numbers that went.

    Doing it twice changes nothing. Afterwards the caller has the list of erasures written
    (server/backups/erasures.py). Raises NotErasable.
    """
    row = Erasure.objects.select_for_update().get(pk=erasure.pk)
    if row.approved_at is None:
        raise NotErasable("not-approved")
    if row.done_at is not None:
        return []
    numbers = list(row.items.values_list("number", flat=True))
    _delete(numbers)
    body = {"basis": row.basis, "numbers": numbers, "approved_by": row.approved_by}
    ledger.append(kind=ERASED, actor=row.asked_by, at=at, subject=f"erasure:{row.pk}", body=body)
    row.done_at = at
    row.save(update_fields=["done_at"])
    return numbers


def erasure_list() -> list[dict[str, Any]]:
    """All erasures that were done, as plain values: what has to be erased again after an older backup is restored.

    `entries` are number and leaf hash: after a restore a number may come to stand for something else, a hash cannot.
    """
    return [_line(erasure) for erasure in Erasure.objects.exclude(done_at=None).order_by("pk")]


@transaction.atomic
def erase_again(lines: Sequence[Mapping[str, Any]], *, at: datetime) -> list[Mapping[str, Any]]:
    """Erase what the list says was erased and is here again; the lines of which something was found.

    Entries are known by number and leaf hash, so a list of another desk, or of entries that this one no longer has,
    erases nothing. Doing it twice changes nothing.
    """
    return [line for line in lines if _again(line, at)]


def _again(line: Mapping[str, Any], at: datetime) -> bool:
    back = _back(line["entries"])
    if not back:
        return False
    row = Erasure.objects.create(
        asked_by=line["asked_by"],
        asked_at=datetime.fromisoformat(line["asked_at"]),
        basis=line["basis"],
        rows=line["rows"],
        approved_by=line["approved_by"],
        approved_at=datetime.fromisoformat(line["approved_at"]),
        done_at=at,
    )
    ErasureItem.objects.filter(number__in=back).delete()
    ErasureItem.objects.bulk_create([ErasureItem(erasure=row, number=number) for number in back])
    _delete(back)
    body = {"basis": row.basis, "numbers": back, "approved_by": row.approved_by, "again": True}
    ledger.append(kind=ERASED, actor=ledger.SYSTEM, at=at, subject=f"erasure:{row.pk}", body=body)
    return True


def _back(entries: Sequence[Sequence[Any]]) -> list[int]:
    """Those entries of a list that are here with their content."""
    wanted = {int(number): str(leaf) for number, leaf in entries}
    here = Entry.objects.filter(number__in=wanted, content__isnull=False).values_list("number", "leaf_hash")
    return sorted(number for number, leaf in here if bytes(leaf).hex() == wanted[number])


def _check(numbers: Sequence[int]) -> None:
    found = dict(Entry.objects.filter(number__in=numbers, content__isnull=False).values_list("number", "kind"))
    if not numbers or len(found) < len(numbers):
        raise NotErasable("none")
    if ERASED in found.values():
        raise NotErasable("erased-entry")
    if ErasureItem.objects.filter(number__in=numbers).exists():
        raise NotErasable("taken")


def _delete(numbers: Sequence[int]) -> None:
    """Past the model, which refuses; the trigger of the database lets an approved erasure through."""
    table = connection.ops.quote_name(Content._meta.db_table)
    with connection.cursor() as cursor:
        cursor.executemany(f"DELETE FROM {table} WHERE number = %s", [(number,) for number in numbers])  # noqa: S608


def _line(erasure: Erasure) -> dict[str, Any]:
    numbers = list(erasure.items.values_list("number", flat=True))
    hashes = dict(Entry.objects.filter(number__in=numbers).values_list("number", "leaf_hash"))
    return {
        "asked_by": erasure.asked_by,
        "asked_at": erasure.asked_at.isoformat(),
        "basis": erasure.basis,
        "approved_by": erasure.approved_by,
        "approved_at": erasure.approved_at.isoformat() if erasure.approved_at else None,
        "rows": erasure.rows,
        "entries": [[number, bytes(hashes[number]).hex()] for number in numbers if number in hashes],
    }
