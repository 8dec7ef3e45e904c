"""The substance of an abusive message: what can be answered, in the writer's words and without the attack."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenhand.knowledge.language.latin import is_common
from evenhand.knowledge.language.masking import BLOCK, block_ranges
from evenhand.knowledge.language.reading import read
from evenhand.knowledge.language.shape import Reading
from evenhand.knowledge.language.substance import GAP, Asked, Found, Substance, substance
from evenhand.knowledge.language.text import fold
from evenhand.knowledge.language.variety import Variety

SENT = datetime(2026, 3, 10, 8, 0, tzinfo=UTC)
FRIDAY = date(2026, 3, 13)
WORD = re.compile(r"[^\W㐀-鿿]+")
HAN = re.compile(r"[㐀-鿿]{4,}")
ABUSE = {
    "en": "You useless idiots. Order 48213 was due on 3 March and it has still not arrived. You promised the refund of "
    "1,250 euros last week. Send me the corrected invoice by Friday, you morons. Nobody at your firm can count.",
    "fi": "Te saatanan idiootit. Tilaus 48213 piti toimittaa 3.3. eikä sitä näy vieläkään. Lupasitte palauttaa "
    "1 250 euroa viime viikolla. Lähettäkää korjattu lasku perjantaihin mennessä, senkin ääliöt.",
    "zh-Hant": "你們這群廢物。訂單 48213 本來 3 月 3 日要到，到現在還沒收到。你們上週答應退 1,250 元。"
    "星期五前把更正的發票寄給我，你們這些白痴。",
    "zh-Hans": "你们这帮废物。订单48213本来3月3日该到，到现在还没收到。你们上周答应退1250元。"
    "周五之前把更正后的发票发给我，傻逼。",
    "yue": "你班廢柴。張單48213話好3月3號到，到而家都未收到。你哋上個禮拜應承退1,250蚊。"
    "禮拜五之前寄返張改好嘅發票俾我，你班低能。",
}
INSULTS = {
    "en": ("idiots", "morons", "useless"),
    "fi": ("idiootit", "ääliöt"),
    "zh-Hant": ("廢物", "白痴"),
    "zh-Hans": ("废物", "傻逼"),
    "yue": ("廢柴", "低能"),
}


def found_in(reading: Reading) -> Found:
    return Found(
        reading.language,
        [Asked(ask.start, ask.end, ask.kind) for ask in reading.demand.asks],
        [(span.start, span.end) for span in reading.our_fault.spans],
        [(one.start, one.end) for one in reading.commitments if one.by == "reader"],
        [(span.start, span.end) for span in reading.manner.spans if span.kind == "ultimatum"],
    )


def substance_of(text: str, sent_at: datetime | None = SENT) -> Substance:
    reading = read(text, sent_at)
    return substance(text, block_ranges(reading.masked), found_in(reading), sent_at=sent_at)


def said(found: Substance) -> list[str]:
    return [one.text for one in (*found.wants, *found.times, *found.facts)]


@pytest.mark.parametrize("variety", ABUSE)
def test_what_they_want_and_by_when_are_found_in_each_variety(variety: str) -> None:
    found = substance_of(ABUSE[variety])
    assert [want.kind for want in found.wants] == ["fix"]
    assert [time.due for time in found.times] == [FRIDAY]
    assert found.times[0].text in ABUSE[variety]


@pytest.mark.parametrize("variety", ABUSE)
def test_order_date_amount_and_promise_are_quoted_in_each_variety(variety: str) -> None:
    facts = " ".join(fact.text for fact in substance_of(ABUSE[variety]).facts)
    assert "48213" in facts
    assert "250" in facts
    assert "promise" in {fact.kind for fact in substance_of(ABUSE[variety]).facts}


@pytest.mark.parametrize("variety", ABUSE)
def test_no_insult_stands_in_it(variety: str) -> None:
    text = ABUSE[variety]
    assert all(word in text for word in INSULTS[variety]), "the example says it"
    assert not [word for word in INSULTS[variety] if word in " ".join(said(substance_of(text)))]


def test_an_attack_amid_an_ask_leaves_a_gap() -> None:
    text = "Refund my 300 euros you idiots by Friday."
    start = text.index("idiots")
    found = substance(text, [(start, start + 6)], Found("en", [Asked(0, len(text), "refund")]), sent_at=SENT)
    assert found.wants[0].text == f"Refund my 300 euros you {GAP} by Friday"


def test_a_message_that_is_nothing_but_the_attack_has_none() -> None:
    text = "You useless idiots."
    assert not substance(text, [(0, len(text))], Found("en", [Asked(0, len(text), "other")]), sent_at=SENT)


@pytest.mark.parametrize(
    ("language", "text", "attack"),
    [
        ("en", "You 2 idiots of the month.", "idiots"),
        ("en", "Log me out one more time, idiots.", "idiots"),
        ("en", "You are a hundred percent idiots.", "idiots"),
        ("en", "Clown. Thirty years in a chair and still nobody's boss.", "Clown"),
        ("en", "Clown. 30 years in a chair and still nobody's boss.", "Clown"),
        ("fi", "Pelle. Kolmekymmentä vuotta samassa tuolissa.", "Pelle"),
        ("zh-Hant", "白痴。坐了三十年辦公桌還是個小角色。", "白痴"),
        ("fi", "Siinä on yksi ihminen, ääliö.", "ääliö"),
        ("fi", "Olette sataprosenttisesti idiootteja, sata prosenttia.", "idiootteja"),
        ("zh-Hant", "一個廢物跟我講道理。", "廢物"),
        ("zh-Hant", "養了你們三隻豬在櫃台。", "豬"),
        ("zh-Hant", "你們3個白痴在搞什麼。", "白痴"),
        ("zh-Hans", "卫生两个字会不会写，白痴。", "白痴"),
        ("zh-Hans", "你们一天到晚三番两次地骗，蠢货。", "蠢货"),
        ("yue", "成日得一個人喺度，廢柴。", "廢柴"),
        ("yue", "隻logo真係on9，廢柴。", "廢柴"),
    ],
)
def test_words_beside_an_attack_that_count_nothing_are_no_figure(language: Variety, text: str, attack: str) -> None:
    start = text.index(attack)
    assert not substance(text, [(start, start + len(attack))], Found(language), sent_at=SENT).facts


@pytest.mark.parametrize(
    ("language", "text", "attack"),
    [
        ("en", "Invoice 48213, idiots.", "idiots"),
        ("en", "We waited six hours for you idiots.", "idiots"),
        ("en", "It took you one month, idiots.", "idiots"),
        ("en", "The guarantee was two years, idiots.", "idiots"),
        ("en", "That address died five years ago, idiots.", "idiots"),
        ("yue", "嗰個電郵五年前已經冇用，廢柴。", "廢柴"),
        ("en", "Refund the 300 euros idiots.", "idiots"),
        ("fi", "Odotin kolme tuntia, ääliöt.", "ääliöt"),
        ("zh-Hant", "我等了三個小時，白痴。", "白痴"),
        ("zh-Hans", "訓練你們一個月了，白痴。", "白痴"),
        ("yue", "我問咗你三次，廢柴。", "廢柴"),
    ],
)
def test_a_figure_beside_an_attack_stays_one(language: Variety, text: str, attack: str) -> None:
    start = text.index(attack)
    facts = substance(text, [(start, start + len(attack))], Found(language), sent_at=SENT).facts
    assert [fact.kind for fact in facts] == ["figure"]


def test_what_is_quoted_from_earlier_mail_or_signed_is_not_what_they_say() -> None:
    found = substance_of("You morons. Fix it.\n\n> Invoice 30 was sent on 3 March.\n\n--\nKari Holm\n+358 40 1234567")
    assert [want.text for want in found.wants] == ["Fix it"]
    assert not found.facts


def test_a_date_that_tells_what_was_is_no_time_by_which_they_want_it() -> None:
    found = substance_of("You idiots. The order was due on 3 March. Where is it?")
    assert not found.times
    assert any("3 March" in fact.text for fact in found.facts)


def test_without_a_time_of_sending_the_words_stand_alone() -> None:
    found = substance_of("Send the invoice by Friday, you idiots.", None)
    assert [(time.text, time.due) for time in found.times] == [("by Friday", None)]


def test_a_claimed_fault_without_any_figure_is_said() -> None:
    text = "You broke it. Fools."
    found = substance(text, [(14, 19)], Found("en", faults=[(0, 12)]), sent_at=SENT)
    assert [(fact.kind, fact.text) for fact in found.facts] == [("fault", "You broke it")]


def test_words_of_the_attack_that_come_again_unhidden_are_blocked_too() -> None:
    text = "Brainless clowns. Order 7 is late, brainless clowns that you are."
    found = substance(text, [(0, 16)], Found("en"), sent_at=SENT)
    assert [fact.text for fact in found.facts] == [f"Order 7 is late, {GAP} that you are"]


def test_common_words_beside_an_attack_block_nothing() -> None:
    text = "You are idiots. You are 3 weeks late."
    found = substance(text, [(0, 14)], Found("en"), sent_at=SENT)
    assert [fact.text for fact in found.facts] == ["You are 3 weeks late"]


def test_places_beyond_the_text_and_a_very_long_one_do_no_harm() -> None:
    far = [Asked(5, 900, "fix"), Asked(-3, 2, "fix"), Asked(2, 2, "fix")]
    assert substance("Fix it.", [(90, 99)], Found("en", far), sent_at=SENT) == Substance()
    assert len(substance("Order 7 is late. " * 50_000, [], Found("en"), sent_at=SENT).facts) == 1
    assert len(substance_of("Idiots. " + " ".join(f"Order {n} is late." for n in range(900))).facts) == 8


WORDS = st.lists(
    st.sampled_from(
        ["brainless", "fool", "you", "are", "idiootti", "senkin", "7", "order", "by", "Friday", "€", "\n", ".", ",",
         "低能仔女", "你們這群廢物", "退款", "訂單", "送到"]
    ),
    min_size=1,
    max_size=24,
)  # fmt: skip


@given(WORDS, st.lists(st.tuples(st.integers(0, 120), st.integers(1, 40)), max_size=4), st.booleans())
def test_no_two_words_and_no_four_characters_of_what_is_hidden_ever_appear(
    words: list[str], places: list[tuple[int, int]], all_asked: bool
) -> None:
    text = " ".join(words)
    hidden = [(start, min(start + size, len(text))) for start, size in places if start < len(text)]
    asks = (
        [Asked(0, len(text), "other")] if all_asked else [Asked(3, min(30, len(text)), "fix")] if len(text) > 4 else []
    )
    quotes = [
        fold(quote).folded
        for quote in said(substance(text, hidden, Found("en", asks, faults=[(0, len(text))]), sent_at=SENT))
    ]
    for start, end in hidden:
        attack = fold(text[start:end]).folded
        for one, other in pairwise(WORD.finditer(attack)):
            if not (is_common(one[0]) and is_common(other[0])):
                pair = re.compile(rf"(?<!\w){re.escape(attack[one.start() : other.end()])}(?!\w)")
                assert not any(pair.search(quote) for quote in quotes)
        for run in HAN.finditer(attack):
            fours = (run[0][place : place + 4] for place in range(len(run[0]) - 3))
            assert not any(four in quote for four in fours for quote in quotes)


@given(st.text(max_size=200), st.lists(st.tuples(st.integers(0, 200), st.integers(1, 30)), max_size=3))
def test_any_text_will_do(text: str, places: list[tuple[int, int]]) -> None:
    hidden = [(start, start + size) for start, size in places]
    for quote in said(substance(text, hidden, Found("und", [Asked(0, len(text), "other")]), sent_at=SENT)):
        assert quote.strip()
        assert BLOCK not in quote.strip(BLOCK).replace(GAP, "") or BLOCK in text
