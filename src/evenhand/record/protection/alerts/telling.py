"""The letters around an alert: to whoever is asked, and to whoever waits for the answer; never the words of either."""

from __future__ import annotations

from datetime import datetime

from evenhand.record.outbox.addressing import BadAddress
from evenhand.record.outbox.letters import is_configured, post
from evenhand.record.outbox.models import TO_REPORTER
from evenhand.record.people.calendar import zone_of
from evenhand.record.people.models import Member
from evenhand.record.protection.alerts.alerting import About, about_of
from evenhand.record.protection.models import Alert, Incident
from evenhand.record.protection.texts import Composed, Value, compose, letter_language


def words_of_alert(alert: Alert, address: str) -> Composed:
    """The letter to whoever is asked to answer: by when, and where. Raises ValueError where nobody is."""
    if alert.member is None:
        raise ValueError(alert.pk)
    about = about_of(alert)
    values: dict[str, Value | None] = {
        "name": alert.member.name,
        "about": "incident" if isinstance(about, Incident) else "request",
        "due": alert.due_at,
        "link": address,
    }
    if alert.after is None or alert.after.end != Alert.End.UNANSWERED:
        return _composed("alert", alert.member, values)
    return _composed("alert-escalated", alert.member, values | {"since": asked_at(about)})


def tell_answered(about: About, member: Member, address: str, *, at: datetime) -> None:
    """Tell whoever asked or reported that there is an answer. Call inside the transaction of the answer.

    The letter does not say which incident it is about, and its entry in the ledger names nobody: whoever looks after
    letters or reads the ledger must not learn who reported what; TO_REPORTER keeps it off their page, where its time
    beside that of the answer would tell. Without a mail server none is written; the answer stands on their page.
    """
    if not is_configured() or not member.is_active:
        return
    values: dict[str, Value | None] = {"name": member.name, "link": address}
    if isinstance(about, Incident):
        composed = _composed("alert-answered", member, values | {"reported": asked_at(about)})
    else:
        composed = _composed("request-answered", member, values | {"requested": asked_at(about)})
    try:
        post(member.email, composed.subject, composed.text, at, about=TO_REPORTER, is_secret=True)
    except BadAddress:
        return


def asked_at(about: About) -> datetime:
    """When it was reported or asked for."""
    return about.reported_at if isinstance(about, Incident) else about.at


def _composed(kind: str, member: Member, values: dict[str, Value | None]) -> Composed:
    return compose(kind, letter_language(member.language), values, zone=zone_of(member))
