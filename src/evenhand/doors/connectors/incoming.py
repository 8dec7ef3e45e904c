"""What a source hands over: raw items to store, and what a parser could tell about one mail."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any, Literal

Level = Literal["full", "tolerant", "headers"]
ItemKind = Literal["mail", "turns"]


class NotMail(ValueError):
    """The bytes hold no mail: none of the header lines by which a mail is known."""


@dataclass(frozen=True, slots=True)
class StoredItem:
    """One raw thing to store, its bytes as found; `origin` says where, for people ("box.mbox, message 12").

    `rows` counts the lines or rows of a table that it came from, 0 for mail.
    """

    kind: ItemKind
    data: bytes
    origin: str
    rows: int = 0


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something that a source met and did not take; `reason` is a short code with its parameters."""

    origin: str
    reason: str


@dataclass(frozen=True, slots=True)
class Address:
    """A mail address; either half may be "". The domain is in lower case, the local part as written."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A part that is not read as text. `index` counts the attachments of the mail from 0.

    `filename` is safe to show and to save under, `size` and `sha256` are of the decoded bytes,
    `real_type` is what the first bytes say ("unknown" where they say nothing).
    """

    index: int
    filename: str
    declared_type: str
    real_type: str
    size: int
    sha256: str
    content_id: str = ""
    inline: bool = False


@dataclass(frozen=True, slots=True)
class IncomingMessage:
    """One mail as far as it could be read; `level` says by which reader, `problems` what went wrong."""

    message_id: str = ""
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    subject: str = ""
    sender: Address = Address("", "")
    to: tuple[Address, ...] = ()
    cc: tuple[Address, ...] = ()
    reply_to: tuple[Address, ...] = ()
    sent_at: datetime | None = None
    text: str = ""
    html: str = ""
    attachments: tuple[Attachment, ...] = ()
    level: Level = "full"
    problems: tuple[str, ...] = ()
    auto_submitted: bool = False

    def as_json(self) -> dict[str, Any]:
        """Plain values that JSON can hold; `from_json` turns them back."""
        values = asdict(self)
        values["sent_at"] = None if self.sent_at is None else self.sent_at.isoformat()
        return values

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> IncomingMessage:
        """The message of `as_json`; KeyError, TypeError or ValueError where the values are not its own."""
        given = {name: _RESTORE.get(name, _same)(values[name]) for name in _FIELDS}
        return cls(**given)


def _same(value: Any) -> Any:
    return value


def _address(value: Mapping[str, str]) -> Address:
    return Address(value["name"], value["address"])


def _addresses(values: list[Mapping[str, str]]) -> tuple[Address, ...]:
    return tuple(_address(value) for value in values)


def _attachments(values: list[Mapping[str, Any]]) -> tuple[Attachment, ...]:
    return tuple(Attachment(**value) for value in values)


def _time(value: str | None) -> datetime | None:
    return None if value is None else datetime.fromisoformat(value)


_FIELDS = tuple(field.name for field in fields(IncomingMessage))
_RESTORE: dict[str, Callable[[Any], Any]] = {
    "references": tuple,
    "problems": tuple,
    "sender": _address,
    "to": _addresses,
    "cc": _addresses,
    "reply_to": _addresses,
    "attachments": _attachments,
    "sent_at": _time,
}
