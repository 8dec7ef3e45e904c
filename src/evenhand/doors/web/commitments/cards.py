"""A commitment ready to be shown: who owes whom what, by when, and what has happened to it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise as Text
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from evenhand.doors.web.commitments.times import due_words, late_words
from evenhand.doors.web.templatetags.desk import person
from evenhand.knowledge.worktime import WorkingCalendar
from evenhand.record.agreements.models import Commitment, Party, Wait
from evenhand.record.people.calendar import working_calendar

_DONE: dict[str, str | Text] = {
    "recorded": _("%(who)s put it on record."),
    "fulfilments": _("%(who)s said that it was done."),
    "releases": _("%(who)s recorded that it need not be done."),
    "breaches": _("%(who)s recorded that it was broken."),
    "postponements": _("%(who)s moved it from %(before)s to %(due)s."),
    "first-due": _("%(who)s set it due %(due)s."),
    "reopenings": _("%(who)s took that back: it was a mistake."),
    "wait": _("We wait for it, and said so in writing."),
    "wait-over": _("We wait no longer."),
    "arrived": _("It came."),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened: a sentence, the words given for it, and the message that proves it."""

    at: datetime
    sentence: str
    words: str = ""
    proof_id: int | None = None
    proof_conversation_id: int | None = None
    is_void: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """A commitment; `late` in words while it is open and overdue, `waits` the open wait for it."""

    row: Commitment
    is_ours: bool
    due: str
    late: str
    is_broken: bool
    state: str
    waits: Wait | None
    steps: Sequence[Step]


def cards_of(rows: Iterable[Commitment], *, now: datetime, calendar: WorkingCalendar | None = None) -> list[Card]:
    """The cards of rows that were fetched `with_steps`, in their order."""
    found = list(rows)
    hours = calendar or (working_calendar() if found else None)
    return [_card(row, hours, now) for row in found] if hours else []


def _card(row: Commitment, calendar: WorkingCalendar, now: datetime) -> Card:
    is_open = row.ended_at is None
    return Card(
        row=row,
        is_ours=row.party == Party.US,
        due=due_words(row.due_at, calendar, now, is_day=row.due_is_day),
        late=late_words(row.due_at, now) if is_open else "",
        is_broken=any(breach.reopening_id is None for breach in row.breaches.all()),
        state=_state(row),
        waits=next((wait for wait in row.waits.all() if wait.ended_at is None), None),
        steps=_steps(row, calendar, now),
    )


def _state(row: Commitment) -> str:
    if any(end.reopening_id is None for end in row.fulfilments.all()):
        return gettext("done")
    if any(end.reopening_id is None for end in row.releases.all()):
        return gettext("need not be done")
    return gettext("broken") if any(end.reopening_id is None for end in row.breaches.all()) else gettext("open")


def _steps(row: Commitment, calendar: WorkingCalendar, now: datetime) -> list[Step]:
    steps = [Step(row.recorded_at, str(_DONE["recorded"]) % {"who": person(row.recorded_by)})]
    for kind in ("fulfilments", "releases", "breaches", "reopenings"):
        for step in getattr(row, kind).all():
            sentence = str(_DONE[kind]) % {"who": person(step.by)}
            steps.append(_step(step.at, sentence, step, is_void=getattr(step, "reopening_id", None) is not None))
    for moved in row.postponements.all():
        before = due_words(moved.from_due_at, calendar, now, is_day=False)
        due = due_words(moved.to_due_at, calendar, now, is_day=False)
        sentence = str(_DONE["postponements" if before else "first-due"])
        steps.append(_step(moved.at, sentence % {"who": person(moved.by), "before": before, "due": due}, moved))
    for wait in row.waits.all():
        steps += _waited(wait)
    return sorted(steps, key=lambda step: step.at)


def _step(at: datetime, sentence: str, row: object, *, is_void: bool = False) -> Step:
    proof = getattr(row, "proof", None) if getattr(row, "proof_id", None) else None
    words = str(getattr(row, "note", ""))
    return Step(at, sentence, words, proof.pk if proof else None, proof.conversation_id if proof else None, is_void)


def _waited(wait: Wait) -> list[Step]:
    proof, came = wait.proof, wait.arrived_in
    steps = [Step(wait.since, str(_DONE["wait"]), "", *((proof.pk, proof.conversation_id) if proof else (None, None)))]
    if came is not None:
        steps.append(Step(came.at, str(_DONE["arrived"]), "", came.pk, came.conversation_id))
    elif wait.ended_at is not None:
        steps.append(Step(wait.ended_at, str(_DONE["wait-over"])))
    return steps
