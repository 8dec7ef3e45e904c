"""What happened around an incident, one event after the other: what was told, asked, decided and done, and when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext

from evenhand.doors.incident_words import amends_word, demand_word, fault_word, severity_word
from evenhand.doors.reports.incident.naming import Naming
from evenhand.doors.reports.incident.words import (
    ACTS,
    APPEALS,
    DECISIONS,
    FIRM_LETTERS,
    RESTRICTIONS,
    REVIEWS,
    STANDINGS,
    SUPPORT,
    word,
)
from evenhand.record.protection.models import Alert, Restriction

ALERTS, SUPPORTED, DONE, GOOD = "alerts", "support", "acts", "amends"
MERIT, MEASURES, FIRM = "merit", "measures", "firm"


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened: `sentence` says it, `words` are somebody's own, `data` the codes and numbers."""

    at: datetime
    section: str
    kind: str
    sentence: str
    words: str = ""
    data: dict[str, Any] = field(default_factory=dict)


def events(naming: Naming) -> list[Event]:
    """All but the messages, in order of time."""
    parts = (_told, _support, _acts, _amends, _merits, _warnings, _restrictions, _letters)
    found = [_happened(naming), _reported(naming)] + [event for part in parts for event in part(naming)]
    return sorted(found, key=lambda event: event.at)


def _happened(naming: Naming) -> Event:
    return Event(naming.scope.incident.occurred_at, "", "happened", gettext("It happened."))


def _reported(naming: Naming) -> Event:
    row = naming.scope.incident
    values = {"severity": severity_word(row.severity), "who": naming.reporter()}
    sentence = gettext("The incident was reported by %(who)s. Severity: %(severity)s.") % values
    data = {"demand": row.demand, "manner": row.manner, "severity": row.severity, "ours": row.ours}
    return Event(row.reported_at, "", "reported", sentence, naming.told(row.line), data)


def _told(naming: Naming) -> Iterator[Event]:
    for alert in naming.scope.alerts:
        if alert.request_id is None:
            yield from _alert(alert, naming, ALERTS)


def _alert(alert: Alert, naming: Naming, section: str) -> Iterator[Event]:
    values = {"who": naming.who(alert.member), "due": naming.stamp(alert.due_at)}
    data = {"alert": alert.pk}

    def event(at: datetime, kind: str, sentence: str, words: str = "") -> Event:
        return Event(at, section, kind, sentence % values, naming.told(words), data)

    made = gettext("%(who)s was asked to answer by %(due)s.")
    yield Event(alert.made_at, section, "asked", made % values, "", data | {"due": alert.due_at})
    if alert.delivered_at:
        yield event(alert.delivered_at, "delivered", gettext("The alert reached %(who)s."))
    if alert.read_at:
        yield event(alert.read_at, "read", gettext("%(who)s opened it."))
    if alert.ended_at and alert.end == Alert.End.HANDED_ON:
        yield event(alert.ended_at, "handed-on", gettext("%(who)s handed it on."), alert.reason)
    if alert.ended_at and alert.end == Alert.End.UNANSWERED:
        yield event(alert.ended_at, "unanswered", gettext("%(who)s had not answered in time: it went on."))
    if alert.ended_at and alert.end == Alert.End.WITHDRAWN:
        yield event(alert.ended_at, "withdrawn", gettext("It no longer had to be answered by %(who)s."))
    for row in alert.answers.all():
        said = {"who": naming.who(row.by), "decision": word(DECISIONS, row.decision)}
        sentence = gettext("%(who)s answered. Decision: %(decision)s.") % said
        yield Event(row.at, section, "answered", sentence, naming.told(row.reason), data | {"decision": row.decision})


def _support(naming: Naming) -> Iterator[Event]:
    for row in naming.scope.requests:
        values = {"who": naming.who(row.member), "what": word(SUPPORT, row.kind)}
        sentence = gettext("%(who)s asked for %(what)s.") % values
        yield Event(row.at, SUPPORTED, "request", sentence, naming.told(row.line), {"support": row.kind})
        for alert in naming.scope.alerts:
            if alert.request_id == row.pk:
                yield from _alert(alert, naming, SUPPORTED)
        if row.withdrawn_at:
            yield Event(row.withdrawn_at, SUPPORTED, "request-withdrawn", gettext("The request was taken back."))


def _acts(naming: Naming) -> Iterator[Event]:
    for row in naming.scope.acts:
        values = {
            "who": naming.who(row.member),
            "what": word(ACTS, row.kind),
            "number": row.policy.number if row.policy else "–",
        }
        if row.is_backed:
            sentence = gettext("%(who)s %(what)s. Version %(number)s of the policy had allowed this in advance.")
        else:
            sentence = gettext("%(who)s %(what)s. No policy had allowed this in advance.")
        money = f" {row.amount} {row.currency}." if row.amount is not None else ""
        data = {"act": row.kind, "backed": row.is_backed, "policy": row.policy.number if row.policy else None}
        yield Event(row.at, DONE, "act", sentence % values + money, naming.told(row.note), data)


