"""Whatever a rule file holds and whatever a draft is: no exception, and findings on the very words."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from evenhand.knowledge.drafting.check import check
from evenhand.knowledge.drafting.finding import Finding
from evenhand.knowledge.drafting.house_rules.book import HouseBook
from evenhand.knowledge.drafting.house_rules.fields import KEYS
from evenhand.knowledge.drafting.house_rules.reading import File, read_rules
from evenhand.knowledge.drafting.house_rules.rule import KINDS
from evenhand.knowledge.drafting.house_rules.words import sentence
from evenhand.knowledge.drafting.words import message

VALUE = st.sampled_from(
    ['"H-a"', *(f'"{kind}"' for kind in KINDS), '["x", "{a|b|}~", "保證"]', '["~", ""]', '["a{1,9}", "("]', "true", "3",
     '{ en = "{match} {0}" }', '{ a = "b", "" = "c" }', "[]", "1979-05-27", '"""\nx\n"""', "[[1]]", '["fi"]',
     '["{…}", "{|}"]', '["{@x}", "a{b", "}{"]', "-1", '"sentence"', '"words"']
)  # fmt: skip
LINE = st.tuples(st.sampled_from([*KEYS, "x", "a.b", '"q"']), VALUE).map(" = ".join)
FILE = st.lists(st.one_of(LINE, st.sampled_from(["[[rule]]", "[rule.swap]", "# x", "[x]", '"""'])), max_size=14).map(
    "\n".join
)


@given(FILE)
def test_any_file_is_read_and_every_error_has_a_line_of_it(text: str) -> None:
    rules, errors = read_rules([File("a.toml", text.encode())])
    last = text.count("\n") + 1
    assert all(1 <= error.line <= last and sentence(error) for error in errors)
    HouseBook(rules)


@given(st.binary(max_size=200))
def test_any_bytes_are_read(data: bytes) -> None:
    rules, errors = read_rules([File("a.toml", data)])
    assert all(error.file == "a.toml" and sentence(error) for error in errors)
    assert not rules


@given(st.text(max_size=12), st.sampled_from(KINDS), st.booleans(), st.booleans())
def test_any_phrase_is_looked_for_or_refused(phrase: str, kind: str, is_pattern: bool, is_inflected: bool) -> None:
    quoted = '"' + "".join(f"\\U{ord(each):08X}" for each in phrase if not "\ud800" <= each <= "\udfff") + '"'
    own = {
        "substitution": f"swap = {{ {quoted} = {quoted} }}",
        "conditional": f"phrases = [{quoted}]\nthen = [{quoted}]",
        "consistency": f"phrases = [{quoted}]\nor = [{quoted}]",
        "near": f"phrases = [{quoted}]\nnear = [{quoted}]",
        "occurrence": f"phrases = [{quoted}]\nmost = 0",
        "length": "most = 1",
    }.get(kind, f"phrases = [{quoted}]")
    flags = f"pattern = {str(is_pattern).lower()}\n" if kind not in ("substitution", "length") else ""
    flags += f"inflect = {str(is_inflected).lower()}\n" if kind != "length" else ""
    text = f'[[rule]]\ncode = "H-a"\nmessage = "{{match}}"\nkind = "{kind}"\n{flags}{own}\n'
    rules, errors = read_rules([File("a.toml", text.encode())])
    assert len(rules) + bool(errors) == 1
    draft = f"Hello 😀e\u0301 there. {phrase} ㍿ and so on.\n> {phrase}"
    _on_the_words(check(draft, rules=[HouseBook(rules)]), draft)


def _on_the_words(found: tuple[Finding, ...], draft: str) -> None:
    for each in found:
        assert 0 <= each.start < each.end <= len(draft)
        assert message(each, draft) is not None
