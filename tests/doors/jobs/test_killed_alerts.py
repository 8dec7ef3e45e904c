"""A worker really killed while alerts go up: nothing is lost, nobody is asked twice, and the next worker goes on."""

from __future__ import annotations

import signal
from pathlib import Path

from desks import SUPPORT, Desk

INCIDENTS = 3
MANAGERS = 4
# Where a kill hurts most: between the end of one alert and the next, before the entry in the ledger, after the first.
MOMENTS = [
    ("evenhand.record.protection.alerts.alerting.alert_next", 1),
    ("evenhand.record.protection.alerts.alerting.note_alert", 2),
    ("evenhand.record.protection.alerts.escalating._go_up", 2),
]
BEGIN = f"""
from datetime import datetime, timedelta, UTC
from evenhand.record.people import actions
from evenhand.record.people.models import Member
from evenhand.record.protection.incidents.reporting import Report, report
at = datetime.now(UTC)
for number in range({MANAGERS + 1}):
    member = actions.create_member(actions.Person(f"m{{number}}@firm.example", f"M {{number}}"), at=at)
    actions.grant_role(member, "manager" if number else "agent", by=None, at=at)
for _ in range({INCIDENTS}):
    report(Report("fair", "unacceptable", "threat"), by=Member.objects.get(email="m0@firm.example"), at=at)
"""


def work(desk: Desk, hours: int, *trap: object) -> int:
    """Let a worker go through the alerts at a later hour; leases of those that died are over."""
    desk.sql("UPDATE outbox_job SET lease_until = '2026-01-01 00:00:00+00:00' WHERE state = 'running'")
    output = desk.folder / "worker.txt"
    code = desk.begin([SUPPORT / "killed_alerts.py", hours, *trap], output).wait(120)
    assert code in (0, -signal.SIGKILL), output.read_text()
    return code


def chains(desk: Desk) -> dict[int, list[tuple[int, str]]]:
    """For each incident whom it was asked of and how that ended, in order."""
    found: dict[int, list[tuple[int, str]]] = {}
    rows = 'SELECT incident_id, member_id, "end" FROM protection_alert ORDER BY incident_id, made_at'
    for incident, member, end in desk.sql(rows):
        found.setdefault(incident, []).append((member, end))
    return found


def test_killed_at_three_places_every_alert_goes_up_once_an_hour_and_never_is_lost(desk: Desk, tmp_path: Path) -> None:
    del tmp_path
    desk.python(BEGIN)
    for hours, (function, call) in enumerate(MOMENTS, start=2):
        assert work(desk, 2 * hours, function, call) == -signal.SIGKILL, function
        for asked in chains(desk).values():
            assert [end for _member, end in asked][-1] == "", "one is open whenever somebody looks"
            assert len([1 for _member, end in asked if not end]) == 1
    assert work(desk, 100) == 0
    assert work(desk, 200) == 0
    assert work(desk, 300) == 0
    found = chains(desk)
    assert len(found) == INCIDENTS
    for asked in found.values():
        assert len({member for member, _end in asked}) == len(asked) == MANAGERS
        assert [end for _member, end in asked] == ["unanswered"] * (MANAGERS - 1) + [""]
    made = desk.sql("SELECT COUNT(*) FROM ledger_entry WHERE kind = 'alert.made'")[0][0]
    assert made == INCIDENTS * MANAGERS
