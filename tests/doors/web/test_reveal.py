"""Hidden words: what hides them, the two steps that open them, and what is written down about it."""

from __future__ import annotations

import builders
import pytest
import threads
from hypothesis import given
from hypothesis import strategies as st
from threads import HOUR, NOW

from evenhand.doors import clock
from evenhand.doors.web.echoes import echoes
from evenhand.doors.web.passages import Hidden, blocks_of, hidden_in, masked, phrases_of
from evenhand.record.conversations.models import Message, Reveal
from evenhand.record.ledger.models import Entry

TEXT = "Where is my order? You brainless fools. I need it by Friday."
ATTACK = "You brainless fools"


@pytest.fixture(autouse=True)
def _morning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


def rude() -> Message:
    row = threads.thread("Hello.", ended=NOW - 9 * HOUR)
    return threads.inbound(row, TEXT, at=NOW - HOUR, attack=ATTACK)


def page_of(message: Message, query: str = "", *, member: object = None) -> str:
    client = builders.signed_in(member or builders.ada())  # type: ignore[arg-type]
    return client.get(f"/conversations/{message.conversation_id}{query}").content.decode()


def step(message: Message, number: int, **headers: str) -> str:
    client = builders.signed_in(builders.ada())
    address = f"/messages/{message.pk}/reveal"
    return client.post(address, {"step": str(number)}, headers=headers, follow=True).content.decode()


@pytest.mark.django_db
def test_the_attack_is_nowhere_on_the_page_and_the_substance_is() -> None:
    page = page_of(rude())
    assert "brainless" not in page
    assert "Where is my order?" in page
    assert "I need it by Friday." in page
    assert "Hidden: insult." in page
    assert 'aria-label="hidden: insult"' in page


@pytest.mark.django_db
def test_the_first_step_says_who_may_open_and_that_it_is_recorded_and_shows_nothing() -> None:
    page = step(rude(), 1)
    assert "Everybody who may see this conversation may open it" in page
    assert "recorded with name and time" in page
    assert "brainless" not in page


@pytest.mark.django_db
def test_the_second_step_shows_the_words() -> None:
    message = rude()
    step(message, 1)
    page = step(message, 2)
    assert ATTACK in page
    assert "Hide them again" in page


@pytest.mark.django_db
def test_both_steps_are_in_the_record_and_the_ledger_without_the_words() -> None:
    message = rude()
    step(message, 1)
    step(message, 2)
    assert list(Reveal.objects.order_by("pk").values_list("member__name", "step", "at")) == [
        ("Ada Virtanen", 1, NOW),
        ("Ada Virtanen", 2, NOW),
    ]
    entries = Entry.objects.filter(kind="message.revealed", subject=f"message:{message.pk}")
    assert entries.count() == 2
    assert not any("brainless" in entry.body for entry in Entry.objects.all())
    assert "Ada Virtanen opened the hidden words of" in page_of(message, member=builders.bo())


@pytest.mark.django_db
def test_the_second_step_alone_opens_nothing() -> None:
    message = rude()
    page = step(message, 2)
    assert "Ask to open the words first." in page
    assert "brainless" not in page


@pytest.mark.django_db
def test_opened_words_stay_hidden_from_colleagues_and_close_after_half_an_hour(monkeypatch: pytest.MonkeyPatch) -> None:
    message = rude()
    step(message, 1)
    step(message, 2)
    assert "brainless" not in page_of(message, member=builders.bo())
    later = NOW + HOUR * 0.6
    monkeypatch.setattr(clock, "now", lambda: later)
    assert "brainless" not in page_of(message)


@pytest.mark.django_db
def test_opened_words_can_be_hidden_again_at_once() -> None:
    message = rude()
    step(message, 1)
    step(message, 2)
    assert "brainless" not in page_of(message, f"?hide={message.pk}")


@pytest.mark.django_db
def test_htmx_gets_the_one_message() -> None:
    message = rude()
    part = step(message, 1, **{"HX-Request": "true"})
    assert part.lstrip().startswith("<article")
    assert f'id="m-{message.pk}"' in part
    assert "<html" not in part


