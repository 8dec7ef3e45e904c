"""The inbox as a table for spreadsheets: all that passes the filters, not only one page of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from evenhand.doors.web.inbox.forms import Asked
from evenhand.doors.web.readings import LANGUAGES, MANNERS, word
from evenhand.doors.web.tables import Column
from evenhand.doors.web.templatetags.desk import temperature_word
from evenhand.record.conversations import queries
from evenhand.record.conversations.queries import Row
from evenhand.record.people.models import Member

AT_ONCE = 500

COLUMNS: tuple[Column[Row], ...] = (
    Column("conversation", _("Number"), lambda row: row.pk),
    Column("customer", _("Customer"), lambda row: row.customer_name),
    Column("contact", _("Contact"), lambda row: row.contact_name or row.contact_address),
    Column("subject", _("Subject"), lambda row: row.subject),
    Column("excerpt", _("Last words"), lambda row: row.excerpt),
    Column("temperature", _("Temperature"), lambda row: temperature_word(row.temperature)),
    Column("tone", _("Tone"), lambda row: word(MANNERS, row.manner)),
    Column("language", _("Language"), lambda row: word(LANGUAGES, row.language)),
    Column("messages", _("Messages"), lambda row: row.message_count),
    Column("waiting_since", _("Waiting since"), lambda row: row.waiting_since),
    Column("last_at", _("Last message"), lambda row: row.last_at),
    Column("snoozed_until", _("Put aside until"), lambda row: row.snoozed_until),
    Column("closed_at", _("Closed"), lambda row: row.closed_at),
    Column("owner", _("Owner"), lambda row: row.owner_name),
    Column("team", _("Team"), lambda row: row.team_name),
)


def all_rows(member: Member, asked: Asked, *, now: datetime) -> Iterator[Row]:
    """Every conversation that the filters let pass, in the order of the list."""
    after: str | None = ""
    while after is not None:
        page = queries.inbox(member, asked.filters, asked.order, now=now, after=after, size=AT_ONCE)
        yield from page.rows
        after = page.more
