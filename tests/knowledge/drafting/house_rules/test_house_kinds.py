"""What each kind of house rule finds, in five varieties."""

from __future__ import annotations

import pytest

from evenhand.knowledge.drafting.check import check
from evenhand.knowledge.drafting.draft import Audience
from evenhand.knowledge.drafting.house_rules.book import HouseBook
from evenhand.knowledge.drafting.house_rules.reading import File, read_rules
from evenhand.knowledge.drafting.ignoring import Ignore, let_stand
from evenhand.knowledge.drafting.words import message, suggestions


def book(keys: str, said: str = '"No."') -> HouseBook:
    text = f'[[rule]]\ncode = "H-a"\nmessage = {said}\n{keys}'
    rules, errors = read_rules([File("a.toml", text.encode())])
    assert errors == ()
    return HouseBook(rules)


def found(keys: str, text: str) -> list[str]:
    return [text[each.start : each.end] for each in check(text, rules=[book(keys)])]


def phrases(*words: str, more: str = "") -> str:
    return f'kind = "existence"\nphrases = {list(words)}\n{more}'


@pytest.mark.parametrize(
    ("phrase", "text", "expected"),
    [
        ("cheap", "A CHEAP offer, not a cheaper one: cheap!", ["CHEAP", "cheap"]),
        ("no problem", "No\u00a0problem, no\nproblem.", ["No\u00a0problem", "no\nproblem"]),
        ("it's fine", "It’s fine.", ["It’s fine"]),
        ("alennus~", "Alennuskampanjamme ja alennusta.", ["alennusta"]),
        ("~takuu", "Rahatakuu ja takuu.", ["Rahatakuu", "takuu"]),
        ("保證退款", "我們保证退款。", ["保证退款"]),
        ("保证退款", "我們保證退款，😀保證退款。", ["保證退款", "保證退款"]),
        ("冇問題", "冇問題，我哋處理。", ["冇問題"]),
        ("{no|not a} problem", "Not a problem.", ["Not a problem"]),
        ("e\u0301lan", "Avec \u00e9lan.", ["\u00e9lan"]),
    ],
)
def test_phrases_are_whole_words_in_any_script_and_dress(phrase: str, text: str, expected: list[str]) -> None:
    assert found(phrases(phrase), text) == expected


@pytest.mark.parametrize(
    ("word", "text", "expected"),
    [
        ("takuu", "Takuuseen kuuluu, takuumme kattaa.", ["Takuuseen", "takuumme"]),
        ("hinta", "Hinnan ja hintaan, hinnoissammekin.", ["Hinnan", "hintaan"]),
        ("alennus", "Annamme alennuksen, ei alennusta, alennuksesta.", ["alennuksen", "alennusta", "alennuksesta"]),
        ("nainen", "Naisen ja naista ja nainen.", ["Naisen", "naista", "nainen"]),
        ("kortti", "Kortin, korttia, korttien, kortteihin.", ["Kortin", "korttia", "korttien", "kortteihin"]),
        ("lupaus", "Lupauksemme pitää.", ["Lupauksemme"]),
        ("oikeus", "Oikeuden ja oikeutta.", ["Oikeuden", "oikeutta"]),
        ("ei ongelmaa", "Ei ongelmaakaan.", ["Ei ongelmaakaan"]),
    ],
)
def test_inflected_finnish_words_are_found_with_their_endings(word: str, text: str, expected: list[str]) -> None:
    assert found(phrases(word, more="inflect = true"), text) == expected
    assert found(phrases(word), text) != expected or expected == [word]


def test_patterns_run_on_text_of_any_case_and_script() -> None:
    keys = phrases("PO-\\\\d{4}", "保證.{0,3}退款", more="pattern = true").replace("'", '"').replace("\\\\\\\\", "\\\\")
    assert found(keys, "See po‑1234. 我們保证你退款。") == ["po‑1234", "保证你退款"]


def test_a_swap_offers_its_word_and_asks() -> None:
    text = "A cheap offer."
    (finding,) = check(text, rules=[book('kind = "substitution"\nswap = { cheap = "low-priced" }')])
    assert (suggestions(finding, "en"), finding.safety.value) == (("low-priced",), "ask")


