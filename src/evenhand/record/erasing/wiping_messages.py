"""Taking the words out of messages and of what hangs on them; the rows stay, as tombstones."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q

from evenhand.knowledge.language.shape import Reading as Found
from evenhand.knowledge.language.subjects import bare_subject
from evenhand.record.conversations.models import (
    Attachment,
    Conversation,
    Correction,
    Message,
    Raw,
    Reading,
    Run,
    SearchTerm,
    ThreadKey,
)
from evenhand.record.conversations.summaries import summarise
from evenhand.record.erasing.extent import Extent, in_batches
from evenhand.record.erasing.mentions import mentioning
from evenhand.record.erasing.models import Hold, Tombstone
from evenhand.record.ledger.models import Erasure

TURNS = "turns"
# Of a reading: levels, codes and figures, never words.
KEPT = ("level", "score", "kinds", "target", "value", "claimed", "found")


def wipe_messages(extent: Extent, erasure: Erasure | None, *, at: datetime) -> None:
    """Erase the words of these messages and bring their conversations up to date. Twice does no harm."""
    touched = extent.touched()
    for ids in in_batches(extent.messages):
        _bury(ids, erasure, at)
        wipe_copies(ids)
        Attachment.objects.filter(message__in=ids).delete()
        Message.objects.filter(pk__in=ids).update(
            subject="", text="", html="", message_id="", problems=[], level="full", raw=None
        )
    for ids in in_batches(touched):
        _mend_subjects(ids)
        summarise(ids)
    for ids in in_batches(extent.conversations):
        # A source may name a conversation after a person. What is said there later begins a new one.
        ThreadKey.objects.filter(conversation__in=ids).delete()
        Conversation.objects.filter(pk__in=ids).update(external_id=None)
        Hold.objects.filter(conversation__in=ids).update(reason="")


def wipe_copies(ids: Sequence[int]) -> None:
    """Take out what repeats the words of these messages: the bytes they came in, their readings, the search."""
    _wipe_originals(ids)
    _wipe_readings(ids)
    SearchTerm.objects.filter(message__in=ids).delete()


def wipe_people_in(ids: Sequence[int]) -> None:
    """Take sender and recipients out of messages: for those of a person who is erased."""
    for part in in_batches(ids):
        Message.objects.filter(pk__in=part).update(sender_name="", sender_address="", recipients=[])


def wipe_address(address: str) -> None:
    """Take an address out of the recipients of all other mail, with the name that stood beside it."""
    for row in mentioning(address).only("pk", "recipients").iterator():
        kept = [one for one in row.recipients if str(one.get("address", "")).lower() != address.lower()]
        Message.objects.filter(pk=row.pk).update(recipients=kept)


def wipe_raws(ids: Sequence[int]) -> None:
    """Take the bytes out of these originals, and the paths they came from, which people name after people."""
    Run.objects.filter(raws__in=ids).update(origin="")
    Raw.objects.filter(pk__in=ids).update(data=b"", origin="")


def message_id_hash(message_id: str) -> str:
    """By which a mail is known again whose Message-ID is no longer kept; empty for none."""
    return hashlib.sha256(message_id.encode("utf-8", "replace")).hexdigest() if message_id else ""


def _bury(ids: Sequence[int], erasure: Erasure | None, at: datetime) -> None:
    rows = list(Message.objects.filter(pk__in=ids, tombstone=None).values_list("pk", "message_id"))
    Tombstone.objects.bulk_create(
        Tombstone(message_id=pk, erasure=erasure, at=at, message_id_sha256=message_id_hash(key)) for pk, key in rows
    )
    ThreadKey.objects.filter(key__in=[key for _, key in rows if key]).delete()


def _wipe_originals(ids: Sequence[int]) -> None:
    """The bytes as they came, and the path they came from. A file that held several messages goes as a whole.

    The row with its SHA-256 stays: by it the same bytes are known when they come again.
    """
    raws = set(Message.objects.filter(pk__in=ids, raw__isnull=False).values_list("raw_id", flat=True))
    for part in in_batches(sorted({pk for pk in raws if pk is not None} | _chats_of(ids))):
        wipe_raws(part)
        Attachment.objects.filter(message__raw__in=part).delete()
        Message.objects.filter(raw__in=part).update(raw=None)


def _chats_of(ids: Sequence[int]) -> set[int]:
    """All exports of the chats that these messages stand in: a later export of a chat repeats what was said before.

    One that held nothing new has no message; it is known by the conversation it names.
    """
    exports = Raw.objects.filter(kind=TURNS).exclude(data=b"").only("pk", "data")
    places = Conversation.objects.filter(messages__in=ids).values("pk")
    chats = {raw.pk: _chat_in(bytes(raw.data)) for raw in exports.filter(messages__conversation__in=places)}
    names = set(chats.values()) - {""}
    nothing_new = exports.filter(messages=None).iterator(chunk_size=100) if names else ()
    return {*chats, *(raw.pk for raw in nothing_new if _chat_in(bytes(raw.data)) in names)}


def _chat_in(data: bytes) -> str:
    try:
        said = json.loads(data.decode("utf-8-sig"))
    except ValueError:
        return ""
    return str(said.get("id") or "") if isinstance(said, dict) else ""


def _wipe_readings(ids: Sequence[int]) -> None:
    readings = list(Reading.objects.filter(message__in=ids).only("pk", "body"))
    for reading in readings:
        reading.body = without_words(reading.body)
    Reading.objects.bulk_update(readings, ["body"], batch_size=100)
    Correction.objects.filter(reading__message__in=ids).exclude(comment="").update(comment="")


def without_words(body: dict[str, Any]) -> dict[str, Any]:
    """A reading in which only levels, codes and figures are left: what the counts of the desk stand on."""
    blank = Found().as_dict()
    for part in ("manner", "demand", "temperature", "our_fault", "haggle"):
        known = body.get(part, {})
        blank[part] |= {name: known[name] for name in KEPT if name in known}
    blank["temperature"]["reasons"] = list(body.get("temperature", {}).get("reasons", []))
    return blank | {name: body[name] for name in ("language", "model") if name in body}


def _mend_subjects(conversation_ids: Sequence[int]) -> None:
    """A conversation is called after the first message that still has a subject, else it has none."""
    with_subject = Message.objects.filter(conversation__in=conversation_ids).exclude(
        Q(subject="") | Q(direction="note")
    )
    names: dict[int, str] = {}
    for pk, subject in with_subject.order_by("at", "pk").values_list("conversation_id", "subject"):
        names.setdefault(pk, bare_subject(subject))
    for pk in conversation_ids:
        Conversation.objects.filter(pk=pk).update(subject=names.get(pk, ""))
