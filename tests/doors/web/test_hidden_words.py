"""Words that are hidden in one message are hidden wherever else the desk would repeat them."""

from __future__ import annotations

import builders
import pytest
import threads
from hypothesis import given
from hypothesis import strategies as st
from threads import HOUR, NOW

from evenhand.doors import clock
from evenhand.doors.web.echoes import echoes
from evenhand.record.conversations.models import Conversation, Message, Raw, Reveal

TEXT = "Where is my order? You brainless fools. I need it by Friday."
ATTACK = "You brainless fools"
QUOTE = "The invoice is attached.\n\n> You brainless fools"


@pytest.fixture(autouse=True)
def _morning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


def long_thread() -> Conversation:
    """An attack, a dozen civil messages, and a reply that still quotes the attack."""
    row = threads.thread("Hello.", ended=NOW - 40 * HOUR)
    threads.inbound(row, TEXT, at=NOW - 30 * HOUR, attack=ATTACK)
    for number in range(12):
        threads.inbound(row, f"And number {number}?", at=NOW - (20 - number) * HOUR)
    threads.outbound(row, QUOTE, by=builders.bo(), at=NOW - HOUR)
    return row


def quoting(row: Conversation) -> Message:
    return row.messages.get(direction="outbound")


def chat() -> tuple[Message, Message]:
    """Two turns of one stored conversation: an attack, and our civil answer."""
    rude = threads.inbound(threads.thread("Hello.", ended=NOW - 9 * HOUR), TEXT, at=NOW - 2 * HOUR, attack=ATTACK)
    ours = threads.outbound(rude.conversation, "It comes on Friday.", by=builders.bo(), at=NOW - HOUR)
    data = b'{"id": "c1", "turns": ["You brainless fools", "It comes on Friday."]}'
    raw = Raw.objects.create(sha256="0" * 64, kind="turns", size=len(data), data=data, stored_at=NOW, state="filed")
    Message.objects.filter(pk__in=(rude.pk, ours.pk)).update(raw=raw)
    return rude, ours


@pytest.mark.django_db
def test_a_search_that_finds_the_reply_alone_hides_what_it_quotes() -> None:
    long_thread()
    page = builders.signed_in(builders.ada()).get("/search?q=invoice").content.decode()
    assert "<mark>invoice</mark>" in page
    assert "brainless" not in page
    assert 'class="hatched"' in page


@pytest.mark.django_db
def test_the_page_hides_what_a_late_reply_quotes_from_far_before() -> None:
    row = long_thread()
    client = builders.signed_in(builders.ada())
    assert "brainless" not in client.get(f"/conversations/{row.pk}").content.decode()


@pytest.mark.django_db
def test_the_first_step_shows_nothing_of_what_was_hidden_far_before() -> None:
    message = quoting(long_thread())
    part = builders.signed_in(builders.ada()).post(
        f"/messages/{message.pk}/reveal", {"step": "1"}, headers={"HX-Request": "true"}
    )
    assert "brainless" not in part.content.decode()
    assert "Show the words" in part.content.decode()


@pytest.mark.django_db
def test_neither_web_page_nor_original_of_a_late_reply_goes_round_the_two_steps() -> None:
    message = threads.from_mail(quoting(long_thread()), b"From: bo\r\n\r\nfools", html="<p>brainless fools</p>")
    client = builders.signed_in(builders.ada())
    assert client.get(f"/messages/{message.pk}/body").status_code == 404
    assert client.get(f"/messages/{message.pk}/raw").status_code == 302


@pytest.mark.django_db
def test_the_original_of_a_chat_waits_until_every_hidden_turn_in_it_was_opened() -> None:
    rude, ours = chat()
    client = builders.signed_in(builders.ada())
    refused = client.get(f"/messages/{ours.pk}/raw")
    assert refused.status_code == 302
    assert f"#m-{rude.pk}" in refused.headers["Location"]
    for step in ("1", "2"):
        client.post(f"/messages/{rude.pk}/reveal", {"step": step})
    assert b"brainless" in client.get(f"/messages/{ours.pk}/raw").content
    assert Reveal.objects.filter(message=rude).count() == 2


@pytest.mark.django_db
def test_the_original_of_a_chat_is_not_found_by_who_may_not_see_all_of_its_turns() -> None:
    rude, ours = chat()
    other = threads.thread("Elsewhere.", team=builders.team("Training"))
    Message.objects.filter(pk=rude.pk).update(conversation=other)
    assert builders.signed_in(builders.ada()).get(f"/messages/{ours.pk}/raw").status_code == 404


@pytest.mark.parametrize("marks", [">", "> ", " >", "> > "])
def test_quote_marks_in_hidden_words_cost_no_time(marks: str) -> None:
    """Such a mail once kept the page busy for ever: a pattern with a choice at every mark."""
    phrase = "Idiots " + marks * 40 + " you"
    text = ("Idiots " + ">" * 2_000 + " we\n") * 8 + phrase
    (found,) = echoes(text, [phrase], "x")
    assert text[found.start : found.end] == phrase


def test_very_many_hidden_phrases_cost_little_time() -> None:
    phrases = [f"idiot number {number}" for number in range(20_000)]
    assert len(echoes("idiot number x " * 1_300 + "idiot number 7", phrases, "x")) == 1


def test_a_phrase_that_begins_like_another_does_not_cover_it() -> None:
    text = "you brainless lot and you brainless fools"
    (found,) = echoes(text, ["you brainless fools", "you brainless crowd of fools"], "x")
    assert text[found.start : found.end] == "you brainless fools"


def test_phrases_that_share_words_are_all_hidden() -> None:
    text = "brainless brainless brainless fools of a team"
    (found,) = echoes(text, ["brainless brainless", "brainless fools", "fools of a"], "x")
    assert text[found.start : found.end] == "brainless brainless brainless fools of a"


@pytest.mark.django_db
def test_an_echo_that_reaches_beyond_an_own_attack_is_hidden_whole() -> None:
    row = threads.thread("Hello.", ended=NOW - 40 * HOUR)
    threads.inbound(row, "You fools and brainless clowns.", at=NOW - 9 * HOUR, attack="fools and brainless clowns")
    threads.inbound(row, "Again: you fools and brainless clowns!", at=NOW - HOUR, attack="you fools")
    page = builders.signed_in(builders.ada()).get(f"/conversations/{row.pk}").content.decode()
    assert "Again:" in page
    assert "brainless" not in page
    assert "clowns" not in page


def test_marks_and_blanks_alone_hide_nothing() -> None:
    assert echoes("> > > > hello", ["> > >", "   "], "x") == ()


WORDS = st.lists(
    st.sampled_from(["you", "brainless", "fool", "低", "能", "!", "idiootti", "7"]), min_size=1, max_size=9
)


@given(WORDS, WORDS, WORDS, st.sampled_from([" ", "\n> ", " \n> > "]))
def test_a_phrase_is_found_wherever_it_is_quoted(
    before: list[str], phrase: list[str], after: list[str], joint: str
) -> None:
    wanted = " ".join(phrase)
    if len(wanted) < 3:
        return
    text = " ".join(before) + " " + joint.join(phrase) + " " + " ".join(after)
    covered = {place for found in echoes(text, [wanted], "x") for place in range(found.start, found.end)}
    start = len(" ".join(before)) + 1
    quoted = joint.join(phrase)
    assert all(start + place in covered for place, letter in enumerate(quoted) if letter not in " \n>")
