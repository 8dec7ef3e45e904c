"""Members rename, merge and split customers; what hangs on them moves along, and the ledger knows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from builders import START, bo, team
from mail import a_conversation, an_arrival, file

from evenhand.record.conversations import actions as conversations
from evenhand.record.conversations.models import Conversation
from evenhand.record.customers import actions
from evenhand.record.customers.actions import NotPossible
from evenhand.record.customers.models import Contact, Customer, CustomerChange, CustomerDomain
from evenhand.record.ledger.models import Entry

pytestmark = pytest.mark.django_db


def of(conversation: Conversation) -> Customer | None:
    return Conversation.objects.get(pk=conversation.pk).customer


def acme_and_birch() -> tuple[Conversation, Conversation, Customer, Customer]:
    one, two = a_conversation(an_arrival("mia@acme.example")), a_conversation(an_arrival("ida@birch.example"))
    assert one.customer is not None
    assert two.customer is not None
    return one, two, one.customer, two.customer


def refused(code: str, act: Callable[[], object]) -> bool:
    """Whether the act is refused with this code and leaves no trace in the ledger."""
    bo()  # joins before the entries are counted
    before = Entry.objects.count()
    with pytest.raises(NotPossible) as caught:
        act()
    return caught.value.code == code and Entry.objects.count() == before


def last_entry() -> Entry:
    return Entry.objects.order_by("-number")[0]


def test_a_customer_gets_its_proper_name_once() -> None:
    _, _, acme, _ = acme_and_birch()
    actions.rename(acme, "  Acme   Oy ", by=bo(), at=START)
    assert Customer.objects.get(pk=acme.pk).name == "Acme Oy"
    assert (last_entry().kind, last_entry().actor) == ("customer.rename", bo().actor)
    count = Entry.objects.count()
    actions.rename(acme, "Acme Oy", by=bo(), at=START)
    assert Entry.objects.count() == count
    assert CustomerChange.objects.get().detail == {"from": "acme.example", "to": "Acme Oy"}


def test_merging_moves_conversations_people_and_domains() -> None:
    one, two, acme, birch = acme_and_birch()
    actions.merge(acme, birch, by=bo(), at=START)
    assert of(one) == of(two) == birch
    assert set(birch.contacts.values_list("address", flat=True)) == {"mia@acme.example", "ida@birch.example"}
    assert CustomerDomain.objects.get(domain="acme.example").customer == birch
    assert last_entry().kind == "customer.merge"


def test_mail_that_comes_after_a_merge_belongs_to_the_merged_customer() -> None:
    _, _, acme, birch = acme_and_birch()
    actions.merge(acme, birch, by=bo(), at=START)
    later = a_conversation(an_arrival("new@acme.example"))
    assert later.customer == birch


def test_merging_twice_or_with_itself_is_refused() -> None:
    _, _, acme, birch = acme_and_birch()
    assert refused("same", lambda: actions.merge(acme, acme, by=bo(), at=START))
    stale = Customer.objects.get(pk=acme.pk)
    actions.merge(acme, birch, by=bo(), at=START)
    assert refused("merged", lambda: actions.merge(stale, birch, by=bo(), at=START))
    assert refused("merged", lambda: actions.merge(birch, stale, by=bo(), at=START))


def test_a_chain_of_merges_points_to_the_last() -> None:
    _, _, acme, birch = acme_and_birch()
    cedar = Customer.objects.create(name="Cedar", first_seen_at=START)
    actions.merge(acme, birch, by=bo(), at=START)
    actions.merge(birch, cedar, by=bo(), at=START)
    acme.refresh_from_db()
    assert acme.merged_into == cedar


def test_a_part_of_a_customer_becomes_one_of_its_own() -> None:
    one, two, acme, birch = acme_and_birch()
    actions.merge(acme, birch, by=bo(), at=START)
    fresh = actions.split(birch, name="Acme again", contact_ids=[], domains=["acme.example"], by=bo(), at=START)
    assert (of(one), of(two)) == (fresh, birch)
    assert Contact.objects.get(address="mia@acme.example").customer == fresh
    assert a_conversation(an_arrival("new@acme.example")).customer == fresh


def test_single_people_can_be_split_off() -> None:
    one = a_conversation(an_arrival("mia@acme.example"))
    file(an_arrival("tom@acme.example", subject="Another matter"))
    acme, mia = one.customer, one.contact
    assert acme is not None
    assert mia is not None
    fresh = actions.split(acme, name="Mia's own firm", contact_ids=[mia.pk], domains=[], by=bo(), at=START)
    assert of(one) == fresh
    assert acme.conversations.count() == 1


def test_a_split_of_nobody_or_without_a_name_is_refused() -> None:
    one, two, acme, birch = acme_and_birch()
    assert two.contact_id is not None
    theirs: dict[str, Any] = {"contact_ids": [two.contact_id], "domains": ["birch.example"]}
    own: dict[str, Any] = {"contact_ids": [], "domains": ["acme.example"]}
    assert refused("nobody", lambda: actions.split(acme, name="X", **theirs, by=bo(), at=START))
    assert refused("empty", lambda: actions.split(acme, name=" ", **own, by=bo(), at=START))
    assert refused("empty", lambda: actions.rename(acme, "\n", by=bo(), at=START))
    assert of(one) == acme
    assert of(two) == birch


def test_a_team_that_gets_a_customer_gets_its_conversations_but_not_those_moved_by_hand() -> None:
    one = a_conversation(an_arrival("mia@acme.example"))
    two = a_conversation(an_arrival("tom@acme.example", subject="Another matter"))
    acme, nordic, asia, training = one.customer, team("Nordic desk"), team("Asia desk"), team("Training")
    assert acme is not None
    conversations.move_to_team(two, training, by=bo(), at=START)
    for served_by in (nordic, asia):
        actions.give_to_team(acme, served_by, by=bo(), at=START)
        one.refresh_from_db()
        two.refresh_from_db()
        assert (one.team, two.team) == (served_by, training)
    count = Entry.objects.count()
    actions.give_to_team(acme, asia, by=bo(), at=START)
    assert Entry.objects.count() == count
    assert a_conversation(an_arrival("new@acme.example")).team == asia


def test_a_contact_gets_a_proper_name() -> None:
    one = a_conversation(an_arrival("mia@acme.example"))
    assert one.contact is not None
    actions.name_contact(one.contact, "Mia Stone", by=bo(), at=START)
    one.contact.refresh_from_db()
    assert (one.contact.name, last_entry().kind) == ("Mia Stone", "contact.named")
    assert refused("empty", lambda: actions.name_contact(one.contact, " ", by=bo(), at=START))
