"""Whether two wordings speak of the same thing; where nobody can tell, nobody is accused."""

from __future__ import annotations

import pytest
from growth import grows_linearly, repeated

from evenhand.knowledge.drafting.things import content_terms, same_thing


@pytest.mark.parametrize(
    ("promised", "checked"),
    [
        ("send you the corrected invoice", "invoice, correction of row 3"),
        ("deliver the label printers", "label printer"),
        ("Toimitamme uuden tarratulostimen", "tarratulostimen toimitus"),
        ("Asennamme kaapelit", "kaapelien asennus"),
        ("把更正後的發票寄給您", "開立更正发票"),
        ("將部新標籤機送到貴公司", "標籤機"),
        ("install order 4711", "4711, pump"),
    ],
)
def test_other_forms_of_a_word_name_the_same_thing(promised: str, checked: str) -> None:
    assert same_thing(promised, checked) is True


@pytest.mark.parametrize(
    ("promised", "checked"),
    [
        ("deliver the label printers", "training of the warehouse team"),
        ("Toimitamme uuden tarratulostimen", "varaston koulutus"),
        ("把新的標籤機送到", "倉儲人員教育訓練"),
        ("sign the contract", "contact details"),
    ],
)
def test_words_for_other_things_do_not(promised: str, checked: str) -> None:
    assert same_thing(promised, checked) is False


@pytest.mark.parametrize(
    ("promised", "checked"),
    [
        ("have it ready", "label printer"),
        ("完成", "標籤機"),
        ("", "label printer"),
        ("把新的標籤機送到", "label printer"),
        ("!!!", "???"),
    ],
)
def test_what_says_nothing_or_stands_in_another_language_is_not_known(promised: str, checked: str) -> None:
    assert same_thing(promised, checked) is None


def test_a_wording_of_any_length_costs_little() -> None:
    assert len(content_terms("標" * 500_000 + "a b " * 100_000)) <= 60
    assert grows_linearly(content_terms, repeated("標標標a b "))
