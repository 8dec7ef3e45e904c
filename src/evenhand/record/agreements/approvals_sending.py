"""Asking for agreement: sending a version, reminding, withdrawing it, and taking somebody out half way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from evenhand.record.agreements import minutes_letters as letters
from evenhand.record.agreements.approvals_effect import news_of, take_effect_if_all_agree
from evenhand.record.agreements.approvals_links import NewLink, make_link, withdraw_links
from evenhand.record.agreements.changes_in_words import difference_in_words
from evenhand.record.agreements.minutes import in_force, is_waiting, last_version, lock, note
from evenhand.record.agreements.models import Approval, Minute, Party, Stakeholder, Version
from evenhand.record.agreements.stakeholders import named_in
from evenhand.record.conversations.actions import NotPossible
from evenhand.record.people.models import Member

LinkTo = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Asking:
    """What is the same for everyone who is asked about a version."""

    version: Version
    difference: str
    link_to: LinkTo
    by: Member
    at: datetime
    is_reminder: bool = False


@transaction.atomic
def send(minute: Minute, *, link_to: LinkTo, by: Member, at: datetime) -> list[NewLink]:
    """Freeze the newest version and ask everyone who is named; the links with their codes, which are known only now.

    `link_to` makes the whole address of a token. Raises NotPossible "version-sent", "nothing-to-send",
    "nobody-there" where nobody of theirs is named, and "base-superseded" for a change of what is no longer in force.
    """
    row = lock(minute)
    version = _to_send(row)
    people = list(named_in(row))
    if not any(one.party == Party.THEM for one in people):
        raise NotPossible("nobody-there")
    version.sent_at = at
    version.save(update_fields=["sent_at"])
    note("minute.sent", row, by.actor, at, version=version.number, sha256=version.sha256, to=[one.pk for one in people])
    asking = Asking(version, _difference_of(version), link_to, by, at)
    return [_ask(asking, one) for one in people]


@transaction.atomic
def remind(stakeholder: Stakeholder, *, link_to: LinkTo, by: Member, at: datetime) -> NewLink:
    """Ask once more, by a new link; the one before stops working.

    Raises NotPossible "not-waiting", "answered-already", "stakeholder-removed".
    """
    row = lock(stakeholder.minute)
    version = _waiting(row)
    person = _named(stakeholder)
    if Approval.objects.filter(version=version, stakeholder=person).exists():
        raise NotPossible("answered-already")
    note("minute.reminded", row, by.actor, at, version=version.number, stakeholder=person.pk)
    return _ask(Asking(version, _difference_of(version), link_to, by, at, is_reminder=True), person)


@transaction.atomic
def withdraw(minute: Minute, *, by: Member, at: datetime) -> Version:
    """Take back what was sent: nobody need decide any more, and what was in force stands.

    Raises NotPossible "not-waiting".
    """
    row = lock(minute)
    version = _waiting(row)
    version.withdrawn_at = max(at, version.sent_at or at)
    version.save(update_fields=["withdrawn_at"])
    withdraw_links(version, at=at)
    note("minute.withdrawn", row, by.actor, at, version=version.number)
    letters.tell_withdrawal(by, news_of(version, sender=by, at=at))
    return version


@transaction.atomic
def remove_stakeholder(stakeholder: Stakeholder, *, by: Member, at: datetime) -> None:
    """Take somebody out. While people are being asked their link stops working and the others decide without them.

    If all others have approved already the version takes effect now. Raises NotPossible "stakeholder-removed", and
    "last-there" for the last one of theirs while people are being asked: our own word alone is no agreement.
    """
    row = lock(stakeholder.minute)
    person = _named(stakeholder)
    version = last_version(row)
    waits = is_waiting(version)
    others = named_in(row).exclude(pk=person.pk)
    if waits and not others.filter(party=Party.THEM).exists():
        raise NotPossible("last-there")
    person.removed_by, person.removed_at = by, at
    person.save(update_fields=["removed_by", "removed_at"])
    body = {"stakeholder": person.pk, "version": version.number if waits else None}
    note("minute.stakeholder-removed", row, by.actor, at, **body)
    if waits:
        withdraw_links(version, person, at=at)
        take_effect_if_all_agree(version, actor=by.actor, at=at)


def _ask(asking: Asking, person: Stakeholder) -> NewLink:
    version, by, at = asking.version, asking.by, asking.at
    made = make_link(version, person, by=by, at=at)
    body = {"link": made.link.pk, "version": version.number, "stakeholder": person.pk, "code": bool(made.code)}
    note("minute.link-made", version.minute, by.actor, at, **body)
    address = asking.link_to(made.token)
    letters.please_agree(letters.Ask(made.link, address, by, asking.difference, asking.is_reminder), at=at)
    return made


def _difference_of(version: Version) -> str:
    change = getattr(version, "change", None)
    return difference_in_words(change.base.text, version.text) if change else ""


def _to_send(minute: Minute) -> Version:
    version = last_version(minute)
    if is_waiting(version):
        raise NotPossible("version-sent")
    if version.sent_at is not None:
        raise NotPossible("nothing-to-send")
    change = getattr(version, "change", None)
    if (change.base if change else None) != in_force(minute):
        raise NotPossible("base-superseded")
    return version


def _waiting(minute: Minute) -> Version:
    version = last_version(minute)
    if not is_waiting(version):
        raise NotPossible("not-waiting")
    return version


def _named(stakeholder: Stakeholder) -> Stakeholder:
    person = Stakeholder.objects.filter(pk=stakeholder.pk, removed_at=None).first()
    if person is None:
        raise NotPossible("stakeholder-removed")
    return person
