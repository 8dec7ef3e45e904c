"""Who wrote what is looked at again when we say who we are."""

from __future__ import annotations

from datetime import timedelta

import pytest
from builders import START, bo
from mail import CUSTOMER, LATER, US, a_conversation, a_raw, a_turn, an_arrival, file, filed, message_of

from evenhand.record.conversations import actions
from evenhand.record.conversations.directions import recompute_directions, recompute_if_asked
from evenhand.record.conversations.incoming import Arrived
from evenhand.record.conversations.models import Conversation, Message
from evenhand.record.customers.models import Contact, Customer
from evenhand.record.customers.ours import Ours, set_ours
from evenhand.record.ledger.models import Entry
from evenhand.record.outbox.models import Job

pytestmark = pytest.mark.django_db
WRONG = Ours(frozenset({"acme.example"}))


def say(*values: str) -> None:
    set_ours(values, actor="system", at=LATER)


def recompute() -> int:
    return recompute_directions(actor="system", at=LATER)


def sides(*arrivals: Arrived) -> list[str]:
    return [message_of(arrival).direction for arrival in arrivals]


def exchange() -> list[Arrived]:
    """A customer's question, our answer and a word among ourselves."""
    question = an_arrival(message_id="a")
    answer = an_arrival(US, CUSTOMER, message_id="b", references=("a",), days=1)
    aside = an_arrival(US, "bo@harbourline.example", message_id="c", references=("a",), days=2)
    return [question, answer, aside]


def everything() -> tuple[list[object], ...]:
    """What stands on record of messages, conversations, customers and contacts."""
    return (
        list(Message.objects.order_by("pk").values_list("pk", "direction", "contact")),
        list(Conversation.objects.order_by("pk").values_list("pk", "customer", "contact", "team", "waiting_since")),
        list(Customer.objects.order_by("pk").values_list("pk", "name")),
        list(Contact.objects.order_by("pk").values_list("pk", "address", "customer")),
    )


def test_a_wrong_guess_is_put_right() -> None:
    mails = exchange()
    file(*mails, ours=WRONG)
    assert sides(*mails) == ["outbound", "inbound", "inbound"]
    say("harbourline.example")
    assert recompute() == 3
    assert sides(*mails) == ["inbound", "outbound", "note"]
    conversation = Conversation.objects.get()
    assert conversation.contact is not None
    assert (conversation.contact.address, str(conversation.customer)) == (CUSTOMER, "acme.example")
    assert conversation.waiting_since is None
    assert [str(customer) for customer in Customer.objects.all()] == ["acme.example"]


def test_the_result_is_as_if_we_had_said_it_before() -> None:
    mails = exchange()
    file(*mails, ours=WRONG)
    say("harbourline.example")
    recompute()
    found = [(message_of(mail).direction, str(message_of(mail).contact)) for mail in mails]
    assert found == [("inbound", CUSTOMER), ("outbound", "None"), ("note", "None")]


def test_a_second_time_changes_nothing() -> None:
    file(*exchange(), ours=WRONG)
    say("harbourline.example")
    recompute()
    before, entries = everything(), Entry.objects.count()
    assert recompute() == 0
    assert (everything(), Entry.objects.count()) == (before, entries)


def test_every_message_that_changes_sides_is_in_the_ledger() -> None:
    message = filed(an_arrival(), ours=WRONG)
    say("harbourline.example")
    recompute()
    entry = Entry.objects.get(subject=f"message:{message.pk}", kind="message.now-inbound")
    assert (entry.actor, entry.at) == ("system", LATER)


def test_subdomains_are_ours_too() -> None:
    mail = an_arrival("bot@help.harbourline.example", CUSTOMER)
    file(mail, ours=WRONG)
    say("harbourline.example")
    recompute()
    assert sides(mail) == ["outbound"]


