"""What a member may decide alone: given by somebody else, the highest of their own and their roles' counts."""

from __future__ import annotations

from decimal import Decimal

import pytest
from builders import START, ada, aino, bo, helena, sam

from evenhand.knowledge.drafting.facts import Money
from evenhand.knowledge.drafting.facts_reading import facts_from
from evenhand.record.ledger.models import Entry
from evenhand.record.people.actions import Grant, end_authority, grant_authority
from evenhand.record.people.authority import authority_for, limits_of
from evenhand.record.people.errors import NotFound, PeopleError
from evenhand.record.people.models import Authority, Workspace

pytestmark = pytest.mark.django_db
EUR = {"amount": Decimal("200.00"), "currency": "EUR"}


def give(kind: str = "refund", **given: object) -> Authority:
    return grant_authority(Grant(kind, **given), by=helena(), at=START)  # type: ignore[arg-type]


def test_the_highest_of_ones_own_and_ones_roles_counts():
    give(role="agent", **EUR)
    give(member=ada(), amount=Decimal(500), currency="EUR")
    give("discount", role="agent", percent=Decimal(5))
    assert limits_of(ada()).as_facts() == {
        "refund_max": {"amount": "500", "currency": "EUR"},
        "discount_max_percent": 5,
        "concession_max": {"amount": "0", "currency": ""},
    }
    assert limits_of(bo()).amounts["refund"]["EUR"] == Decimal(200)
    assert limits_of(aino()).amounts == {}


def test_of_several_currencies_the_one_given_first_is_told_unless_the_firm_names_its_own():
    give(role="agent", amount=Decimal(2000), currency="SEK")
    give(role="agent", **EUR)
    assert limits_of(ada()).as_facts()["refund_max"] == {"amount": "2000", "currency": "SEK"}
    Workspace.objects.create(name="Harbourline", approval_value_currency="EUR")
    assert limits_of(ada()).as_facts()["refund_max"] == {"amount": "200", "currency": "EUR"}
    assert limits_of(ada()).as_facts()["concession_max"] == {"amount": "0", "currency": ""}


def test_a_discount_up_to_an_amount_says_nothing_about_percents():
    give("discount", role="agent", **EUR)
    assert "discount_max_percent" not in limits_of(ada()).as_facts()
    give("discount", role="agent", percent=Decimal("2.5"))
    assert limits_of(ada()).as_facts()["discount_max_percent"] == 2.5


def test_the_draft_check_understands_the_facts():
    give(role="agent", **EUR)
    give("concession", role="agent", amount=Decimal(90), currency="TWD")
    limits = facts_from({"authority": limits_of(ada()).as_facts()}).authority
    assert limits is not None
    assert (limits.refund_max, limits.concession_max) == (Money(Decimal(200), "EUR"), Money(Decimal(90), "TWD"))


def test_nothing_is_known_where_nobody_keeps_it():
    assert limits_of(ada()).as_facts() == {}


def test_a_new_one_takes_the_place_of_the_one_before():
    first = give(member=ada(), **EUR)
    give(member=ada(), amount=Decimal(50), currency="EUR")
    give(member=ada(), amount=Decimal(90), currency="SEK")
    first.refresh_from_db()
    assert (first.ended_at, first.ended_by) == (START, helena())
    assert limits_of(ada()).amounts["refund"] == {"EUR": Decimal(50), "SEK": Decimal(90)}


def test_what_was_taken_back_no_longer_counts():
    row = give(member=ada(), **EUR)
    end_authority(row, by=sam(), at=START)
    end_authority(row, by=sam(), at=START)
    assert limits_of(ada()).amounts == {}
    kinds = Entry.objects.filter(subject=f"authority:{row.pk}").values_list("kind", flat=True)
    assert list(kinds) == ["authority.granted", "authority.ended"]


@pytest.mark.parametrize(("given", "code"), [
    ({"kind": "refund"}, "authority-whom"),
    ({"kind": "refund", "role": "king", **EUR}, "authority-whom"),
    ({"kind": "praise", "role": "agent", **EUR}, "authority-kind"),
    ({"kind": "refund", "role": "agent"}, "authority-amount"),
    ({"kind": "refund", "role": "agent", "amount": Decimal(-1), "currency": "EUR"}, "authority-amount"),
    ({"kind": "refund", "role": "agent", "amount": Decimal(5), "currency": "E1"}, "authority-amount"),
    ({"kind": "refund", "role": "agent", "percent": Decimal(5)}, "authority-percent"),
    ({"kind": "discount", "role": "agent", "percent": Decimal(101)}, "authority-percent"),
])  # fmt: skip
def test_what_makes_no_sense_is_refused(given: dict[str, object], code: str):
    with pytest.raises(PeopleError) as error:
        give(**given)  # type: ignore[arg-type]
    assert error.value.code == code
    assert not Authority.objects.exists()


def test_nobody_gives_authority_to_themselves():
    with pytest.raises(PeopleError, match="authority-own"):
        give(member=helena(), **EUR)


def test_only_whoever_gives_them_finds_them():
    row = give(member=ada(), **EUR)
    assert authority_for(sam(), row.pk) == row
    with pytest.raises(NotFound):
        authority_for(bo(), row.pk)
