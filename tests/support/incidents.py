"""Incidents for tests: what Pia Rask wrote to the Nordic desk, reported by Ada unless somebody else is named."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from builders import START, ada, team

from evenhand.record.people.models import Member
from evenhand.record.protection.incidents.reporting import Report, report
from evenhand.record.protection.models import Incident

DAY = START + timedelta(days=7, hours=2)
"""A Monday, when the firm opens: without settings it works from nine to five, UTC."""
SHOUTED_AT = Report(
    demand="fair",
    manner="unacceptable",
    severity="abuse",
    ours="no",
    channel="phone",
    who="A caller who did not give a name",
    asked="A new invoice by Friday.",
    answered="That we would send it.",
    line="He went on for ten minutes.",
)


def an_incident(severity: str = "abuse", *, by: Member | None = None, at=DAY, **changed) -> Incident:
    """An incident of this severity in the Nordic desk's team."""
    told = replace(SHOUTED_AT, severity=severity, team=team(), **changed)
    return report(told, by=by or ada(), at=at)
