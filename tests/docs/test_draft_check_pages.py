"""What the pages on the draft check show does what they say."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from evenhand.knowledge.drafting.check import check
from evenhand.knowledge.drafting.facts_reading import facts_from
from evenhand.knowledge.drafting.house_rules.book import HouseBook
from evenhand.knowledge.drafting.house_rules.fields import KEYS
from evenhand.knowledge.drafting.house_rules.reading import File, read_rules
from evenhand.knowledge.drafting.house_rules.rule import KINDS
from evenhand.knowledge.drafting.house_rules.words import CODES

ROOT = Path(__file__).resolve().parents[2]
PAGES = {name: (ROOT / "docs" / "how-to" / f"{name}.md").read_text("utf-8") for name in ("house-rules", "draft-check")}
LONG = "We " + "really " * 40 + "do."
END = "\n\nKind regards\nAda"


def block(page: str, kind: str) -> str:
    """The one fenced block of a kind on a page."""
    (found,) = re.findall(rf"^```{kind}\n(.*?)^```$", PAGES[page], re.M | re.S)
    return str(found)


def of_the_page(text: str) -> list[tuple[str, str]]:
    """What the page's rules find in a draft: codes and words."""
    rules, errors = read_rules([File("page", block("house-rules", "toml").encode())])
    assert errors == ()
    return [(each.code, text[each.start : each.end]) for each in check(text, rules=[HouseBook(rules)])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It is not cheap as chips." + END, [("H-price-words", "cheap as chips")]),
        (
            "Annamme teille alennuksen ja hyvitykset.",
            [("H-discount-fi", "alennuksen"), ("H-discount-fi", "hyvitykset")],
        ),
        ("第一個月免費，下個月開始計費。", [("H-free-zh", "免費")]),
        ("第一个月免费，下个月开始计费。", [("H-free-zh", "免费")]),
        ("第一個月唔收錢㗎。", [("H-free-zh", "唔收錢")]),
        ("We refunded it today." + END, [("H-refund-days", "refunded")]),
        ("The refund takes five working days." + END, []),
        ("Your licence and her licenses are here." + END, [("H-licence", "licenses")]),
        ("Sorry. We are sorry, and we apologise." + END, [("H-sorry", "apologise")]),
        ("It was our fault. The compensation is on its way." + END, [("H-fault-and-money", "our fault")]),
        ("It was our fault. We checked it. It works. The compensation is due." + END, []),
        ("The part is on its way to you.", [("H-closing", "The part is on its way to you.")]),
        (LONG + END, [("H-short-sentences", LONG)]),
        ("Your order po‑123456 left today." + END, [("H-order-number", "po‑123456")]),
    ],
)
def test_each_rule_of_the_example_file_finds_what_it_is_for(text: str, expected: list[tuple[str, str]]) -> None:
    assert of_the_page(text) == expected


def test_the_page_names_every_key_kind_and_error() -> None:
    page = PAGES["house-rules"]
    assert [name for name in (*KEYS, *KINDS) if f"`{name}`" not in page] == []
    assert sorted(re.findall(r"^\| (E\d{3}) \|", page, re.M)) == sorted(CODES)


def test_the_facts_of_the_page_are_facts_and_name_every_key() -> None:
    from evenhand.knowledge.drafting.facts_reading import _READERS

    facts = json.loads(block("draft-check", "json"))
    facts_from(facts)
    assert set(facts) == set(_READERS)


def test_the_hook_of_the_page_lets_good_letters_in_and_no_others(tmp_path: Path) -> None:
    def git(*arguments: str) -> subprocess.CompletedProcess[str]:
        settings = [
            "-c",
            "user.name=Ada",
            "-c",
            "user.email=ada@harbourline.example",
            "-c",
            "core.hooksPath=.git/hooks",
        ]
        command = ["git", *settings, *arguments]
        return subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)

    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    environment = {name: value for name, value in environment.items() if not name.startswith("GIT_")}
    assert git("init", "-q").returncode == 0
    hook = tmp_path / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(block("draft-check", "sh"), encoding="utf-8")
    hook.chmod(0o755)
    letter = tmp_path / "letters" / "a.txt"
    letter.parent.mkdir()
    letter.write_text("We guarantee that this will never happen again.\n", encoding="utf-8")
    git("add", ".")
    refused = git("commit", "-m", "x")
    assert refused.returncode == 1
    assert "P102 absolute-guarantee" in refused.stdout + refused.stderr
    letter.write_text("The spare part left our store this morning.\n", encoding="utf-8")
    git("add", ".")
    assert git("commit", "-m", "x").returncode == 0
