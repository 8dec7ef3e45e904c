from __future__ import annotations

import base64

from hypothesis import given
from hypothesis import strategies as st

from evenhand.doors.connectors.mail.words import decode_header, decode_words


def word(text: str, charset: str = "utf-8") -> str:
    return f"=?{charset}?b?{base64.b64encode(text.encode(charset)).decode()}?="


def test_plain_text_stays_as_it_is():
    assert decode_words("Delivery is late = ? =") == "Delivery is late = ? ="


def test_blanks_between_encoded_words_vanish_and_others_stay():
    assert decode_words(f"Re: {word('到貨')} {word('延遲')} please") == "Re: 到貨延遲 please"


def test_a_character_split_between_two_words_is_put_together():
    raw = "延遲".encode()
    first, second = base64.b64encode(raw[:4]).decode(), base64.b64encode(raw[4:]).decode()
    assert decode_words(f"=?utf-8?b?{first}?= =?utf-8?b?{second}?=") == "延遲"


def test_gb2312_is_read_as_the_wider_set_that_writers_mean():
    assert decode_words("=?gb2312?b?" + base64.b64encode("朱镕基".encode("gb18030")).decode() + "?=") == "朱镕基"


def test_quoted_words_hold_underscores_for_blanks_and_bytes_in_hex():
    assert decode_words("=?iso-8859-1?q?p=E4=E4t=F6s_tehty?=") == "päätös tehty"


def test_an_unknown_charset_is_guessed():
    assert decode_words("=?x-nonsense?q?p=C3=A4=C3=A4t=C3=B6s?=") == "päätös"


def test_missing_padding_does_not_lose_the_word():
    assert decode_words("=?utf-8?b?" + base64.b64encode(b"hello").decode().rstrip("=") + "?=") == "hello"


def test_a_word_that_never_ends_is_left_as_text():
    assert decode_words("=?utf-8?q?never") == "=?utf-8?q?never"


def test_raw_bytes_are_guessed_by_charset():
    assert decode_header("päätös".encode()) == "päätös"
    assert decode_header("päätös".encode("cp1252")) == "päätös"
    assert decode_header("送货又晚了，请尽快处理".encode("gb18030")) == "送货又晚了，请尽快处理"
    assert decode_header("送貨又晚了，請盡快處理".encode("big5")) == "送貨又晚了，請盡快處理"


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1))
def test_every_text_survives_an_encoded_word(text):
    assert decode_words(word(text)) == text


@given(st.binary(max_size=400))
def test_whatever_the_bytes_of_a_header_the_words_around_them_stay(raw):
    text = decode_header(b"Re: =?utf-8?q?" + raw + b"?= =?big5?B?" + raw + b" please")
    assert text.startswith("Re: ")
    assert text.endswith(" please")
