"""What a member had to read, as counted for themselves. It stands apart from all that knows of reports."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from evenhand.doors.reports.subject_access.parts import Item, Writer
from evenhand.record.people.models import Member
from evenhand.record.protection.wellbeing.exposure import own_exposure


def items(member: Member, writer: Writer, at: datetime) -> Iterator[Item]:
    """The figures of their own page, as they stand at `at`."""
    found = own_exposure(member, at)
    data = {
        "at": at, "in_a_day": found.day, "in_a_week": found.week, "in_a_month": found.month, "last_at": found.last_at
    }  # fmt: skip
    yield writer.item(_("Harsh messages you had to read"), data)
