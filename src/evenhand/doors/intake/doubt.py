"""Whether this desk takes a second look at messages in doubt."""

from __future__ import annotations

from functools import cache

from django.conf import settings

from evenhand.doors.encoder.nano import trouble


def is_wanted() -> bool:
    """It is set to, and the encoder is there; what is missing is said by `evenhand doctor`."""
    return bool(settings.SECOND_LOOK) and not _trouble()


@cache
def _trouble() -> str:
    return trouble()
