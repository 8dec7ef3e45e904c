"""`evenhand explain`: the page of a rule, the list of all, and pages of the firm's own rules."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from evenhand.doors.cli.explain import explain
from evenhand.knowledge.drafting.catalogue import catalogue

HOUSE = """[[rule]]
code = "H-cheap"
kind = "substitution"
message = { en = "“{match}” sells us short.", fi = "Ei näin." }
swap = { cheap = "low-priced" }
"""


def run(*arguments: object) -> Result:
    return CliRunner().invoke(explain, [str(each) for each in arguments])


@pytest.mark.parametrize("name", ["P102", "p102", "absolute-guarantee"])
def test_a_rule_is_found_by_code_and_name(name: str) -> None:
    result = run(name)
    assert result.exit_code == 0
    assert result.stdout.startswith("P102 absolute-guarantee (error)\n")
    assert [line for line in result.stdout.splitlines() if line.startswith("[")] == [
        "[en]",
        "[fi]",
        "[zh-Hans]",
        "[zh-Hant]",
        "[yue]",
    ]


def test_without_a_name_all_are_listed() -> None:
    lines = run().stdout.splitlines()
    assert [line.split()[1] for line in lines] == [rule.slug for rule in catalogue()]


@pytest.mark.parametrize(
    ("language", "heading"),
    [("en", "Why it matters"), ("fi", "Miksi sillä on väliä"), ("zh-Hant", "為什麼重要"), ("zh-Hans", "为什么重要")],
)
def test_the_page_is_in_the_readers_language_with_examples_of_the_drafts(language: str, heading: str) -> None:
    out = run("heat", "--ui-lang", language, "--lang", "yue").stdout
    assert heading in out.splitlines()
    assert "[yue]" in out
    assert "[en]" not in out


def test_an_unknown_rule_is_a_sentence_and_exit_2() -> None:
    result = run("T999")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "There is no rule “T999”." in result.stderr


def test_a_house_rule_is_explained_where_its_file_or_folder_is_given(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(HOUSE, encoding="utf-8")
    assert run("H-cheap").exit_code == 2
    for where in (tmp_path, tmp_path / "a.toml"):
        result = run("H-cheap", "--house-rules", where, "--ui-lang", "fi")
        assert result.exit_code == 0
        assert result.stdout.startswith("H-cheap (warning)\nEi näin.\n")
        assert "cheap → low-priced" in result.stdout
    assert run("--house-rules", tmp_path).stdout.splitlines()[-1].startswith("H-cheap ")


def test_a_broken_house_rule_is_told_and_exits_2(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(HOUSE.replace("swap", "words"), encoding="utf-8")
    result = run("H-cheap", "--house-rules", tmp_path)
    assert result.exit_code == 2
    assert f"{tmp_path}/a.toml:5: E101" in result.stderr
    assert f"{tmp_path}/a.toml:1: E103" in result.stderr
