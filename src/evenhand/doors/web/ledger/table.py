"""The entries of the ledger as a table for spreadsheets: their meta and hashes, never what they hold.

Of an entry about an incident, a request or a pack that the reader may not see, only the number and the hash.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from django.utils.translation import gettext_lazy as _

from evenhand.doors.web.tables import Column
from evenhand.record.ledger.models import Entry
from evenhand.record.ledger.queries import entries_after
from evenhand.record.people.models import Member
from evenhand.record.protection.incidents.subjects import readable_by

AT_ONCE = 2_000


def columns_for(member: Member) -> Sequence[Column[Entry]]:
    """The columns of the table as this member may read them."""
    is_readable = readable_by(member)

    def told(cell: Callable[[Entry], object]) -> Callable[[Entry], object]:
        return lambda row: cell(row) if is_readable(row.subject) else None

    return (
        Column("number", _("Number"), lambda row: row.number),
        Column("kind", _("Kind"), told(lambda row: row.kind)),
        Column("actor", _("By"), told(lambda row: row.actor)),
        Column("at", _("When"), told(lambda row: row.at)),
        Column("subject", _("What"), told(lambda row: row.subject)),
        Column("leaf_hash", _("Leaf hash"), lambda row: bytes(row.leaf_hash).hex()),
    )


def all_rows() -> Iterator[Entry]:
    """Every entry without its content, in order, in pieces of their own: no reader holds the database up."""
    after = -1
    while rows := entries_after(after, AT_ONCE):
        yield from rows
        after = rows[-1].number
