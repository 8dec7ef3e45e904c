"""To whom a reply goes: whom one would answer, and what a member made of that."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from email.parser import BytesHeaderParser
from email.utils import getaddresses

from django.db.models import BinaryField, QuerySet
from django.db.models.functions import Substr

from evenhand.record.conversations.incoming import Person
from evenhand.record.conversations.models import Conversation, Message, Raw
from evenhand.record.conversations.working import NotPossible
from evenhand.record.customers.ours import Ours, ours
from evenhand.record.outbox.addressing import BadAddress, clean_address, one_line
from evenhand.record.outbox.letters import desk_address
from evenhand.record.people.models import Member

MOST = 20
LONGEST = 254
HEAD = 64 * 1024
"""How much of a mail is looked at for the address it wants answers at."""
# What stands between separators, full width or not; those between quotation marks belong to a name.
_PIECE = re.compile(r'(?:"(?:\\.|[^"\\])*"|[^,;；，、\r\n])+')
_NAMED = re.compile(r"(?P<name>[^<>]*)<\s*(?P<address>[^<>\s]+)\s*>")
_NOBODY_READS = re.compile(
    r"(?:no|do-?not|donot)[-_.]?reply\b.*|(?:mailer-daemon|postmaster|bounces?)(?:[-+.].*)?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Recipients:
    """Whom a reply is addressed to, and who gets a copy."""

    to: tuple[Person, ...] = ()
    cc: tuple[Person, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.to)

    def everybody(self) -> tuple[Person, ...]:
        """All of them, those addressed first."""
        return self.to + self.cc


class BadRecipient(NotPossible):
    """What was typed is no address that mail can go to; `typed` is what it was."""

    def __init__(self, typed: str) -> None:
        super().__init__("bad-recipient")
        self.typed = typed


def typed_recipients(to: str, cc: str = "") -> Recipients:
    """What a member typed: addresses, with or without names, between commas or semicolons (full width too).

    Raises NotPossible as `checked` does.
    """
    return checked(Recipients(_people(to), _people(cc)))


def checked(recipients: Recipients) -> Recipients:
    """Everybody once, domains in ASCII. Raises BadRecipient, NotPossible("no-recipient") or ("too-many-recipients")."""
    to = _once(recipients.to, without=())
    cc = _once(recipients.cc, without=to)
    if not to:
        raise NotPossible("no-recipient")
    if len(to) + len(cc) > MOST:
        raise NotPossible("too-many-recipients")
    return Recipients(to, cc)


def usual_recipients(conversation: Conversation) -> Recipients:
    """Whom one answers: who wrote last, with a copy to the others they wrote to; nobody where no address is known.

    We, other members and addresses that nobody reads are left out. Where they never wrote, those we wrote to.
    """
    we = _Us.now()
    message = message_answered(conversation)
    if message is not None:
        to = we.without([_answer_to(message, we)])
        return Recipients(to, we.without(_recipients(message), *to)[: MOST - len(to)] if to else ())
    last = _exchanged(conversation).filter(direction=Message.Direction.OUTBOUND).first()
    to = we.without(_recipients(last))[:MOST] if last is not None else ()
    return Recipients(to)


def message_answered(conversation: Conversation) -> Message | None:
    """The last that they wrote themselves, else the last that their machine sent."""
    inbound = _exchanged(conversation).filter(direction=Message.Direction.INBOUND)
    return inbound.filter(automatic=False).first() or inbound.first()


def our_address(message: Message | None) -> str:
    """The address of ours that they wrote to, at which the answer to our answer arrives; "" for none."""
    we = ours()
    found = (person.address for person in (_recipients(message) if message is not None else ()))
    return next((address for address in found if address and we.holds(address)), "")


def _exchanged(conversation: Conversation) -> QuerySet[Message]:
    rows = Message.objects.filter(conversation=conversation, variant_of=None)
    return rows.defer("html").order_by("-at", "-pk")


@dataclass(frozen=True, slots=True)
class _Us:
    """Who we are: the desk's address, our domains, and the members' addresses wherever they are."""

    we: Ours
    desk: str
    members: frozenset[str]

    @classmethod
    def now(cls) -> _Us:
        members = Member.objects.values_list("email", flat=True)
        return cls(ours(), desk_address().lower(), frozenset(email.lower() for email in members))

    def holds(self, address: str) -> bool:
        return address == self.desk or address in self.members or self.we.holds(address)

    def without(self, people: Iterable[Person], *others: Person) -> tuple[Person, ...]:
        """Those of the people that mail can go to, each once, and none of ours or of the others."""
        seen = {other.address for other in others}
        found: dict[str, Person] = {}
        for person in people:
            clean = _clean(person)
            if clean is not None and clean.address not in seen and not self.holds(person.address):
                found.setdefault(clean.address, clean)
        return tuple(found.values())


def _answer_to(message: Message, we: _Us) -> Person:
    """Where they want answers, unless that is with us; else who sent it."""
    wanted = _reply_to(_head_of(message))
    if wanted.address and not we.holds(wanted.address):
        same = wanted.address == message.sender_address
        return replace(wanted, name=wanted.name or (message.sender_name if same else ""))
    return Person(message.sender_name, message.sender_address)


def _head_of(message: Message) -> bytes:
    """The first bytes of the mail, for the whole may be large; none for what did not come as mail."""
    head = Substr("data", 1, HEAD, output_field=BinaryField())
    mails = Raw.objects.filter(pk=message.raw_id or 0, kind="mail").annotate(head=head)
    return bytes(mails.values_list("head", flat=True).first() or b"")


def _reply_to(data: bytes) -> Person:
    said = BytesHeaderParser().parsebytes(data).get("Reply-To", "")
    found = getaddresses([str(said)])
    # A name in an encoded word is left out: the address is what counts.
    return next((Person("", address.lower()) for _, address in found if "@" in address), Person())


def _recipients(message: Message) -> list[Person]:
    return [Person(str(one.get("name", "")), str(one.get("address", "")).lower()) for one in message.recipients]


def _clean(person: Person) -> Person | None:
    local, _, _ = person.address.partition("@")
    if _NOBODY_READS.fullmatch(local):
        return None
    try:
        return Person(one_line(person.name), clean_address(person.address).lower())
    except BadAddress:
        return None


def _people(typed: str) -> tuple[Person, ...]:
    """Read strictly: the library makes "mia@acme.example x" the address of another domain, without a word."""
    return tuple(_person(piece.strip()) for piece in _PIECE.findall(typed) if piece.strip())


def _person(piece: str) -> Person:
    found = _NAMED.fullmatch(piece)
    if found is None:
        if re.search(r"\s", piece):
            raise BadRecipient(piece)
        return Person("", piece)
    name = found["name"].strip()
    if name.startswith('"') and name.endswith('"'):
        name = re.sub(r"\\(.)", r"\1", name[1:-1])
    return Person(one_line(name), found["address"])


def _once(people: Sequence[Person], *, without: Sequence[Person]) -> tuple[Person, ...]:
    taken = {person.address for person in without}
    found: dict[str, Person] = {}
    for person in people:
        try:
            address = clean_address(person.address).lower()
        except BadAddress as error:
            raise BadRecipient(person.address or person.name) from error
        if len(address) > LONGEST:
            raise BadRecipient(person.address)
        if address not in taken:
            found.setdefault(address, Person(one_line(person.name)[:200], address))
    return tuple(found.values())
