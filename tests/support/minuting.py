"""Minutes for tests: Alder Logistics agrees with us on two reports a month; Mia and Olli are named there, Bo here."""

from __future__ import annotations

from datetime import timedelta

import threads
from builders import ada, bo, team
from threads import NOW

from evenhand.record.agreements import approvals, approvals_sending, stakeholders
from evenhand.record.agreements.approvals_links import NewLink
from evenhand.record.agreements.changes import Proposal, propose
from evenhand.record.agreements.minutes import NewMinute, in_force, open_minute
from evenhand.record.agreements.models import Minute, Stakeholder, Version

TEXT = "Present: Mia, Ada.\nWe send two reports a month.\nThe price is 900 euros."
MORE = "Present: Mia, Ada.\nWe send four reports a month.\nThe price is 900 euros."
MIA = stakeholders.Named("Mia Holm", "mia@alder.example")
OLLI = stakeholders.Named("Olli Ranta", "olli@alder.example", "fi")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def link_to(token: str) -> str:
    """The whole address of a link."""
    return f"https://desk.example/agree/{token}"


def a_minute(*people: stakeholders.Named, ours: bool = False, text: str = TEXT) -> Minute:
    """Opened by Ada; Mia is named unless others are, and Bo where `ours`."""
    conversation = threads.thread(team=team(), whose=threads.customer(team=team()))
    new = NewMinute("Reports in spring", text, "en", conversation=conversation)
    minute = open_minute(new, by=ada(), at=NOW)
    for person in people or (MIA,):
        stakeholders.add_theirs(minute, person, by=ada(), at=NOW)
    if ours:
        stakeholders.add_ours(minute, bo(), by=ada(), at=NOW)
    return minute


def send(minute: Minute, **changed: object) -> list[NewLink]:
    """Ada asks everyone who is named; the links in the order of theirs first."""
    values = {"link_to": link_to, "by": ada(), "at": NOW} | changed
    made = approvals_sending.send(minute, **values)  # type: ignore[arg-type]
    return sorted(made, key=lambda one: one.link.stakeholder_id)


def an_agreed_minute(*people: stakeholders.Named, ours: bool = False, text: str = TEXT) -> Minute:
    """All who are named have approved."""
    minute = a_minute(*people, ours=ours, text=text)
    for made in send(minute):
        approvals.approve_by_link(made.token, at=NOW + HOUR)
    return minute


def a_change(minute: Minute, text: str = MORE, **changed: object) -> Version:
    """A change of what is in force, written down by Ada and not sent."""
    values: dict[str, object] = {
        "base": in_force(minute),
        "text": text,
        "why": "The board wants more.",
        "time_impact": "Two days more each month.",
        "money_impact": "None.",
        "scope_impact": "Two reports more.",
    }
    return propose(minute, Proposal(**(values | changed)), by=ada(), at=NOW + DAY)  # type: ignore[arg-type]


def person(minute: Minute, name: str) -> Stakeholder:
    """The one named so in a minute."""
    return Stakeholder.objects.get(minute=minute, name__startswith=name, removed_at=None)


def version(minute: Minute, number: int) -> Version:
    """A version as the database has it."""
    return Version.objects.get(minute=minute, number=number)
