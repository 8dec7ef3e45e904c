"""The demo's conversations, as they were written: text files of messages with a few header lines each."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.utils import parseaddr
from functools import cache
from importlib import resources
from typing import Any

SEPARATOR = "====="


@dataclass(frozen=True, slots=True)
class Told:
    """One message of a story. `quote` names the mail client whose way of quoting it shows, or "none"."""

    key: str
    sender: tuple[str, str]
    to: tuple[tuple[str, str], ...]
    cc: tuple[tuple[str, str], ...]
    date: datetime
    subject: str
    answers: str
    quote: str
    language: str
    html: bool
    attach: str
    body: str

    @property
    def message_id(self) -> str:
        """Its Message-ID without the angle brackets, as it is kept on record."""
        return f"{self.key}@{self.sender[1].partition('@')[2]}"


@cache
def company() -> dict[str, Any]:
    """Who works at the demo company and whom it serves."""
    text = resources.files(__package__).joinpath("company.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def conversations() -> Iterator[list[Told]]:
    """All stories, each oldest message first, in the order of their file names."""
    folder = resources.files(__package__).joinpath("mail")
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if file.name.endswith(".txt"):
            yield parse_story(file.read_text(encoding="utf-8"))


def parse_story(text: str) -> list[Told]:
    """The messages of one file. Raises KeyError for a missing header, ValueError for a bad date."""
    blocks: list[list[str]] = [[]]
    for line in text.splitlines():
        if line.strip() == SEPARATOR:
            blocks.append([])
        else:
            blocks[-1].append(line)
    return [_told(block) for block in blocks if any(line.strip() for line in block)]


def _told(lines: list[str]) -> Told:
    while not lines[0].strip():
        lines = lines[1:]
    end = lines.index("")
    headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[:end])}
    return Told(
        key=headers["key"],
        sender=parseaddr(headers["from"]),
        to=_people(headers["to"]),
        cc=_people(headers.get("cc", "")),
        date=datetime.fromisoformat(headers["date"]),
        subject=headers["subject"],
        answers=headers.get("reply-to-key", ""),
        quote=headers.get("quote", "none"),
        language=headers.get("lang", "en"),
        html=headers.get("html", "no") == "yes",
        attach=headers.get("attach", ""),
        body="\n".join(lines[end + 1 :]).strip() + "\n",
    )


def _people(value: str) -> tuple[tuple[str, str], ...]:
    return tuple(parseaddr(part.strip()) for part in value.split(",") if part.strip())
