"""What people named in a minute answer: approve, object with words, ask; by their link, or signed in as a member.

Silence is never an answer. A link is decided by one conditional UPDATE, so of many tries at once exactly one counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from evenhand.record.agreements import minutes_letters as letters
from evenhand.record.agreements.approvals_effect import news_of, sender_of, take_effect_if_all_agree
from evenhand.record.agreements.approvals_links import (
    DeadLink,
    check_code,
    open_link,
    read_link,
    why_not,
    withdraw_links,
)
from evenhand.record.agreements.minutes import is_waiting, last_version, lock, note
from evenhand.record.agreements.models import Approval, ApprovalLink, Minute, Objection, Question, Stakeholder, Version
from evenhand.record.conversations.actions import NotPossible
from evenhand.record.outbox.models import Letter
from evenhand.record.people.models import Member

LONGEST_WORDS = 10_000
MOST_QUESTIONS = 20


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody who may decide now: by which link, how we know them, and how the ledger names them."""

    link: ApprovalLink
    how: str
    actor: str


def approve_by_link(token: str, *, code: str = "", at: datetime) -> Approval:
    """The holder of the link agrees.

    Raises LinkRefused as `open_link` does, and WrongSecret "wrong-code" where a code is needed and this is not it.
    """
    return _approve(_by_link(token, code, at), at)


def object_by_link(token: str, words: str, *, code: str = "", at: datetime) -> Objection:
    """The holder of the link does not agree, and says why. Raises as `approve_by_link` and `ask_by_link` do."""
    reason = _words(words)
    return _object(_by_link(token, code, at), reason, at)


@transaction.atomic
def ask_by_link(token: str, words: str, *, at: datetime) -> Question:
    """A question, before deciding or after; the link stays as it is.

    Raises LinkRefused as `read_link` does, NotPossible "no-words", "words-too-long", "too-many-questions".
    """
    asked = _words(words)
    link, _ended = read_link(token, at=at)
    lock(link.version.minute)
    version = link.version
    mine = Question.objects.filter(version=version, stakeholder=link.stakeholder)
    if mine.count() >= MOST_QUESTIONS:
        raise NotPossible("too-many-questions")
    question = Question.objects.create(
        version=version, stakeholder=link.stakeholder, words=asked, at=_not_before(version, at)
    )
    body = {"version": version.number, "stakeholder": link.stakeholder_id, "question": question.pk}
    note("minute.question-asked", version.minute, _actor_of(link.stakeholder), question.at, **body)
    sender = sender_of(version)
    letters.tell_question(question, letters.News(version, [], sender, at))
    return question


def approve_as_member(minute: Minute, *, by: Member, at: datetime) -> Approval:
    """A member of ours who is named agrees, signed in. Raises NotPossible "not-asked", LinkRefused "link-used"."""
    return _approve(_as_member(minute, by), at)


def object_as_member(minute: Minute, words: str, *, by: Member, at: datetime) -> Objection:
    """A member of ours who is named does not agree, and says why. Raises as `approve_as_member`, and "no-words"."""
    reason = _words(words)
    return _object(_as_member(minute, by), reason, at)


@transaction.atomic
def answer(question: Question, words: str, *, by: Member, at: datetime) -> None:
    """Answer a question; the answer goes to everyone who is named.

    Raises NotPossible "no-words", "question-answered".
    """
    said = _words(words)
    row = Question.objects.select_for_update(of=("self",)).select_related("version__minute").get(pk=question.pk)
    if row.answered_at is not None:
        raise NotPossible("question-answered")
    row.answer, row.answered_by, row.answered_at = said, by, max(at, row.at)
    row.save(update_fields=["answer", "answered_by", "answered_at"])
    note("minute.question-answered", row.version.minute, by.actor, at, version=row.version.number, question=row.pk)
    letters.tell_answer(row, news_of(row.version, sender=by, at=at))


@transaction.atomic
def _approve(voice: Voice, at: datetime) -> Approval:
    version = _take(voice, at)
    moment = _not_before(version, at)
    person = voice.link.stakeholder
    approval = Approval.objects.create(version=version, stakeholder=person, at=moment, how=voice.how, link=voice.link)
    body = {"version": version.number, "sha256": version.sha256, "stakeholder": person.pk, "how": voice.how}
    note("minute.approved", version.minute, voice.actor, moment, link=voice.link.pk, **body)
    take_effect_if_all_agree(version, actor=voice.actor, at=moment)
    return approval


@transaction.atomic
def _object(voice: Voice, words: str, at: datetime) -> Objection:
    version = _take(voice, at)
    moment = _not_before(version, at)
    person = voice.link.stakeholder
    objection = Objection.objects.create(
        version=version, stakeholder=person, at=moment, how=voice.how, link=voice.link, words=words
    )
    version.refused_at = moment
    version.save(update_fields=["refused_at"])
    withdraw_links(version, at=moment)
    body = {"version": version.number, "sha256": version.sha256, "stakeholder": person.pk, "how": voice.how}
    note("minute.objected", version.minute, voice.actor, moment, link=voice.link.pk, **body)
    letters.tell_objection(objection, news_of(version, sender=sender_of(version), at=moment))
    return objection


def _by_link(token: str, code: str, at: datetime) -> Voice:
    link = open_link(token, at=at)
    check_code(link, token, code, at=at)
    handed = Letter.objects.filter(about=f"approval-link:{link.pk}", state=Letter.State.HANDED_OVER).exists()
    how = "hand" if handed else ("code" if link.code_hash else "mailbox")
    return Voice(link, how, _actor_of(link.stakeholder))


def _as_member(minute: Minute, member: Member) -> Voice:
    """The member's own link decides, so that they decide once; whether it has expired does not matter to them."""
    version = last_version(minute)
    links = ApprovalLink.objects.filter(version=version, stakeholder__member=member, stakeholder__removed_at=None)
    link = links.select_related("version__minute", "stakeholder").order_by("-pk").first()
    if link is None or not is_waiting(version):
        raise NotPossible("not-asked")
    return Voice(link, "member", member.actor)


def _take(voice: Voice, at: datetime) -> Version:
    """Use the link up, under the minute's lock, if it still decides. Raises LinkRefused."""
    lock(voice.link.version.minute)
    link = ApprovalLink.objects.select_related("version__minute", "version__change__base", "stakeholder").get(
        pk=voice.link.pk
    )
    reason = why_not(link, at) if voice.how != "member" else _why_not_signed_in(link)
    if not reason:
        taken = ApprovalLink.objects.filter(pk=link.pk, decided_at=None, withdrawn_at=None)
        reason = "" if taken.update(decided_at=_not_before(link.version, at)) else "link-used"
    if reason:
        raise DeadLink(reason, link)
    return link.version


def _why_not_signed_in(link: ApprovalLink) -> str:
    """Neither expiry nor wrong codes typed by whoever had the letter keep a member from deciding at the desk."""
    reason = why_not(link, link.made_at)
    return "" if reason == "link-locked" else reason


def _not_before(version: Version, at: datetime) -> datetime:
    """Clocks jump; nobody answers before they were asked."""
    return max(at, version.sent_at or at)


def _actor_of(person: Stakeholder) -> str:
    return person.member.actor if person.member else f"stakeholder:{person.pk}"


def _words(words: str) -> str:
    """Somebody's words as they are kept: whole or not at all."""
    clean = words.replace("\x00", "").replace("\r\n", "\n").strip()
    if not clean:
        raise NotPossible("no-words")
    if len(clean) > LONGEST_WORDS:
        raise NotPossible("words-too-long")
    return clean.encode("utf-8", "replace").decode("utf-8")
