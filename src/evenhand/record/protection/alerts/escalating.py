"""The clock of alerts: what waits in vain goes on to the next person, and the rows alone say what that is.

Nothing is remembered between two runs, so that a worker that dies between them changes nothing but when.
"""

from __future__ import annotations

from datetime import datetime
from functools import partial

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from evenhand.record.ledger.actions import SYSTEM
from evenhand.record.protection.alerts.alerting import About, alert_next, go_on, hold
from evenhand.record.protection.models import Alert, Incident, Request


def escalate(*, at: datetime) -> int:
    """Ask the next person wherever somebody did not answer in time, has left, or nobody could be asked before.

    Returns how many were asked. Each is a transaction of its own; running it twice, or in two workers, asks nobody
    twice. Where nobody is left the alert stays open, and a later run asks as soon as somebody can be asked.
    What fails holds up nobody else's alert: all are tried. Raises ExceptionGroup with what failed.
    """
    steps = [partial(_go_up, alert, at) for alert in in_vain(at=at)]
    steps += [partial(_ask_first, about, at) for about in asked_of_nobody()]
    asked, failed = 0, []
    for step in steps:
        try:
            asked += step()
        except Exception as error:
            failed.append(error)
    if failed:
        raise ExceptionGroup("Not every alert could go on.", failed)
    return asked


def in_vain(*, at: datetime) -> QuerySet[Alert]:
    """Open alerts past due, or of somebody who has left: after a run of the clock those with nobody left to ask."""
    return Alert.objects.filter(ended_at=None).filter(_waits_in_vain(at))


def asked_of_nobody() -> list[About]:
    """The incidents and requests that stand without any alert, because nobody could be asked."""
    incidents = Incident.objects.filter(~Exists(Alert.objects.filter(incident=OuterRef("pk"))))
    requests = Request.objects.filter(~Exists(Alert.objects.filter(request=OuterRef("pk"))), withdrawn_at=None)
    return [*incidents.order_by("reported_at", "pk"), *requests.select_related("member").order_by("at", "pk")]


def _waits_in_vain(at: datetime) -> Q:
    return Q(due_at__lte=at) | Q(member=None) | Q(member__left_at__isnull=False)


@transaction.atomic
def _go_up(alert: Alert, at: datetime) -> bool:
    row = hold(alert)
    if row.ended_at is not None or not in_vain(at=at).filter(pk=row.pk).exists():
        return False
    late = row.due_at <= at
    return go_on(row, end=Alert.End.UNANSWERED if late else Alert.End.HANDED_ON, actor=SYSTEM, at=at) is not None


@transaction.atomic
def _ask_first(about: About, at: datetime) -> bool:
    held = type(about)._default_manager.select_for_update(no_key=True).get(pk=about.pk)
    if held.alerts.exists() or (isinstance(held, Request) and held.withdrawn_at is not None):
        return False
    return alert_next(held, actor=SYSTEM, at=at) is not None
