"""The list of commitments as a table for spreadsheets.

The words of messages stay on their pages, where some are hidden.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from evenhand.doors.web.tables import Column
from evenhand.record.agreements.models import Commitment
from evenhand.record.agreements.queries import commitments as queries
from evenhand.record.people.models import Member

AT_ONCE = 500
ENDS = (("fulfilments", _("kept")), ("releases", _("let off")), ("breaches", _("broken")))


def _state(row: Commitment) -> str:
    """How it ended, or that it is open; a broken promise may still be kept, and then is."""
    for steps, word in ENDS:
        if any(step.reopening_id is None for step in getattr(row, steps).all()):
            return str(word)
    return gettext("open")


COLUMNS: tuple[Column[Commitment], ...] = (
    Column("number", _("Number"), lambda row: row.pk),
    Column("party", _("Whose promise"), lambda row: gettext("Ours") if row.party == "us" else gettext("Theirs")),
    Column("what", _("What was promised"), lambda row: row.what),
    Column("due_at", _("Due"), lambda row: row.due_at),
    Column("state", _("State"), _state),
    Column("ended_at", _("Ended"), lambda row: row.ended_at),
    Column("customer", _("Customer"), lambda row: row.customer.name if row.customer else None),
    Column("conversation", _("Conversation"), lambda row: row.conversation_id),
    Column("owner", _("Owner"), lambda row: row.owner.name if row.owner else None),
    Column("recorded_by", _("By"), lambda row: row.recorded_by.name if row.recorded_by else None),
    Column("recorded_at", _("Recorded"), lambda row: row.recorded_at),
)


def all_rows(member: Member, filters: queries.Filters, *, now: datetime) -> Iterator[Commitment]:
    """Every commitment that the filters let pass, in the order of the list."""
    after: str | None = ""
    while after is not None:
        page = queries.commitments_page(member, filters, now=now, after=after, size=AT_ONCE)
        yield from page.rows
        after = page.more or None
