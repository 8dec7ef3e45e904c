"""Who is named in a pack, and who is a number in it: people who took no part, and a reporter who is not named."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from django.utils.translation import gettext

from evenhand.doors.reports.incident.scope import Scope
from evenhand.doors.reports.incident.words import reporter_word
from evenhand.record.customers.models import Contact, OwnAddress
from evenhand.record.people.models import Member
from evenhand.record.people.queries import workspace
from evenhand.record.protection.incidents.access import is_reporter, reporter_shown

_ADDRESS = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_LATIN = "A-Za-z0-9\u00c0-\u024f"
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+")
SHORTEST = 2
"""A part of a name in code points: a single letter says nothing."""

Person = Member | Contact | str
"""Somebody here, somebody there, or an address that the desk knows nobody by."""


@dataclass
class Naming:
    """Names for one pack. Numbers are given in the order in which people appear in it, so that they come again."""

    scope: Scope
    numbers: dict[str, int] = field(default_factory=dict)

    def who(self, member: Member | None) -> str:
        """A member who asked, answered, decided or acted: by name; the reporter as they chose to be shown."""
        if member is None:
            return "–"
        if not self.scope.is_named and is_reporter(member, self.scope.incident):
            return gettext("Whoever reported it")
        return member.name

    def reporter(self) -> str:
        """The reporter: by role, or by name where they chose it."""
        role, name = reporter_shown(self.scope.incident)
        return name or reporter_word(role)

    def author(self, member: Member | None, contact: Contact | None, name: str, address: str) -> str:
        """Who wrote a message."""
        person: Person | None = member or contact or address or None
        if not self.scope.redacts or person is None:
            return (member.name if member else str(contact) if contact else "") or name or address or "–"
        return self._named(person) or self._number(person)

    def address(self, member: Member | None, contact: Contact | None, address: str) -> str:
        """The address a message came from; empty for somebody who is a number."""
        is_shown = not self.scope.redacts or self._named(member or contact or address)
        return address if is_shown else ""

    def told(self, text: str) -> str:
        """A text with the names and addresses of people who took no part as "[person 1]"."""
        if not self.scope.redacts or not text:
            return text
        text = _ADDRESS.sub(lambda found: self._instead(found[0], found[0].lower()), text)
        if self._pattern is None:
            return text
        return self._pattern.sub(lambda found: self._instead(found[0], found[0]), text)

    def stamp(self, at: datetime) -> str:
        """A time as the pages have it: the workspace's, to the minute."""
        return f"{at.astimezone(self.zone):%Y-%m-%d %H:%M}"

    @cached_property
    def zone(self) -> ZoneInfo:
        """The time zone of the pages."""
        return ZoneInfo(workspace().timezone)

    def _instead(self, word: str, key: str) -> str:
        person: Person = self._people.get(key, key)
        return word if self._named(person) is not None else f"[{self._number(person)}]"

    def _named(self, person: Person) -> str | None:
        """How somebody who took part is shown; None for whoever is a number."""
        if isinstance(person, str):
            return person if person.lower() in self._shown_addresses else None
        if _key(person) in self._involved:
            return person.name if isinstance(person, Member) else str(person)
        return None

    def _number(self, person: Person) -> str:
        number = self.numbers.setdefault(_key(person), len(self.numbers) + 1)
        return gettext("person %(number)s") % {"number": number}

    @cached_property
    def _involved(self) -> frozenset[str]:
        return frozenset(_key(person) for person in self._parties)

    @cached_property
    def _shown_addresses(self) -> frozenset[str]:
        ours = OwnAddress.objects.values_list("value", flat=True)
        people = (one.email if isinstance(one, Member) else one.address for one in self._parties)
        return frozenset(each.lower() for each in (*ours, *people) if each)

    @cached_property
    def _people(self) -> dict[str, Person]:
        """People who took no part, by each name and address they may be written with."""
        found: dict[str, Person] = {}
        kept = {part for one in self._parties for part in _parts(one.name)}
        for person in self._everybody():
            if _key(person) not in self._involved:
                address = person.email if isinstance(person, Member) else person.address
                for word in [*_parts(person.name), *([address.lower()] if address else [])]:
                    if word not in kept:
                        found.setdefault(word, person)
        return found

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        words = sorted((word for word in self._people if "@" not in word), key=lambda word: (-len(word), word))
        if not words:
            return None
        each = (word if _HAN.match(word) else f"(?<![{_LATIN}]){word}(?![{_LATIN}])" for word in map(re.escape, words))
        return re.compile("|".join(each))

    @cached_property
    def _parties(self) -> list[Member | Contact]:
        scope = self.scope
        contacts = [row for row in (scope.incident.contact,) if row is not None]
        members = [member for member in _deciders(scope) if member is not None]
        members += [one for one in Member.objects.order_by("pk") if one.name and one.name in scope.incident.joined]
        shown = [one for one in members if scope.is_named or not is_reporter(one, scope.incident)]
        if scope.is_named:
            name = reporter_shown(scope.incident)[1]
            shown += [one for one in Member.objects.filter(name=name) if is_reporter(one, scope.incident)]
        return [*contacts, *shown]

    def _everybody(self) -> Iterable[Member | Contact]:
        yield from Member.objects.order_by("pk")
        writers = self.scope.messages().order_by().values("contact")
        contacts = Contact.objects.filter(pk__in=writers)
        if self.scope.incident.customer_id:
            contacts |= Contact.objects.filter(customer=self.scope.incident.customer_id)
        yield from contacts.distinct().order_by("pk")


def _deciders(scope: Scope) -> Iterable[Member | None]:
    for alert in scope.alerts:
        yield alert.member
        yield from (answer.by for answer in alert.answers.all())
    yield from (row.member for row in scope.acts)
    yield from (row.member for row in scope.requests)
    yield from (row.by for row in scope.amends)
    yield from (row.by for row in scope.merits)
    yield from (row.by for row in scope.warnings)
    yield from (row.by for row in scope.letters)
    yield from (row.ended_by for row in scope.warnings)
    for restriction in scope.restrictions:
        yield restriction.by
        yield restriction.member
        yield from (turn.by for turn in (*restriction.reviews.all(), *restriction.extensions.all()))
        lift = getattr(restriction, "lift", None)
        yield lift.by if lift else None
        yield from (appeal.decided_by for appeal in restriction.appeals.all())


def _key(person: Person) -> str:
    if isinstance(person, str):
        return f"address:{person.lower()}"
    return f"{type(person).__name__.lower()}:{person.pk}"


def _parts(name: str) -> list[str]:
    """The name, its parts, and of a name in Han characters the given name, longest first."""
    name = name.strip()
    if len(name) < SHORTEST:
        return []
    if _HAN.fullmatch(name):
        return [name, *([name[1:]] if len(name) > SHORTEST else [])]
    return list(dict.fromkeys([name, *(part for part in name.split() if len(part) >= SHORTEST)]))