def test_a_conversation_among_ourselves_has_no_customer_any_more() -> None:
    aside = an_arrival(US, "bo@harbourline.example")
    conversation = a_conversation(aside, ours=WRONG)
    assert str(conversation.customer) == "harbourline.example"
    say("harbourline.example")
    recompute()
    conversation.refresh_from_db()
    assert (sides(aside), conversation.contact, conversation.customer) == (["note"], None, None)
    assert not Customer.objects.exists()
    assert not Contact.objects.exists()


def test_who_is_no_longer_ours_becomes_a_contact() -> None:
    mail = an_arrival("kim@partner.example", US)
    file(mail, ours=Ours(frozenset({"harbourline.example", "partner.example"})))
    assert sides(mail) == ["note"]
    say("harbourline.example")
    recompute()
    message = message_of(mail)
    assert (message.direction, str(message.contact), str(message.conversation.customer)) == (
        "inbound", "kim@partner.example", "partner.example",
    )  # fmt: skip


def test_a_customer_that_a_member_chose_stays() -> None:
    conversation = a_conversation(*exchange(), ours=WRONG)
    chosen = Customer.objects.create(name="Chosen", first_seen_at=START)
    actions.set_customer(conversation, chosen, by=bo(), at=LATER)
    say("harbourline.example")
    recompute()
    conversation.refresh_from_db()
    assert (conversation.customer, str(conversation.contact)) == (chosen, CUSTOMER)


def test_the_first_of_several_customers_in_a_thread_is_its_contact() -> None:
    first, second = (
        an_arrival(message_id="a"),
        an_arrival("ida@birch.example", message_id="b", references=("a",), days=1),
    )
    conversation = a_conversation(first, second, ours=Ours(frozenset({"acme.example", "birch.example"})))
    say("harbourline.example")
    recompute()
    conversation.refresh_from_db()
    assert str(conversation.contact) == CUSTOMER


def test_turns_of_a_chat_keep_the_side_that_their_source_gave() -> None:
    turns = [a_turn(0, sender=US, raw_id=a_raw(kind="turns").pk), a_turn(1, "agent", raw_id=a_raw(kind="turns").pk)]
    file(*turns)
    say("harbourline.example")
    assert recompute() == 0
    assert sides(*turns) == ["inbound", "outbound"]


def test_notes_written_in_the_desk_stay_notes() -> None:
    conversation = a_conversation()
    note = actions.add_note(conversation, "Careful.", by=bo(), at=LATER)
    say("acme.example")
    recompute()
    note.refresh_from_db()
    assert note.direction == "note"


def test_progress_is_told_batch_by_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("evenhand.record.conversations.directions.BATCH", 2)
    file(*(an_arrival(subject=f"Matter {number}") for number in range(5)))
    told: list[tuple[int, int]] = []
    recompute_directions(actor="system", at=LATER, progress=lambda done, total: told.append((done, total)))
    assert told == [(2, 5), (4, 5), (5, 5)]


class TestWithoutAWorker:
    """An import does the waiting job itself."""

    def test_what_was_asked_for_is_done_once(self) -> None:
        mail = an_arrival()
        file(mail, ours=WRONG)
        say("harbourline.example")
        assert recompute_if_asked(actor="system", at=LATER) == 1
        assert sides(mail) == ["inbound"]
        assert not Job.objects.exists()
        assert recompute_if_asked(actor="system", at=LATER) == 0

    def test_what_is_said_meanwhile_is_not_forgotten(self, monkeypatch: pytest.MonkeyPatch) -> None:
        file(an_arrival())
        say("harbourline.example")

        def meanwhile(**_: object) -> int:
            set_ours(["birch.example"], actor="member:1", at=LATER + timedelta(seconds=1))
            return 0

        monkeypatch.setattr("evenhand.record.conversations.directions.recompute_directions", meanwhile)
        recompute_if_asked(actor="system", at=LATER)
        assert Job.objects.filter(name="recompute-directions", state="waiting").exists()
