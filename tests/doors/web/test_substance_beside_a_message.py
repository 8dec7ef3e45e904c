"""Above a hidden message stands what can be answered: what they want, by when, what they say happened."""

from __future__ import annotations

import re

import pytest
import threads
from builders import ada, bo, signed_in
from threads import HOUR, NOW

from evenhand.doors import clock
from evenhand.knowledge.language.reading import read
from evenhand.record.conversations import actions
from evenhand.record.conversations.models import Conversation, Message
from evenhand.record.protection.wellbeing.substance import substance_of

pytestmark = pytest.mark.django_db
RUDE = (
    "You useless idiots. Order 48213 was due on 3 March and it has still not arrived. You promised the refund of "
    "1,250 euros last week. Send me the corrected invoice by Friday, you morons."
)
HEATED = "This is outrageous! Order 48213 was due on 3 March. Send me the corrected invoice by Friday!"


@pytest.fixture(autouse=True)
def _morning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


def a_message(text: str) -> Message:
    """A message from the customer, read as it is read at the desk."""
    row = threads.thread("Hello.", ended=NOW - 9 * HOUR)
    message = threads.inbound(row, text, at=NOW - HOUR)
    actions.keep_reading(message, read(text, message.sent_at).as_dict(), actor="system", at=message.at)
    message.refresh_from_db()
    return message


def page(row: Conversation, query: str = "", member=None) -> str:
    return " ".join(signed_in(member or ada()).get(f"/conversations/{row.pk}{query}").content.decode().split())


def block(text: str) -> str:
    """The block in words, without its tags; empty where there is none."""
    found = re.search(r'<section class="substance".*?</section>', text)
    return " ".join(re.sub(r"<[^>]+>", " ", found[0]).split()) if found else ""


def test_the_page_says_what_they_want_by_when_and_what_happened() -> None:
    said = block(page(a_message(RUDE).conversation))
    for words in ("Send me the corrected invoice by Friday", "By when Fri", "Order 48213", "1,250 euros"):
        assert words in said
    for word in ("idiots", "morons", "useless"):
        assert word not in said


def test_it_stands_above_the_message() -> None:
    text = page(a_message(RUDE).conversation)
    assert text.index('class="substance"') < text.index('class="veil"')


def test_it_stays_without_the_attack_when_the_words_were_opened() -> None:
    message = a_message(RUDE)
    for step in (1, 2):
        actions.reveal(message, step, by=ada(), at=NOW)
    text = page(message.conversation)
    assert "idiots" in text, "the words are open below"
    assert "idiots" not in block(text)


def test_a_furious_but_fair_message_has_no_such_block() -> None:
    assert not block(page(a_message(HEATED).conversation))


def test_where_nothing_can_be_answered_that_is_said() -> None:
    row = threads.thread("Hello.", ended=NOW - 9 * HOUR)
    threads.inbound(row, "Brainless fools", at=NOW - HOUR, attack="Brainless fools")
    assert "Nothing that could be answered was found in it" in block(page(row))


def test_words_hidden_in_an_earlier_message_are_gaps_in_a_later_one() -> None:
    message = a_message(RUDE)
    again = threads.inbound(
        message.conversation, "Order 7 is late, You useless idiots, again. Fools.", at=NOW - HOUR / 2, attack="Fools"
    )
    assert "useless" not in block(page(again.conversation, f"?at={again.pk}"))
    assert not any("useless" in fact.text for fact in substance_of(again).facts)


def test_what_a_report_begins_with_is_the_same() -> None:
    found = substance_of(a_message(RUDE))
    assert [want.text for want in found.wants] == ["Send me the corrected invoice by Friday"]
    assert {fact.kind for fact in found.facts} == {"date", "promise"}


def test_a_message_that_nobody_read_or_that_was_erased_has_none() -> None:
    row = threads.thread("Hello.", ended=NOW - 9 * HOUR)
    assert not substance_of(threads.outbound(row, "We send it by Friday.", by=bo()))
    message = a_message(RUDE)
    Message.objects.filter(pk=message.pk).update(text="")
    message.refresh_from_db()
    assert not substance_of(message)
    assert not block(page(message.conversation))
