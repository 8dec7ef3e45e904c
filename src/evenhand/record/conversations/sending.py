"""Replies that the desk sends itself: the message, its letter, the entry and the job, together or not at all.

What becomes of a reply stands in its letter (record/outbox): waiting, sent, refused, sent by hand. A reply goes out at
least once, always under the Message-ID by which the answer to it, and any copy of it that comes in, is known.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from evenhand.knowledge.language.subjects import bare_subject
from evenhand.record.conversations.incoming import Person
from evenhand.record.conversations.models import Conversation, Draft, Message, ThreadKey
from evenhand.record.conversations.quoting import quoted
from evenhand.record.conversations.recipients import Recipients, checked, message_answered, our_address
from evenhand.record.conversations.summaries import summarise
from evenhand.record.conversations.working import NotPossible
from evenhand.record.conversations.writing import clean_words, write_message
from evenhand.record.outbox import letters, unsent
from evenhand.record.outbox.models import Letter
from evenhand.record.outbox.replies import Reply, key_of, somebody_has
from evenhand.record.people.models import Member

TWICE_WITHIN = timedelta(minutes=2)
"""The same words to the same people again within this time are a second press of the button."""
MOST_REFERENCES = 20
_IDENTIFIER = re.compile(r"[!-;=?-~]+@[!-;=?-~]+")


@transaction.atomic
def send_reply(
    conversation: Conversation,
    text: str,
    recipients: Recipients,
    *,
    by: Member,
    at: datetime,
    quoting: bool = False,
) -> Message:
    """Write a reply and have the worker send it; pressed twice it is sent once. With `quoting` their words stand below.

    Raises NotPossible: "empty", "no-mail-server", "no-recipient", "too-many-recipients", or BadRecipient.
    """
    if not letters.is_configured():
        raise NotPossible("no-mail-server")
    to = checked(recipients)
    row = Conversation.objects.select_for_update().get(pk=conversation.pk)
    answered = message_answered(row)
    words = _words(text, answered, row.language, quoting=quoting)
    if (sent := _just_sent(row, words, to, by=by, at=at)) is not None:
        return sent
    message = write_message(
        row, words, Message.Direction.OUTBOUND, by=by, at=at,
        subject=subject_of(row), message_id=letters.new_message_id(), sender_address=letters.desk_address().lower(),
        recipients=_as_json(to),
    )  # fmt: skip
    ThreadKey.objects.create(key=message.message_id, conversation=row)
    _post(message, to, answered, by=by, at=at)
    Draft.objects.filter(conversation=row, member=by).delete()
    return message


@transaction.atomic
def reply_left(letter: Letter, *, at: datetime) -> Message | None:
    """It reached somebody: the message it takes out was sent now. Returns that message; None where it is gone."""
    key = letter.about.removeprefix("message:")
    message = Message.objects.select_related("author").filter(pk=int(key)).first() if key.isdecimal() else None
    if message is None:
        return None
    _was_sent(message, at=at)
    return message


@transaction.atomic
def send_again(message: Message, *, by: Member, at: datetime) -> None:
    """Let the worker try again those who did not get it. Raises NotPossible "not-unsent" or "no-mail-server"."""
    try:
        unsent.try_again(_letter_of(message), by=by.actor, at=at)
    except letters.NotOpen as error:
        raise NotPossible("not-unsent") from error
    except unsent.NoMailServer as error:
        raise NotPossible("no-mail-server") from error


@transaction.atomic
def sent_by_hand(message: Message, *, by: Member, at: datetime) -> None:
    """A member sent it by their own mail. Raises NotPossible "not-unsent" where the desk has sent it or still may."""
    letter = _letter_of(message)
    try:
        unsent.hand_over(letter, by=by.actor, at=at)
    except letters.NotOpen as error:
        raise NotPossible("not-unsent") from error
    if not somebody_has(letter):
        _was_sent(message, at=at)


def subject_of(conversation: Conversation) -> str:
    """The subject of an answer."""
    return f"Re: {bare_subject(conversation.subject)}".strip()


def _words(text: str, answered: Message | None, language: str, *, quoting: bool) -> str:
    words = clean_words(text)
    if not words:
        raise NotPossible("empty")
    quote = quoted(answered, language) if quoting and answered is not None else ""
    return f"{words}\n\n{quote}" if quote else words


def _just_sent(row: Conversation, words: str, to: Recipients, *, by: Member, at: datetime) -> Message | None:
    lately = Message.objects.filter(
        conversation=row, author=by, direction=Message.Direction.OUTBOUND, at__gt=at - TWICE_WITHIN, text=words
    ).exclude(message_id="")
    return next((message for message in lately.order_by("pk") if message.recipients == _as_json(to)), None)


def _post(message: Message, to: Recipients, answered: Message | None, *, by: Member, at: datetime) -> None:
    reply = Reply(
        message_id=message.message_id,
        from_name=by.name,
        to=_pairs(to.to),
        cc=_pairs(to.cc),
        reply_to=our_address(answered),
        in_reply_to=answered.message_id if answered is not None and _is_identifier(answered.message_id) else "",
        references=_references(message),
    )
    letters.post(
        to.to[0].address, message.subject, f"{message.text}\n", at,
        key=key_of(message.pk), about=f"message:{message.pk}", by=by.actor, reply=reply,
    )  # fmt: skip


def _references(message: Message) -> list[str]:
    """The first message of the thread and the latest ones, oldest first, as mail programs keep them."""
    rows = Message.objects.filter(conversation=message.conversation_id, variant_of=None).exclude(pk=message.pk)
    found = [key for key in rows.order_by("at", "pk").values_list("message_id", flat=True) if _is_identifier(key)]
    return found if len(found) <= MOST_REFERENCES else [found[0], *found[1 - MOST_REFERENCES :]]


def _is_identifier(key: str) -> bool:
    """Whether it is a Message-ID; turns of chats have names of their own."""
    return _IDENTIFIER.fullmatch(key) is not None and not key.startswith("turn:")


def _letter_of(message: Message) -> Letter:
    letter = Letter.objects.filter(key=key_of(message.pk)).first()
    if letter is None:
        raise NotPossible("not-unsent")
    return letter


def _was_sent(message: Message, *, at: datetime) -> None:
    Message.objects.filter(pk=message.pk).update(at=at, sent_at=at)
    summarise([message.conversation_id])


def _pairs(people: Sequence[Person]) -> list[tuple[str, str]]:
    return [(person.name, person.address) for person in people]


def _as_json(to: Recipients) -> list[dict[str, str]]:
    return [{"name": person.name, "address": person.address} for person in to.everybody()]
