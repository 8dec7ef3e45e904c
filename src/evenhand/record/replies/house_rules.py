"""The firm's own rules: the files in `<workspace>/house-rules`, read again when one of them changes."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

from evenhand.knowledge.drafting.house_rules.book import HouseBook
from evenhand.knowledge.drafting.house_rules.reading import LARGEST_FILE, File, read_rules
from evenhand.knowledge.drafting.house_rules.rule import HouseRule, RuleError

FOLDER = "house-rules"
PREFIX = "H-"  # of every code
MOST_FILES = 100


class House(NamedTuple):
    """The rules that can be used, and all that is wrong in the files; a broken rule never stops the others."""

    rules: tuple[HouseRule, ...]
    errors: tuple[RuleError, ...]


class _Stamp(NamedTuple):
    """A file by what changes with it."""

    path: Path
    changed: int
    size: int


def house() -> House:
    """The house rules as the files are now; they are looked at each time, and read only when one has changed."""
    return _read(_stamps())


def house_rule(code: str) -> HouseRule | None:
    """The house rule of a code, None where there is none (any more)."""
    if not code.startswith(PREFIX):
        return None
    return next((rule for rule in house().rules if rule.code == code), None)


def house_books(without: Collection[str] = ()) -> tuple[HouseBook, ...]:
    """The house rules without those of these codes, as rules of the check: one, or none where no rule is left."""
    return _books(_stamps(), frozenset(code for code in without if code.startswith(PREFIX)))


def _stamps() -> tuple[_Stamp, ...]:
    folder: Path = settings.WORKSPACE.folder / FOLDER
    found: list[_Stamp] = []
    try:
        for path in sorted(folder.glob("*.toml"))[:MOST_FILES]:
            state = path.stat()
            found.append(_Stamp(path, state.st_mtime_ns, state.st_size))
    except OSError:  # a folder that may not be read, a file that goes away meanwhile
        return tuple(found)
    return tuple(found)


@lru_cache(maxsize=2)
def _read(stamps: tuple[_Stamp, ...]) -> House:
    files: list[File] = []
    unread: list[RuleError] = []
    for stamp in stamps:
        name = f"{FOLDER}/{stamp.path.name}"
        try:
            with stamp.path.open("rb") as file:
                files.append(File(name, file.read(LARGEST_FILE + 1)))
        except OSError as problem:
            unread.append(RuleError(name, 1, "E110", {"reason": problem.strerror or type(problem).__name__}))
    rules, errors = read_rules(files)
    return House(rules, (*unread, *errors))


@lru_cache(maxsize=8)
def _books(stamps: tuple[_Stamp, ...], without: frozenset[str]) -> tuple[HouseBook, ...]:
    rules = [rule for rule in _read(stamps).rules if rule.code not in without]
    return (HouseBook(rules),) if rules else ()
