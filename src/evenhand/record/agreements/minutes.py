"""Minutes before they are sent: opening, writing, what hangs on them. Sending and deciding stand in approvals*.py."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from evenhand.record.agreements.models import Minute, Version
from evenhand.record.conversations.actions import NotPossible
from evenhand.record.conversations.models import Conversation
from evenhand.record.customers.models import Customer
from evenhand.record.ledger import actions as ledger
from evenhand.record.people.models import Member

LONGEST_TEXT = 1_000_000
LONGEST_TITLE = 200
_CURRENCY = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True, slots=True)
class NewMinute:
    """A minute to be opened: its title, text, and language ("en", "fi", "zh-hant", "zh-hans"), and whom it concerns."""

    title: str
    text: str
    language: str = "en"
    customer: Customer | None = None
    conversation: Conversation | None = None


@transaction.atomic
def open_minute(new: NewMinute, *, by: Member, at: datetime) -> Minute:
    """Open a minute with its first version, which nobody has been asked about yet.

    Raises NotPossible "minute-no-title", "minute-empty", "minute-too-long".
    """
    title = " ".join(new.title.split())[:LONGEST_TITLE]
    if not title:
        raise NotPossible("minute-no-title")
    text = clean_text(new.text)
    customer = new.customer or (new.conversation.customer if new.conversation else None)
    minute = Minute.objects.create(
        title=title,
        customer=customer,
        conversation=new.conversation,
        language=new.language,
        opened_by=by,
        opened_at=at,
    )
    version = add_version(minute, text, by=by, at=at)
    note("minute.opened", minute, by.actor, at, version=version.number, sha256=version.sha256)
    return minute


@transaction.atomic
def rewrite(minute: Minute, text: str, *, by: Member, at: datetime) -> Version:
    """Put another text in the place of one that was not sent, or begin a new version after a refusal or withdrawal.

    Raises NotPossible "version-sent" while people are being asked, "change-needed" where a version is in force, and as
    `open_minute` does.
    """
    row = lock(minute)
    words = clean_text(text)
    last = last_version(row)
    if last.sent_at is None:
        return _replace_text(last, words, by, at)
    if is_waiting(last):
        raise NotPossible("version-sent")
    if in_force(row) is not None:
        raise NotPossible("change-needed")
    version = add_version(row, words, by=by, at=at)
    note("minute.rewritten", row, by.actor, at, version=version.number, sha256=version.sha256)
    return version


@transaction.atomic
def set_value(minute: Minute, value: Decimal | None, currency: str, *, by: Member, at: datetime) -> None:
    """Say how much money hangs on it; None where that is not known.

    Raises NotPossible "version-sent" while people are being asked, "bad-value", "bad-currency".
    """
    row = lock(minute)
    if is_waiting(last_version(row)):
        raise NotPossible("version-sent")
    row.value, row.currency = checked_amount(value, currency)
    if row.value is not None and row.value < 0:
        raise NotPossible("bad-value")
    row.save(update_fields=["value", "currency"])
    body = {"value": None if row.value is None else str(row.value), "currency": row.currency}
    note("minute.value-set", row, by.actor, at, **body)


def checked_amount(value: Decimal | None, currency: str) -> tuple[Decimal | None, str]:
    """An amount with its currency as they are kept. Raises NotPossible "bad-value", "bad-currency"."""
    if value is None:
        return None, ""
    code = currency.strip().upper()
    if not value.is_finite() or abs(value) >= Decimal(10) ** 12:
        raise NotPossible("bad-value")
    if not _CURRENCY.fullmatch(code):
        raise NotPossible("bad-currency")
    return value.quantize(Decimal("0.01")), code


def clean_text(text: str) -> str:
    """A text as it is kept: line ends as LF, no NUL. Raises NotPossible "minute-empty", "minute-too-long"."""
    words = text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n").strip()
    words = words.encode("utf-8", "replace").decode("utf-8")
    if not words:
        raise NotPossible("minute-empty")
    if len(words) > LONGEST_TEXT:
        raise NotPossible("minute-too-long")
    return words


def lock(minute: Minute) -> Minute:
    """The row as it is now, held until the transaction ends: whatever is done to one minute is done in turn."""
    return Minute.objects.select_for_update().get(pk=minute.pk)


def last_version(minute: Minute) -> Version:
    """The version with the highest number."""
    return minute.versions.order_by("-number")[:1].get()


def in_force(minute: Minute) -> Version | None:
    """The version that all have agreed to and none has replaced."""
    return minute.versions.filter(agreed_at__isnull=False, superseded_at=None).order_by("-number").first()


def is_waiting(version: Version) -> bool:
    """Whether people are being asked about it now."""
    ended = (version.agreed_at, version.refused_at, version.withdrawn_at)
    return version.sent_at is not None and not any(ended)


def add_version(minute: Minute, text: str, *, by: Member, at: datetime) -> Version:
    """The next version of a minute, with a text that is clean."""
    last = minute.versions.order_by("-number").first()
    return Version.objects.create(
        minute=minute,
        number=last.number + 1 if last else 1,
        text=text,
        sha256=sha256_of(text),
        written_by=by,
        written_at=at,
    )


def sha256_of(text: str) -> str:
    """The SHA-256 of a text in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def note(kind: str, minute: Minute, actor: str, at: datetime, **body: object) -> None:
    """An entry of the ledger about a minute: ids, codes and hashes, never its words or anybody's address."""
    ledger.append(kind=kind, actor=actor, at=at, subject=f"minute:{minute.pk}", body=body)


def _replace_text(version: Version, text: str, by: Member, at: datetime) -> Version:
    if version.text == text:
        return version
    version.text, version.sha256, version.written_by, version.written_at = text, sha256_of(text), by, at
    version.save(update_fields=["text", "sha256", "written_by", "written_at"])
    body = {"version": version.number, "sha256": version.sha256}
    note("minute.rewritten", version.minute, by.actor, at, **body)
    return version
