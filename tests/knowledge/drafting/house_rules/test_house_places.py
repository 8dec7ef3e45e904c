"""Lines of the keys of a rule file, whatever stands between them."""

from __future__ import annotations

import pytest
from growth import grows_linearly, repeated

from evenhand.knowledge.drafting.house_rules.places import places, too_deep


def lines(text: str) -> list[dict[str, int]]:
    return [dict(table) for table in places(text, "rule").tables]


def test_keys_after_strings_and_arrays_of_several_lines_keep_their_lines() -> None:
    text = '''# a """ b
[[rule]]
code = "H-a"
message = """
[[rule]]
code = "no"
"""
phrases = [
  ["a"],
  "b = c",  # '
]
kind = "existence"
'''
    assert lines(text) == [{"": 2, "code": 3, "message": 4, "phrases": 8, "kind": 12}]


@pytest.mark.parametrize("literal", ['\'"""\'', "\"'''\"", '"# \\" ["', '"""a""\\""""', "'''it''''", '"""""a"""'])
def test_marks_inside_a_string_begin_nothing(literal: str) -> None:
    assert lines(f"[[rule]]\ncode = {literal}\nkind = 1\n") == [{"": 1, "code": 2, "kind": 3}]


def test_a_line_separator_in_a_string_is_no_end_of_a_line() -> None:
    assert lines('[[rule]]\ncode = "a\u2028b\x0bc"\nkind = 1\n') == [{"": 1, "code": 2, "kind": 3}]


def test_headers_may_be_quoted_spaced_and_below() -> None:
    text = '[[ "rule" ]] # first\n"code" = 1\n\'kind\' = 2\n[rule.swap]\n"a" = "b"\n[[rule]]\nmessage.en = "x"\n'
    assert lines(text) == [{"": 1, "code": 2, "kind": 3, "swap": 4}, {"": 6, "message": 7}]


def test_what_stands_outside_the_rules_has_its_line_too() -> None:
    found = places("title = 1\n[other]\nx = 1\n[[rule]]\ncode = 1\n[last]\ny = 2\n", "rule")
    assert dict(found.top) == {"title": 1, "other": 2, "last": 6}
    assert found.tables == [{"": 4, "code": 5}]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a = 1\n" + ".".join("b" * 12) + " = 1", 2),
        (" . ".join(["'b'"] * 12) + " = 1", 1),
        ("x = " + "[" * 30, 1),
        ("x = [\n" * 30, 22),
        ('x = "a.b.c.d.e.f.g.h.i.j.k.l" # [[[[[[[[[[[[[[[[[[[[[[[[[', None),
        ("x = [" + "[1], " * 100 + "]", None),
    ],
)
def test_what_the_parser_would_be_long_at_is_told_before(text: str, line: int | None) -> None:
    assert too_deep(text) == line


@pytest.mark.parametrize(
    "piece",
    ['"', "'", '"""', "'''", '\\"', '"\\', "[", "{", "a.", "a", " ", "#", "[ ", "\n[ ", '"\n', "[[rule]]\n", "'''\n"],
)
def test_no_file_is_so_odd_that_reading_it_takes_for_ever(piece: str) -> None:
    assert grows_linearly(too_deep, repeated(piece))
    assert grows_linearly(lambda text: places(text, "rule"), repeated(piece))
