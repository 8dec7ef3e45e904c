"""The messages of a thread as the page shows them, with what is hidden from whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from evenhand.doors.web import readings as words
from evenhand.doors.web.conversation.substance import Group, substance_shown
from evenhand.doors.web.echoes import echoes
from evenhand.doors.web.erasing.words import in_place_of
from evenhand.doors.web.passages import SHOWN, Block, Hidden, blocks_of, hidden_in, phrases_of
from evenhand.doors.web.templatetags.desk import person
from evenhand.record.conversations.models import Attachment, Message, Reading
from evenhand.record.conversations.queries_sending import Delivery, deliveries_of
from evenhand.record.conversations.queries_thread import attacks_in, readings_of, steps_opened, with_html
from evenhand.record.erasing.queries import tombstones_of
from evenhand.record.people.access import may
from evenhand.record.people.models import Member
from evenhand.record.replies.queries import Kept, kept_with

# How long opened words stay open for the member who opened them.
OPEN_FOR = timedelta(minutes=30)
_WHENCE = {"inbound": _("from them"), "outbound": _("from us"), "note": _("only we see it")}


@dataclass(frozen=True, slots=True)
class File:
    """An attachment, and whether it is something else than it says."""

    row: Attachment
    disguised: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """One message of the thread. `step` is how far this member has opened what is hidden (0, 1 or 2).

    `erased` is the sentence in the place of words that were erased, empty for a message that has its words. `kept` is
    what was decided about the draft check when it went out, `delivery` how it stands with a reply that the desk sends.
    """

    message: Message
    who: str
    whence: str
    reading: Reading | None
    blocks: list[Block]
    hidden: Sequence[Hidden]
    what_is_hidden: str
    step: int
    files: list[File]
    problems: list[str]
    level: str
    has_html: bool
    is_cut: bool
    erased: str = ""
    may_erase: bool = False
    kept: Kept | None = None
    delivery: Delivery | None = None
    substance: Sequence[Group] | None = None

    @property
    def is_open(self) -> bool:
        """Whether the hidden words are shown now."""
        return self.step == 2

    @property
    def has_original(self) -> bool:
        """Whether the mail as it came, or its page, may be offered."""
        return not self.still_hidden and (self.has_html or self.message.raw_id is not None)

    @property
    def still_hidden(self) -> Sequence[Hidden]:
        """What this member does not see now."""
        return () if self.is_open else self.hidden


def shown_messages(member: Member, messages: Sequence[Message], *, now: datetime, hide: frozenset[int]) -> list[Shown]:
    """The messages of a window, ready to show. `hide` are messages to be hidden again although they were opened."""
    ids = [message.pk for message in messages]
    readings = readings_of(ids)
    steps = steps_opened(member, ids, since=now - OPEN_FOR)
    pages = with_html(ids)
    hidden = hidden_words(messages, readings)
    ours = [one.pk for one in messages if one.direction == Message.Direction.OUTBOUND]
    kept, deliveries = kept_with(ours), deliveries_of(ours)
    stones, may_erase = tombstones_of(ids), may(member, "ask_erasure")
    shown = []
    for message in messages:
        step = 0 if message.pk in hide else steps.get(message.pk, 0)
        erased = in_place_of(stones[message.pk]) if message.pk in stones else ""
        one = _shown(message, readings.get(message.pk), hidden[message.pk], step, message.pk in pages)
        said = substance_shown(message, one.reading, [(each.start, each.end) for each in one.hidden], now)
        one = replace(one, delivery=deliveries.get(message.pk), substance=said)
        shown.append(replace(one, erased=erased, may_erase=may_erase and not erased, kept=kept.get(message.pk)))
    return shown


def hidden_words(messages: Sequence[Message], readings: dict[int, Reading]) -> dict[int, tuple[Hidden, ...]]:
    """What is hidden in each message: attacks by the customer, and wherever one of the conversation is repeated."""
    own = {message.pk: _attacks(message, readings.get(message.pk)) for message in messages}
    attacks = attacks_in(message.conversation_id for message in messages)
    phrases = [phrase for row in attacks for phrase in phrases_of(row.message.text, hidden_in(row.body))]
    if not phrases:
        return own
    what = gettext("words hidden in an earlier message")
    return {message.pk: _together(own[message.pk], echoes(message.text[:SHOWN], phrases, what)) for message in messages}


def first_hidden(member: Member, messages: Sequence[Message], *, now: datetime) -> Message | None:
    """The first of these messages with words that this member does not see now; None where they see all."""
    ids = [message.pk for message in messages]
    hidden = hidden_words(messages, readings_of(ids))
    steps = steps_opened(member, ids, since=now - OPEN_FOR)
    return next((message for message in messages if hidden[message.pk] and steps.get(message.pk) != 2), None)


def _attacks(message: Message, reading: Reading | None) -> tuple[Hidden, ...]:
    if reading is None or message.direction != Message.Direction.INBOUND:
        return ()
    return hidden_in(reading.body)


def _together(own: Sequence[Hidden], repeated: Sequence[Hidden]) -> tuple[Hidden, ...]:
    new = [one for one in repeated if not any(other.start <= one.start and one.end <= other.end for other in own)]
    return tuple(sorted((*own, *new), key=lambda one: one.start))


def _shown(message: Message, reading: Reading | None, hidden: tuple[Hidden, ...], step: int, has_html: bool) -> Shown:
    step = step if hidden else 0
    return Shown(
        message=message,
        who=sender_of(message),
        whence=str(_WHENCE[message.direction]),
        reading=reading,
        blocks=blocks_of(message.text, hidden, opened=step == 2),
        hidden=hidden,
        what_is_hidden=gettext("; ").join(dict.fromkeys(one.what for one in hidden)),
        step=step,
        files=[File(row, is_disguised(row)) for row in message.attachments.all()],
        problems=_problems(message),
        level=words.word(words.LEVELS, message.level) if message.level != "full" else "",
        has_html=has_html and (not hidden or step == 2),
        is_cut=len(message.text) > SHOWN,
    )


def sender_of(message: Message) -> str:
    """Who wrote a message: a member, a contact by name, else what the mail says."""
    if message.direction == Message.Direction.NOTE:
        return gettext("Note by %(name)s") % {"name": person(message.author)}
    if message.author is not None:
        return message.author.name
    known = message.contact.name if message.contact is not None else ""
    named = known or message.sender_name or message.sender_address
    if named:
        return named
    return gettext("Sender not known") if message.direction == Message.Direction.INBOUND else gettext("One of us")


def _problems(message: Message) -> list[str]:
    if message.level == "full":
        return []
    return list(dict.fromkeys(words.problem(code) for code in message.problems))


def is_disguised(row: Attachment) -> bool:
    """Whether the first bytes of a file tell another family of types than its name and mail say."""
    real, declared = row.real_type, row.declared_type
    if real in ("", "unknown") or declared in ("", "application/octet-stream") or real == declared:
        return False
    return not _same_family(real, declared)


# Types whose first bytes cannot tell them apart: office files are ZIP archives or OLE containers.
_ALIKE: tuple[tuple[str, ...], ...] = (
    ("application/zip", "application/x-zip", "application/vnd.openxmlformats", "application/vnd.oasis"),
    ("application/x-ole", "application/msword", "application/vnd.ms-", "application/cdfv2", "application/x-msi"),
    ("text/", "application/json", "application/xml", "application/rtf", "message/"),
    ("audio/", "video/", "application/ogg"),
    ("image/jpeg", "image/jpg", "image/pjpeg"),
    ("application/gzip", "application/x-gzip"),
)  # fmt: skip


def _same_family(one: str, other: str) -> bool:
    return any(_starts(one, family) and _starts(other, family) for family in _ALIKE)


def _starts(kind: str, family: Sequence[str]) -> bool:
    return any(kind.startswith(beginning) for beginning in family)
