"""Letters of warnings and restrictions: composed, read over by the draft check, changed by whoever signs, and posted.

Where a letter tells how to appeal, APPEAL stands for the personal link until it is posted: nobody here need see the
link, and what is kept of the letter does not hold it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db.models import QuerySet

from evenhand.knowledge.drafting.check import CHECKED_AT_MOST, check_draft, for_audience
from evenhand.knowledge.drafting.draft import Audience, draft_of
from evenhand.knowledge.drafting.finding import Finding
from evenhand.record.conversations.working import NotPossible
from evenhand.record.outbox import letters
from evenhand.record.outbox.addressing import BadAddress
from evenhand.record.outbox.models import Letter
from evenhand.record.people.models import Member
from evenhand.record.people.queries import workspace
from evenhand.record.people.tokens import digest, new_token
from evenhand.record.protection.incidents.reporting import shown_role
from evenhand.record.protection.models import AppealLink, EmployerLetter, Restriction, Warning
from evenhand.record.protection.restrictions.deciding import deciding_role
from evenhand.record.protection.texts import Composed, Value, compose, kinds
from evenhand.record.replies.house_rules import house_books
from evenhand.record.replies.queries import slugs_off

APPEAL = "‹appeal›"
BETWEEN = "\n* * *\n"
LONGEST = 40_000
MOMENT = timedelta(minutes=10)
"""Within this the same letter by the same member is a button pressed twice, not a second decision."""
LinkTo = Callable[[str], str]
"""The whole address of a token's page."""


@dataclass(frozen=True, slots=True)
class Tongues:
    """The languages of a letter; `second` is empty for none."""

    first: str
    second: str = ""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A letter as whoever signs it wants it: to this address, in these words."""

    to: str
    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class Found:
    """A finding of the draft check in a letter, and the words that it is about; `text` is the part it was found in."""

    finding: Finding
    words: str
    language: str
    text: str


def signed(by: Member | None, role: str, fallback: str = "") -> dict[str, Value | None]:
    """Who signs and where they are reached. Nobody but the firm where they are gone."""
    firm = workspace().name
    address = by.email if by is not None and by.left_at is None else fallback or letters.desk_address()
    return {"name": by.name if by else firm, "role": role, "firm": firm, "address": address or firm}


def acting_role(member: Member) -> str:
    """The role in which a member warns, writes to a firm or decides: the one that lets them, else their plainest."""
    held = member.roles()
    return next((role for role in (deciding_role(), "manager", "lead") if role in held), shown_role(member))


def composed(kind: str, tongues: Tongues, values: Mapping[str, Value | None]) -> Composed:
    """The letter of a kind with those of the values that it asks for. Raises TextError."""
    places = kinds()[kind]
    asked = places.needed | places.optional | places.choices.keys()
    return compose(
        kind, tongues.first, {name: value for name, value in values.items() if name in asked}, tongues.second
    )


def findings_in(text: str) -> list[Found]:
    """What the draft check says of a letter to a customer, each language of it by itself; the gravest first."""
    off = slugs_off()
    rules = (*for_audience(Audience.CUSTOMER, off), *house_books(off))
    found: list[Found] = []
    for part in text.replace("\r\n", "\n").split(BETWEEN):
        draft = draft_of(part[:CHECKED_AT_MOST])
        found += [Found(one, part[one.start : one.end], draft.language, part) for one in check_draft(draft, rules)]
    return sorted(found, key=lambda one: -one.finding.severity.rank)


def check_words(letter: Outgoing, *, has_appeal: bool) -> None:
    """Raises NotPossible "letter-empty", "letter-long", or "letter-appeal" where it does not say how to appeal."""
    if not letter.subject.strip() or not letter.text.strip():
        raise NotPossible("letter-empty")
    if len(letter.text) > LONGEST:
        raise NotPossible("letter-long")
    if has_appeal and APPEAL not in letter.text:
        raise NotPossible("letter-appeal")


def check_once(
    rows: QuerySet[Warning] | QuerySet[EmployerLetter], letter: Outgoing, *, by: Member, at: datetime
) -> None:
    """Raises NotPossible "sent-already" where one of these rows keeps this very letter, of a moment ago."""
    if rows.filter(by=by, text=letter.text.strip(), at__gt=at - MOMENT).exists():
        raise NotPossible("sent-already")


def post(letter: Outgoing, about: str, *, by: str, at: datetime, key: str = "", is_secret: bool = False) -> Letter:
    """Hand it to the outbox, inside the transaction of what it tells. Raises NotPossible "letter-address"."""
    try:
        return letters.post(
            letter.to, letter.subject, letter.text, at, key=key, about=about, by=by, is_secret=is_secret
        )
    except BadAddress as error:
        raise NotPossible("letter-address") from error


def post_with_appeal(
    letter: Outgoing, restriction: Restriction, link_to: LinkTo, *, by: str, at: datetime, key: str = ""
) -> Letter:
    """The same with a personal link in the place of APPEAL; of the link only a hash is kept."""
    about = f"restriction:{restriction.pk}"
    if APPEAL not in letter.text:
        return post(letter, about, by=by, at=at, key=key)
    token = new_token()
    AppealLink.objects.create(restriction=restriction, token_hash=digest(token), made_at=at)
    whole = replace(letter, text=letter.text.replace(APPEAL, link_to(token)))
    return post(whole, about, by=by, at=at, key=key, is_secret=True)


def slugs(found: Sequence[Found]) -> frozenset[str]:
    """Which rules found something."""
    return frozenset(one.finding.slug for one in found)
