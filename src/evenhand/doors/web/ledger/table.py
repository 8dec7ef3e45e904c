"""The entries of the ledger as a table for spreadsheets: their meta and hashes, never what they hold."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from evenhand.doors.web.tables import Column
from evenhand.record.ledger.models import Entry
from evenhand.record.ledger.queries import entries_after

AT_ONCE = 2_000

COLUMNS: tuple[Column[Entry], ...] = (
    Column("number", _("Number"), lambda row: row.number),
    Column("kind", _("Kind"), lambda row: row.kind),
    Column("actor", _("By"), lambda row: row.actor),
    Column("at", _("When"), lambda row: row.at),
    Column("subject", _("What"), lambda row: row.subject),
    Column("leaf_hash", _("Leaf hash"), lambda row: bytes(row.leaf_hash).hex()),
)


def all_rows() -> Iterator[Entry]:
    """Every entry without its content, in order, in pieces of their own: no reader holds the database up."""
    after = -1
    while rows := entries_after(after, AT_ONCE):
        yield from rows
        after = rows[-1].number
