"""Who was asked about an incident or a request, what they decided, and what was done: for the pages that show it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext

from evenhand.doors.web import dates
from evenhand.doors.web.alerts.words import DONE, decision_word, end_word
from evenhand.doors.web.amounts import amount_out
from evenhand.doors.web.commitments.times import late_words
from evenhand.doors.web.conversation.history import Done as Sentence
from evenhand.doors.web.drafting.words import rule_name
from evenhand.doors.web.templatetags.desk import person
from evenhand.record.conversations.models import Conversation
from evenhand.record.people.models import Member
from evenhand.record.protection.alerts.alerting import About, alerts_about, answers_about
from evenhand.record.protection.alerts.asking import next_asked
from evenhand.record.protection.alerts.delivering import note_read, note_shown
from evenhand.record.protection.models import Act, Alert, Answer, Incident
from evenhand.record.protection.policy.acting import acts_about, acts_in


@dataclass(frozen=True, slots=True)
class Decided:
    """One answer: what was decided, why, by whom; `questioned` names the rules that the draft check had named."""

    decision: str
    reason: str
    who: str
    at: datetime
    questioned: Sequence[str]
    despite: str


@dataclass(frozen=True, slots=True)
class Step:
    """One person who was asked. `url` is the alert's page for that person alone; `waits` while it is open."""

    who: str
    alert: Alert
    ended: str
    late: str
    waits: bool
    url: str
    answers: Sequence[Decided]


@dataclass(frozen=True, slots=True)
class Done:
    """One thing that was done to stay safe; `backed` says by which decision in advance, empty where by none."""

    sentence: str
    backed: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Chain:
    """The whole of it. `is_stuck`: nobody has answered in time, or could be asked, and nobody is left."""

    steps: Sequence[Step]
    done: Sequence[Done]
    is_answered: bool
    is_stuck: bool


def chain_of(incident: Incident, member: Member, now: datetime) -> Chain:
    """Who was asked about an incident, as `member` sees it. Whoever was asked has thereby opened it: that is noted.

    What was done to stay safe names nobody here, for a name beside a time would tell who reported.
    """
    note_read(incident, by=member, at=now)
    return _chain(incident, member, now, [done_of(act, gettext("Somebody here")) for act in acts_about(incident)])


def chain_of_request(about: About, member: Member, now: datetime) -> Chain:
    """Who was asked about a request."""
    note_read(about, by=member, at=now)
    return _chain(about, member, now, [])


def done_of(act: Act, who: str) -> Done:
    """An act as sentences, of whom `who` names."""
    amount = "" if act.amount is None else amount_out(act.amount, act.currency, translation.get_language() or "en")
    return Done(str(DONE[act.kind]) % {"who": who, "amount": amount}, backed_words(act), act.at)


def with_acts(conversation: Conversation, history: Sequence[Sentence]) -> list[Sentence]:
    """The history of a conversation with what was done in it to stay safe, the latest first."""
    acts = [Sentence(_in_one(done_of(act, person(act.member))), act.at) for act in acts_in(conversation)]
    return sorted([*history, *acts], key=lambda one: one.at, reverse=True)


def _in_one(done: Done) -> str:
    if not done.backed:
        return done.sentence
    return gettext("%(done)s %(backed)s") % {"done": done.sentence, "backed": done.backed}


def backed_words(act: Act) -> str:
    """Which decision in advance stands behind an act; empty where none does."""
    policy = act.policy
    if not act.is_backed or policy is None:
        return ""
    values = {
        "number": policy.number,
        "who": person(policy.made_by),
        "day": dates.calendar_day(timezone.localtime(policy.made_at)),
    }
    said = gettext("Backed: allowed in advance by %(who)s on %(day)s (version %(number)s of the policy).")
    return said % values


def _chain(about: About, member: Member, now: datetime, done: Sequence[Done]) -> Chain:
    alerts = list(alerts_about(about).select_related("member"))
    note_shown(alerts, by=member, at=now)
    answers = list(answers_about(about))
    waits = any(row.ended_at is None for row in alerts)
    in_vain = not alerts or any(row.ended_at is None and row.due_at <= now for row in alerts)
    return Chain(
        steps=[_step(row, answers, member, now) for row in alerts],
        done=done,
        is_answered=bool(answers),
        is_stuck=in_vain and (waits or not alerts) and next_asked(about) is None,
    )


def _step(row: Alert, answers: Sequence[Answer], member: Member, now: datetime) -> Step:
    waits = row.ended_at is None
    return Step(
        who=person(row.member),
        alert=row,
        ended=end_word(row.end),
        late=late_words(row.due_at, now) if waits else "",
        waits=waits,
        url=reverse("alert", args=[row.pk]) if row.member_id == member.pk else "",
        answers=[decided_of(one) for one in answers if one.alert_id == row.pk],
    )


def decided_of(one: Answer) -> Decided:
    """An answer, every word ready."""
    questioned = [rule_name(slug) for slug in one.findings]
    return Decided(decision_word(one.decision), one.reason, person(one.by), one.at, questioned, one.despite)
