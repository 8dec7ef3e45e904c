"""The two pages that people read first: the incident in five W and one H, and what the employer did about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext, pgettext

from evenhand.doors.incident_words import channel_word, demand_word, fault_word, manner_word, severity_word
from evenhand.doors.reports.incident import events
from evenhand.doors.reports.incident.blocks import Block, fact, heading, line, told, words
from evenhand.doors.reports.incident.events import Event
from evenhand.doors.reports.incident.marks import marked
from evenhand.doors.reports.incident.naming import Naming
from evenhand.doors.reports.incident.words import ALLOWED, word
from evenhand.record.customers.models import Contact
from evenhand.record.people.queries import workspace
from evenhand.record.protection.models import Allowed, Incident, Policy, Quotation

AT_ONCE = 200


def incident_title(incident: Incident) -> str:
    """The heading of the page about the incident."""
    return gettext("Incident %(number)s") % {"number": incident.pk}


def employer_title(incident: Incident) -> str:
    """The heading of the page about the employer."""
    return gettext("Incident %(number)s: what the employer did") % {"number": incident.pk}


def incident_page(naming: Naming, notes: Sequence[str] = ()) -> Iterator[Block]:
    """When, where, who, what, why and how."""
    row = naming.scope.incident
    yield from _head(naming, notes)
    yield heading(pgettext("five W and one H", "When"))
    yield fact(gettext("It happened"), naming.stamp(row.occurred_at))
    yield fact(gettext("It was reported"), naming.stamp(row.reported_at))
    yield heading(pgettext("five W and one H", "Where"))
    yield fact(gettext("How they met"), channel_word(row.channel))
    if row.place:
        yield fact(gettext("Place"), naming.told(row.place))
    if row.conversation and row.conversation.subject:
        yield fact(gettext("Conversation"), naming.told(row.conversation.subject))
    yield heading(pgettext("five W and one H", "Who"))
    yield from _who(naming)
    yield heading(pgettext("five W and one H", "What"))
    yield from _what(naming)
    yield heading(pgettext("five W and one H", "Why"))
    if row.asked:
        yield from told(gettext("What was asked for"), naming.told(row.asked))
    yield fact(gettext("Was it a fair thing to ask for?"), demand_word(row.demand))
    yield fact(gettext("Whose fault was what they complained about?"), fault_word(row.ours))
    yield heading(pgettext("five W and one H", "How"))
    yield fact(gettext("Was the manner acceptable?"), manner_word(row.manner))
    yield fact(gettext("Severity"), severity_word(row.severity))
    if row.answered:
        yield from told(gettext("What was answered"), naming.told(row.answered))
    if row.line:
        yield from told(gettext("In the words of whoever reported it"), naming.told(row.line))


def employer_page(naming: Naming, notes: Sequence[str] = ()) -> Iterator[Block]:
    """Who was told and what they did: alerts, support, acts and the policy behind them, amends, merit, measures."""
    yield from _head(naming, notes)
    yield from _policy(naming)
    found = events.events(naming)
    for section, title, nothing in _sections():
        yield heading(title)
        here = [event for event in found if event.section == section]
        for event in here:
            yield from as_blocks(event, naming)
        if not here:
            yield line(nothing)


def as_blocks(event: Event, naming: Naming) -> Iterator[Block]:
    """An event as it stands on a page: when, what, and somebody's words."""
    yield line(f"{naming.stamp(event.at)} · {event.sentence}")
    if event.words:
        yield words(event.words)


def _head(naming: Naming, notes: Sequence[str]) -> Iterator[Block]:
    firm = workspace()
    values = {"firm": firm.name, "zone": firm.timezone}
    yield line(gettext("From the record of %(firm)s. All times are those of %(zone)s.") % values)
    if naming.scope.redacts:
        yield line(gettext("People who took no part are called “person 1”, “person 2” and so on."))
    yield from map(line, notes)


def _who(naming: Naming) -> Iterator[Block]:
    row = naming.scope.incident
    if row.contact:
        yield fact(gettext("Who did it"), _with_address(row.contact))
    if row.who:
        yield fact(gettext("Who did it, in the reporter’s words"), naming.told(row.who))
    if row.customer:
        yield fact(gettext("Customer"), row.customer.name)
    yield fact(gettext("Reported by"), naming.reporter())
    if row.team:
        yield fact(gettext("Team"), row.team.name)
    if row.joined:
        yield fact(gettext("Who else was there"), naming.told(row.joined))


def _with_address(contact: Contact) -> str:
    return f"{contact} <{contact.address}>" if contact.name and contact.address else str(contact)


def _what(naming: Naming) -> Iterator[Block]:
    count = 0
    for quotation in naming.scope.quotations().iterator(chunk_size=AT_ONCE):
        count += 1
        yield from _quotation(quotation, naming)
    if not count:
        yield line(gettext("Nothing was quoted: it was not in writing, or its words were erased."))


def _quotation(row: Quotation, naming: Naming) -> Iterator[Block]:
    values = {"number": row.number, "at": naming.stamp(row.sent_at)}
    yield line(gettext("Message %(number)s of %(at)s:") % values)
    yield words(row.text, parts=marked(row.text, [(0, len(row.text))] if row.is_attack else [], naming))


def _policy(naming: Naming) -> Iterator[Block]:
    yield heading(gettext("What was allowed in advance"))
    incident = naming.scope.incident
    policy = Policy.objects.filter(made_at__lte=incident.occurred_at).order_by("-number").first()
    if policy is None:
        yield line(gettext("No policy was in force on the day it happened."))
        return
    values = {"number": policy.number, "at": naming.stamp(policy.made_at)}
    yield line(gettext("In force on that day: version %(number)s of the policy, decided on %(at)s.") % values)
    allowed = Allowed.objects.filter(policy=policy, severity=incident.severity).order_by("pk")
    for row in allowed:
        money = f" ≤ {row.amount} {row.currency}" if row.amount is not None else ""
        yield line(f"– {word(ALLOWED, row.act)}{money}")
    if not allowed:
        yield line(gettext("At this severity it allowed nothing without asking."))


def _sections() -> list[tuple[str, str, str]]:
    none = gettext("None is on record.")
    return [
        (events.ALERTS, gettext("Who was told, and what they answered"), gettext("Nobody could be asked to answer.")),
        (events.SUPPORTED, gettext("Support that was asked for and given"), none),
        (events.DONE, gettext("What was done to stay safe"), none),
        (events.GOOD, gettext("What was made good"), none),
        (events.MERIT, gettext("What the complaint itself was worth"), none),
        (events.MEASURES, gettext("Warnings and restrictions"), none),
        (events.FIRM, gettext("What the customer’s firm was asked or told"), none),
    ]
