"""Every page about an incident writes down who opened it: walked over all addresses, by everybody who may."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import count

import pytest
from addresses import addresses
from builders import START, ada, aino, bo, cy, helena, petra, sam, signed_in
from handing_out import asked_made_and_taken
from incidents import DAY, an_incident

from evenhand.doors import clock
from evenhand.record.ledger.models import Entry
from evenhand.record.people.models import Member
from evenhand.record.protection import packs
from evenhand.record.protection.models import Alert, Incident, Look, Pack

pytestmark = pytest.mark.django_db
ABOUT_AN_INCIDENT = ("incident", "alert", "pack")
IN_THE_QUERY = ("act",)
"""Pages that take the number of an incident in their address, after the question mark."""


@pytest.fixture(autouse=True)
def _each_an_hour_later(monkeypatch: pytest.MonkeyPatch) -> None:
    """No look is the same as the one before: the clock goes on by an hour whenever it is asked."""
    hours: Iterator[int] = count(1)
    monkeypatch.setattr(clock, "now", lambda: DAY + timedelta(days=1) + timedelta(hours=next(hours)))


def asked_for(incident: Incident, *, at: datetime = DAY) -> Pack:
    return packs.ask(incident, reason="For the police", language="en", redacts=True, by=helena(), at=at)


def sensitive() -> dict[str, str]:
    """The addresses of one incident, its alert and its pack, by name."""
    incident = an_incident(by=ada())
    things = {
        "incident": incident.pk,
        "alert": Alert.objects.get(incident=incident).pk,
        "pack": asked_for(incident).pk,
        "pack-ask": incident.pk,
    }
    every = addresses(things)
    found = {name: address for name, address in every.items() if name.startswith(ABOUT_AN_INCIDENT)}
    general = {name for name in found if not any(character.isdigit() for character in found[name])}
    assert general == {"incident-report", "incidents-mine"}, "these tell of no incident that others reported"
    for name in general:
        del found[name]
    return found | {name: f"{every[name]}?incident={incident.pk}" for name in IN_THE_QUERY}


def opened(member: Member, address: str) -> bool:
    answer = signed_in(member).get(address)
    return answer.status_code == 200


def test_whoever_opens_a_page_about_an_incident_is_written_down() -> None:
    people = [make() for make in (ada, bo, cy, helena, petra, aino, sam)]
    pages = sensitive()
    unseen, seen = [], set()
    for name, address in pages.items():
        for member in people:
            before, entries = Look.objects.count(), Entry.objects.filter(kind="incident.seen").count()
            if not opened(member, address):
                assert Look.objects.count() == before, f"{name} was refused to {member}, and yet a look was written"
                continue
            seen.add(name)
            looked = Look.objects.count() > before and Entry.objects.filter(kind="incident.seen").count() > entries
            if not looked or not _names(member):
                unseen.append(f"{name} by {member}")
    assert unseen == []
    assert {"incident", "incident-reported", "alert", "pack", "pack-ask", "act"} <= seen


def _names(member: Member) -> bool:
    """Whether the last look is theirs: by name, or of whoever reported as that."""
    look = Look.objects.order_by("at").last()
    return look is not None and (look.is_reporter if member == ada() else look.member == member)


def test_taking_a_pack_is_written_down_as_that() -> None:
    people = [make() for make in (ada, bo, helena, aino)]
    incident = an_incident(by=people[0])
    pack = asked_for(incident)
    packs.approve(pack, by=aino(), at=START + timedelta(days=9))
    assert asked_made_and_taken(signed_in(helena()), addresses({"pack": pack.pk})["pack-file"])
    assert Look.objects.get(what=Look.What.EXPORT).member == helena()
