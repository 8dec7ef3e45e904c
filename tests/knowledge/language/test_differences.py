"""The difference between two versions of a text, word by word."""

from __future__ import annotations

import random
import unicodedata
from itertools import pairwise

import pytest
from growth import grows_linearly, repeated
from hypothesis import example, given, settings
from hypothesis import strategies as st

from evenhand.knowledge.language.alignment import align
from evenhand.knowledge.language.differences import Piece, differences
from evenhand.knowledge.language.wording import words

MARKS = {"same": "{}", "removed": "[-{}-]", "added": "[+{}+]"}
CRUMBS = [
    *(
        "the",
        " ",
        "  ",
        "\n",
        "\r\n",
        "\r",
        ".",
        "。",
        "e",
        "\u0301",
        "同",
        "意",
        "不",
        "1",
        "500",
        ",",
        "€",
        "%",
        "年",
    ),
    *("三", "\u200d", "👩", "\U0001f3fd", "\ufe0f", "\U000e0100", "\ud83d", "\ude00", "🇫", "🇮", "-", "A", "\0", "ि"),
]
TEXTS = st.text() | st.lists(st.sampled_from(CRUMBS), max_size=30).map("".join)


def shown(old, new):
    return "".join(MARKS[kind].format(text) for kind, text in differences(old, new).pieces)


def joined(pieces, kind):
    return "".join(piece.text for piece in pieces if piece.kind in ("same", kind))


@pytest.mark.parametrize(
    ("old", "new", "seen"),
    [
        ("Pay by Friday.", "Pay by Friday.", "Pay by Friday."),
        ("", "", ""),
        ("", "New.", "[+New.+]"),
        ("We pay the costs.", "We pay half the costs.", "We pay [+half +]the costs."),
        ("We pay all costs.", "We pay costs.", "We pay [-all -]costs."),
        ("Total 1 500,00 € net", "Total 1 800,00 € net", "Total [-1 500,00 €-][+1 800,00 €+] net"),
        ("Start 2026-03-16 sharp", "Start 2026-03-17 sharp", "Start [-2026-03-16-][+2026-03-17+] sharp"),
        ("less 15 % off", "less 5 % off", "less [-15 %-][+5 %+] off"),
        ("at 14:30 today", "at 14:45 today", "at [-14:30-][+14:45+] today"),
        ("EUR 1,500.00 due", "EUR 1,500.50 due", "[-EUR 1,500.00-][+EUR 1,500.50+] due"),
        ("EU:n sääntö", "EU:lle sääntö", "[-EU:n-][+EU:lle+] sääntö"),
        ("raportin toimitus", "raporttien toimitus", "[-raportin-][+raporttien+] toimitus"),
        ("甲方不同意變更。", "甲方同意變更。", "甲方[-不-]同意變更。"),
        ("于3月16日前交付", "于3月20日前交付", "于[-3月16日-][+3月20日+]前交付"),
        ("費用為五千元，含稅", "費用為六千元，含稅", "費用為[-五千元-][+六千元+]，含稅"),
        ("減百分之十五", "減百分之五", "減[-百分之十五-][+百分之五+]"),
        ("我哋聽日交貨", "我哋後日交貨", "我哋[-聽-][+後+]日交貨"),
        ("one two", "one  two", "one[- -][+  +]two"),
        ("A b. C d", "A z. A b. C d", "[+A z. +]A b. C d"),
    ],
)
def test_changes_as_a_reader_sees_them(old, new, seen):
    assert shown(old, new) == seen


def test_one_short_word_or_a_mark_between_two_changes_is_part_of_the_change():
    assert shown("Open Monday to Friday.", "Open Tuesday to Thursday.") == (
        "Open [-Monday to Friday-][+Tuesday to Thursday+]."
    )
    assert shown("red, green", "blue, black") == "[-red, green-][+blue, black+]"


def test_a_number_between_two_changes_stays():
    assert shown("pay 100 now", "owe 100 later") == "[-pay-][+owe+] 100 [-now-][+later+]"


def test_a_rewritten_sentence_is_one_change():
    old = "The quick brown fox jumps over the lazy dog near the river."
    new = "Invoices must be paid within the agreed term by the client."
    assert [piece.kind for piece in differences(old, new).pieces] == ["removed", "added", "same"]


def test_paragraphs_that_stay_are_whole():
    old = "First.\n\nSecond is here.\n\nThird."
    new = "First.\n\nNew one.\n\nSecond was here.\n\nThird."
    assert shown(old, new) == "First.\n\n[+New one.\n\n+]Second [-is-][+was+] here.\n\nThird."


def test_letters_in_two_pieces_make_whole_words():
    assert words("ma\u0308ki e\u0301").texts == ["ma\u0308ki", "e\u0301"]
    assert words("👩\u200d💻!🇫🇮\u0301").texts == ["👩\u200d💻", "!", "🇫🇮\u0301"]


@given(TEXTS, TEXTS)
@example("a.", "a.\u0301")
@example("x\0y", "x")
@example("\ud83d\ude00", "\ud83d\ude01")
@settings(max_examples=400)
def test_both_texts_can_be_put_together_again(old, new):
    for bounds in ({}, {"by_word": 0}, {"by_word": 5, "most": 3}):
        assert_whole(differences(old, new, **bounds).pieces, old, new)


def assert_whole(pieces, old, new):
    assert joined(pieces, "removed") == old
    assert joined(pieces, "added") == new
    assert all(text for _, text in pieces)
    for before, after in pairwise(piece.kind for piece in pieces):
        assert (before, after) in {("same", "removed"), ("same", "added"), ("removed", "added"), ("removed", "same"),
                                   ("added", "same")}  # fmt: skip


