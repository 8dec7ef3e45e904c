from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenhand.doors.connectors.mail.charsets import codec_of, decode, guess

SAID = {
    "gb18030": "你们答应星期五送货，现在还没有到，请问是谁负责？我们已经打了两次电话。",
    "big5": "你們答應星期五送貨，現在還沒有到，請問是誰負責？我們已經打了兩次電話。",
    "cp1252": "Perjantaiksi sovittu lähetys ei ole tullut. Kuka hoitaa tätä? Äänestämme jaloillamme, hyvää päivää.",
    "utf-8": "Die Lieferung fällt aus — 延遲 — päivää",
}


@pytest.mark.parametrize("charset", SAID)
def test_unlabelled_text_is_recognised(charset):
    assert guess(SAID[charset].encode(charset)) == SAID[charset]


@pytest.mark.parametrize("charset", SAID)
def test_a_wrong_ascii_label_does_not_lose_text(charset):
    assert decode(SAID[charset].encode(charset), "us-ascii")[0] == SAID[charset]


@pytest.mark.parametrize("name", ["DEFAULT", "DEFAULT_CHARSET", "unknown-8bit", "x-weird", "hex_codec", "idna"])
def test_a_label_that_is_no_charset_is_named_as_a_problem(name):
    text, problem = decode("päivää".encode(), name)
    assert text == "päivää"
    assert problem.startswith("unknown-charset:")


@pytest.mark.parametrize(
    ("spoken", "codec"),
    [
        ("GB2312", "gb18030"), ("gbk", "gb18030"), ("GB2312_CHARSET", "gb18030"), ("CHINESEBIG5", "cp950"),
        ("ISO-8859-1", "cp1252"), ("us-ascii", "utf_8"), ("Shift_JIS", "cp932"), ("windows-1252", "cp1252"),
        ("UTF8", "utf_8"), ("ks_c_5601-1987", "cp949"), ("iso-8859-15", "iso8859_15"),
    ],
)  # fmt: skip
def test_charset_names_mean_what_writers_mean(spoken, codec):
    assert codec_of(spoken) == codec


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "os.path", "rot13", "zlib", "unicode_escape", "x" * 9999])
def test_names_that_are_no_text_codec_have_none(name):
    assert codec_of(name) == ""


def test_one_broken_character_keeps_the_declared_charset():
    text, problem = decode(SAID["big5"].encode("big5") + b"\xff", "big5")
    assert text.startswith(SAID["big5"])
    assert problem == "broken-charset:big5"


def test_a_text_cut_inside_a_character_is_still_utf_8():
    assert guess((SAID["utf-8"] * 3).encode()[:-1]).startswith(SAID["utf-8"])


@given(st.binary(max_size=300), st.text(max_size=20))
def test_no_bytes_and_no_label_raise(data, label):
    text, problem = decode(data, label)
    assert problem.startswith("unknown-charset:") == bool(label and not codec_of(label))
    assert codec_of(label) or text == guess(data)
    assert guess(data).isascii() == data.isascii()


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_utf_8_comes_back_whole(text):
    assert decode(text.encode(), "utf-8") == (text, "")
    assert guess(text.encode()) == text
