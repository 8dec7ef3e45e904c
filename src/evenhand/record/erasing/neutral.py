"""What stands where words were erased, in the language of the firm."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils import translation
from django.utils.translation import gettext

from evenhand.record.people.queries import workspace


def neutral_words(at: datetime) -> str:
    """That the content was erased, and on which day of the firm's own zone."""
    firm = workspace()
    with translation.override(firm.language):
        day = at.astimezone(ZoneInfo(firm.timezone)).date().isoformat()
        return gettext("Content erased on %(day)s") % {"day": day}
