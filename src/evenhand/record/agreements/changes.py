"""Changes of what was agreed: another text, why, and what it does to time, money and scope."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from evenhand.record.agreements.minutes import (
    add_version,
    checked_amount,
    clean_text,
    in_force,
    is_waiting,
    last_version,
    lock,
    note,
)
from evenhand.record.agreements.models import Change, Minute, Party, Version
from evenhand.record.conversations.actions import NotPossible
from evenhand.record.people.models import Member

LONGEST_WORDS = 10_000


@dataclass(frozen=True, slots=True)
class Proposal:
    """A change of the version `base`. Each impact is said in words, also where there is none.

    `amount` is what the change adds to or takes from the money, where that is known.
    """

    base: Version
    text: str
    why: str
    time_impact: str
    money_impact: str
    scope_impact: str
    asked_by: str = Party.THEM
    amount: Decimal | None = None
    currency: str = ""


@transaction.atomic
def propose(minute: Minute, proposal: Proposal, *, by: Member, at: datetime) -> Version:
    """Write a change down as the next version; `approvals_sending.send` then asks everyone. One not sent is replaced.

    Raises NotPossible "nothing-agreed", "base-superseded", "version-sent", "change-same", "change-no-why",
    "change-no-impact", "words-too-long", and as `open_minute` and `set_value` do.
    """
    row = lock(minute)
    text = _checked(row, proposal)
    amount, currency = checked_amount(proposal.amount, proposal.currency)
    last = last_version(row)
    if last.sent_at is None:
        last.delete()
    version = add_version(row, text, by=by, at=at)
    Change.objects.create(
        version=version,
        base=proposal.base,
        why=_said(proposal.why, "change-no-why"),
        time_impact=_said(proposal.time_impact, "change-no-impact"),
        money_impact=_said(proposal.money_impact, "change-no-impact"),
        scope_impact=_said(proposal.scope_impact, "change-no-impact"),
        amount=amount,
        currency=currency,
        asked_by=Party(proposal.asked_by),
        proposed_by=by,
        proposed_at=at,
    )
    body = {"version": version.number, "base": proposal.base.number, "sha256": version.sha256}
    note("minute.change-proposed", row, by.actor, at, asked_by=str(proposal.asked_by), **body)
    return version


@transaction.atomic
def drop_draft(minute: Minute, *, by: Member, at: datetime) -> None:
    """Throw away a version that was never sent. Raises NotPossible "nothing-to-drop" for a sent or an only one."""
    row = lock(minute)
    last = last_version(row)
    if last.sent_at is not None or last.number == 1:
        raise NotPossible("nothing-to-drop")
    last.delete()
    note("minute.draft-dropped", row, by.actor, at, version=last.number)


def _checked(minute: Minute, proposal: Proposal) -> str:
    """The new text, if the change fits the state of things."""
    if is_waiting(last_version(minute)):
        raise NotPossible("version-sent")
    current = in_force(minute)
    if current is None:
        raise NotPossible("nothing-agreed")
    if proposal.base.pk != current.pk:
        raise NotPossible("base-superseded")
    text = clean_text(proposal.text)
    if text == current.text:
        raise NotPossible("change-same")
    return text


def _said(words: str, code: str) -> str:
    """What is said, whole; a dash or a dot says nothing, not even that there is nothing to say."""
    clean = words.replace("\x00", "").strip()
    if not any(sign.isalnum() for sign in clean):
        raise NotPossible(code)
    if len(clean) > LONGEST_WORDS:
        raise NotPossible("words-too-long")
    return clean.encode("utf-8", "replace").decode("utf-8")
