"""Replies of members on their way out: to whom, in which thread, and who got them.

The mail server answers for each address by itself. Who has it does not get it again when it is sent once more for
those whose server was away.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from evenhand.record.outbox.addressing import clean_address, one_line
from evenhand.record.outbox.models import REPLY, Addressee, Letter

LONGEST_ANSWER = 1000


@dataclass(frozen=True, slots=True)
class Reply:
    """What makes a letter an answer. Identifiers stand without angle brackets; people are pairs of name and address.

    `references` are the earlier messages of the thread, oldest first.
    """

    message_id: str
    from_name: str
    to: Sequence[tuple[str, str]]
    cc: Sequence[tuple[str, str]] = ()
    reply_to: str = ""
    in_reply_to: str = ""
    references: Sequence[str] = ()

    def columns(self) -> dict[str, str]:
        """The columns of the letter that it fills."""
        return {
            "from_name": one_line(self.from_name)[:200],
            "reply_to": self.reply_to,
            "in_reply_to": self.in_reply_to,
            "references": " ".join(self.references),
        }


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the mail server said of each address in one go: took it, refuses it for good, or asks to come again."""

    taken: Sequence[str] = ()
    refused: Mapping[str, str] = field(default_factory=dict)
    later: Mapping[str, str] = field(default_factory=dict)


def key_of(about: int) -> str:
    """The key of the one letter that takes a member's message out."""
    return f"{REPLY}{about}"


def add_addressees(letter: Letter, reply: Reply) -> None:
    """Note everybody a letter goes to. Raises BadAddress. Call inside the transaction that posts it."""
    everybody = ((Addressee.Role.TO, reply.to), (Addressee.Role.CC, reply.cc))
    Addressee.objects.bulk_create(
        Addressee(letter=letter, role=role, name=one_line(name)[:200], address=clean_address(address))
        for role, people in everybody
        for name, address in people
    )


def addresses_left(letter: Letter) -> list[str]:
    """The addresses that the mail server has neither taken nor refused yet."""
    if not letter.is_reply:
        return [letter.to]
    left = letter.addressees.filter(taken_at=None, answer="").order_by("pk")
    return list(left.values_list("address", flat=True))


@transaction.atomic
def keep_outcome(letter: Letter, outcome: Outcome, *, at: datetime) -> None:
    """Note what became of each address; does nothing for a letter of the desk, which has only one."""
    if not letter.is_reply:
        return
    letter.addressees.filter(address__in=outcome.taken).update(taken_at=at)
    for address, words in outcome.refused.items():
        letter.addressees.filter(address=address).update(answer=words[:LONGEST_ANSWER] or "-")


def somebody_has(letter: Letter) -> bool:
    """Whether a reply reached anybody."""
    return letter.addressees.filter(taken_at__isnull=False).exists()


def refusals(letter: Letter) -> list[str]:
    """What the mail server said of those it will never take it for, in an earlier go."""
    return list(letter.addressees.exclude(answer="").order_by("pk").values_list("answer", flat=True))


def ask_all_again(letter: Letter) -> None:
    """Let those who were refused be tried again. Call inside the transaction that lets the worker try."""
    letter.addressees.filter(taken_at=None).update(answer="")
