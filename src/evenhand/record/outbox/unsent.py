"""Letters that did not leave the desk: which, why, and trying once more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.db import transaction
from django.db.models import Q

from evenhand.record.ledger import actions as ledger
from evenhand.record.outbox import letters
from evenhand.record.outbox.dead_letters import retry_dead
from evenhand.record.outbox.models import REPLY, TO_REPORTER, Job, Letter
from evenhand.record.outbox.replies import ask_all_again

Why = Literal["refused", "given-up", "by-hand"]
Kind = Literal["request", "news", "reminder", "checkpoint", "reply", "access", "other"]
_KINDS: tuple[tuple[str, Kind], ...] = (
    ("approval-link:", "request"),
    ("version:", "news"),
    ("due:", "reminder"),
    ("checkpoint:", "checkpoint"),
    (REPLY, "reply"),
    ("invitation:", "access"),
    ("reset:", "access"),
)


class NoMailServer(ValueError):
    """The desk sends no mail, so nothing can be tried."""


@dataclass(frozen=True, slots=True)
class Unsent:
    """A letter without its words, and what the mail server or the worker said of it."""

    letter: Letter
    why: Why
    said: str

    @property
    def kind(self) -> Kind:
        """What kind of letter it is, told by what it is about and by its key."""
        marks = (self.letter.about, self.letter.key)
        return next((kind for begin, kind in _KINDS if any(mark.startswith(begin) for mark in marks)), "other")


def unsent(*, most: int) -> list[Unsent]:
    """Refused by the mail server, given up by the worker, or never handed over; the latest first, at most so many.

    Those to whoever reported something are left out: to whom and when would tell what nobody else must know.
    """
    given_up = {int(job.arguments["letter"]): job for job in _dead_jobs()}
    is_left = Q(state__in=(Letter.State.REFUSED, Letter.State.BY_HAND))
    rows = Letter.objects.filter(is_left | Q(state=Letter.State.WAITING, pk__in=given_up)).defer("subject", "text")
    rows = rows.exclude(about=TO_REPORTER)
    return [_judged(letter, given_up) for letter in rows.order_by("-posted_at", "-pk")[:most]]


def letter_of(pk: int) -> Letter | None:
    """A letter by its number."""
    return Letter.objects.filter(pk=pk).first()


@transaction.atomic
def try_again(letter: Letter, *, by: str, at: datetime) -> None:
    """Let the worker send it from its first attempt. Raises NoMailServer, and letters.NotOpen if it is not unsent."""
    if not letters.is_configured():
        raise NoMailServer
    row = Letter.objects.select_for_update().get(pk=letter.pk)
    given_up = next((job for job in _dead_jobs() if job.arguments["letter"] == row.pk), None)
    if row.state == Letter.State.WAITING and given_up is not None:
        retry_dead(given_up, by, at)
    elif row.state in (Letter.State.REFUSED, Letter.State.BY_HAND):
        row.state, row.answer = Letter.State.WAITING, ""
        row.save(update_fields=["state", "answer"])
        ask_all_again(row)
        letters.enqueue_sending(row, at=at)
    elif row.state == Letter.State.WAITING and not _has_job(row):
        letters.enqueue_sending(row, at=at)
    else:
        raise letters.NotOpen
    ledger.append(kind="letter.tried-again", actor=by, at=at, subject=f"letter:{row.pk}", body={"about": row.about})


@transaction.atomic
def hand_over(letter: Letter, *, by: str, at: datetime) -> None:
    """A member sends it by other means, also where the worker gave it up. Raises NotOpen while it may go out."""
    row = Letter.objects.select_for_update().get(pk=letter.pk)
    if row.state == Letter.State.WAITING and not _has_job(row):
        Job.objects.filter(name=letters.JOB, key=str(row.pk), state=Job.State.DEAD).delete()
        letters.leave_to_hand(row)
    letters.hand_over(row, by=by, at=at)


def _has_job(letter: Letter) -> bool:
    """Whether the worker has it or will."""
    at_work = (Job.State.WAITING, Job.State.RUNNING)
    return Job.objects.filter(name=letters.JOB, key=str(letter.pk), state__in=at_work).exists()


def _dead_jobs() -> list[Job]:
    return list(Job.objects.filter(name=letters.JOB, state=Job.State.DEAD).order_by("pk"))


def _judged(letter: Letter, given_up: dict[int, Job]) -> Unsent:
    if letter.state == Letter.State.WAITING:
        return Unsent(letter, "given-up", given_up[letter.pk].error)
    return Unsent(letter, "refused" if letter.state == Letter.State.REFUSED else "by-hand", letter.answer)
