"""Lists of phrases: what a line stands for, and the forms that a name in it brings in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from evenhand.knowledge.language.signals import lexicon


@pytest.fixture
def lists(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of languages of our own, read afresh."""
    monkeypatch.setattr(lexicon, "_LANGUAGES", tmp_path)
    lexicon.load.cache_clear()
    lexicon._forms.cache_clear()
    lexicon._choices.cache_clear()
    yield tmp_path
    lexicon.load.cache_clear()
    lexicon._forms.cache_clear()
    lexicon._choices.cache_clear()


def write(folder: Path, name: str, text: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")


def test_alternatives_multiply() -> None:
    assert lexicon.expand("{you|u} {fool|}") == ("you fool", "you ", "u fool", "u ")


def test_a_name_brings_in_every_cell_of_its_file(lists: Path) -> None:
    write(lists / "en", "people.tsv", "# Europe\nFinn\tFinns\n\nPole\tPoles\n")
    write(lists / "en", "manner.tsv", "typical {@people|foreigner}\tdiscrimination\t2\tdirect\n")
    assert set(lexicon.load("en")) == {f"typical {form}" for form in ("finn", "finns", "pole", "poles", "foreigner")}


def test_a_form_may_be_a_stem(lists: Path) -> None:
    write(lists / "fi", "people.tsv", "ruotsalai~\n")
    write(lists / "fi", "manner.tsv", "tyypillinen {@people}\tdiscrimination\t2\tdirect\n")
    [(text, [phrase])] = lexicon.load("fi").items()
    assert (text, phrase.open_after) == ("tyypillinen ruotsalai", True)


def test_cantonese_reads_the_forms_of_chinese_too(lists: Path) -> None:
    write(lists / "zh", "people.tsv", "芬蘭人\n")
    write(lists / "yue", "people.tsv", "鬼佬\n")
    write(lists / "yue", "manner.tsv", "死{@people}\tdiscrimination\t2\tdirect\n")
    assert set(lexicon.load("yue")) == {"死芬兰人", "死鬼佬"}


def test_a_name_without_a_file_is_an_error(lists: Path) -> None:
    write(lists / "en", "manner.tsv", "typical {@people}\tdiscrimination\t2\tdirect\n")
    with pytest.raises(FileNotFoundError):
        lexicon.load("en")


def test_an_address_is_no_name(lists: Path) -> None:
    write(lists / "en", "manner.tsv", "you @people\tinsult\t2\tdirect\n")
    assert list(lexicon.load("en")) == ["you @people"]
