"""Drafts and facts from files: text of any encoding, or a mail of which only the writer's text is taken."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from evenhand.doors.cli.encoding import decode
from evenhand.knowledge.drafting.check import CHECKED_AT_MOST
from evenhand.knowledge.drafting.facts import Facts, FactsError
from evenhand.knowledge.drafting.rule import Rule

if TYPE_CHECKING:
    from evenhand.knowledge.drafting.house_rules.rule import HouseRule

READ_AT_MOST = 16 * 1024 * 1024  # bytes


class BadDraft(ValueError):
    """A draft or facts that cannot be read; the message is a sentence for people."""


class DraftFile(NamedTuple):
    """A draft by its path, and what is to be said of how it was read."""

    path: str
    text: str
    notes: tuple[str, ...] = ()


def read_draft(path: str, *, whole: bool = False) -> DraftFile:
    """The text of a file, of standard input ("-"), or of a mail. `whole` takes any file as it is. Raises BadDraft."""
    data = _bytes(path)
    if not whole and _is_mail(path, data):
        return DraftFile(path, _mail_text(path, data))
    if b"\0" in data[:8192] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise BadDraft(f"{path} is no text. Give the draft as text or as .eml.")
    text, encoding = decode(data)
    notes: tuple[str, ...] = () if encoding.startswith("utf") else (f"{path} is not UTF-8; it was read as {encoding}.",)
    if not whole and len(text) > CHECKED_AT_MOST:
        notes += (f"{path} is long: the first {CHECKED_AT_MOST:,} characters were checked.",)
    return DraftFile(path, text, notes)


def read_facts(path: str, zone: tzinfo) -> Facts:
    """The facts of a JSON file. Raises BadDraft with the path in the JSON."""
    import json

    from evenhand.knowledge.drafting.facts_reading import facts_from

    try:
        value = json.loads(decode(_bytes(path))[0])
    except (ValueError, RecursionError) as problem:
        raise BadDraft(f"{path} is no JSON: {problem}.") from None
    try:
        return facts_from(value, zone)
    except FactsError as problem:
        raise BadDraft(f"{path}: {in_words(problem)}.") from None


def house_book(paths: Sequence[str]) -> list[Rule]:
    """The house rules of files and folders as one rule of the check, [] for none. Raises BadDraft."""
    if not paths:
        return []
    from evenhand.knowledge.drafting.house_rules.book import HouseBook

    return [HouseBook(read_house_rules(paths))]


def read_house_rules(paths: Sequence[str]) -> Sequence[HouseRule]:
    """The rules of files, and of the .toml files of folders. Raises BadDraft that names all that is wrong."""
    from evenhand.knowledge.drafting.house_rules.reading import File, read_rules
    from evenhand.knowledge.drafting.house_rules.words import sentence

    files = [each for path in paths for each in (sorted(Path(path).glob("*.toml")) if Path(path).is_dir() else [path])]
    rules, errors = read_rules(File(str(each), _bytes(str(each))) for each in files)
    if errors:
        raise BadDraft("\n".join(sentence(error) for error in errors))
    return rules


def in_words(problem: FactsError) -> str:
    """What is wrong with the facts, with the place in the JSON first."""
    from evenhand.knowledge.drafting.facts_words import what_is_wrong

    return f"{problem.path} {what_is_wrong(problem)}"


def _bytes(path: str) -> bytes:
    try:
        if path == "-":
            data = sys.stdin.buffer.read(READ_AT_MOST + 1)
        else:
            with open(path, "rb") as file:
                data = file.read(READ_AT_MOST + 1)
    except OSError as problem:
        raise BadDraft(f"{path} cannot be read: {problem.strerror or problem}.") from None
    if len(data) > READ_AT_MOST:
        raise BadDraft(f"{path} is larger than 16 MB; that is no draft.")
    return data


def _is_mail(path: str, data: bytes) -> bool:
    if path.lower().endswith(".eml"):
        return True
    first = data[:4096].lstrip().partition(b":")[0]
    return first.lower() in _FIRST_HEADERS and b"\n\n" in data[:65536].replace(b"\r\n", b"\n")


_FIRST_HEADERS = frozenset(
    b"from to date message-id mime-version return-path received x-unsent x-mozilla-draft-info delivered-to".split()
)


def _mail_text(path: str, data: bytes) -> str:
    from evenhand.doors.connectors.incoming import NotMail
    from evenhand.doors.connectors.mail.parse import parse

    try:
        return parse(data).text
    except NotMail:
        raise BadDraft(f"{path} is no mail that can be read.") from None
