"""Restrictions in the background: what is over is tidied, and whoever writes again is told once what applies."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from evenhand.doors import clock
from evenhand.doors.jobs.addresses import address_of
from evenhand.doors.jobs.running import RunningJob
from evenhand.record.protection.restrictions import telling_again
from evenhand.record.protection.restrictions.turns import end_what_is_over


def end_restrictions(arguments: Mapping[str, Any], job: RunningJob) -> None:
    """Tidy the restrictions whose time has passed."""
    del arguments, job
    end_what_is_over(at=clock.now())


def tell_again(arguments: Mapping[str, Any], job: RunningJob) -> None:
    """Write to whoever sent a message although a restriction stands."""
    del job
    telling_again.tell_again(int(arguments["message"]), link_to=_link_to, at=clock.now())


def _link_to(token: str) -> str:
    return address_of(reverse("appeal", args=[token]))
