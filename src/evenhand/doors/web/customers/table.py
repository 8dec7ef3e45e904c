"""The list of customers as a table for spreadsheets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from evenhand.doors.web.tables import Column
from evenhand.doors.web.templatetags.desk import temperature_word
from evenhand.record.conversations.queries_customer import Standing, standings
from evenhand.record.customers.models import Customer
from evenhand.record.customers.queries import customers_page
from evenhand.record.people.access import may
from evenhand.record.people.models import Member

Line = tuple[Customer, Standing]

_ABOUT: tuple[Column[Line], ...] = (
    Column("number", _("Number"), lambda line: line[0].pk),
    Column("customer", _("Customer"), lambda line: line[0].name),
    Column("team", _("Team"), lambda line: line[0].team.name if line[0].team else None),
    Column("first_seen_at", _("First seen"), lambda line: line[0].first_seen_at),
)
_STANDING: tuple[Column[Line], ...] = (
    Column("open", _("Open"), lambda line: line[1].open),
    Column("waiting", _("Waiting for us"), lambda line: line[1].waiting),
    Column("hottest", _("Hottest open"), lambda line: temperature_word(line[1].hottest) if line[1].open else None),
    Column("last_at", _("Last contact"), lambda line: line[1].last_at),
)


def columns_for(member: Member) -> Sequence[Column[Line]]:
    """What this member may see of a customer in a list."""
    return (*_ABOUT, *_STANDING) if may(member, "see_conversations") else _ABOUT


def all_rows(member: Member, *, name: str, now: datetime) -> Iterator[Line]:
    """Every customer whose name or domain holds these words, by name."""
    after: str | None = ""
    while after is not None:
        page = customers_page(member, name=name, after=after)
        standing = standings(member, [row.pk for row in page.customers], now=now)
        yield from ((row, standing.get(row.pk, Standing())) for row in page.customers)
        after = page.more
