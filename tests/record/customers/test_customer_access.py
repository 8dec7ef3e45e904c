"""Who sees which customers, and the lists of them."""

from __future__ import annotations

import builders
import pytest
import threads

from evenhand.record.customers import access, queries
from evenhand.record.customers.actions import merge, rename
from evenhand.record.customers.models import Contact, CustomerDomain
from evenhand.record.people.errors import NotFound
from evenhand.record.people.models import Member

pytestmark = pytest.mark.django_db


def names_seen_by(member: Member) -> set[str]:
    """The names of the customers a member sees, after one for each case was made."""
    nordic, training = builders.team("Nordic desk"), builders.team("Training")
    threads.customer("of our team", team=nordic)
    threads.customer("of no team")
    threads.customer("of theirs", team=training)
    threads.thread(team=nordic, whose=threads.customer("of theirs who wrote to us", team=training))
    return {customer.name for customer in access.customers_for(member)}


def test_an_agent_sees_customers_of_their_teams_of_none_and_who_wrote_to_them() -> None:
    assert names_seen_by(builders.ada()) == {"of our team", "of no team", "of theirs who wrote to us"}


def test_managers_and_finance_see_all_customers() -> None:
    everybody = {"of our team", "of no team", "of theirs", "of theirs who wrote to us"}
    assert names_seen_by(builders.helena()) == names_seen_by(builders.petra()) == everybody


def test_wellbeing_and_administrators_see_none() -> None:
    assert names_seen_by(builders.aino()) == names_seen_by(builders.sam()) == set()


def test_a_customer_of_another_team_and_its_people_are_not_found() -> None:
    row = threads.customer("of theirs", team=builders.team("Training"))
    contact = Contact.objects.create(customer=row, name="Kim", first_seen_at=threads.NOW)
    with pytest.raises(NotFound):
        access.customer_for(builders.ada(), row.pk)
    with pytest.raises(NotFound):
        access.contact_for(builders.ada(), contact.pk)
    assert access.contact_for(builders.cy(), contact.pk) == contact


def test_a_merged_customer_is_gone_from_lists() -> None:
    one, other = threads.customer("One"), threads.customer("Other")
    merge(one, other, by=builders.bo(), at=threads.NOW)
    assert names_seen_by(builders.helena()) >= {"Other"}
    with pytest.raises(NotFound):
        access.customer_for(builders.helena(), one.pk)


def test_customers_come_by_name_in_pages_that_continue(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "PAGE", 2)
    for name in ("Cedar", "Alder", "Birch", "Elm", "Date"):
        threads.customer(name)
    names, after = [], ""
    for _ in range(3):
        page = queries.customers_page(builders.ada(), after=after)
        names += [customer.name for customer in page.customers]
        after = page.more or ""
    assert names == ["Alder", "Birch", "Cedar", "Date", "Elm"]
    assert page.more is None


def test_a_customer_is_found_by_name_or_domain() -> None:
    row = threads.customer("Alder Logistics")
    threads.customer("Fenwick")
    CustomerDomain.objects.create(domain="alderlogistics.example", customer=row)
    ada = builders.ada()
    assert [one.name for one in queries.customers_page(ada, name="LOGISTICS").customers] == ["Alder Logistics"]
    assert [one.name for one in queries.customers_page(ada, name="logistics.exam").customers] == ["Alder Logistics"]
    assert [one.name for one in queries.customers_named(ada, "fen")] == ["Fenwick"]


def test_changes_tell_what_became_of_a_customer() -> None:
    one, other, bo = threads.customer("One"), threads.customer("Other"), builders.bo()
    rename(other, "Another", by=bo, at=threads.NOW)
    merge(one, other, by=bo, at=threads.NOW + threads.HOUR)
    assert [change.kind for change in queries.changes_of(other)] == ["merge", "rename"]
