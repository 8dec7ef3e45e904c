"""An alert reaches somebody: by letter or on their page, and they open it. Each first time is on record."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from django.db import transaction

from evenhand.record.outbox.addressing import BadAddress
from evenhand.record.outbox.letters import is_configured, post
from evenhand.record.outbox.models import Letter
from evenhand.record.people.models import Member
from evenhand.record.protection.alerts.alerting import About, alerts_about, hold_about, note_alert
from evenhand.record.protection.alerts.telling import words_of_alert
from evenhand.record.protection.incidents.access import actor_on
from evenhand.record.protection.models import Alert, Incident

TRIED_FOR = timedelta(days=7)
"""No letter leaves later than that: the outbox gives up after about a day."""
LinkTo = Callable[[Alert], str]


def write_letters(link_to: LinkTo, *, at: datetime) -> int:
    """Write to everybody who has an open alert and no letter about it yet; returns how many letters were posted.

    `link_to` gives the address of an alert. Without a mail server none is written: nobody hands them over by hand.
    """
    if not is_configured():
        return 0
    waiting = Alert.objects.filter(ended_at=None, member__left_at=None).select_related("member", "after", "request")
    written = set(Letter.objects.filter(key__in=[_key(row) for row in waiting]).values_list("key", flat=True))
    return sum(_write(row, link_to(row), at) for row in waiting if _key(row) not in written)


@transaction.atomic
def _write(alert: Alert, address: str, at: datetime) -> bool:
    if alert.member is None or Letter.objects.filter(key=_key(alert)).exists():
        return False
    composed = words_of_alert(alert, address)
    try:
        post(alert.member.email, composed.subject, composed.text, at, key=_key(alert), about=f"alert:{alert.pk}")
    except BadAddress:
        return False
    return True


def note_letters_left(*, at: datetime) -> int:
    """Write down which letters have left since the last time; returns how many. Delivered is when the letter left."""
    waiting = {_key(row): row for row in Alert.objects.filter(delivered_at=None, made_at__gt=at - TRIED_FOR)}
    left = Letter.objects.filter(key__in=list(waiting), state=Letter.State.SENT)
    return sum(_deliver(waiting[row.key], row.ended_at or at, at, how="letter") for row in left)


def note_shown(alerts: Iterable[Alert], *, by: Member, at: datetime) -> None:
    """These alerts stood on the page of `by`: delivered, if they are theirs and no letter was there before."""
    for row in alerts:
        if row.delivered_at is None and row.member_id == by.pk:
            _deliver(row, at, at, how="page")


def note_read(about: About, *, by: Member, at: datetime) -> None:
    """`by` opened what they were asked about: their alerts about it are read, the first time that is so."""
    for row in alerts_about(about).filter(member=by, read_at=None):
        _read(row, by, at)


@transaction.atomic
def _deliver(alert: Alert, when: datetime, at: datetime, *, how: str) -> bool:
    hold_about(alert)
    if not Alert.objects.filter(pk=alert.pk, delivered_at=None).update(delivered_at=when):
        return False
    note_alert("alert.delivered", alert, actor=f"member:{alert.member_id}", at=at, how=how, when=when.isoformat())
    return True


@transaction.atomic
def _read(alert: Alert, by: Member, at: datetime) -> None:
    hold_about(alert)
    if not Alert.objects.filter(pk=alert.pk, read_at=None).update(read_at=at):
        return
    if alert.delivered_at is None:
        _deliver(alert, at, at, how="page")
    incident: Incident | None = alert.incident
    note_alert("alert.read", alert, actor=actor_on(incident, by) if incident else by.actor, at=at)


def _key(alert: Alert) -> str:
    return f"alert:{alert.pk}"
