"""Claims that we are to blame: found with their words, and not where somebody is excused or asked."""

from __future__ import annotations

import pytest

from evenhand.knowledge.language.reading import read
from evenhand.knowledge.language.signals.reasons import OUR_FAULT_REASONS


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("You broke our printer yesterday.", "You broke"),
        ("This is clearly your mistake.", "your mistake"),
        ("Because of you we missed our launch.", "Because of you"),
        ("Your technician never showed up.", "Your technician never showed up"),
        ("You promised to call back.", "You promised"),
        ("Tämä on teidän virhe.", "teidän virhe"),
        ("Rikoitte tulostimen.", "Rikoitte"),
        ("Ette ole vieläkään vastanneet.", "Ette ole vieläkään vastanneet"),
        ("Lupasitte korjata sen eilen.", "Lupasitte"),
        ("Laskutitte meitä kahteen kertaan.", "Laskutitte meitä kahteen kertaan"),
        ("你们搞错了发票。", "你们搞错"),
        ("這是你們的疏失。", "你們的疏失"),
        ("你們的工程師把資料刪掉了。", "你們的工程師把資料刪掉"),
        ("你们一直没有回复。", "你们一直没有回复"),
        ("說好的，結果又跳票。", "說好的"),
        ("你哋整錯咗張單。", "你哋整錯"),
        ("係你哋嘅錯。", "係你哋嘅錯"),
        ("你哋到而家都未覆。", "你哋到而家都未覆"),
        ("Since your update the site is down.", "Since your update"),
        ("Your driver dented the gate.", "Your driver dented"),
        ("Nobody showed up on Monday.", "Nobody showed up"),
        ("This one's on you.", "This one's on you"),
        ("Sekotitte tiedostot.", "Sekotitte"),
        ("Virhe on siis teidän.", "Virhe on siis teidän"),
        ("Asentaja repi piuhan poikki.", "Asentaja repi"),
        ("Kukaan ei ole tullut.", "Kukaan ei ole tullut"),
        ("師傅把插座裝反了。", "師傅把插座裝反"),
        ("约好九点，没人来。", "没人来"),
        ("連個門號都轉不好。", "都轉不好"),
        ("師傅將個門裝反咗。", "師傅將個門裝反"),
        ("約咗九點，冇人嚟。", "冇人嚟"),
    ],
)
def test_a_claim_is_found_with_its_words(text: str, words: str) -> None:
    found = read(text).our_fault
    assert found.claimed
    assert words in [span.text for span in found.spans]
    assert all(text[span.start : span.end] == span.text for span in found.spans)
    assert set(found.reasons) <= OUR_FAULT_REASONS


@pytest.mark.parametrize(
    "text",
    [
        "It's not your fault, the courier lost it.",
        "If you lost your password, use the link.",
        "I made a mistake in the form, sorry.",
        "Thanks to your quick help it works.",
        "Could you send the invoice?",
        "Ei ole teidän vika, kuriiri hukkasi sen.",
        "Tein itse virheen lomakkeessa.",
        "這不是你們的錯，是物流弄丟了。",
        "是我搞错了，抱歉。",
        "請問這部分是誰負責？",
        "唔係你哋嘅錯，係我睇漏咗。",
        "係咪計錯數呀？",
        "我自己打錯字，不好意思。",
        "資料我抄錯咗，唔好意思。",
        "The printer is on your desk.",
    ],
)
def test_excuses_own_mistakes_and_questions_are_no_claim(text: str) -> None:
    assert not read(text).our_fault.claimed


def test_what_was_not_done_is_told_from_what_was_done() -> None:
    assert read("You never replied.").our_fault.reasons == ("names-our-failure",)
    assert read("You deleted our files.").our_fault.reasons == ("blames-us",)
