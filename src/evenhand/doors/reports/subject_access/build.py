"""Putting the file together: an overview and a page and a JSON file for each kind of row, row by row."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import IO, Any, Protocol
from zoneinfo import ZoneInfo

from django.utils import translation
from django.utils.functional import Promise

from evenhand.doors.reports.bundle.pages import page
from evenhand.doors.reports.evidence.pack import Pack
from evenhand.doors.reports.subject_access.parts import Item, Section, Writer
from evenhand.doors.reports.subject_access.words import LABELS, TEXTS
from evenhand.record.people.queries import workspace
from evenhand.server import signing

ON_A_PAGE = 500


Progress = Callable[[int], None]
"""Is told how much is done so far."""


def _nobody_waits(done: int) -> None:
    del done


class Subject(Protocol):
    """Whom the file is about."""

    def size(self) -> int:
        """About how many rows it will hold, to say how far it is."""
        ...

    def sections(self) -> Iterator[Section]:
        """All that is held, by kind."""
        ...


@dataclass(frozen=True, slots=True)
class Made:
    """What was written: the SHA-256 of the list of its files, and how many rows of each kind."""

    manifest_sha256: str
    counts: dict[str, int]


def a_writer() -> Writer:
    """How values are written: in the firm's zone."""
    return Writer(ZoneInfo(workspace().timezone), LABELS, TEXTS)


def build(
    target: IO[bytes], subject: Subject, *, title: str, language: str, at: datetime, progress: Progress = _nobody_waits
) -> Made:
    """Write the file into `target`, in one of the four languages; `progress` is told of rows, after each page.

    Raises WorkspaceError for a missing key.
    """
    done, listed = 0, []
    into = Pack.into(target, origin=signing.origin(), private_pem=signing.signing_key(), made_at=at)
    with into as pack, translation.override(language):
        for section in subject.sections():
            listed.append(_section(pack, section, done, progress))
            done += listed[-1]["count"]
        values: dict[str, Any] = {"sections": listed, "title_of_file": title, "at": at}
        pack.add("index.html", page("index", folder="subject_access", **values))
    return Made(pack.seal(), {one["code"]: one["count"] for one in listed})


def _section(pack: Pack, section: Section, before: int, progress: Progress) -> dict[str, Any]:
    """Pages of at most ON_A_PAGE rows and their JSON lines beside each; what the overview says of it."""
    items, count = iter(section.items), 0
    pages: list[dict[str, Any]] = []
    while part := list(islice(items, ON_A_PAGE)):
        number = len(pages) + 1
        name = f"{section.code}-{number}"
        shown = {"title": str(section.title), "lead": str(section.lead), "items": part, "number": number}
        pack.add(f"pages/{name}.html", page("section", folder="subject_access", **shown))
        pack.add(f"data/{name}.jsonl", (_line(item) for item in part))
        pages.append({"name": name, "number": number})
        count += len(part)
        progress(before + count)
    return {"code": section.code, "heading": str(section.title), "count": count, "pages": pages}


def _line(item: Item) -> bytes:
    return json.dumps(dict(item.data), ensure_ascii=False, default=_plain).encode() + b"\n"


def _plain(value: object) -> object:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Promise):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no place in the file.")