@pytest.mark.parametrize(
    ("keys", "text", "expected"),
    [
        ('kind = "occurrence"\nphrases = ["sorry"]\nmost = 1', "Sorry. We are sorry. So sorry.", ["sorry"]),
        ('kind = "occurrence"\nphrases = ["sorry"]\nmost = 1', "Sorry. It goes on.", []),
        ('kind = "occurrence"\nphrases = ["we"]\nmost = 1\nof = "sentence"', "We do. We go, we say.", ["we"]),
        ('kind = "occurrence"\nphrases = ["we"]\nleast = 1', "It is done.", ["It is done."]),
        ('kind = "conditional"\nphrases = ["refund"]\nthen = ["working days"]', "A refund is due.", ["refund"]),
        ('kind = "conditional"\nphrases = ["refund"]\nthen = ["working days"]', "A refund in 5 working days.", []),
        ('kind = "consistency"\nphrases = ["licence"]\nor = ["license"]', "A licence. Your license.", ["license"]),
        ('kind = "consistency"\nphrases = ["licence"]\nor = ["license"]', "A license. Your license.", []),
        ('kind = "near"\nphrases = ["refund"]\nnear = ["sorry"]', "Sorry. A refund is due.", []),
        ('kind = "near"\nphrases = ["refund"]\nnear = ["sorry"]\nsentences = 1', "Sorry. A refund.", ["refund"]),
        ('kind = "length"\nmost = 3', "One two three four.", ["One two three four."]),
        ('kind = "length"\nmost = 4\nof = "sentence"', "我們已經收到。好的。", ["我們已經收到。"]),
        ('kind = "length"\nmost = 9\nunit = "characters"', "Hello there.", ["Hello there."]),
        ('kind = "length"\nmost = 12\nunit = "characters"', "Hello there.", []),
    ],
)
def test_kinds_that_count_and_compare(keys: str, text: str, expected: list[str]) -> None:
    assert found(keys, text) == expected


CLOSING = 'kind = "required"\nphrases = ["Best regards", "Ystävällisin terveisin"]\nwhere = "end"'


@pytest.mark.parametrize(
    ("text", "is_missed"),
    [
        ("Hi Mia,\n\nThe parts came today. We send them on.\n\nBest regards\nAda", False),
        ("Hei Mia,\n\nOsat tulivat tänään.\n\nYstävällisin terveisin\nAda", False),
        ("Hi Mia,\n\nThe parts came today. We send them on.\n\nAda", True),
        ("Best regards to your team. The parts came. We send them on. It takes two days. Write to us.", True),
    ],
)
def test_a_required_closing_may_stand_in_the_signature_and_has_to_stand_at_the_end(text: str, is_missed: bool) -> None:
    assert bool(found(CLOSING, text)) is is_missed


def test_a_required_greeting_stands_at_the_beginning() -> None:
    keys = 'kind = "required"\nphrases = ["您好"]\nwhere = "beginning"'
    assert found(keys, "您好，陳小姐：\n貨今天到。") == []
    assert found(keys, "貨今天到。我們明天寄出。費用不變。您好嗎？") == ["貨今天到。"]


def test_quoted_words_of_the_customer_are_not_ours() -> None:
    assert found(phrases("cheap"), "It is done.\n\n> Why is it so cheap?\n") == []


def test_languages_and_audiences_choose_the_drafts() -> None:
    rule = book(phrases("ok", more='languages = ["fi"]\naudiences = ["public"]'))
    text = "Tämä on nyt ok, ja kiitos siitä."
    assert len(check(text, "fi", Audience.PUBLIC, rules=[rule])) == 1
    assert check(text, "fi", rules=[rule]) == check("This is ok.", "en", Audience.PUBLIC, rules=[rule]) == ()


def test_messages_are_the_readers_and_braces_in_them_are_braces() -> None:
    text = "A cheap offer."
    rule = book(phrases("cheap"), '{ en = "{0} {match.__class__} {match:>99999999} “{match}” {", fi = "Ei näin." }')
    (finding,) = check(text, rules=[rule])
    assert message(finding, text) == "{0} {match.__class__} {match:>99999999} “cheap” {"
    assert message(finding, text, "fi") == "Ei näin."
    assert message(finding, text, "zh-Hans") == message(finding, text)


def test_findings_can_be_ignored_by_their_code() -> None:
    text = "A cheap offer."
    left, ignored = let_stand(check(text, rules=[book(phrases("cheap"))]), text, [Ignore("H-a")])
    assert (left, len(ignored)) == ((), 1)
