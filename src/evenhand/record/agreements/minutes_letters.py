"""What people named in a minute are written, each in their own language.

The letters are composed here and not in a door, because a decision by link writes them in its own transaction, and
whoever decides is not the one who reads them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext

from evenhand.record.agreements import minutes_phrases as phrases
from evenhand.record.agreements.minutes import is_waiting
from evenhand.record.agreements.models import ApprovalLink, Objection, Question, Stakeholder, Version
from evenhand.record.outbox import letters
from evenhand.record.people.models import Member


@dataclass(frozen=True, slots=True)
class Ask:
    """What a stakeholder is asked: by which link, at which address it stands, who asks, and what a change changes.

    The difference is the same in every language and may take a second in a long text, so it is made once for all.
    """

    link: ApprovalLink
    address: str
    by: Member
    difference: str = ""
    is_reminder: bool = False


@dataclass(frozen=True, slots=True)
class News:
    """Something that happened to a version, for these people; `sender` looks after letters that no server takes."""

    version: Version
    to: Iterable[Stakeholder]
    sender: Member | None
    at: datetime


def please_agree(ask: Ask, *, at: datetime) -> None:
    """The letter with the personal link; for a change with its reason, its impact and the difference in words."""
    who, version = ask.link.stakeholder, ask.link.version
    if _reads_at_the_desk(who):
        return
    with translation.override(who.language):
        parts = [
            phrases.greeting(who.name),
            phrases.request(version, ask.by, is_reminder=ask.is_reminder),
            *phrases.change(version, ask.difference),
            phrases.how_to(ask.address, ask.link.expires_at),
            *([phrases.code_follows(ask.by)] if ask.link.code_hash else []),
            phrases.silence(),
        ]
        letters.post(
            who.email,
            phrases.subject(version, is_reminder=ask.is_reminder),
            "\n\n".join(parts),
            at,
            about=f"approval-link:{ask.link.pk}",
            by=ask.by.actor,
            is_secret=True,
        )


def tell_objection(objection: Objection, news: News) -> None:
    """Everyone is told who does not agree and why, those who had approved too."""
    who, version = objection.stakeholder.name, news.version

    def words() -> list[str]:
        said = gettext("%(who)s does not agree to version %(number)s of “%(minute)s”, and writes:")
        told = said % {"who": who, "number": version.number, "minute": version.minute.title}
        return [told, phrases.quoted(objection.words), phrases.what_holds(version)]

    _tell(news, lambda: gettext("Not agreed: %(minute)s") % {"minute": version.minute.title}, words)


def tell_effect(news: News) -> None:
    """All named have approved: the version holds from now on."""
    version = news.version

    def words() -> list[str]:
        said = gettext("Everyone who is named has agreed to version %(number)s of “%(minute)s”. It holds from %(day)s.")
        day = phrases.day_of(news.at)
        return [said % {"number": version.number, "minute": version.minute.title, "day": day}]

    _tell(news, lambda: gettext("Agreed: %(minute)s") % {"minute": version.minute.title}, words)


def tell_question(question: Question, news: News) -> None:
    """The member who sent the version is told that somebody asks."""
    title = news.version.minute.title

    def words() -> list[str]:
        asked = gettext("%(who)s asks about “%(minute)s”:") % {"who": question.stakeholder.name, "minute": title}
        return [
            asked,
            phrases.quoted(question.words),
            gettext("You answer it at your desk, on the page of the minute."),
        ]

    _tell(news, lambda: gettext("A question about: %(minute)s") % {"minute": title}, words)


def tell_answer(question: Question, news: News) -> None:
    """A question and its answer go to everyone who is named."""
    title = news.version.minute.title

    def words() -> list[str]:
        asked = gettext("%(who)s asked about “%(minute)s”:") % {"who": question.stakeholder.name, "minute": title}
        answered = gettext("%(who)s answers:") % {"who": phrases.name_of(question.answered_by)}
        said = [asked, phrases.quoted(question.words), answered, phrases.quoted(question.answer)]
        if not is_waiting(news.version):
            return said
        return [*said, gettext("By your personal link you can read and ask, and decide if you have not yet.")]

    _tell(news, lambda: gettext("A question was answered: %(minute)s") % {"minute": title}, words, tell_sender=False)


def tell_withdrawal(by: Member, news: News) -> None:
    """Nobody need decide any more."""
    version = news.version

    def words() -> list[str]:
        said = gettext("%(who)s has withdrawn version %(number)s of “%(minute)s”. There is nothing left to decide.")
        told = said % {"who": by.name, "number": version.number, "minute": version.minute.title}
        return [told, phrases.what_holds(version)]

    _tell(news, lambda: gettext("Withdrawn: %(minute)s") % {"minute": version.minute.title}, words, tell_sender=False)


def _tell(news: News, subject: Callable[[], str], words: Callable[[], list[str]], *, tell_sender: bool = True) -> None:
    """One letter to each, in their language, and to the sender unless they are among them. None holds a link."""
    people = [(one.name, one.email, one.language) for one in news.to if not _reads_at_the_desk(one)]
    sender = news.sender
    told = {email for _, email, _ in people}
    if tell_sender and sender is not None and letters.is_configured() and sender.email not in told:
        people.append((sender.name, sender.email, sender.language))
    by = sender.actor if sender else "system"
    about = f"version:{news.version.pk}"
    for name, email, language in people:
        with translation.override(language):
            text = "\n\n".join([phrases.greeting(name), *words()])
            letters.post(email, subject(), text, news.at, about=about, by=by)


def _reads_at_the_desk(who: Stakeholder) -> bool:
    """Where no mail is sent nobody need hand a letter to a colleague: the desk shows it to them."""
    return who.member_id is not None and not letters.is_configured()
