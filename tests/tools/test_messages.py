"""The catalogues of the pages' texts, and the tool that keeps them."""

from __future__ import annotations

import gettext
import io
import re
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools"))
import catalogue
import messages
from catalogue import Entry

PARAMETERS = re.compile(r"%\(\w+\)s")
WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n\t"), min_size=1, max_size=30)


def written_and_read(tmp_path: Path, language: str, *entries: Entry) -> dict[tuple[str, str], Entry]:
    path = tmp_path / "django.po"
    path.write_text(catalogue.as_po(language, entries), encoding="utf-8")
    return catalogue.read(path)


def test_every_text_of_the_source_is_there_in_every_language():
    assert messages.troubles() == []


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_the_languages_differ_from_english_where_they_should(language):
    entries = catalogue.read(messages.path_of(language)).values()
    same = [
        one.singular
        for one in entries
        if one.strings[0] == one.singular and re.search(r"[a-z]{5}", PARAMETERS.sub("", one.singular))
    ]
    assert same == []


TRADITIONAL, SIMPLIFIED = set("們這個來時對話設訊驗證碼錄團隊員"), set("们这个来时对话设讯验证码录团队员")


@pytest.mark.parametrize(("language", "foreign"), [("zh_Hant", SIMPLIFIED), ("zh_Hans", TRADITIONAL)])
def test_simplified_and_traditional_are_not_mixed_up(language, foreign):
    for entry in catalogue.read(messages.path_of(language)).values():
        assert not set("".join(entry.strings)) & foreign, entry


@given(singular=WORDS, translation=WORDS)
def test_what_is_written_is_read_back(tmp_path_factory, singular, translation):
    folder = tmp_path_factory.mktemp("po")
    entry = Entry(singular, strings=[translation])
    assert written_and_read(folder, "fi", entry) == {(singular, ""): entry}


def test_plurals_and_contexts_are_read_back(tmp_path):
    entries = [
        Entry("%(n)s day", "%(n)s days", "", ["%(n)s päivä", "%(n)s päivää"]),
        Entry("Open", "", "a verb", ["Avaa"]),
        Entry("Open", "", "", ["Avoin"]),
    ]
    read = written_and_read(tmp_path, "fi", *entries)
    assert set(read) == {("%(n)s day", ""), ("Open", "a verb"), ("Open", "")}
    assert read["%(n)s day", ""].strings == ["%(n)s päivä", "%(n)s päivää"]


def test_a_file_that_a_translators_program_has_folded_is_read(tmp_path):
    path = tmp_path / "django.po"
    path.write_text(
        '#: somewhere:3\n#, fuzzy, python-format\nmsgid ""\n"Two "\n"parts"\nmsgstr ""\n"Kaksi "\n"osaa"\n\n'
        '#~ msgid "Gone"\n#~ msgstr "Pois"\n',
        encoding="utf-8",
    )
    assert catalogue.read(path) == {("Two parts", ""): Entry("Two parts", strings=["Kaksi osaa"], is_fuzzy=True)}


def test_compiled_catalogues_are_what_gettext_reads():
    entries = [
        Entry("Save", strings=["Tallenna"]),
        Entry("%(n)s day", "%(n)s days", "", ["%(n)s päivä", "%(n)s päivää"]),
        Entry("Open", "", "a verb", ["Avaa"]),
        Entry("Not yet", strings=[""]),
        Entry("Unsure", strings=["Epävarma"], is_fuzzy=True),
    ]
    read = gettext.GNUTranslations(io.BytesIO(catalogue.as_mo("fi", entries)))
    assert read.gettext("Save") == "Tallenna"
    assert [read.ngettext("%(n)s day", "%(n)s days", n) for n in (1, 2)] == ["%(n)s päivä", "%(n)s päivää"]
    assert read.pgettext("a verb", "Open") == "Avaa"
    assert read.gettext("Not yet") == "Not yet"
    assert read.gettext("Unsure") == "Unsure"


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ('_("Save")', [Entry("Save")]),
        ('gettext("A %(b)s") % {"b": 1}', [Entry("A %(b)s")]),
        ('ngettext("one", "many", n)', [Entry("one", "many")]),
        ('pgettext("verb", "Open")', [Entry("Open", "", "verb")]),
        ('_(\n    "Two "\n    "parts"\n)', [Entry("Two parts")]),
        ("_(name)", []),
        ('other("Save")', []),
    ],
)
def test_texts_are_found_in_code(code, found):
    assert list(messages._texts_in(code)) == found


@pytest.mark.parametrize(
    ("entry", "trouble"),
    [
        (Entry("%(a)s", strings=["%(a)s!"]), ""),
        (Entry("%(a)s", strings=["!"]), "has the parameters"),
        (Entry("a", strings=["%(a)s"]), "has the parameters"),
        (Entry("%(n)s day", "%(n)s days", "", ["yksi päivä", "%(n)s päivää"]), ""),
        (Entry("%(n)s day", "%(n)s days", "", ["yksi", "%(m)s päivää"]), "has the parameters"),
        (Entry("a", strings=["b"], is_fuzzy=True), "fuzzy"),
    ],
)
def test_wrong_parameters_and_doubts_are_named(entry, trouble):
    assert trouble in " ".join(messages.entry_troubles(entry))
    assert bool(trouble) == bool(list(messages.entry_troubles(entry)))
