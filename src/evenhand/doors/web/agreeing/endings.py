"""What is said to the holder of a link that no longer decides: how things stand, and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext

from evenhand.record.agreements.minutes_phrases import day_of
from evenhand.record.agreements.minutes_queries import standing_of, state_of
from evenhand.record.agreements.models import ApprovalLink, Version


@dataclass(frozen=True, slots=True)
class Ending:
    """What happened, what is safe, what to do."""

    heading: str
    words: str
    todo: str


def unknown() -> Ending:
    """For guessed and truncated links alike: nothing tells whether it ever existed."""
    return Ending(
        gettext("This link does not work"),
        gettext("It may have been cut off when it was copied or when the letter was broken into lines."),
        gettext("Open the letter again and copy the whole link, or ask whoever sent it for a new one."),
    )


def ending_of(link: ApprovalLink, code: str, *, at: datetime) -> Ending:
    """For a link that was real; `code` is that of `open_link`."""
    asker = _asker(link)
    if code == "link-used":
        return _used(link, asker, is_expired=link.expires_at <= at)
    if code == "link-refused":
        return _refused(link)
    if code == "link-superseded":
        return _superseded(asker)
    if code == "link-expired":
        return Ending(
            gettext("This link has expired"),
            gettext("You have not answered, and that is recorded as no answer. It is not taken for consent."),
            gettext("Ask %(who)s for a new link if you want to answer.") % {"who": asker},
        )
    if code == "link-locked":
        return Ending(
            gettext("This link is locked"),
            gettext("A wrong code was typed five times. Nothing was decided."),
            gettext("Ask %(who)s for a new link and a new code.") % {"who": asker},
        )
    return _withdrawn(link, asker)


def mark_of(version: Version) -> str:
    """One sentence above a text that can no longer be decided on: which version it is, and what became of it."""
    number, state = version.number, state_of(version)
    if state == "agreed":
        words = gettext("This is version %(number)s. Everyone who is named agreed on %(day)s, and it is in force.")
        return words % {"number": number, "day": _day(version.agreed_at)}
    if state == "superseded":
        words = gettext("This is version %(number)s. It was agreed on %(day)s and replaced on %(end)s.")
        return words % {"number": number, "day": _day(version.agreed_at), "end": _day(version.superseded_at)}
    if state == "refused":
        words = gettext("This is version %(number)s. It was not agreed: somebody objected on %(day)s.")
        return words % {"number": number, "day": _day(version.refused_at)}
    words = gettext("This is version %(number)s. It holds only when everyone who is named has agreed.")
    return words % {"number": number}


def _used(link: ApprovalLink, asker: str, *, is_expired: bool) -> Ending:
    standing = standing_of(link.version)
    mine = next((one for one in standing.answers if one.person.pk == link.stakeholder_id), None)
    day = {"day": _day(link.decided_at)}
    if mine is None or mine.kind == "silent":
        heading, words = gettext("This link was used"), gettext("What was decided by it is recorded.")
    elif mine.kind == "approved":
        heading = gettext("You have agreed")
        words = gettext("Your yes of %(day)s is recorded.") % day
    else:
        heading = gettext("You have not agreed")
        words = gettext("Your objection of %(day)s is recorded with your words, and everyone who is named is told.")
        words = words % day
    todo = gettext("There is nothing left for you to do. You are told by letter how it ends.")
    if is_expired:
        todo = gettext("The link has expired since. If you need the text, ask %(who)s for it.") % {"who": asker}
    elif standing.state == "agreed":
        todo = gettext("Everyone who is named has agreed. The text is in force.")
    elif standing.state == "refused":
        todo = gettext("The text is not agreed. You hear by letter if there is a new version.")
    return Ending(heading, words, todo)


def _refused(link: ApprovalLink) -> Ending:
    before = gettext("The version that was in force still stands, unchanged.")
    return Ending(
        gettext("This version is not agreed"),
        gettext("Somebody who is named does not agree, so nothing is left to decide."),
        before if getattr(link.version, "change", None) else gettext("You hear by letter if there is a new version."),
    )


def _superseded(asker: str) -> Ending:
    return Ending(
        gettext("There is a newer version"),
        gettext("This link belongs to an earlier version of the text. Nothing can be decided about it any more."),
        gettext("The newer version has a link of its own, in a later letter to you. If you have none, ask %(who)s.")
        % {"who": asker},
    )


def _withdrawn(link: ApprovalLink, asker: str) -> Ending:
    if link.stakeholder.removed_at is not None:
        words = gettext("You are no longer asked about this text.")
    elif link.version.withdrawn_at is not None:
        words = gettext("The text was withdrawn, so there is nothing left to decide.")
    else:
        words = gettext("A newer letter with a new link was sent to you; this one no longer works.")
    return Ending(gettext("This link was withdrawn"), words, gettext("If in doubt, ask %(who)s.") % {"who": asker})


def _asker(link: ApprovalLink) -> str:
    return link.made_by.name if link.made_by else gettext("whoever sent it")


def _day(at: datetime | None) -> str:
    return day_of(at) if at else ""
