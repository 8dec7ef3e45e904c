"""Letters that the desk sends: written inside a transaction, sent by the worker, or handed over by a member.

A letter goes out at least once: a worker that dies between the mail server's yes and our note of it sends it again,
under the same Message-ID, so that mail programs show it once. Without a mail server nothing leaves the desk.
A reply of a member goes to several people at once (replies.py keeps who got it); all other letters go to one.
"""

from __future__ import annotations

import hashlib
import uuid
from datetime import datetime
from email.utils import parseaddr

from django.conf import settings
from django.db import connection, transaction

from evenhand.record.ledger import actions as ledger
from evenhand.record.outbox.actions import enqueue
from evenhand.record.outbox.addressing import clean_address, one_line
from evenhand.record.outbox.models import Job, Letter
from evenhand.record.outbox.replies import Reply, add_addressees

JOB = "send-letter"
# With the waits between them (see claiming.delay_after) about a day: mail servers may be away that long.
ATTEMPTS = 10


class NotOpen(ValueError):
    """The letter was sent, handed over or withdrawn already."""


def is_configured() -> bool:
    """Whether the desk sends mail at all."""
    return settings.MAIL_SERVER is not None


def post(
    to: str,
    subject: str,
    text: str,
    at: datetime,
    *,
    key: str = "",
    about: str = "",
    by: str = ledger.SYSTEM,
    is_secret: bool = False,
    reply: Reply | None = None,
) -> Letter:
    """Write a letter inside the caller's transaction; a job sends it, or it waits to be handed over by hand.

    A non-empty `key` makes one letter however often it is posted. `is_secret` says that it holds a link which lets
    somebody in. `reply` makes it a member's answer, to everybody it names.
    Raises BadAddress, and TransactionManagementError outside a transaction.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("Post a letter inside the transaction of what it tells.")
    if key and (posted := Letter.objects.filter(key=key).first()) is not None:
        return posted
    clean = text.encode("utf-8", "replace").decode("utf-8").replace("\x00", "")
    letter = Letter.objects.create(
        message_id=f"<{reply.message_id if reply else new_message_id()}>",
        to=clean_address(to),
        subject=one_line(subject)[:250],
        text=clean,
        sha256=hashlib.sha256(clean.encode()).hexdigest(),
        is_secret=is_secret,
        key=key,
        about=about,
        by=by,
        state=Letter.State.WAITING if is_configured() else Letter.State.BY_HAND,
        posted_at=at,
        **(reply.columns() if reply else {}),
    )
    if reply:
        add_addressees(letter, reply)
    if is_configured():
        enqueue_sending(letter, at=at)
    return letter


def desk_address() -> str:
    """The address that letters come from; "" where none is named."""
    return parseaddr(settings.MAIL_FROM)[1]


def new_message_id() -> str:
    """An identifier that no other mail has, without its angle brackets."""
    return f"{uuid.uuid4().hex}@{_domain()}"


def enqueue_sending(letter: Letter, *, at: datetime) -> None:
    """A job that sends a letter that waits; many attempts, for mail servers may be away for a day."""
    job = enqueue(JOB, {"letter": letter.pk}, at=at, key=str(letter.pk))
    Job.objects.filter(pk=job.pk).update(attempts_allowed=ATTEMPTS)


@transaction.atomic
def mark_sent(letter: Letter, *, at: datetime) -> None:
    """The mail server took it."""
    if _end(letter, Letter.State.SENT, at, from_states=(Letter.State.WAITING,)):
        _record("letter.sent", letter, ledger.SYSTEM, at)


@transaction.atomic
def mark_refused(letter: Letter, answer: str, *, at: datetime) -> None:
    """The mail server refused it for good, with these words; it can still be handed over by hand."""
    waiting = Letter.objects.filter(pk=letter.pk, state=Letter.State.WAITING)
    if waiting.update(state=Letter.State.REFUSED, answer=answer[:1000]):
        _record("letter.refused", letter, ledger.SYSTEM, at)


@transaction.atomic
def leave_to_hand(letter: Letter) -> None:
    """There is no mail server any more: somebody has to hand the letter over."""
    Letter.objects.filter(pk=letter.pk, state=Letter.State.WAITING).update(state=Letter.State.BY_HAND)


@transaction.atomic
def hand_over(letter: Letter, *, by: str, at: datetime) -> str:
    """The letter's text, once, for the member who hands it over. Raises NotOpen."""
    row = Letter.objects.select_for_update().get(pk=letter.pk)
    if not _end(row, Letter.State.HANDED_OVER, at, from_states=(Letter.State.BY_HAND, Letter.State.REFUSED)):
        raise NotOpen
    _record("letter.handed-over", letter, by, at)
    return row.text


@transaction.atomic
def withdraw(about: str, *, at: datetime) -> None:
    """What was not sent yet about this is not sent any more."""
    open_states = (Letter.State.WAITING, Letter.State.BY_HAND, Letter.State.REFUSED)
    for letter in Letter.objects.filter(about=about, state__in=open_states):
        _end(letter, Letter.State.WITHDRAWN, at, from_states=open_states)


def _end(letter: Letter, state: str, at: datetime, *, from_states: tuple[str, ...]) -> bool:
    changes = {"state": state, "ended_at": at} | ({"text": ""} if letter.is_secret or letter.is_reply else {})
    changes |= {"in_reply_to": "", "references": ""} if letter.is_reply else {}
    return bool(Letter.objects.filter(pk=letter.pk, state__in=from_states).update(**changes))


def _record(kind: str, letter: Letter, actor: str, at: datetime) -> None:
    body = {"about": letter.about, "sha256": letter.sha256, "message_id": letter.message_id}
    ledger.append(kind=kind, actor=actor, at=at, subject=f"letter:{letter.pk}", body=body)


def _domain() -> str:
    return desk_address().partition("@")[2] or "evenhand.invalid"
