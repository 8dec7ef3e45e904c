"""The columns of the list of minutes as CSV."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from evenhand.doors.web.minutes.wording import state_word
from evenhand.doors.web.tables import Column
from evenhand.record.agreements.minutes_queries import Line


def _silent(line: Line) -> str:
    """Who has not answered, each with the day on which they were asked."""
    silent = (one for one in line.newest.answers if one.kind == "silent" and one.at is not None)
    return "; ".join(f"{one.person.name} ({timezone.localtime(one.at):%Y-%m-%d})" for one in silent)


COLUMNS: tuple[Column[Line], ...] = (
    Column("minute", _("Minute"), lambda line: line.minute.title),
    Column("customer", _("Customer"), lambda line: line.minute.customer.name if line.minute.customer else None),
    Column("version", _("Newest version"), lambda line: line.newest.version.number),
    Column("state", _("State"), lambda line: state_word(line.newest.state)),
    Column("agreed", _("Agreed"), lambda line: line.newest.approved),
    Column("asked", _("Asked"), lambda line: len(line.newest.answers)),
    Column("no_answer_since", _("No answer since"), _silent),
    Column("in_force", _("In force"), lambda line: line.in_force),
    Column("value", _("Amount"), lambda line: line.minute.value),
    Column("currency", _("Currency"), lambda line: line.minute.currency),
    Column("opened_by", _("Opened by"), lambda line: line.minute.opened_by.name if line.minute.opened_by else None),
    Column("opened_at", _("Opened"), lambda line: line.minute.opened_at),
)