def _amends(naming: Naming) -> Iterator[Event]:
    for row in naming.scope.amends:
        data = {"amends": row.kind, "message": row.message_id}
        yield Event(row.at, GOOD, "amends", amends_word(row.kind), naming.told(row.words), data)


def _merits(naming: Naming) -> Iterator[Event]:
    for row in naming.scope.merits:
        values = {
            "who": naming.who(row.by),
            "demand": demand_word(row.demand),
            "fault": fault_word(row.ours),
            "standing": word(STANDINGS, row.standing),
        }
        sentence = gettext(
            "%(who)s judged the complaint itself. What was asked for: %(demand)s. Fault: %(fault)s. %(standing)s"
        )
        words = "\n".join(each for each in (row.asked, row.owed, row.reason) if each)
        data = {"demand": row.demand, "ours": row.ours, "standing": row.standing, "planned_for": row.planned_for}
        yield Event(row.at, MERIT, "merit", sentence % values, naming.told(words), data)


def _warnings(naming: Naming) -> Iterator[Event]:
    for row in naming.scope.warnings:
        sentence = gettext("%(who)s gave a warning.") % {"who": naming.who(row.by)}
        yield Event(row.at, MEASURES, "warning", sentence, naming.told(_reason_and_letter(row.reason, row.text)))
        if row.ended_at:
            yield Event(row.ended_at, MEASURES, "warning-ended", gettext("The warning ended."))


def _restrictions(naming: Naming) -> Iterator[Event]:
    for row in naming.scope.restrictions:
        values = {
            "who": naming.who(row.by),
            "kind": word(RESTRICTIONS, row.kind),
            "start": naming.stamp(row.from_at),
            "review": row.review_at.isoformat(),
        }
        sentence = gettext("%(who)s decided on a restriction: %(kind)s, from %(start)s. Review: %(review)s.") % values
        ends = {"until": naming.stamp(row.until)} if row.until else None
        sentence += " " + gettext("It lasts until %(until)s.") % ends if ends else ""
        data = {"restriction": row.kind, "from": row.from_at, "until": row.until, "review": row.review_at}
        words = naming.told(_reason_and_letter(row.reason, row.text))
        yield Event(row.at, MEASURES, "restriction", sentence, words, data)
        yield from _turns(row, naming)
        yield from _appeals(row, naming)


def _turns(row: Restriction, naming: Naming) -> Iterator[Event]:
    def event(at: datetime, kind: str, sentence: str, reason: str, **data: object) -> Event:
        return Event(at, MEASURES, kind, sentence, naming.told(reason), data)

    for review in row.reviews.all():
        values = {"who": naming.who(review.by), "outcome": word(REVIEWS, review.outcome)}
        sentence = gettext("%(who)s reviewed the restriction: %(outcome)s.") % values
        yield event(review.at, "review", sentence, review.reason, outcome=review.outcome, next=review.next_review_at)
    for more in row.extensions.all():
        values = {"who": naming.who(more.by), "review": more.review_at.isoformat()}
        sentence = gettext("%(who)s extended the restriction. Review: %(review)s.") % values
        yield event(more.at, "extension", sentence, more.reason, until=more.until, review=more.review_at)
    lift = getattr(row, "lift", None)
    if lift is not None:
        sentence = gettext("%(who)s lifted the restriction.") % {"who": naming.who(lift.by)}
        yield event(lift.at, "lift", sentence, lift.reason)


def _appeals(row: Restriction, naming: Naming) -> Iterator[Event]:
    for appeal in row.appeals.all():
        came = gettext("They appealed against the restriction.")
        yield Event(appeal.received_at, MEASURES, "appeal", came, naming.told(appeal.words))
        if appeal.decided_at:
            values = {"who": naming.who(appeal.decided_by), "outcome": word(APPEALS, appeal.outcome)}
            sentence = gettext("%(who)s decided the appeal: %(outcome)s.") % values
            data = {"outcome": appeal.outcome}
            yield Event(appeal.decided_at, MEASURES, "appeal-decided", sentence, naming.told(appeal.reason), data)


def _letters(naming: Naming) -> Iterator[Event]:
    for row in naming.scope.letters:
        words = naming.told(row.text)
        yield Event(row.at, FIRM, "employer-letter", word(FIRM_LETTERS, row.kind), words, {"letter": row.kind})
        if row.answered_at:
            answered = gettext("The customer’s firm answered.")
            yield Event(row.answered_at, FIRM, "employer-answer", answered, naming.told(row.answer))


def _reason_and_letter(reason: str, letter: str) -> str:
    return f"{reason}\n\n{letter}".strip() if letter else reason
