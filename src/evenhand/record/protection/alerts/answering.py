"""Answering an alert: a decision with a reason, which the draft check reads before anybody else does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from evenhand.knowledge.drafting.check import CHECKED_AT_MOST, check_draft
from evenhand.knowledge.drafting.draft import Audience, Draft, draft_of
from evenhand.knowledge.drafting.finding import Finding, Severity
from evenhand.knowledge.language.variety import VARIETIES, Variety
from evenhand.record.conversations import actions as conversations
from evenhand.record.conversations.access import conversations_for
from evenhand.record.conversations.actions import NotPossible
from evenhand.record.people.models import Member
from evenhand.record.protection.alerts.alerting import (
    About,
    about_of,
    alert_member,
    alerts_about,
    answers_about,
    end_alert,
    hold,
    note_alert,
    open_alerts,
)
from evenhand.record.protection.alerts.asking import may_be_asked, whoever_asked
from evenhand.record.protection.alerts.telling import tell_answered
from evenhand.record.protection.incidents.access import actor_on
from evenhand.record.protection.models import Alert, Answer, Incident, Request
from evenhand.record.protection.texts import letter_language
from evenhand.record.replies.checking import plain

LONGEST = 10_000
Decision = Answer.Decision
ON_INCIDENT: Sequence[str] = tuple(one for one in Decision.values if one != Decision.GRANTED)
ON_REQUEST: Sequence[str] = (Decision.GRANTED, Decision.SPEAK, Decision.NOTHING)
MOVES = (Decision.TAKE_OVER, Decision.GRANTED)
"""What changes whose the conversation is."""
TO_BE_TAKEN = (Request.Kind.STOP, Request.Kind.SWITCH)


class Questioned(Exception):
    """The draft check names something in the reason; nothing was written. `text` is what the findings point into."""

    def __init__(self, findings: Sequence[Finding], text: str, language: Variety) -> None:
        super().__init__(", ".join(each.slug for each in findings))
        self.findings, self.text, self.language = findings, text, language


@dataclass(frozen=True, slots=True)
class Decided:
    """What is answered. `seen` is how many answers the member had before them, so that two do not answer at once.

    `despite` is why the reason goes out although the draft check named something; `address` is where whoever asked
    reads it.
    """

    decision: str
    reason: str
    despite: str = ""
    seen: int = 0
    address: str = ""


@transaction.atomic
def answer(alert: Alert, decided: Decided, *, by: Member, at: datetime) -> Answer:
    """Put a decision on record; it ends every open alert about the same, and whoever asked is told at once.

    Anybody who was asked may answer, also after their alert went on to somebody else.
    Raises Questioned, and NotPossible: "not-asked", "answer-decision", "answer-reason", "answer-long",
    "answered" (somebody else was faster), "withdrawn".
    """
    row = hold(alert, with_conversation=decided.decision in MOVES)
    about = about_of(row)
    _check(about, decided, by)
    reason = plain(decided.reason).strip()
    findings = findings_in(reason, by)
    if findings and not decided.despite.strip():
        raise Questioned(findings, reason, _draft(reason, by).language)
    slugs = list(dict.fromkeys(each.slug for each in findings))
    despite = decided.despite.strip() if findings else ""
    made = Answer.objects.create(
        alert=row, by=by, at=at, decision=decided.decision, reason=reason, findings=slugs, despite=despite
    )
    body = {"answer": made.pk, "decision": made.decision, "findings": slugs}
    note_alert("answer.given", row, actor=_actor(about, by), at=at, **body)
    for each in open_alerts(about):
        end_alert(each, Alert.End.ANSWERED, actor=_actor(about, by), at=at)
    _do(made, about, by=by, at=at)
    if (asker := whoever_asked(about)) is not None:
        tell_answered(about, asker, decided.address, at=at)
    return made


def findings_in(reason: str, member: Member) -> tuple[Finding, ...]:
    """What the draft check names in a reason, from warnings up: what would make a bad day worse for whoever reads it.

    Read in the language it is written in, or in the member's own where that cannot be told.
    """
    draft = _draft(reason, member)
    return tuple(each for each in check_draft(draft) if each.severity.rank >= Severity.WARNING.rank)


def _draft(reason: str, member: Member) -> Draft:
    text = plain(reason)[:CHECKED_AT_MOST]
    draft = draft_of(text, audience=Audience.INTERNAL)
    return draft if draft.language != "und" else draft_of(text, _own_language(member), Audience.INTERNAL)


@transaction.atomic
def hand_on(alert: Alert, to: Member, reason: str, *, by: Member, at: datetime) -> Alert:
    """Give an alert to somebody else who may be asked, with the reason why; they have a time of their own.

    Raises NotPossible: "not-asked", "answered" (or no longer open), "hand-on-reason", "answer-long", "hand-on-to"
    (who asked, was asked before, has left, or may not be asked).
    """
    row = hold(alert)
    about = about_of(row)
    if row.member_id != by.pk or not by.is_active:
        raise NotPossible("not-asked")
    if row.ended_at is not None:
        raise NotPossible("answered")
    if not plain(reason).strip():
        raise NotPossible("hand-on-reason")
    if len(reason) > LONGEST:
        raise NotPossible("answer-long")
    if to.pk not in {one.pk for one in may_be_asked(about)}:
        raise NotPossible("hand-on-to")
    end_alert(row, Alert.End.HANDED_ON, actor=_actor(about, by), at=at, reason=plain(reason).strip())
    return alert_member(about, to.pk, actor=_actor(about, by), at=at, after=row)


def decisions_on(about: About) -> Sequence[str]:
    """What can be decided about it."""
    return ON_INCIDENT if isinstance(about, Incident) else ON_REQUEST


def _check(about: About, decided: Decided, by: Member) -> None:
    if not by.is_active or not alerts_about(about).filter(member=by).exists():
        raise NotPossible("not-asked")
    if isinstance(about, Request) and about.withdrawn_at is not None:
        raise NotPossible("withdrawn")
    if answers_about(about).count() != decided.seen:
        raise NotPossible("answered")
    if decided.decision not in decisions_on(about):
        raise NotPossible("answer-decision")
    if not plain(decided.reason).strip():
        raise NotPossible("answer-reason")
    if max(len(decided.reason), len(decided.despite)) > LONGEST:
        raise NotPossible("answer-long")


def _do(made: Answer, about: About, *, by: Member, at: datetime) -> None:
    """What a decision does at once: taking over takes the conversation, granting takes it off whoever asked."""
    row = about.conversation
    if row is None:
        return
    if made.decision == Decision.TAKE_OVER and conversations_for(by).filter(pk=row.pk).exists():
        conversations.assign(row, by, by=by, at=at)
    if made.decision == Decision.GRANTED and isinstance(about, Request) and _has_it_taken(about):
        conversations.assign(row, None, by=by, at=at)


def _has_it_taken(request: Request) -> bool:
    row = request.conversation
    return request.kind in TO_BE_TAKEN and row is not None and row.owner_id == request.member_id


def _actor(about: About, by: Member) -> str:
    return actor_on(about, by) if isinstance(about, Incident) else by.actor


def _own_language(member: Member) -> Variety | None:
    code = letter_language(member.language)
    return next((one for one in VARIETIES if one == code), None)