@given(TEXTS, TEXTS)
def test_no_mark_is_parted_from_its_letter_and_no_pair_of_surrogates_broken(old, new):
    pieces = differences(old, new).pieces
    for kind in ("removed", "added"):
        before = ""
        for piece in pieces:
            if piece.kind not in ("same", kind):
                continue
            if before and before[-1] not in "\r\n":
                assert unicodedata.category(piece.text[0])[0] != "M"
                assert not ("\ud800" <= before[-1] <= "\udbff" and "\udc00" <= piece.text[0] <= "\udfff")
            before = piece.text


@given(TEXTS)
def test_a_text_has_no_difference_from_itself_and_is_its_words(text):
    assert differences(text, text).pieces == ((Piece("same", text),) if text else ())
    found = words(text)
    assert found.text(0, len(found.texts)) == text


@given(st.lists(st.integers(0, 4), max_size=12), st.lists(st.integers(0, 4), max_size=12))
def test_small_lists_are_aligned_as_well_as_can_be(old, new):
    runs = align(old, new)
    assert all(old[run.old + i] == new[run.new + i] for run in runs for i in range(run.length))
    assert all(a.old + a.length <= b.old and a.new + a.length <= b.new for a, b in pairwise(runs))
    assert sum(run.length for run in runs) == longest(old, new)


def longest(old, new):
    """The length of the longest common subsequence, by the table of the textbook."""
    row = [0] * (len(new) + 1)
    for item in old:
        above = row
        row = [0]
        for index, other in enumerate(new):
            row.append(above[index] + 1 if item == other else max(above[index + 1], row[index]))
    return row[-1]


def test_lists_too_long_for_a_table_are_cut_at_what_occurs_once():
    old = [number % 50 for number in range(9000)]
    new = old.copy()
    for place in (100, 4000, 8000):
        old[place] = new[place] = f"landmark {place}"
    new[50], new[6000], new[8990] = "x", "y", "z"
    assert sum(run.length for run in align(old, new)) == 8997


MEGABYTE = 10**6
EIGHTH = MEGABYTE // 8


def prose(seed, letters):
    """Texts of about a length: words in sentences, one sentence in a line."""

    def text(length):
        dice = random.Random(seed)
        vocabulary = ["".join(dice.choices(letters, k=dice.randint(2, 9))) for _ in range(5000)]
        words = enumerate(dice.choices(vocabulary, k=length // 6))
        return " ".join(word + ".\n" * (index % 40 == 39) for index, word in words)

    return text


def costs_grow_linearly(old, new):
    return grows_linearly(
        lambda versions: differences(*versions), lambda length: (old(length), new(length)), short=EIGHTH
    )


def test_a_few_changes_in_a_megabyte_are_found_without_comparing_all_with_all():
    old = prose(4, "abcdefghijklmno")

    def new(length):
        text = old(length)
        places = sorted(random.Random(5).sample(range(len(text)), 8))
        return "".join(text[start:end] + " changed " for start, end in pairwise([0, *places, len(text)]))

    pieces = differences(old(MEGABYTE), new(MEGABYTE)).pieces
    assert joined(pieces, "added") == new(MEGABYTE)
    assert len(pieces) < 60
    assert costs_grow_linearly(old, new)


def test_so_much_that_changed_is_shown_by_sentence_and_says_so():
    old, new = "Two reports. We pay on Friday. Thanks.", "Four reports. We pay on Friday. Thanks."
    by_word, by_sentence = differences(old, new), differences(old, new, by_word=20)
    assert (by_word.pieces[0].text, by_word.is_coarse) == ("Two", False)
    assert (by_sentence.pieces[0].text, by_sentence.is_coarse) == ("Two reports. ", True)


def test_more_pieces_than_anybody_reads_are_one_change():
    old = "".join(f"Line {number}.\n" for number in range(20))
    new = old.replace("2.", "3.").replace("5.", "6.")
    found = differences(old, new, most=4)
    assert [piece.kind for piece in found.pieces] == ["same", "removed", "added", "same"]
    assert found.is_coarse
    assert (joined(found.pieces, "removed"), joined(found.pieces, "added")) == (old, new)


def of(signs, seed):
    return lambda length: "".join(random.Random(seed).choices(signs, k=length))


def lines(odd, even):
    return lambda length: "".join(f"{even if number % 2 else odd}{number}\n" for number in range(length // 7))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(prose(6, "abcdefghijklmno"), prose(7, "pqr"), id="words"),
        pytest.param(of("同意不甲方乙丙丁", 1), of("同意不甲方乙丙丁", 2), id="one Chinese sentence"),
        pytest.param(of("同意甲方，。", 1), of("同意乙方，。", 2), id="Chinese sentences"),
        pytest.param(repeated("甲方每月付款。\n"), repeated("乙方每月收款。\n甲方。"), id="Chinese lines"),
        pytest.param(repeated("\n"), repeated("\n a"), id="line breaks"),
        pytest.param(repeated("."), repeated("!"), id="punctuation"),
        pytest.param(lines("x", "x"), lines("x", "y"), id="lines that all differ"),
        pytest.param(repeated("a.\n"), repeated("a.\nb\n"), id="every second line"),
    ],
)
def test_no_two_megabytes_are_compared_in_more_than_linear_time(old, new):
    found = differences(old(MEGABYTE), new(MEGABYTE))
    assert len(found.pieces) <= 10_000
    assert (joined(found.pieces, "removed"), joined(found.pieces, "added")) == (old(MEGABYTE), new(MEGABYTE))
    assert costs_grow_linearly(old, new)
