"""A rule file is read whole: what can be used, and all that is wrong with its line and code."""

from __future__ import annotations

import pytest

from evenhand.knowledge.drafting.house_rules.reading import LARGEST_FILE, MOST_RULES, File, read_rules
from evenhand.knowledge.drafting.house_rules.words import sentence

GOOD = '[[rule]]\ncode = "H-{name}"\nkind = "existence"\nmessage = "No."\nphrases = ["x"]\n'


def wrong(text: str | bytes) -> list[tuple[int, str]]:
    data = text.encode() if isinstance(text, str) else text
    return [(error.line, error.code) for error in read_rules([File("a.toml", data)])[1]]


def of(keys: str) -> str:
    """A rule with these lines after its code and message."""
    return f'[[rule]]\ncode = "H-a"\nmessage = "No."\n{keys}'


def test_everything_wrong_in_all_files_is_told_at_once() -> None:
    bad = """title = "x"
[[rule]]
kind = "existance"
message = { en = "a", sv = "b" }
phrases = [
  "",
]
colour = "red"
[[rule]]
code = "H-b"
kind = "existence"
severity = 3
message = "x"
"""
    rules, errors = read_rules([File("a.toml", bad.encode()), File("b.toml", b"x = "), File("c.toml", GOOD.encode())])
    assert [(error.file, error.line, error.code) for error in errors] == [
        ("a.toml", 1, "E101"),
        ("a.toml", 3, "E104"),
        ("a.toml", 4, "E104"),
        ("a.toml", 5, "E107"),
        ("a.toml", 8, "E101"),
        ("a.toml", 2, "E103"),
        ("a.toml", 12, "E102"),
        ("a.toml", 9, "E103"),
        ("b.toml", 1, "E100"),
        ("c.toml", 2, "E104"),
    ]
    assert rules == ()


def test_a_broken_rule_does_not_take_the_others_with_it() -> None:
    rules, errors = read_rules([File("a.toml", (GOOD.format(name="a") + "[[rule]]\n").encode())])
    assert [rule.code for rule in rules] == ["H-a"]
    assert {error.code for error in errors} == {"E103"}


def test_a_code_is_given_once_in_all_files() -> None:
    files = [File(name, GOOD.format(name="same").encode()) for name in ("a.toml", "b.toml")]
    rules, errors = read_rules(files)
    assert len(rules) == 1
    assert [(error.file, error.line, error.code) for error in errors] == [("b.toml", 1, "E106")]


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ('kind = "existence"\nphrases = "x"', [(5, "E102")]),
        ('kind = "existence"\nphrases = []', [(5, "E107")]),
        ('kind = "existence"\nphrases = ["\\u200b", "{|}", "~"]', [(5, "E105")] * 3),
        ('kind = "existence"\nphrases = ["@../en/asks", "{@nothing}"]', [(5, "E105")]),
        (f'kind = "existence"\nphrases = ["{"x" * 201}"]', [(5, "E108")]),
        ('kind = "existence"\nphrases = ["x"]\nthen = ["y"]', [(6, "E109")]),
        ('kind = "existence"\npattern = true\nphrases = ["(", "a{1,1000}{1,1000}", "ok"]', [(6, "E105")] * 2),
        ('kind = "conditional"\nphrases = ["x"]\nthen = ["~"]', [(6, "E105")]),
        ('kind = "substitution"\n[rule.swap]\na = 1', [(5, "E102")]),
        ('kind = "substitution"\npattern = true\nswap = { a = "b" }', [(5, "E109")]),
        ('kind = "occurrence"\nphrases = ["x"]', [(1, "E103")]),
        ('kind = "length"\nmost = 1.5', [(5, "E102")]),
        ('kind = "length"\nmost = true', [(5, "E102")]),
        ('kind = "length"\nmost = 20\nlanguages = ["sv"]', [(6, "E104")]),
        ('kind = "length"\nmost = 20\nlanguages = "fi"', [(6, "E102")]),
        ('kind = "length"\nmost = 20\nseverity = "fatal"', [(6, "E104")]),
    ],
)
def test_each_fault_has_its_line_and_code(keys: str, expected: list[tuple[int, str]]) -> None:
    assert wrong(of(keys)) == expected


@pytest.mark.parametrize("code", ["T101", "h-a", "H-", "H-Ä", "H-" + "a" * 60])
def test_a_code_begins_with_an_h_and_is_short(code: str) -> None:
    assert wrong(GOOD.replace("H-{name}", code)) == [(2, "E104")]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"\x00\x01\x02", [(1, "E100")]),
        (b"a = 1\n\xff\xfe", [(2, "E100")]),
        (b"a = [\n1,\n\n", [(2, "E100")]),
        (b"rule = 3", [(1, "E102")]),
        (b"\nrule = [1]", [(2, "E102")]),
        (b"a = " + b"[" * 300_000, [(1, "E100")]),
        (b".".join([b"a"] * 150_000) + b" = 1", [(1, "E100")]),
        (b"#" * (LARGEST_FILE + 1), [(1, "E108")]),
        (b"", []),
        (b"\xef\xbb\xbf# only a mark\r\n", []),
    ],
)
def test_no_file_stops_the_reading(data: bytes, expected: list[tuple[int, str]]) -> None:
    assert wrong(data) == expected


def test_a_file_holds_no_more_rules_than_it_may() -> None:
    text = "".join(GOOD.format(name=f"r{number}") for number in range(MOST_RULES + 1))
    rules, errors = read_rules([File("a.toml", text.encode())])
    assert len(rules) == MOST_RULES
    assert [error.code for error in errors] == ["E108"]


def test_an_error_is_one_line_that_says_where_and_what() -> None:
    error = read_rules([File("a.toml", of('kind = "length"\nmost = 9\nunit = "lines"').encode())])[1][0]
    assert sentence(error) == "a.toml:6: E104 “unit” cannot be “lines”; it can be: words, characters."


def test_windows_ends_of_lines_change_no_number() -> None:
    assert wrong(of('kind = "length"\nmost = "x"').replace("\n", "\r\n")) == [(5, "E102")]
