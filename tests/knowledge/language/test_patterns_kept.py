"""Patterns that were compiled once find the same as ever; what is kept wrongly is compiled anew."""

from __future__ import annotations

import importlib
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from evenhand.knowledge.language import patterns_kept

PATTERN = r"(?<![\d.])(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.|\b(?:kello|klo) (\d+)|[㐀-鿿]{2}"
TEXT = "Tavataan 13.3. Klo 15, 您好."


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """The module with nothing kept and nothing compiled, in a folder of its own."""
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    yield importlib.reload(patterns_kept)
    monkeypatch.undo()
    importlib.reload(patterns_kept)


def started_again(module: ModuleType) -> ModuleType:
    return importlib.reload(module)


def found(pattern: re.Pattern[str]) -> list[object]:
    return [(each.span(), each.groupdict(), each.groups(), each.lastgroup) for each in pattern.finditer(TEXT)]


def test_a_kept_pattern_is_not_compiled_and_finds_the_same(module: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = re.compile(PATTERN, re.IGNORECASE)
    assert len(found(expected)) == 3
    module.compiled(PATTERN, re.IGNORECASE)
    module.keep_patterns()
    again = started_again(module)
    monkeypatch.setattr(re, "compile", lambda *_: pytest.fail("compiled anew"))
    kept = again.compiled(PATTERN, re.IGNORECASE)
    assert (kept.pattern, kept.flags, kept.groups, dict(kept.groupindex)) == (
        PATTERN, expected.flags, expected.groups, dict(expected.groupindex),
    )  # fmt: skip
    assert found(kept) == found(expected)


def test_equal_words_with_other_flags_are_another_pattern(module: ModuleType) -> None:
    module.compiled("a")
    module.keep_patterns()
    assert started_again(module).compiled("a", re.IGNORECASE).search("A")


@pytest.mark.parametrize("spoilt", [b"", b"nonsense", None])
def test_a_spoilt_file_is_no_trouble(module: ModuleType, spoilt: bytes | None) -> None:
    module.compiled(PATTERN)
    module.keep_patterns()
    file = module._path()
    file.write_bytes(file.read_bytes()[:-9] if spoilt is None else spoilt)
    assert found(started_again(module).compiled(PATTERN)) == found(re.compile(PATTERN))


def test_nothing_is_written_where_python_may_not(module: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    module.compiled(PATTERN)
    module.keep_patterns()
    assert not module._path().exists()


def test_code_that_the_machine_refuses_is_compiled_anew(module: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    module.compiled(PATTERN)
    module.keep_patterns()
    again = started_again(module)
    flags, code, *rest = again.marshal.loads(again._kept()[PATTERN, 0])
    spoilt = again.marshal.dumps((flags, [*code[:-1], 4_000_000], *rest))
    monkeypatch.setitem(again._kept(), (PATTERN, 0), spoilt)
    assert found(again.compiled(PATTERN)) == found(re.compile(PATTERN))
