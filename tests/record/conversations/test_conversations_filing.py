"""Filing: everything of a batch or nothing, nothing twice, and variants shown as such."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from builders import START, ada, bo, team
from mail import CUSTOMER, LATER, US, a_conversation, a_raw, a_reading, a_turn, an_arrival, file, filed, message_of

from evenhand.record.conversations import actions, filing
from evenhand.record.conversations.filing import Filed, sort_time
from evenhand.record.conversations.incoming import File
from evenhand.record.conversations.models import (
    Assignment,
    Attachment,
    Closure,
    Conversation,
    Message,
    Raw,
    Reading,
    SearchTerm,
    Snooze,
)
from evenhand.record.customers.models import Contact, Customer
from evenhand.record.ledger.models import Entry

pytestmark = pytest.mark.django_db


def kinds(subject: str) -> list[str]:
    return list(Entry.objects.filter(subject=subject).values_list("kind", flat=True))


def test_a_message_is_filed_with_everything_that_belongs_to_it() -> None:
    attached = File(0, "offer.pdf", "application/pdf", "application/pdf", 12, "ab" * 32)
    arrival = an_arrival(name="Mia Stone", files=(attached,), reading=a_reading(manner="heated", temperature=2.0))
    message = filed(arrival)
    assert (message.direction, message.at, message.sender_name) == ("inbound", START, "Mia Stone")
    assert message.contact is not None
    assert message.contact.customer is not None
    assert (message.contact.address, message.contact.customer.name) == (CUSTOMER, "acme.example")
    assert (message.language, message.manner, message.temperature) == ("en", "heated", 2.0)
    assert message.recipients == [{"name": "", "address": US}]
    assert Attachment.objects.get(message=message).filename == "offer.pdf"
    assert Reading.objects.get(message=message).version == "1"
    assert SearchTerm.objects.filter(message=message, term="delivery").exists()
    assert kinds(f"message:{message.pk}") == ["message.inbound"]
    assert message.raw is not None
    assert message.raw.state == "filed"


def test_the_counts_say_what_was_done() -> None:
    done = file(an_arrival(), an_arrival("ida@birch.example", level="headers"), an_arrival("mia@gmail.com"))
    assert done == Filed(messages=3, read_in_part=1, conversations=3, customers=2)
    assert done + done == Filed(messages=6, read_in_part=2, conversations=6, customers=4)


def test_filing_the_same_again_counts_duplicates_and_writes_nothing() -> None:
    batch = [an_arrival(message_id="a"), an_arrival(message_id="b")]
    file(*batch)
    entries = Entry.objects.count()
    assert file(*batch, batch[0]) == Filed(duplicates=3)
    assert (Message.objects.count(), Entry.objects.count()) == (2, entries)


def test_the_same_message_twice_in_one_batch_is_filed_once() -> None:
    arrival = an_arrival()
    assert file(arrival, arrival) == Filed(messages=1, duplicates=1, conversations=1, customers=1)


@pytest.mark.parametrize("together", [True, False])
def test_other_bytes_under_a_known_message_id_are_kept_as_a_variant(together: bool) -> None:
    first, second, third = (an_arrival(message_id="a", text=text) for text in ("One", "Two", "Three"))
    counts = [file(first, second, third)] if together else [file(first), file(second), file(third)]
    assert sum(done.variants for done in counts) == 2
    original = message_of(first)
    assert {message_of(other).variant_of for other in (second, third)} == {original}
    assert original.variant_of is None
    assert Message.objects.count() == 3
    assert original.conversation.message_count == 1


def test_changed_words_of_a_turn_are_a_variant_and_a_grown_conversation_adds_its_new_turns() -> None:
    file(a_turn(0), a_turn(1, "agent"))
    grown = file(a_turn(0), a_turn(1, "agent", "We are looking."), a_turn(2))
    assert grown == Filed(messages=2, duplicates=1, variants=1)
    assert Conversation.objects.get().message_count == 3


def test_nothing_of_a_batch_stays_when_one_part_of_it_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    arrival = an_arrival()
    before = Entry.objects.count()

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(filing, "summarise", fail)
    with pytest.raises(RuntimeError):
        file(arrival)
    for model in (Message, Conversation, Customer, Contact, Reading, SearchTerm):
        assert not model._default_manager.exists()
    assert Entry.objects.count() == before
    assert Raw.objects.get(pk=arrival.raw_id).state == "waiting"


class TestTimes:
    """When a message counts as sent."""

    @pytest.mark.parametrize(
        ("sent_at", "believed"),
        [
            (START, True),
            (LATER + timedelta(hours=23), True),
            (LATER + timedelta(hours=25), False),
            (datetime(1990, 1, 1, tzinfo=UTC), True),
            (datetime(1989, 12, 31, tzinfo=UTC), False),
            (datetime(9999, 12, 31, 23, tzinfo=UTC), False),
            (datetime(1, 1, 1, tzinfo=UTC), False),
            (None, False),
        ],
    )
    def test_a_date_is_believed_if_it_can_be_true(self, sent_at: datetime | None, believed: bool) -> None:
        assert sort_time(sent_at, LATER) == (sent_at if believed else LATER)

    def test_a_message_without_a_believable_date_stands_where_it_was_stored_and_says_so(self) -> None:
        arrival = an_arrival(sent_at=datetime(2038, 1, 19, tzinfo=UTC))
        message = filed(arrival)
        assert (message.at, message.sent_at) == (LATER, datetime(2038, 1, 19, tzinfo=UTC))


class TestSides:
    """Who wrote: they, we, or we to ourselves."""

    @pytest.mark.parametrize(
        ("sender", "to", "side"),
        [
            (CUSTOMER, US, "inbound"),
            (CUSTOMER, "tom@acme.example", "inbound"),
            (US, CUSTOMER, "outbound"),
            ("help@mail.harbourline.example", [US, CUSTOMER], "outbound"),
            (US, "bo@harbourline.example", "note"),
            (US, ["bo@harbourline.example", "cy@fi.harbourline.example"], "note"),
            (US, (), "outbound"),
            ("", US, "inbound"),
            ("", (), "inbound"),
        ],
    )
    def test_the_addresses_tell(self, sender: str, to: str | list[str], side: str) -> None:
        assert filed(an_arrival(sender, to)).direction == side

    def test_what_we_write_is_from_no_contact_but_to_one(self) -> None:
        message = filed(an_arrival(US, ["bo@harbourline.example", CUSTOMER]))
        assert message.contact is None
        assert message.conversation.contact is not None
        assert message.conversation.contact.address == CUSTOMER

    def test_none_of_us_becomes_a_contact_or_a_customer(self) -> None:
        file(an_arrival(US, "bo@harbourline.example"), an_arrival(US, CUSTOMER))
        file(an_arrival(CUSTOMER, [US, "ida@birch.example"]))
        assert set(Contact.objects.values_list("address", flat=True)) == {CUSTOMER}
        assert {str(customer) for customer in Customer.objects.all()} == {"acme.example"}

    def test_an_agent_of_a_chat_is_no_contact_whatever_their_address(self) -> None:
        agent, note = a_turn(1, "agent", sender="kim@kin.example"), a_turn(2, "note", sender="li@kin.example")
        file(a_turn(0, sender=CUSTOMER), agent, note)
        assert set(Contact.objects.values_list("address", flat=True)) == {CUSTOMER}
        assert [message_of(turn).direction for turn in (agent, note)] == ["outbound", "note"]

    def test_a_very_long_address_is_one_contact(self) -> None:
        address = f"{'m' * 240}@acme.example"[:254]
        file(an_arrival(address))
        file(an_arrival(address))
        assert Contact.objects.get().address == address


class TestWhoseConversation:
    """Contact, customer and team of a conversation."""

    def test_a_conversation_that_we_began_among_ourselves_gets_the_customer_who_joins(self) -> None:
        note = an_arrival(US, "bo@harbourline.example", message_id="a")
        file(note)
        answer = filed(an_arrival(message_id="b", references=("a",)))
        assert answer.conversation.contact == answer.contact
        assert answer.contact is not None
        assert answer.conversation.customer == answer.contact.customer

    def test_a_chat_that_an_agent_opened_gets_the_customer_who_answers(self) -> None:
        conversation = a_conversation(a_turn(0, "agent", name="Kim"), a_turn(1, name="Mia"), a_turn(2, name="Tom"))
        assert conversation.contact is not None
        assert conversation.contact.name == "Mia"

    def test_a_customer_who_is_named_by_the_source_counts(self) -> None:
        conversation = a_conversation(a_turn(0, customer="Acme", name="Mia"))
        assert conversation.customer is not None
        assert conversation.contact is not None
        assert (conversation.customer.name, conversation.contact.customer) == ("Acme", conversation.customer)

    def test_a_customer_that_a_member_chose_stays(self) -> None:
        conversation = a_conversation(an_arrival(US, "bo@harbourline.example", message_id="a"))
        chosen = Customer.objects.create(name="Chosen", first_seen_at=START)
        actions.set_customer(conversation, chosen, by=bo(), at=START)
        file(an_arrival(message_id="b", references=("a",)))
        conversation.refresh_from_db()
        assert conversation.customer == chosen

    def test_new_conversations_go_to_the_team_of_their_customer(self) -> None:
        served_by = team("Training")
        first = a_conversation()
        Customer.objects.update(team=served_by)
        assert a_conversation(an_arrival(subject="Another matter")).team == served_by
        assert first.team is None


class TestWakingUp:
    """A customer who writes again brings back what was closed or put aside."""

    @pytest.fixture
    def closed(self) -> Conversation:
        conversation = a_conversation(an_arrival(message_id="a"))
        actions.close(conversation, by=ada(), at=LATER)
        return conversation

    def again(self, **given: Any) -> None:
        values: dict[str, Any] = {"message_id": "b", "references": ("a",), "days": 2} | given
        file(an_arrival(**values), at=LATER + timedelta(days=1))

    def is_open(self, conversation: Conversation) -> bool:
        conversation.refresh_from_db()
        return conversation.closed_at is None

    def test_a_closed_conversation_opens(self, closed: Conversation) -> None:
        self.again()
        assert self.is_open(closed)
        closure = Closure.objects.get()
        assert (closure.reopened_at, closure.reopened_by) == (LATER + timedelta(days=1), None)
        assert kinds(f"conversation:{closed.pk}") == ["conversation.closed", "conversation.reopened"]

    def test_a_snooze_ends(self) -> None:
        conversation = a_conversation(an_arrival(message_id="a"))
        actions.snooze(conversation, LATER + timedelta(days=9), by=ada(), at=LATER)
        self.again()
        conversation.refresh_from_db()
        assert conversation.snoozed_until is None
        assert Snooze.objects.get().ended_at == LATER + timedelta(days=1)
        assert kinds(f"conversation:{conversation.pk}")[-1] == "conversation.woken"

    @pytest.mark.parametrize(
        "given",
        [
            {"automatic": True},
            {"sender": US, "to": CUSTOMER},
            {"sender": US, "to": "bo@harbourline.example"},
            {"message_id": "a", "references": (), "text": "The same from another mailbox"},
        ],
    )
    def test_what_asks_for_nothing_wakes_nothing(self, closed: Conversation, given: dict[str, Any]) -> None:
        self.again(**given)
        assert not self.is_open(closed)
        assert closed.messages.count() == 2

    def test_what_belonged_to_a_member_who_left_goes_to_the_queue(self) -> None:
        conversation = a_conversation(an_arrival(message_id="a"))
        actions.assign(conversation, ada(), by=bo(), at=LATER)
        actions.close(conversation, by=ada(), at=LATER)
        actions.member_leaves(ada(), None, by=bo(), at=LATER)
        self.again()
        assert self.is_open(conversation)
        assert conversation.owner is None
        assert Assignment.objects.order_by("-pk")[0].member is None


def test_raws_of_messages_that_were_known_count_as_filed() -> None:
    arrival = an_arrival()
    file(arrival)
    again = an_arrival(identity=arrival.identity, raw_id=a_raw().pk)
    file(again)
    assert Raw.objects.get(pk=again.raw_id).state == "filed"
