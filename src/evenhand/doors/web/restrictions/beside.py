"""What other pages show of measures: an incident, a conversation, a customer, Today, and the page Protection."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from evenhand.doors.web.incidents.naming import who_did
from evenhand.doors.web.restrictions import words
from evenhand.doors.web.templatetags.desk import person
from evenhand.record.conversations.models import Conversation
from evenhand.record.customers.models import Customer
from evenhand.record.people.access import may
from evenhand.record.people.calendar import day_of, working_calendar
from evenhand.record.people.models import Member
from evenhand.record.protection.models import Appeal, EmployerLetter, Incident, Merit, Restriction, Warning
from evenhand.record.protection.restrictions import queries
from evenhand.record.protection.restrictions.access import employer_letters_for
from evenhand.record.protection.restrictions.deciding import may_warn
from evenhand.record.protection.restrictions.turns import in_force
from evenhand.record.protection.restrictions.whom import whom_of


@dataclass(frozen=True, slots=True)
class Line:
    """One restriction in a list, every word ready."""

    row: Restriction
    who: str
    firm: str
    kind: str
    applies: str
    until: str
    begins: date
    is_due: bool
    is_ahead: bool
    is_over: bool


@dataclass(frozen=True, slots=True)
class WarningLine:
    """One warning in a list; `by` never names whoever reported the incident."""

    row: Warning
    who: str
    by: str


@dataclass(frozen=True, slots=True)
class Measures:
    """What followed an incident, or stands on a customer, and what the member may do about it."""

    merits: Sequence[tuple[Merit, str]]
    warnings: Sequence[WarningLine]
    restrictions: Sequence[Line]
    may_record: bool
    may_warn: bool
    query: str
    sees: bool


@dataclass(frozen=True, slots=True)
class Due:
    """What waits for whoever decides."""

    reviews: Sequence[Line]
    appeals: Sequence[tuple[Appeal, str]]

    def __bool__(self) -> bool:
        return bool(self.reviews or self.appeals)

    def __len__(self) -> int:
        return len(self.reviews) + len(self.appeals)


def measures_of(incident: Incident, member: Member, now: datetime) -> Measures:
    """What followed an incident, for its page."""
    found_warnings, restrictions = queries.measures_about(member, incident)
    return Measures(
        merits=[(row, who_did(incident, row.by)) for row in queries.merits_about(member, incident)],
        warnings=warning_lines(found_warnings),
        restrictions=lines(restrictions, now),
        may_record=may(member, "record_merit"),
        may_warn=may_warn(member, incident),
        query=f"incident={incident.pk}",
        sees=may(member, "see_restrictions"),
    )


def measures_of_customer(customer: Customer, member: Member, now: datetime) -> Measures:
    """What stands on a customer and its people."""
    return Measures(
        merits=(),
        warnings=warning_lines(queries.warnings_of_customer(member, customer, now=now)),
        restrictions=lines(queries.restrictions_of_customer(member, customer, now=now), now),
        may_record=may(member, "record_merit"),
        may_warn=may_warn(member, None),
        query=f"customer={customer.pk}",
        sees=may(member, "see_restrictions"),
    )


def restricted(conversation: Conversation, member: Member, now: datetime) -> list[Line]:
    """What whoever answers this conversation has to know."""
    return lines(queries.restrictions_on_conversation(member, conversation, now=now), now)


def due_for(member: Member, now: datetime) -> Due:
    """Reviews whose day has come, and appeals to decide."""
    if not may(member, "see_restrictions") or not queries.is_anything_open():
        return Due((), ())
    appeals = [(row, whom_of(row.restriction).name) for row in queries.appeals_waiting(member)]
    return Due(lines(queries.reviews_due(member, now=now), now), appeals)


def firm_letters(member: Member, row: Restriction) -> list[tuple[EmployerLetter, str]]:
    """The letters to their firm about a restriction, with who wrote each, who is never named as whoever reported."""
    written = list(employer_letters_for(member).filter(restriction=row).select_related("incident"))
    rests_on = [(one, one.incident or row.incident) for one in written]
    return [(one, who_did(incident, one.by) if incident else person(one.by)) for one, incident in rests_on]


def lines(rows: Sequence[Restriction], now: datetime) -> list[Line]:
    """Restrictions as lines of a list."""
    if not rows:
        return []
    today, zone = day_of(now, working_calendar()), words.desk_zone()
    return [
        Line(
            row=row,
            who=whom_of(row).name,
            firm=row.contact.customer.name if row.contact and row.contact.customer else "",
            kind=words.kind_word(row.kind),
            applies=words.what_applies(row),
            until=words.until_words(row, now, zone),
            begins=row.from_at.astimezone(zone).date(),
            is_due=in_force(row, now) and row.review_at <= today,
            is_ahead=row.from_at > now,
            is_over=not in_force(row, now),
        )
        for row in rows
    ]


def warning_lines(rows: Sequence[Warning]) -> list[WarningLine]:
    """Warnings as lines of a list."""
    return [
        WarningLine(row, whom_of(row).name, who_did(row.incident, row.by) if row.incident else person(row.by))
        for row in rows
    ]
