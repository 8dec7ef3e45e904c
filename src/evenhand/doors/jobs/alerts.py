"""The minute of alerts: what waits in vain goes on, and whoever is asked gets a letter."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from evenhand.doors import clock
from evenhand.doors.jobs.addresses import address_of
from evenhand.doors.jobs.running import RunningJob
from evenhand.record.protection.alerts.delivering import note_letters_left, write_letters
from evenhand.record.protection.alerts.escalating import escalate
from evenhand.record.protection.models import Alert


def go_through_alerts(arguments: Mapping[str, Any], job: RunningJob) -> None:
    """Let alerts go up, note which letters have left, and write those that are missing; a failure stops no other."""
    del arguments, job
    now = clock.now()
    try:
        escalate(at=now)
    finally:
        note_letters_left(at=now)
        write_letters(_link_to, at=now)


def _link_to(alert: Alert) -> str:
    return address_of(reverse("alert", args=[alert.pk]))
