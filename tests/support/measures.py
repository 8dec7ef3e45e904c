"""Merits, warnings and restrictions for tests: Mia of Acme wrote what she wrote, and Helena decides."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from builders import START, bo, helena, team
from incidents import an_incident
from mail import HARBOURLINE, a_reading, an_arrival, message_of

from evenhand.record.conversations.models import Conversation, Message
from evenhand.record.customers.models import Contact, Customer
from evenhand.record.erasing import arrivals
from evenhand.record.people.models import Member
from evenhand.record.protection.models import Appeal, Incident, Merit, Restriction, Warning
from evenhand.record.protection.restrictions import appeals, merits, restricting, warnings
from evenhand.record.protection.restrictions import turns as restriction_turns
from evenhand.record.protection.restrictions.letters import Outgoing, Tongues
from evenhand.record.protection.restrictions.whom import Whom

DAY = START + timedelta(days=7, hours=2)
"""The Monday on which the incident happens (see incidents.py)."""
HOUR = timedelta(hours=1)
LINK = "https://desk.example/appeal/{}"


def mia(customer: Customer | None = None) -> Contact:
    """The contact everything here is about, at Acme of the Nordic desk unless said otherwise."""
    found = Contact.objects.filter(address="mia@acme.example").first()
    return found or Contact.objects.create(
        name="Mia Stone", address="mia@acme.example", customer=customer or acme(), first_seen_at=START
    )


def acme() -> Customer:
    """Her firm."""
    found = Customer.objects.filter(name="Acme").first()
    return found or Customer.objects.create(name="Acme", team=team(), first_seen_at=START)


def her() -> Whom:
    """Mia alone."""
    return Whom(contact=mia())


def firm() -> Whom:
    """All people of Acme."""
    return Whom(customer=acme())


def her_incident(severity: str = "abuse", **changed: Any) -> Incident:
    """What Ada reported of her."""
    return an_incident(severity, contact=mia(), customer=acme(), **changed)


def a_merit(whom: Whom | None = None, incident: Incident | None = None, *, at=DAY + HOUR, **changed: Any) -> Merit:
    """A fair complaint with something owed that is planned."""
    new = merits.NewMerit(
        whom or her(), "A new invoice.", "fair", "yes", "planned", "The new invoice.", date(2026, 3, 20),
        incident=incident,
    )  # fmt: skip
    return merits.record_merit(replace(new, **changed), by=bo(), at=at)


def a_warning(
    whom: Whom | None = None, incident: Incident | None = None, *, by: Member | None = None, at=DAY + HOUR
) -> Warning:
    """A warning as we would write it."""
    new = warnings.NewWarning(whom or her(), "You called a colleague names.", incident)
    words = warnings.draft_warning(new, by=by or bo(), at=at)
    return warnings.warn(new, Outgoing("mia@acme.example", words.subject, words.text), by=by or bo(), at=at)


def a_plan(kind: str = "no-abuse", whom: Whom | None = None, **changed: Any) -> restricting.NewRestriction:
    """A restriction to be decided a day after the incident, for four weeks, looked at again after two."""
    start = changed.pop("from_at", DAY + timedelta(days=1))
    new = restricting.NewRestriction(
        whom or her(), kind, "You went on after the warning.", start, start + timedelta(days=28),
        (start + timedelta(days=14)).date(), tongues=Tongues("en", "fi"),
    )  # fmt: skip
    return replace(new, **changed)


def decided(new: restricting.NewRestriction, *, by: Member | None = None, at=None, **words: str) -> Restriction:
    """Decided by Helena at the moment it begins, by the letter as we would write it."""
    member, now = by or helena(), at or new.from_at
    written = restricting.draft_restriction(new, by=member, at=now)
    letter = replace(Outgoing("mia@acme.example", written.subject, written.text), **words)
    return restricting.restrict(new, letter, link_to=LINK.format, by=member, at=now)


def a_restriction(kind: str = "no-abuse", whom: Whom | None = None, **changed: Any) -> Restriction:
    """One that is in force from the day after the incident, with all that has to come before it."""
    about = whom or her()
    a_merit(about)
    a_warning(about)
    return decided(a_plan(kind, about, **changed))


def turned(act: str, row: Restriction, turn: restriction_turns.Turn, *, at, by: Member | None = None) -> Any:
    """`review`, `lift` or `extend` by the letter as we would write it."""
    words = restriction_turns.draft_turn(row, turn, by=by or helena(), at=at)
    letter = Outgoing("mia@acme.example", words.subject, words.text)
    return getattr(restriction_turns, act)(row, turn, letter, link_to=LINK.format, by=by or helena(), at=at)


def outcome(appeal: Appeal, decision: appeals.Decision, *, by: Member, at) -> Appeal:
    """An appeal decided by the letter as we would write it."""
    words = appeals.draft_decision(appeal, decision, by=by, at=at)
    letter = Outgoing("mia@acme.example", words.subject, words.text)
    return appeals.decide_appeal(appeal, decision, letter, link_to=LINK.format, by=by, at=at)


def she_writes(*, at, manner: str = "civil", **given: Any) -> Message:
    """A mail of hers that comes in by the way all mail comes in."""
    sent = (at - START) / timedelta(days=1)
    arrival = an_arrival("mia@acme.example", name="Mia Stone", days=sent, reading=a_reading(manner=manner), **given)
    arrivals.file_arrivals([arrival], ours=HARBOURLINE, actor="system", at=at)
    return message_of(arrival)


def now(conversation: Conversation) -> Conversation:
    """The row as it is by now."""
    return Conversation.objects.get(pk=conversation.pk)
