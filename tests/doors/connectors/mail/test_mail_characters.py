from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from evenhand.doors.connectors.mail.characters import clean_line, clean_text, safe_filename

ANY = st.text(alphabet=st.characters(), max_size=80)


@given(ANY)
def test_a_cleaned_text_has_no_control_characters_but_line_ends_and_tabs(text):
    cleaned = clean_text(text)
    assert not [one for one in cleaned if unicodedata.category(one) == "Cc" and one not in "\n\t"]
    assert cleaned.encode("utf-8").decode("utf-8") == cleaned
    assert clean_text(cleaned) == cleaned


@given(ANY, st.integers(1, 40))
def test_a_cleaned_line_is_one_line_within_its_limit(text, limit):
    cleaned = clean_line(text, limit)
    assert len(cleaned.splitlines()) <= 1
    assert len(cleaned) <= limit
    assert cleaned == cleaned.strip()


@given(ANY, st.integers(16, 40))
def test_a_file_name_holds_nothing_that_steers(text, limit):
    name = safe_filename(text, limit)
    assert len(name) <= limit
    assert not set(name) & set('/\\<>:"|?*\u202e\u2066')
    assert name not in (".", "..")
    assert not name.startswith(".")


def test_line_ends_of_all_kinds_become_one():
    assert clean_text("a\r\nb\rc\u2028d\u0085e") == "a\nb\nc\nd\ne"


def test_words_of_all_languages_stay():
    words = "päivää 送貨 送货 \U0001f600 e\u0301"
    assert clean_text(words) == words
    assert clean_line(words, 100) == words
