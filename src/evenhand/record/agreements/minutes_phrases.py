"""The paragraphs of letters about minutes, in the active language."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext, pgettext

from evenhand.record.agreements.models import Change, Version
from evenhand.record.people.models import Member
from evenhand.record.people.queries import workspace


def greeting(name: str) -> str:
    """The first line of a letter."""
    return gettext("Dear %(name)s,") % {"name": name}


def subject(version: Version, *, is_reminder: bool) -> str:
    """What the letter is about, in one line."""
    if is_reminder:
        words = gettext("Still waiting for your answer: %(minute)s")
    elif change_of(version) is not None:
        words = gettext("A change that needs your answer: %(minute)s")
    else:
        words = gettext("Is this what was agreed? %(minute)s")
    return words % {"minute": version.minute.title}


def request(version: Version, by: Member, *, is_reminder: bool) -> str:
    """Who asks for what."""
    values = {"who": by.name, "firm": workspace().name, "minute": version.minute.title, "number": version.number}
    if change_of(version) is not None:
        words = gettext(
            "%(who)s (%(firm)s) asks you whether “%(minute)s”, to which you have agreed, may be changed to version "
            "%(number)s. The version in force stands until all who are named have agreed."
        )
    else:
        words = gettext(
            "%(who)s (%(firm)s) has written down what was agreed: “%(minute)s”. "
            "Please read it and say whether it is right."
        )
    said = words % values
    if is_reminder:
        earlier = gettext("You have not answered yet. This is a new link; the one sent before no longer works.")
        said = f"{said}\n\n{earlier}"
    return said


def change(version: Version, difference: str) -> list[str]:
    """Why an agreed version is to be changed, what that costs, and the difference; nothing where it is new."""
    row = change_of(version)
    if row is None:
        return []
    return [
        gettext("Why: %(words)s") % {"words": row.why},
        gettext("What it does to the time: %(words)s") % {"words": row.time_impact},
        gettext("What it does to the money: %(words)s") % {"words": row.money_impact},
        gettext("What it does to the scope: %(words)s") % {"words": row.scope_impact},
        gettext("What changes ([- taken out -], {+ put in +}):"),
        difference,
    ]


def how_to(address: str, expires_at: datetime) -> str:
    """The link, until when it works, and that it is personal."""
    words = gettext(
        "Read, agree, object or ask here, until %(day)s:\n%(link)s\n"
        "The link is yours alone: whoever has it can answer in your name, so please do not pass it on."
    )
    return words % {"day": day_of(expires_at), "link": address}


def code_follows(by: Member) -> str:
    """That a code is needed besides the link."""
    return gettext("To decide you also need a code of eight digits. %(who)s tells it to you by another way.") % {
        "who": by.name
    }


def silence() -> str:
    """That no answer is no consent."""
    return gettext("If you do not answer, that is recorded as no answer. It is never taken for consent.")


def what_holds(version: Version) -> str:
    """Which text stands now that this version does not."""
    if change_of(version) is not None:
        return gettext("The version that was in force still stands, unchanged.")
    return gettext("Nothing is agreed yet.")


def quoted(words: str) -> str:
    """Somebody's words, set off as mail does it."""
    return "\n".join(f"> {line}" for line in words.splitlines())


def name_of(member: Member | None) -> str:
    """A member's name, or words for somebody whose row is gone."""
    return member.name if member else gettext("somebody who has left")


def day_of(at: datetime) -> str:
    """A day as the firm's calendar has it: "6 March 2026"."""
    return date_format(at.astimezone(ZoneInfo(workspace().timezone)), pgettext("how a date is written", "j F Y"))


def change_of(version: Version) -> Change | None:
    """The reason and impact beside a version that is to replace an agreed one."""
    return getattr(version, "change", None)
