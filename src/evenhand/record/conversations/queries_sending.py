"""What became of the replies that the desk sends: on the way, sent, or not sent and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Cast

from evenhand.record.conversations.access import messages_for
from evenhand.record.conversations.models import Message
from evenhand.record.outbox import letters
from evenhand.record.outbox.models import REPLY, Addressee, Job, Letter
from evenhand.record.outbox.replies import key_of
from evenhand.record.people.models import Member

State = Literal["waiting", "sent", "refused", "given-up", "by-hand", "handed"]
MOST = 20
FAILED = "MailFailed: "
"""How the worker's note of what the mail server said begins."""
_ENDED: dict[str, State] = {"sent": "sent", "refused": "refused", "handed": "handed", "by-hand": "by-hand"}
AT_WORK = (Job.State.WAITING, Job.State.RUNNING)


@dataclass(frozen=True, slots=True)
class Delivery:
    """How it stands with a reply. `said` is what the mail server or the worker said last, `next_at` when it is tried.

    `missing` are those who do not have it, with what was said of each.
    """

    state: State
    at: datetime | None = None
    said: str = ""
    next_at: datetime | None = None
    missing: Sequence[tuple[str, str]] = ()
    has_reached_somebody: bool = False

    @property
    def is_stuck(self) -> bool:
        """Whether somebody has to do something about it."""
        return self.state in ("refused", "given-up", "by-hand")


def deliveries_of(message_ids: Sequence[int]) -> dict[int, Delivery]:
    """How it stands with those of these messages that the desk sends; three queries, one where there are none."""
    found = Letter.objects.filter(key__in=[key_of(pk) for pk in message_ids]).defer("text", "subject")
    rows = {row.pk: row for row in found.exclude(state=Letter.State.WITHDRAWN)}
    if not rows:
        return {}
    jobs = {job.key: job for job in _jobs().filter(key__in=[str(pk) for pk in rows]).order_by("pk")}
    people: dict[int, list[Addressee]] = {}
    for one in Addressee.objects.filter(letter__in=rows.keys()).order_by("pk"):
        people.setdefault(one.letter_id, []).append(one)
    return {
        int(row.key.removeprefix(REPLY)): _delivery(row, jobs.get(str(pk)), people.get(pk, []))
        for pk, row in rows.items()
    }


def stuck_replies(member: Member) -> list[Message]:
    """Replies that did not leave in this member's conversations, and in those that are nobody's; the oldest first."""
    at_work = _jobs().filter(state__in=AT_WORK, key=Cast(OuterRef("pk"), CharField()))
    is_left = Q(state__in=(Letter.State.REFUSED, Letter.State.BY_HAND))
    is_given_up = Q(state=Letter.State.WAITING) & ~Exists(at_work)
    stuck = Letter.objects.filter(is_left | is_given_up, key__startswith=REPLY)
    ids = [int(key.removeprefix(REPLY)) for key in stuck.values_list("key", flat=True)]
    mine = messages_for(member).filter(Q(conversation__owner=member) | Q(conversation__owner=None), pk__in=ids)
    return list(mine.select_related("conversation", "author").defer("html", "text").order_by("at", "pk")[:MOST])


def _jobs() -> QuerySet[Job]:
    return Job.objects.filter(name=letters.JOB)


def _delivery(letter: Letter, job: Job | None, people: Sequence[Addressee]) -> Delivery:
    has_job = job is not None and job.state in AT_WORK
    waiting: State = "waiting" if has_job else "given-up"
    error = job.error.removeprefix(FAILED) if job is not None and letter.state == Letter.State.WAITING else ""
    return Delivery(
        state=_ENDED.get(letter.state, waiting),
        at=letter.ended_at,
        said=letter.answer or error,
        next_at=job.due_at if job is not None and has_job and job.attempt else None,
        missing=[(one.address, one.answer) for one in people if one.taken_at is None],
        has_reached_somebody=any(one.taken_at for one in people),
    )
