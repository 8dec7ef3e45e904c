"""A letter as the bytes of a mail: plain text, UTF-8, with the Message-ID it has had since it was posted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr, parseaddr

from django.conf import settings

from evenhand.record.outbox.addressing import one_line
from evenhand.record.outbox.letters import desk_address
from evenhand.record.outbox.models import Addressee, Letter

_IDENTIFIER = re.compile(r"[!-;=?-~]{3,250}")
MOSTLY = 0.9
"""The share of ASCII from which quoted-printable is shorter than base64 and easier on spam filters."""


def as_bytes(letter: Letter) -> bytes:
    """The mail as it goes over the line.

    Identifiers of the thread are put in front by hand: the library would encode those that are longer than a line.
    """
    return b"".join(_thread(letter)) + as_mail(letter).as_bytes()


def as_mail(letter: Letter) -> EmailMessage:
    """The letter without the identifiers of its thread."""
    mail = EmailMessage(policy=SMTP)
    for name, value in (_reply_head(letter) if letter.is_reply else _letter_head(letter)).items():
        mail[name] = value
    mail["Subject"] = letter.subject
    mail["Date"] = format_datetime(letter.posted_at)
    mail["Message-ID"] = letter.message_id
    mail.set_content(letter.text, charset="utf-8", cte=_encoding(letter))
    return mail


def _letter_head(letter: Letter) -> dict[str, str]:
    name, address = parseaddr(settings.MAIL_FROM)
    ours = formataddr((one_line(name), address)) if name.isascii() else f"{one_line(name)} <{address}>"
    return {"From": ours, "To": letter.to, "Auto-Submitted": "auto-generated"}


def _reply_head(letter: Letter) -> dict[str, Address | list[Address]]:
    """A person answers, under the desk's address: no mark of a machine."""
    people = list(letter.addressees.order_by("pk"))
    head: dict[str, Address | list[Address]] = {"From": Address(letter.from_name, addr_spec=desk_address())}
    for name, role in (("To", Addressee.Role.TO), ("Cc", Addressee.Role.CC)):
        if found := [Address(one.name, addr_spec=one.address) for one in people if one.role == role]:
            head[name] = found
    if letter.reply_to:
        head["Reply-To"] = Address(addr_spec=letter.reply_to)
    return head


def _thread(letter: Letter) -> Iterator[bytes]:
    for name, identifiers in (("In-Reply-To", [letter.in_reply_to]), ("References", letter.references.split())):
        if known := list(_bracketed(identifiers)):
            yield _folded(name, known)


def _bracketed(identifiers: Iterable[str]) -> Iterator[str]:
    return (f"<{one}>" for one in identifiers if _IDENTIFIER.fullmatch(one))


def _folded(name: str, values: Iterable[str]) -> bytes:
    joined = "\r\n ".join(values)
    return f"{name}: {joined}\r\n".encode("ascii")


def _encoding(letter: Letter) -> str:
    ascii_ones = sum(character < "\x80" for character in letter.text)
    is_plain = letter.is_reply and ascii_ones >= MOSTLY * len(letter.text)
    return "quoted-printable" if is_plain else "base64"
