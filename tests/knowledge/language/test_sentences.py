"""Sentences of the writer's own words. A case is the sentences that its text falls into; "|" marks the cuts."""

from __future__ import annotations

import pytest
from growth import grows_linearly, repeated
from hypothesis import given
from hypothesis import strategies as st

from evenhand.knowledge.language.prepare import prepare

CUTS = [
    "It broke. |Please fix it!",
    "it broke. |please fix it.",
    "Really?! |Yes... |No.",
    "well... it broke again",
    "Mr. Virta paid 40.50 euros. |We know, e.g. from the receipt.",
    "Call Dr. No. |No. 5 is late, see No. 12345.",
    "Pens, paper, etc. |They never came, paper etc. included.",
    "We meet at 10 a.m. tomorrow. |Version 2.0.1 fails.",
    "He said \"it is fine.\" |It is not.",
    "Great! 😀 |Next one?😡😡 |Bye",
    "See https://desk.example/a.b?c=d now. |Write to me@desk.example.",
    "1. Fix the router. |2. Refund me.",
    "Acme Ltd. is late. |J. Baker signed.",
    "It cost 50. |please refund",
    "on Mon. 5 March",
    "Lasku tuli 5. joulukuuta. |Maksoin 5.12. klo 10.30 pankissa.",
    "Esim. reititin, kaapeli ym. puuttuvat. |Ks. liite.",
    "Tilasin 3 kpl. reitittimiä, ks. lasku nro. 12. |Missä ne ovat?",
    "ei toimi. |korjatkaa.",
    "Maksoin 50. |Missä tuote on?",
    "发票错了。|请重开！|什么时候？",
    "他說「馬上修好。」|結果沒有。",
    "等了很久……到底什么时候来？",
    "价格是3.5元。|太贵了！！！|不要。",
    "点解仲未到？？|搞咩呀!|快啲啦",
    "请看 No. 5 的发票。|谢谢",
    "No.5 发票错了",
    "Really?What now",
]  # fmt: skip

LINES = [
    ("one line\nanother line", ["one line", "another line"]),
    ("We ordered the router on the third of March and\nit has not arrived.", None),
    ("We ordered a router,\nwhich never came.", None),
    ("We ordered the router on the third of March and\n\nit has not arrived.", 2),
    ("We ordered the router on the third of March and\nNobody answers.", 2),
    ("路由器還是壞的\n請修理", 2),
    ("- the router\n- the cable", 2),
    ("a\r\nb\rc", 3),
]


@pytest.mark.parametrize("marked", CUTS)
def test_text_is_cut_where_its_sentences_end(marked: str) -> None:
    pieces = [piece.strip() for piece in marked.split("|")]
    assert [sentence.text for sentence in prepare(marked.replace("|", "")).sentences] == pieces


@pytest.mark.parametrize(("message", "expected"), LINES)
def test_line_breaks_end_a_sentence_unless_the_mail_program_made_them(
    message: str, expected: list[str] | int | None
) -> None:
    found = [sentence.text for sentence in prepare(message).sentences]
    if isinstance(expected, list):
        assert found == expected
    else:
        assert len(found) == (expected or 1)


def test_only_the_writers_own_words_are_cut() -> None:
    message = "Hi Anna,\n\nIt broke. Fix it.\n\nRegards,\nTom\n\nOn 3/11/26 10:00, Anna wrote:\n> It works. Always.\n"
    assert [sentence.text for sentence in prepare(message).sentences] == ["Hi Anna,", "It broke.", "Fix it."]


def test_each_sentence_knows_its_variety() -> None:
    message = "貨仲未到，搞咩呀？\n\nThe invoice is wrong. Please send a new one.\n\nKorjatkaa lasku heti."
    assert [sentence.language for sentence in prepare(message).sentences] == ["yue", "en", "en", "fi"]


@given(
    st.lists(
        st.sampled_from([". ", ".", "! ", "。", "…", "\n", "\n\n", "mr", "5", "No", "A", "word", "字", "\"", "😀", " ",
                         "a\u0308", "\u200b", "ﬁ", "\ud800", "-- \n", "> ", "Hi,\n", "on mon. 5."]),
        max_size=40,
    ).map("".join)
)  # fmt: skip
def test_a_sentence_is_a_trimmed_slice_of_the_original_and_the_next_begins_behind_it(message: str) -> None:
    document = prepare(message)
    end = 0
    for sentence in document.sentences:
        assert end <= sentence.start < sentence.end <= len(message)
        assert sentence.text == message[sentence.start : sentence.end]
        assert sentence.text.strip()
        end = sentence.end


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit",
    [
        ".",
        "…",
        "!",
        "\n",
        " ",
        "a. ",
        '."',
        "5. ",
        "字。",
        "a\n",
        "a,\n",
        "😀",
        '"',
        ".a",
        "mr. ",
        ". \n",
        "a" * 50 + "\n",
    ],
)
def test_long_hostile_texts_are_cut_in_linear_time(unit: str) -> None:
    assert grows_linearly(prepare, repeated(unit))
