"""What is said to the holder of a link that no longer works: how things stand, and what to do."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext

from evenhand.record.agreements.approvals_links import DeadLink
from evenhand.record.agreements.minutes_queries import Answer, standing_of
from evenhand.record.agreements.models import ApprovalLink


@dataclass(frozen=True, slots=True)
class Ending:
    """A calm page: what happened, what is safe, what to do; `answers` where the holder may see how the others stand."""

    heading: str
    words: str
    todo: str
    answers: tuple[Answer, ...] = ()


def unknown() -> Ending:
    """For guessed and truncated links alike: nothing tells whether it ever existed."""
    return Ending(
        gettext("This link does not work"),
        gettext("It may have been cut off when it was copied or when the letter was broken into lines."),
        gettext("Open the letter again and copy the whole link, or ask whoever sent it for a new one."),
    )


def ending_of(dead: DeadLink) -> Ending:
    """The page for a link that was real."""
    link, asker = dead.link, _asker(dead.link)
    if dead.code == "link-used":
        return _used(link)
    if dead.code == "link-refused":
        return _refused(link)
    if dead.code == "link-superseded":
        return Ending(
            gettext("There is a newer version"),
            gettext("This link belongs to an earlier version of the text. Nothing can be decided about it any more."),
            gettext("The newer version has a link of its own, in a later letter to you. If you have none, ask %(who)s.")
            % {"who": asker},
        )
    if dead.code == "link-expired":
        return Ending(
            gettext("This link has expired"),
            gettext("You have not answered, and that is recorded as no answer. It is not taken for consent."),
            gettext("Ask %(who)s for a new link if you want to answer.") % {"who": asker},
        )
    if dead.code == "link-locked":
        return Ending(
            gettext("This link is locked"),
            gettext("A wrong code was typed five times. Nothing was decided."),
            gettext("Ask %(who)s for a new link and a new code.") % {"who": asker},
        )
    return _withdrawn(link, asker)


def _used(link: ApprovalLink) -> Ending:
    standing = standing_of(link.version)
    mine = next((one for one in standing.answers if one.person.pk == link.stakeholder_id), None)
    if mine is None or mine.kind == "silent":
        heading, words = gettext("This link was used"), gettext("What was decided by it is recorded.")
    elif mine.kind == "approved":
        heading = gettext("You have agreed")
        words = gettext("Your yes is recorded.")
    else:
        heading = gettext("You have not agreed")
        words = gettext("Your objection and your words are recorded, and everyone who is named is told.")
    todo = gettext("There is nothing left for you to do. You are told by letter how it ends.")
    if standing.state == "agreed":
        todo = gettext("Everyone who is named has agreed. The text is in force.")
    elif standing.state == "refused":
        todo = gettext("The text is not agreed. You hear by letter if there is a new version.")
    return Ending(heading, words, todo, tuple(standing.answers))


def _refused(link: ApprovalLink) -> Ending:
    before = gettext("The version that was in force still stands, unchanged.")
    return Ending(
        gettext("This version is not agreed"),
        gettext("Somebody who is named does not agree, so nothing is left to decide."),
        before if getattr(link.version, "change", None) else gettext("You hear by letter if there is a new version."),
        tuple(standing_of(link.version).answers),
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
