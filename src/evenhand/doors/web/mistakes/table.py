"""What members corrected, as one table for spreadsheets: the tables of the page under each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext_lazy as _

from evenhand.doors.web.mistakes.tables import Row, Table
from evenhand.doors.web.tables import Column

Line = tuple[Table, Row]

COLUMNS: tuple[Column[Line], ...] = (
    Column("table", _("Table"), lambda line: line[0].title),
    Column("row", _("What was found"), lambda line: line[1].label),
    Column("read", _("Messages read"), lambda line: line[1].tally.read),
    Column("corrected", _("Corrected"), lambda line: line[1].tally.corrected),
    Column("too_harsh", _("Called too harsh"), lambda line: line[1].tally.too_harsh if line[0].has_ways else None),
    Column("too_mild", _("Called too mild"), lambda line: line[1].tally.too_mild if line[0].has_ways else None),
    Column("share", _("Share"), lambda line: line[1].share),
    Column("interval", _("Interval of 95 percent"), lambda line: line[1].interval),
)


def all_rows(tables: Iterable[Table]) -> Iterator[Line]:
    """Each row with the table it stands in."""
    return ((table, row) for table in tables for row in table.rows)
