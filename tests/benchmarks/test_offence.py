"""The research head reads its list as written, cuts its texts as said, and never lets a test text into training."""

import pytest

pytest.importorskip("numpy", reason="needs requirements/train.txt")
pytest.importorskip("sklearn", reason="needs requirements/train.txt")

import numpy as np
from benchmarks.offence import measure, rude_words, sets, stack
from benchmarks.offence.encoder_file import Tokeniser


@pytest.mark.parametrize(
    ("text", "offends"),
    [
        ("@user You are an idiot.", True),
        ("@user shut up already", True),
        ("@user Thank you, see you on Friday.", False),
        ("The assistant passed the class in Scunthorpe.", False),
    ],
)
def test_the_list_tells_insults_from_words_that_only_hold_them(text: str, offends: bool) -> None:
    assert bool(rude_words.rudeness([text])[0] > 0) is offends


def test_a_post_loses_links_and_names_and_keeps_its_words() -> None:
    assert sets.post("RT @ada: @bo see https://example.org #GoodNews sooooo good") == "@user see #Good News sooo good"


def test_what_stands_in_the_test_part_leaves_the_training_part() -> None:
    part = sets.Labelled(["a", "b", "c"], np.array([1, 0, 1]))
    assert part.without({"b"}).texts == ["a", "c"]
    assert part.without({"b"}).labels.tolist() == [1, 1]


def test_macro_f1_is_the_mean_of_both_classes() -> None:
    assert measure.macro_f1(np.array([1, 1, 0, 0]), np.array([1, 0, 0, 0])) == pytest.approx((2 / 3 + 4 / 5) / 2)


def test_moving_to_another_share_moves_the_odds_by_that_much() -> None:
    moved = stack.at_prior(np.array([0.0]), trained=0.5, expected=1 / 3)
    assert moved[0] == pytest.approx(np.log(1 / 2))


def test_a_text_is_cut_into_its_likeliest_pieces_and_no_further_than_allowed() -> None:
    pieces = {"\u2581": 4, "\u2581good": 5, "bye": 6, "\u2581goodbye": 7}
    cut = Tokeniser(pieces, [0.0, 0.0, 0.0, 0.0, -3.0, -2.0, -2.0, -9.0], {"G": "g"}, unknown_score=-20.0)
    assert cut("Goodbye  good") == [0, 5, 6, 5, 2]
    assert cut("goodbye?", longest=2) == [0, 5, 6, 2]
