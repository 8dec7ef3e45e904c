"""The questions of a message beside the draft that answers it."""

from __future__ import annotations

import pytest

from evenhand.knowledge.drafting.catalogue import by_slug
from evenhand.knowledge.drafting.check import check
from evenhand.knowledge.drafting.facts import Facts

RULE = by_slug("unanswered-question")
TWO = "Where is my refund? And who will pick up the broken printer?"


def left(text: str, inbound: str | None) -> list[str]:
    return [each.values["question"] for each in check(text, facts=Facts(inbound=inbound), rules=[RULE()])]


def test_the_question_that_no_sentence_touches_is_named() -> None:
    assert left("Your refund of 40 euros was booked on 10 March.", TWO) == ["And who will pick up the broken printer"]
    assert not left("Your refund was booked on 10 March. The courier collects the printer on Friday.", TWO)


def test_nothing_is_missing_where_no_message_is_known_or_nothing_is_asked() -> None:
    assert not left("Thank you.", None)
    assert not left("Thank you.", "")
    assert not left("We have noted it.", "The parcel has arrived. Thank you!")


@pytest.mark.parametrize(
    "inbound", ["Is this how you treat your customers?", "Are you kidding me?", "有沒有搞錯？", "??"]
)
def test_rhetoric_is_no_question(inbound: str) -> None:
    assert not left("I am sorry that you had to wait. The parcel was found. It leaves today.", inbound)


@pytest.mark.parametrize(
    "answer",
    ["To your questions: yes to the first, and on Friday to the second.", "Could you send us the order number first?"],
)
def test_who_goes_through_all_of_them_or_has_to_ask_back_leaves_none(answer: str) -> None:
    assert not left(answer, TWO)


def test_a_time_is_wanted_where_the_customer_asks_when() -> None:
    asked = "When will my order be delivered?"
    assert left("Your order is being packed in our warehouse.", asked)
    assert not left("Your order leaves our warehouse on Friday.", asked)
    assert left("I have asked the warehouse.", asked)
    assert not left("I have asked the warehouse and will tell you tomorrow.", asked)


def test_an_amount_is_wanted_where_the_customer_asks_how_much() -> None:
    asked = "Paljonko lisäkoulutus maksaa?"
    assert left("Koulutus pidetään pienryhmissä.", asked)
    assert not left("Koulutus maksaa 300 €.", asked)
    assert not left("Koulutus on teille ilmainen.", asked)


def test_languages_are_compared_by_matter_only() -> None:
    asked = "Milloin varaosa tulee? Kuuluuko asennus takuuseen?"
    assert left("The spare part arrives on Friday.", asked) == ["Kuuluuko asennus takuuseen"]
    assert not left("The spare part arrives on Friday, and the warranty covers the fitting.", asked)


def test_at_most_three_are_told_and_long_ones_are_cut() -> None:
    asked = " ".join(f"Does the {word} {'very ' * 20}fit?" for word in ("hinge", "handle", "lamp", "shelf", "drawer"))
    found = left("Thank you for your letter. We read it with care. We wish you a nice weekend.", asked)
    assert len(found) == 3
    assert all(len(each) <= 80 for each in found)


def test_passing_it_on_answers_nothing_and_a_day_for_the_answer_does() -> None:
    asked = "When will the plumber come? Do I have to pay for the visit?"
    assert len(left("I have passed your message on to our partner.", asked)) == 2
    assert not left("I have asked our partner and will answer your questions by Friday.", asked)


@pytest.mark.parametrize(
    ("asked", "silent", "answered"),
    [
        ("How late may we stay?", "We look forward to Saturday, 14 March.", "You may stay until 11 pm."),
        ("Who signs for you?", "The last version is attached to this mail.", "Ms Berg signs it."),
        ("What size is the rug?", "It is woven by hand in Porto.", "It is 80 by 140 cm."),
        ("Mihin aikaan kurssi alkaa?", "Kahvi kuuluu hintaan ja kirja myös.", "Aloitamme kymmeneltä."),
        ("Kuka sijaistaa Liisaa?", "Raportti on valmis ja liitteenä.", "Häntä sijaistaa Otto Laine."),
        ("押金多少？", "房子還在，歡迎來看。", "押金兩個月。"),
        ("工作坊几点开始？", "很高兴您周六来，有咖啡和蛋糕。", "十点开始。"),
        ("個箱入面係咩色？", "多謝你訂購，今次出咗啲問題。", "入面係藍色嗰架。"),
    ],
)
def test_an_answer_holds_what_the_question_wants(asked: str, silent: str, answered: str) -> None:
    assert left(silent, asked)
    assert not left(answered, asked)


def test_thanks_for_asking_and_the_name_below_speak_of_nothing() -> None:
    asked = "Is there parking? Can we bring a cake?"
    assert left("Thank you for asking about parking. You can bring a cake.\nParking Garden Inn", asked)
    assert not left("Thank you for asking. There is parking behind the house, and you can bring a cake.", asked)
