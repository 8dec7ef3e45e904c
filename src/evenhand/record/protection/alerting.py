"""Alerts: made with what they are about, in one transaction. How they are read, answered and go up: answering.py."""

from __future__ import annotations

from datetime import datetime

from evenhand.record.ledger import actions as ledger
from evenhand.record.protection.asking import next_asked
from evenhand.record.protection.models import Alert, Incident, Request
from evenhand.record.protection.policies import due_from

REQUEST_SEVERITY = {"stop": "threat", "legal": "discontent"}
"""How pressing a request is, as a severity; all others are as pressing as abuse."""


def alert_next(about: Incident | Request, *, actor: str, at: datetime, after: Alert | None = None) -> Alert | None:
    """Ask the next person of the chain. Call inside a transaction. None where nobody is left to ask."""
    member = next_asked(about)
    if member is None:
        return None
    named = {"incident": about} if isinstance(about, Incident) else {"request": about}
    row = Alert.objects.create(**named, member=member, made_at=at, due_at=due_from(at, severity_of(about)), after=after)
    body = {"alert": row.pk, "to": member.actor, "due": row.due_at.isoformat(), "after": after.pk if after else None}
    ledger.append(kind="alert.made", actor=actor, at=at, subject=subject_of(about), body=body)
    return row


def severity_of(about: Incident | Request) -> str:
    """How grave an incident is, or how pressing a request."""
    return about.severity if isinstance(about, Incident) else REQUEST_SEVERITY.get(about.kind, "abuse")


def subject_of(about: Incident | Request) -> str:
    """How the ledger names it."""
    return f"{'incident' if isinstance(about, Incident) else 'request'}:{about.pk}"
