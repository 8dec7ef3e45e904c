"""The option for a time zone."""

from __future__ import annotations

from datetime import tzinfo
from typing import Any
from zoneinfo import ZoneInfo

import click


class Zone(click.ParamType[tzinfo]):
    """The name of a time zone, such as Europe/Helsinki."""

    name = "zone"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tzinfo:
        """The zone, or a usage error that names it."""
        if isinstance(value, tzinfo):
            return value
        try:
            return ZoneInfo(str(value))
        except (LookupError, ValueError, OSError):
            self.fail(f"“{value}” is no time zone. Write one like Europe/Helsinki or Asia/Taipei.", param, ctx)
