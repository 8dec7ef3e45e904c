"""Who we are: domains and addresses, guessed, said and confirmed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from builders import START

from evenhand.record.customers.models import OwnAddress
from evenhand.record.customers.ours import Ours, clean, guesses, ours, set_ours
from evenhand.record.ledger.models import Entry
from evenhand.record.outbox.models import Job

LATER = START + timedelta(days=1)


def say(*values: str, confirmed: bool = True) -> bool:
    return set_ours(values, actor="system", at=START, confirmed=confirmed)


def waiting() -> int:
    return Job.objects.filter(name="recompute-directions", state="waiting").count()


@pytest.mark.parametrize(
    ("address", "held"),
    [
        ("ada@harbourline.example", True),
        ("ada@help.harbourline.example", True),
        ("ada@a.b.harbourline.example", True),
        ("ada@notharbourline.example", False),
        ("ada@harbourline.example.evil.example", False),
        ("desk@gmail.com", True),
        ("other@gmail.com", False),
        ("", False),
    ],
)
def test_our_domains_hold_their_subdomains_and_our_addresses_only_themselves(address: str, held: bool) -> None:
    assert Ours(frozenset({"harbourline.example", "desk@gmail.com"})).holds(address) is held


def test_nobody_is_ours_where_nothing_is_said() -> None:
    assert not Ours(frozenset())
    assert not Ours(frozenset()).holds("ada@harbourline.example")


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Harbourline.EXAMPLE", "harbourline.example"),
        ("@harbourline.example", "harbourline.example"),
        (" ada@harbourline.example. ", "ada@harbourline.example"),
        ("käyttö.example", "käyttö.example"),
    ],
)
def test_what_is_said_is_tidied(given: str, kept: str) -> None:
    assert clean(given) == kept


@pytest.mark.parametrize(
    "given",
    ["", "@", "harbourline", "a b.example", "a@b@c.example", "a.example,b.example", "a.example\nb.example",
     "a..example", "http://a.example", "ada@", "<ada@a.example>", "x" * 250 + ".example"],
)  # fmt: skip
def test_what_is_neither_a_domain_nor_an_address_is_refused(given: str) -> None:
    with pytest.raises(ValueError, match="neither a domain nor an address"):
        clean(given)


def test_a_mail_provider_is_not_ours_as_a_whole() -> None:
    with pytest.raises(ValueError, match="whole address"):
        clean("gmail.com")
    assert clean("desk@gmail.com") == "desk@gmail.com"


@pytest.mark.django_db
def test_a_guess_waits_to_be_confirmed_and_what_is_said_replaces_it() -> None:
    assert say("acme.example", confirmed=False)
    assert guesses() == ["acme.example"]
    assert say("harbourline.example")
    assert (guesses(), ours().values) == ([], {"harbourline.example"})


@pytest.mark.django_db
def test_saying_who_we_are_writes_the_ledger_and_asks_for_one_look_at_directions() -> None:
    say("harbourline.example")
    say("harbourline.example", "harbour.example")
    assert [entry.kind for entry in Entry.objects.all()] == ["workspace.ours-set"] * 2
    assert waiting() == 1


@pytest.mark.django_db
def test_saying_the_same_twice_changes_nothing() -> None:
    assert say("harbourline.example")
    assert not say("HARBOURLINE.example")
    assert Entry.objects.count() == 1


@pytest.mark.django_db
def test_confirming_a_guess_is_kept_in_the_ledger_and_moves_no_message() -> None:
    say("harbourline.example", confirmed=False)
    Job.objects.all().delete()
    assert not set_ours(["harbourline.example"], actor="member:1", at=LATER)
    assert OwnAddress.objects.get().confirmed_at == LATER
    last = Entry.objects.order_by("-number")[0]
    assert (last.actor, last.body) == ("member:1", '{"confirmed":true,"ours":["harbourline.example"]}')
    assert waiting() == 0


@pytest.mark.django_db
def test_a_wrong_value_changes_nothing() -> None:
    say("harbourline.example")
    with pytest.raises(ValueError, match="neither"):
        say("acme.example", "nonsense")
    assert ours().values == {"harbourline.example"}
