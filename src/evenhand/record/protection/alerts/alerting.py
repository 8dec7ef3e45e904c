"""Alerts: made with what they are about, handed on and ended, in one transaction with their ledger entries."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Manager, QuerySet

from evenhand.record.conversations.models import Conversation
from evenhand.record.ledger import actions as ledger
from evenhand.record.protection.alerts.asking import next_asked
from evenhand.record.protection.models import Alert, Answer, Incident, Request
from evenhand.record.protection.policy.policies import due_from

About = Incident | Request
REQUEST_SEVERITY = {"stop": "threat", "legal": "discontent"}
"""How pressing a request is, as a severity; all others are as pressing as abuse."""


def alert_next(about: About, *, actor: str, at: datetime, after: Alert | None = None) -> Alert | None:
    """Ask the next person of the chain. Call inside a transaction. None where nobody is left to ask."""
    member = next_asked(about)
    if member is None:
        return None
    return alert_member(about, member.pk, actor=actor, at=at, after=after)


def alert_member(about: About, member_id: int, *, actor: str, at: datetime, after: Alert | None = None) -> Alert:
    """Ask this person. Call inside a transaction, with a member of the chain who was not asked yet."""
    named = {"incident": about} if isinstance(about, Incident) else {"request": about}
    due_at = due_from(at, severity_of(about))
    row = Alert.objects.create(**named, member_id=member_id, made_at=at, due_at=due_at, after=after)
    body = {"to": f"member:{member_id}", "due": due_at.isoformat(), "after": after.pk if after else None}
    note_alert("alert.made", row, actor=actor, at=at, **body)
    return row


def go_on(alert: Alert, *, end: str, actor: str, at: datetime) -> Alert | None:
    """End this open alert and ask the next person; None, and it stays open, where nobody is left.

    Call inside a transaction that holds what it is about (see `hold`).
    """
    about = about_of(alert)
    if next_asked(about) is None:
        return None
    end_alert(alert, end, actor=actor, at=at)
    return alert_next(about, actor=actor, at=at, after=alert)


def end_alert(alert: Alert, end: str, *, actor: str, at: datetime, reason: str = "") -> None:
    """Write down how an alert ended."""
    alert.ended_at, alert.end, alert.reason = at, end, reason
    alert.save(update_fields=["ended_at", "end", "reason"])
    note_alert(f"alert.{end}", alert, actor=actor, at=at)


def hold(alert: Alert, *, with_conversation: bool = False) -> Alert:
    """The alert as it is now. What it is about is held until the transaction ends: one change of a chain at a time.

    With its conversation, where that is to change too. Everybody holds a conversation before what was reported of it,
    and both before the ledger: else two would wait for each other.
    """
    row = Alert.objects.select_related("incident", "request").get(pk=alert.pk)
    if with_conversation and (number := about_of(row).conversation_id) is not None:
        list(Conversation.objects.select_for_update().filter(pk=number).values_list("pk"))
    hold_about(row)
    return Alert.objects.select_related("member", "incident", "request__member").get(pk=alert.pk)


def hold_about(*alerts: Alert) -> None:
    """Hold what these alerts are about until the transaction ends, in one order for everybody."""
    _hold(Incident.objects, {one.incident_id for one in alerts})
    _hold(Request.objects, {one.request_id for one in alerts})


def open_alerts(about: About) -> QuerySet[Alert]:
    """The alerts about it that wait for an answer: one at most."""
    return alerts_about(about).filter(ended_at=None)


def alerts_about(about: About) -> QuerySet[Alert]:
    """All who were asked about it, the first first."""
    return about.alerts.all()


def answers_about(about: About) -> QuerySet[Answer]:
    """What was decided about it, the first decision first."""
    return Answer.objects.filter(alert__in=alerts_about(about)).select_related("by", "alert")


def about_of(alert: Alert) -> About:
    """What an alert is about. A constraint of the table sees to it that there is something."""
    if alert.incident is not None:
        return alert.incident
    if alert.request is not None:
        return alert.request
    raise ValueError(alert.pk)


def severity_of(about: About) -> str:
    """How grave an incident is, or how pressing a request."""
    return about.severity if isinstance(about, Incident) else REQUEST_SEVERITY.get(about.kind, "abuse")


def subject_of(about: About) -> str:
    """How the ledger names it."""
    return f"{'incident' if isinstance(about, Incident) else 'request'}:{about.pk}"


def note_alert(kind: str, alert: Alert, *, actor: str, at: datetime, **body: Any) -> None:
    """An entry about an alert, under what the alert is about."""
    subject = f"incident:{alert.incident_id}" if alert.incident_id else f"request:{alert.request_id}"
    ledger.append(kind=kind, actor=actor, at=at, subject=subject, body={"alert": alert.pk, **body})


def _hold(rows: Manager[Any], ids: Iterable[int | None]) -> None:
    if numbers := [number for number in ids if number is not None]:
        list(rows.select_for_update(no_key=True).filter(pk__in=numbers).order_by("pk").values_list("pk"))