@pytest.mark.django_db
def test_the_reading_beside_it_does_not_quote_what_is_hidden() -> None:
    message = rude()
    assert "An insulting or degrading word is aimed at the people who serve." in page_of(message)
    step(message, 1)
    reading = step(message, 2).split('id="reading"')[1]
    assert ATTACK in reading


@pytest.mark.django_db
def test_a_reply_that_quotes_the_attack_hides_it_too() -> None:
    message = rude()
    quote = "On Tue, Kari Holm wrote:\n> Where is my order? You brainless\n> fools. I need it by Friday.\n"
    quoted = f"Dear Kari,\nit comes.\n\n{quote}"
    threads.outbound(message.conversation, quoted, by=builders.bo(), at=NOW)
    page = page_of(message)
    assert "brainless" not in page
    assert "words hidden in an earlier message" in page


@pytest.mark.django_db
def test_search_shows_hatching_for_hidden_words() -> None:
    rude()
    page = builders.signed_in(builders.ada()).get("/search?q=order").content.decode()
    assert "brainless" not in page
    assert 'class="hatched"' in page


@pytest.mark.django_db
def test_only_posts_open_and_only_for_who_may_see() -> None:
    message = rude()
    address = f"/messages/{message.pk}/reveal"
    assert builders.signed_in(builders.ada()).get(address).status_code == 405
    message.conversation.team = builders.team("Training")
    message.conversation.save()
    assert builders.signed_in(builders.ada()).post(address, {"step": "1"}).status_code == 404
    assert not Reveal.objects.exists()


def test_hidden_stretches_come_from_the_reading() -> None:
    body = {"masked": "ab ▒▒▒ c", "manner": {"spans": [{"start": 3, "end": 6, "kind": "contempt"}]}}
    assert hidden_in(body) == (Hidden(3, 6, "contempt"),)
    assert hidden_in(None) == ()


@pytest.mark.parametrize(
    ("text", "phrase", "hidden"),
    [
        ("> you brainless\n> fools!", "you brainless fools", "you brainless\n> fools"),
        ("你哋係咪\n> 低能", "係咪低能", "係咪\n> 低能"),
        ("classes resume", "ass", ""),
        ("no echo here", "zz", ""),
        ("a (b) c? yes a (b) c?", "a (b) c?", "a (b) c?"),
    ],
)
def test_echoes_are_found_over_line_breaks_and_quote_marks_but_not_inside_words(
    text: str, phrase: str, hidden: str
) -> None:
    found = echoes(text, [phrase], "x")
    assert (text[found[0].start : found[0].end] if found else "") == hidden


@given(st.text(max_size=200), st.lists(st.tuples(st.integers(0, 200), st.integers(1, 20)), max_size=4))
def test_what_is_not_hidden_is_all_shown_and_what_is_hidden_never(text: str, ranges: list[tuple[int, int]]) -> None:
    stretches, end = [], 0
    for start, length in sorted(ranges):
        if start >= end and start + length <= len(text):
            stretches.append(Hidden(start, start + length, "x"))
            end = start + length
    closed = [run for block in blocks_of(text, stretches, opened=False) for run in block.runs]
    opened = [run for block in blocks_of(text, stretches, opened=True) for run in block.runs]
    plain = "".join(run.text for run in closed if not run.what)
    outside = "".join(c for i, c in enumerate(text) if not any(h.start <= i < h.end for h in stretches))
    assert "".join(plain.split()) == "".join(outside.split())
    assert "".join("".join(run.text for run in opened).split()) == "".join(text.split())
    assert all(set(run.text) <= set("\u2007\u200b\u3000") for run in closed if run.what)


@given(st.text(min_size=1, max_size=80), st.integers(0, 60), st.integers(1, 30))
def test_masking_keeps_the_length_and_the_phrases_are_what_was_there(text: str, start: int, length: int) -> None:
    hidden = [Hidden(start, min(start + length, len(text)), "x")] if start < len(text) else []
    assert len(masked(text, hidden)) == len(text)
    assert phrases_of(text, hidden) == [text[one.start : one.end] for one in hidden]
