"""The compiled index finds what the automaton of the reading finds, and is read only for the lists it was made from."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from evenhand.knowledge.drafting.phrases import kept
from evenhand.knowledge.drafting.phrases.building import Wanted, built
from evenhand.knowledge.drafting.phrases.finder import Finder, Searched
from evenhand.knowledge.drafting.phrases.index import Cue, Index
from evenhand.knowledge.drafting.phrases.search import find_meanings
from evenhand.knowledge.language.signals.automaton import Matcher
from evenhand.knowledge.language.signals.lexicon import Phrase, strings_of

PHRASES = (
    "no", "your fault", "you {never|did not|didn't} {read|open|check} {the|our|your} {mail|letter|invoice|note}",
    "{you|they} {~ |}{~ |}{forgot|~ed} it", "{has|have|had|was} {been |}{~ |}{lost|found|broken|stolen|~ken} again",
    "virhe~", "~virhe~", "{te|teidän|sinun} {oma |}~virhe~", "ette {…} lukenut", "{luki~} {sen|ne|tämän} huonosti",
    "不", "您{自己|自行}{…}{忘|漏|錯}{了|掉}", "你們{根本|完全}{沒有|没有|沒|不}{看|讀|讀懂}",
    "{因為|由於}{您|你|贵公司}{…}{没|没有|未}{…}{签|付|回}",
    "{ so| then| thus}{ you| we} go",
)  # fmt: skip
TEXTS = (
    "no. note nothing no", "It is your fault, and yours.", "you didn't read our mail; you did not open the invoice",
    "you simply really moved it, they just quickly forgot it, you all so very often ended it",
    "it has been badly broken again and was found again, had stolen again", "virheen, oma kirjausvirheenne; virhe",
    "teidän oma laskuvirheenne ja sinun virhe", "ette ole sitä lukenut. ette. lukenut",
    "luki sen huonosti, lukivat ne huonosti",
    "您自己把它忘了，您自行弄掉就漏掉", "你們根本沒有看，你們完全不讀懂",
    "因為您一直没签，由於你未及时付。因為你。没签", "不不不",
    "well so you go, then we go", "you never check your letter" * 3, "", "x" * 500,
)  # fmt: skip


def index_of(*phrases: str) -> Index:
    return built(Wanted(phrase, "", Cue(f"r{number}", "")) for number, phrase in enumerate(phrases))


@pytest.mark.parametrize("text", TEXTS)
def test_all_that_the_automaton_finds_is_found_and_nothing_else(text: str) -> None:
    strings: dict[str, list[Phrase[int]]] = {}
    for number, phrase in enumerate(PHRASES):
        for string, sought in strings_of(phrase, "", number):
            strings.setdefault(string, []).append(sought)
    found = Finder(index_of(*PHRASES)).find(Searched(text, [0]))
    assert sorted(found) == sorted(Matcher(strings).find(text))


def test_the_texts_hold_every_phrase() -> None:
    finder = Finder(index_of(*PHRASES))
    met = {number for text in TEXTS for _, _, number in finder.find(Searched(text, [0]))}
    assert met == set(range(len(PHRASES)))


def test_of_two_meanings_in_one_place_the_first_of_the_lists_comes_first() -> None:
    phrases = [Wanted("your fault", "", Cue("tone", kind)) for kind in ("zeal", "blame", "anger")]
    for order in (phrases, phrases[::-1]):
        found = find_meanings(Finder(built(order)), Searched("it is your fault", [0]))
        assert [cue.kind for _, _, cue in found["tone"]] == [each.meaning.kind for each in order]


@pytest.fixture
def rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one list, where Python may keep compiled files."""
    monkeypatch.setattr(sys, "pycache_prefix", None)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    (tmp_path / "tone").mkdir()
    (tmp_path / "tone" / "heat.tsv").write_text("en\t\tno\n", encoding="utf-8")
    return tmp_path


def test_a_kept_index_is_the_one_that_was_compiled(rules: Path) -> None:
    index = index_of(*PHRASES, "a & b & !c")
    assert kept.save(rules, ("en",), index, kept.state(rules))
    assert kept.load(rules, ("en",), kept.state(rules)) == index
    assert kept.load(rules, ("fi",), kept.state(rules)) is None


def test_an_index_of_other_lists_is_not_read(rules: Path) -> None:
    kept.save(rules, ("en",), index_of("no"), kept.state(rules))
    file = rules / "tone" / "heat.tsv"
    os.utime(file, ns=(file.stat().st_atime_ns, file.stat().st_mtime_ns + 1))
    assert kept.load(rules, ("en",), kept.state(rules)) is None


def test_an_index_that_was_cut_off_is_not_read(rules: Path) -> None:
    kept.save(rules, ("en",), index_of(*PHRASES), kept.state(rules))
    (file,) = rules.rglob("*.kept")
    file.write_bytes(file.read_bytes()[:-40])
    assert kept.load(rules, ("en",), kept.state(rules)) is None


def test_nothing_is_kept_where_python_may_not_write(rules: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert not kept.save(rules, ("en",), index_of("no"), kept.state(rules))
    assert not list(rules.rglob("*.kept"))
