"""The pages of protection cost as many queries for many rows as for few."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from builders import ada, bo, helena, signed_in
from django.db import connection
from django.test.utils import CaptureQueriesContext
from incidents import an_incident
from measures import DAY, HOUR, a_restriction

from evenhand.doors import clock
from evenhand.record.customers.models import Contact
from evenhand.record.people.models import Member
from evenhand.record.protection.models import Incident, Quotation, Restriction
from evenhand.record.protection.restrictions.appeals import record_appeal

pytestmark = pytest.mark.django_db
NOW = DAY + timedelta(days=20)
FEW, MANY = 3, 40


@pytest.fixture(autouse=True)
def _desk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    for make in (ada, bo, helena):
        make()


def cost(member: Member, where: str) -> int:
    """How many queries a page takes once it has been seen: the first time notes that alerts were shown."""
    browser = signed_in(member)
    assert browser.get(where).status_code == 200
    with CaptureQueriesContext(connection) as asked:
        answer = browser.get(where)
    assert answer.status_code == 200
    return len(asked)


def incidents(count: int) -> None:
    for number in range(count):
        contact = Contact.objects.create(name=f"Caller {number}", first_seen_at=DAY)
        an_incident(contact=contact, who="")


def restrictions(count: int) -> None:
    """More of them like the first, each on somebody else, with an appeal that waits; reviews are due."""
    first = Restriction.objects.first() or a_restriction("end")
    people = [Contact(name=f"P {n}", address=f"p{n}-{count}@acme.example", first_seen_at=DAY) for n in range(count)]
    for person in Contact.objects.bulk_create(people):
        first.pk, first.contact, first._state.adding = None, person, True
        first.save()
        record_appeal(first, "It was not I.", by=bo(), at=NOW - HOUR)


def quotations(count: int) -> None:
    row = Incident.objects.first() or an_incident()
    given = {"incident": row, "end": 3, "text": "You", "sent_at": DAY, "start": 0}
    start = Quotation.objects.count()
    Quotation.objects.bulk_create([Quotation(number=start + n + 1, **given) for n in range(count)], batch_size=500)


@pytest.mark.parametrize(
    ("add", "where"),
    [
        (incidents, "/protection"),
        (incidents, "/"),
        (restrictions, "/protection"),
        (restrictions, "/protection/restrictions"),
        (restrictions, "/"),
        (quotations, "/protection/incidents/{}"),
    ],
)
@pytest.mark.parametrize("who", [helena, bo], ids=["manager", "lead"])
def test_many_rows_take_no_more_queries_than_a_few(
    add: Callable[[int], None], where: str, who: Callable[[], Member]
) -> None:
    costs = []
    for count in (FEW, MANY):
        add(count)
        address = where.format(getattr(Incident.objects.first(), "pk", ""))
        costs.append(cost(who(), address))
    assert costs[1] <= costs[0]
