"""Customers and contacts are found by address, domain and name, or made."""

from __future__ import annotations

import pytest
from builders import START, bo

from evenhand.record.customers import actions
from evenhand.record.customers.free_mail import domain_of, is_free_mail
from evenhand.record.customers.meeting import contacts_by_address, contacts_by_name, customers_by_name
from evenhand.record.customers.models import Contact, Customer

pytestmark = pytest.mark.django_db


def meet(**people: str) -> dict[str, Contact]:
    """Contacts by address; given as user_at_domain=name."""
    written = {key.replace("_at_", "@") + ".example": name for key, name in people.items()}
    return contacts_by_address(written, at=START)[0]


def named(name: str) -> Customer:
    return customers_by_name([name], at=START)[0][name]


@pytest.mark.parametrize(
    ("address", "domain"),
    [("mia@Acme.Example", "acme.example"), ("a@b@acme.example.", "acme.example"), ("mia", ""), ("", "")],
)
def test_the_domain_is_what_follows_the_last_at_sign(address: str, domain: str) -> None:
    assert domain_of(address) == domain


def test_people_of_one_domain_are_of_one_customer() -> None:
    people = {"mia@acme.example": "Mia", "tom@acme.example": "", "ida@birch.example": "Ida"}
    found, made = contacts_by_address(people, at=START)
    assert made == 2
    assert found["mia@acme.example"].customer == found["tom@acme.example"].customer
    assert {str(customer) for customer in Customer.objects.all()} == {"acme.example", "birch.example"}


def test_meeting_again_makes_nothing() -> None:
    first = meet(mia_at_acme="Mia")
    second, made = contacts_by_address({"mia@acme.example": "Mia Stone"}, at=START)
    assert made == 0
    assert second["mia@acme.example"].pk == first["mia@acme.example"].pk
    assert Contact.objects.get().name == "Mia"


def test_a_name_is_learnt_when_it_is_first_written() -> None:
    meet(mia_at_acme="")
    meet(mia_at_acme="Mia Stone")
    assert Contact.objects.get().name == "Mia Stone"


def test_somebody_at_a_mail_provider_is_a_person_and_no_firm() -> None:
    found, made = contacts_by_address(
        {"mia@gmail.com": "Mia", "wang@qq.com": "王", "aino@luukku.com": "Aino"}, at=START
    )
    assert made == 0
    assert all(contact.customer is None for contact in found.values())
    assert is_free_mail("hinet.net")
    assert not is_free_mail("acme.example")


def test_an_address_without_a_domain_has_no_customer() -> None:
    found, made = contacts_by_address({"postmaster": ""}, at=START)
    assert (found["postmaster"].customer, made) == (None, 0)


def test_a_customer_known_by_name_is_made_once() -> None:
    assert customers_by_name(["Acme", " Acme ", ""], at=START)[1] == 1
    assert customers_by_name(["Acme"], at=START)[1] == 0


def test_people_known_by_name_belong_to_their_customer() -> None:
    acme, birch = named("Acme"), named("Birch")
    found = contacts_by_name([(acme, "Mia"), (birch, "Mia"), (None, "Mia"), (acme, "Mia "), (acme, " ")], at=START)
    assert len({contact.pk for contact in found.values()}) == len(found) == 3
    assert contacts_by_name([(acme, "Mia")], at=START)[(acme.pk, "Mia")] == found[(acme.pk, "Mia")]


def test_a_customer_that_was_merged_is_met_as_the_one_it_became() -> None:
    old, new = named("Acme Ltd"), named("Acme")
    actions.merge(old, new, by=bo(), at=START)
    assert customers_by_name(["Acme Ltd"], at=START) == ({"Acme Ltd": new}, 0)


def test_a_customer_that_was_renamed_is_met_by_the_name_its_source_gives() -> None:
    acme = named("ACME-00123")
    actions.rename(acme, "Acme", by=bo(), at=START)
    assert customers_by_name(["ACME-00123"], at=START) == ({"ACME-00123": acme}, 0)
    other = named("Birch")
    actions.merge(acme, other, by=bo(), at=START)
    assert customers_by_name(["ACME-00123", "Acme"], at=START) == ({"ACME-00123": other, "Acme": other}, 0)


def test_whoever_has_a_name_now_is_met_before_whoever_had_it() -> None:
    first = named("Acme")
    actions.rename(first, "Acme Nordic", by=bo(), at=START)
    second = Customer.objects.create(name="Acme", first_seen_at=START)
    assert named("Acme") == second
