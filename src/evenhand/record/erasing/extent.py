"""What an erasure takes: from the one thing a member named, to all messages, conversations and people it reaches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from django.db.models import Q

from evenhand.record.agreements.models import Minute, Stakeholder
from evenhand.record.conversations.models import Conversation, Message
from evenhand.record.customers.models import Contact
from evenhand.record.erasing.mentions import mentioning
from evenhand.record.protection.models import Incident

T = TypeVar("T")
AT_ONCE = 400
"""Ids in one statement."""
KINDS = ("message", "conversation", "contact", "minute", "incident", "warning", "restriction")


@dataclass(frozen=True, slots=True)
class Extent:
    """Row ids. `conversations` are erased as a whole; those of lone messages are only touched.

    `incidents`, `warnings` and `restrictions` are those that a rule of retention names; others follow from the first
    three (wiping_protection.py).
    """

    messages: tuple[int, ...] = ()
    conversations: tuple[int, ...] = ()
    contacts: tuple[int, ...] = ()
    minutes: tuple[int, ...] = ()
    incidents: tuple[int, ...] = ()
    warnings: tuple[int, ...] = ()
    restrictions: tuple[int, ...] = ()

    def as_rows(self) -> list[str]:
        """The same as texts, "message:12", in which it outlives the database."""
        ids_of = (self.messages, self.conversations, self.contacts, self.minutes, self.incidents, self.warnings)
        named = zip(KINDS, (*ids_of, self.restrictions), strict=True)
        return [f"{kind}:{pk}" for kind, ids in named for pk in ids]

    @classmethod
    def from_rows(cls, rows: Iterable[str]) -> Extent:
        """The extent that `as_rows` wrote; rows of other kinds are left out."""
        found: dict[str, list[int]] = {kind: [] for kind in KINDS}
        for row in rows:
            kind, _, pk = row.partition(":")
            if kind in found and pk.isdecimal():
                found[kind].append(int(pk))
        return cls(*(tuple(sorted(set(found[kind]))) for kind in KINDS))

    def touched(self) -> list[int]:
        """Every conversation that loses something, in order."""
        found = set(self.conversations)
        for ids in in_batches(self.messages):
            found |= set(Message.objects.filter(pk__in=ids).values_list("conversation_id", flat=True))
        return sorted(found)

    def reached(self) -> list[int]:
        """The same, with those whose minutes or incidents are erased, and those in which an erased person is named."""
        named = Minute.objects.filter(pk__in=self.minutes)
        found = {*self.touched(), *named.values_list("conversation_id", flat=True)}
        about = Incident.objects.filter(Q(contact__in=self.contacts) | Q(pk__in=self.incidents))
        found |= set(about.exclude(conversation=None).values_list("conversation_id", flat=True))
        people = Contact.objects.filter(pk__in=self.contacts).exclude(address="")
        for address in people.values_list("address", flat=True):
            found |= set(mentioning(address).values_list("conversation_id", flat=True))
            theirs = Stakeholder.objects.filter(email__iexact=address, member=None)
            found |= set(theirs.values_list("minute__conversation_id", flat=True))
        return sorted(pk for pk in found if pk is not None)


def extent_of(*named: str) -> Extent:
    """What "message:12", "conversation:3", "contact:5" or "minute:7" takes with it as things stand now; or several.

    A message takes the versions of it that came with other bytes. A contact takes all they wrote, and every
    conversation that was held with them, our side of it too. A minute takes all its versions, and nothing else does.
    """
    one = Extent.from_rows(named)
    conversations = set(one.conversations)
    messages = Q(pk__in=one.messages)
    if one.contacts:
        conversations |= set(Conversation.objects.filter(contact__in=one.contacts).values_list("pk", flat=True))
        messages |= Q(contact__in=one.contacts)
    ids = set(Message.objects.filter(messages).values_list("pk", flat=True)) if one.messages or one.contacts else set()
    for part in in_batches(sorted(conversations)):
        ids |= set(Message.objects.filter(conversation__in=part).values_list("pk", flat=True))
    messages_too = tuple(sorted(ids | _versions(sorted(ids))))
    return replace(one, messages=messages_too, conversations=tuple(sorted(conversations)))


def exists(named: str) -> bool:
    """Whether the thing that was named is there."""
    one = Extent.from_rows([named])
    return (
        Message.objects.filter(pk__in=one.messages).exists()
        or Conversation.objects.filter(pk__in=one.conversations).exists()
        or Contact.objects.filter(pk__in=one.contacts).exists()
        or Minute.objects.filter(pk__in=one.minutes).exists()
    )


def in_batches(ids: Sequence[T]) -> Iterator[Sequence[T]]:
    """The ids in pieces small enough for one statement on either database."""
    for start in range(0, len(ids), AT_ONCE):
        yield ids[start : start + AT_ONCE]


def _versions(ids: Sequence[int]) -> set[int]:
    """The other messages with the same Message-ID."""
    found: set[int] = set()
    for part in in_batches(ids):
        firsts = Message.objects.filter(pk__in=part, variant_of__isnull=False).values_list("variant_of_id", flat=True)
        roots = {*part, *(pk for pk in firsts if pk is not None)}
        found |= roots | set(Message.objects.filter(variant_of__in=roots).values_list("pk", flat=True))
    return found
