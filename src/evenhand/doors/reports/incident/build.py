"""Making the pack of an incident: the same bytes for the same record and the same choices, whoever makes it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from importlib import metadata, resources
from itertools import islice
from typing import IO

from django.db.models import Q
from django.utils import translation
from django.utils.translation import get_language

from evenhand.doors.reports.evidence.entries import entry_lines
from evenhand.doors.reports.evidence.pack import Pack
from evenhand.doors.reports.incident import documents, pdf, values
from evenhand.doors.reports.incident.blocks import Block, as_html
from evenhand.doors.reports.incident.naming import Naming
from evenhand.doors.reports.incident.readme import About, notes, readme
from evenhand.doors.reports.incident.scope import Scope
from evenhand.doors.reports.incident.timeline import Timeline
from evenhand.doors.reports.incident.words import html_language
from evenhand.knowledge.merkle.checkpoint import open_checkpoint
from evenhand.knowledge.merkle.note import NoteError
from evenhand.record.ledger import checkpoints
from evenhand.record.ledger.models import Checkpoint, Entry, Erasure
from evenhand.record.ledger.queries import prefix_proof
from evenhand.record.protection.models import Incident
from evenhand.server import signing

NO_SUBSTANCE = Q(kind="incident.seen") | Q(kind__startswith="pack.") | Q(kind__in=("message.read", "message.revealed"))
"""Entries that change nothing in a pack: somebody looked, one was made, a newer reader read a message."""
AT_ONCE = 400
TRIES = 5

Pieces = bytes | Iterable[bytes]


Progress = Callable[[int, int], None]


def _nobody_waits(done: int, total: int) -> None:
    del done, total


@dataclass(frozen=True, slots=True)
class Choices:
    """What whoever makes a pack may choose. `since` is the size of an older checkpoint that somebody holds."""

    language: str = "en"
    redacts: bool = True
    one_pair_of_eyes: bool = False
    since: int | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """What was written: the SHA-256 of the manifest, how many files, and the size of the record it proves."""

    manifest_sha256: str
    files: int
    size: int


class Changing(RuntimeError):
    """The incident changed while the pack was made, again and again."""


def build(
    target: IO[bytes], incident: Incident, chosen: Choices, *, at: datetime, progress: Progress = _nobody_waits
) -> Made:
    """Write the pack into `target`, which can be read and written anywhere; `at` is now, for a checkpoint to be made.

    `progress` is told after each file how many are done, of how many.

    Nothing is recorded here but that checkpoint: record/protection/packs.py keeps who made it. Raises TooLarge,
    Changing, ValueError for a `since` that the ledger never had, WorkspaceError for a missing key.
    """
    for _try in range(TRIES):
        related = Incident.objects.select_related("customer", "contact", "conversation", "team")
        scope = Scope(related.get(pk=incident.pk), chosen.redacts)
        last, erasures = last_substance(scope), _erasures()
        checkpoint = first_checkpoint(last, at=at)
        with translation.override(chosen.language):
            made = _write(target, scope, chosen, checkpoint, progress)
        if (last_substance(scope), _erasures()) == (last, erasures):
            return made
        target.seek(0)
        target.truncate()
    raise Changing


def last_substance(scope: Scope) -> int:
    """The number of the last entry that says something of the incident: no look, and no pack."""
    last = 0
    subjects = scope.subjects()
    while part := list(islice(subjects, AT_ONCE)):
        rows = Entry.objects.filter(subject__in=part).exclude(NO_SUBSTANCE).order_by("-number")
        last = max(last, rows.values_list("number", flat=True).first() or 0)
    return last


def _erasures() -> int:
    """How many erasures there were: they have entries of their own, and half a pack from before one is none."""
    return Erasure.objects.exclude(approved_at=None).count()


def first_checkpoint(last: int, *, at: datetime) -> Checkpoint:
    """The first checkpoint of our key that covers this entry; made now where there is none."""
    origin, key = signing.origin(), signing.own_key()
    for row in Checkpoint.objects.filter(size__gt=last).order_by("size", "pk").iterator(chunk_size=10):
        try:
            if row.note.startswith(f"{origin}\n") and open_checkpoint(row.note.encode(), [key]).size > last:
                return row
        except NoteError:
            continue
    return checkpoints.make(origin=origin, private_pem=signing.signing_key(), at=at)


def _write(target: IO[bytes], scope: Scope, chosen: Choices, checkpoint: Checkpoint, progress: Progress) -> Made:
    options: Mapping[str, str | int | bool | None] = {
        "incident": scope.incident.pk,
        "language": chosen.language,
        "redacts": chosen.redacts,
        "one_pair_of_eyes": chosen.one_pair_of_eyes,
        "since": chosen.since,
        "evenhand": metadata.version("evenhand"),
        "pdf": pdf.made_with(),
    }
    pack = Pack.into(
        target,
        origin=signing.origin(),
        private_pem=signing.signing_key(),
        made_at=checkpoint.made_at,
        options=options,
    )
    files = sorted(_files(scope, chosen, checkpoint).items())
    with pack:
        for done, (name, pieces) in enumerate(files, start=1):
            pack.add(name, pieces())
            progress(done, len(files))
    return Made(pack.seal(), len(pack.files) + 2, checkpoint.size)


def _files(scope: Scope, chosen: Choices, checkpoint: Checkpoint) -> dict[str, Callable[[], Pieces]]:
    """Every file by its name, with what makes it; each is made when its turn comes."""
    naming = Naming(scope)
    timeline = Timeline(naming)
    pdfs, no_pdf = _pdfs(naming, checkpoint)
    about = About(scope.incident.pk, chosen.redacts, chosen.one_pair_of_eyes, _has_erased(scope), no_pdf)
    said = notes(about)
    title, employer = documents.incident_title(scope.incident), documents.employer_title(scope.incident)
    files: dict[str, Callable[[], Pieces]] = {
        "README.txt": lambda: readme(about),
        "checkpoint.txt": checkpoint.note.encode,
        "data/events.json": timeline.events,
        "data/incident.json": lambda: values.incident_values(naming),
        "data/messages.jsonl": timeline.messages,
        "data/quotations.jsonl": lambda: values.quotation_lines(naming),
        "data/sources.jsonl": lambda: values.source_lines(naming),
        "employer.html": lambda: as_html(employer, documents.employer_page(naming, said)),
        "entries.jsonl": lambda: entry_lines(scope.subjects(), checkpoint.size),
        "incident.html": lambda: as_html(title, documents.incident_page(naming, said)),
        "key.txt": lambda: signing.own_key().to_text().encode() + b"\n",
        "timeline.csv": timeline.table,
        "timeline.html": lambda: as_html(timeline.title(), timeline.blocks()),
        "verify.py": lambda: resources.files("evenhand.doors.reports.evidence").joinpath("verify.py").read_bytes(),
    }
    if chosen.since is not None and chosen.since < checkpoint.size:
        proof = [node.hex() for node in prefix_proof(chosen.since, checkpoint.size)]
        files["consistency.json"] = json.dumps({"from": chosen.since, "proof": proof}).encode
    files |= {name: _given(data) for name, data in pdfs.items()}
    mails = values.Originals(naming)
    return files | {name: partial(mails.read, name) for name in mails.names()}


def _pdfs(naming: Naming, checkpoint: Checkpoint) -> tuple[dict[str, bytes], str]:
    """incident.pdf and employer.pdf, or none of them and why."""
    incident = naming.scope.incident
    language = html_language(get_language() or "en")
    pages: list[tuple[str, str, Iterator[Block]]] = [
        ("employer.pdf", documents.employer_title(incident), documents.employer_page(naming)),
        ("incident.pdf", documents.incident_title(incident), documents.incident_page(naming)),
    ]
    try:
        made = {name: pdf.as_pdf(title, page, language=language, at=checkpoint.made_at) for name, title, page in pages}
    except pdf.NoPdf as reason:
        return {}, reason.code
    return made, ""


def _has_erased(scope: Scope) -> bool:
    if scope.incident.wiped_at is not None or scope.messages().filter(tombstone__isnull=False).exists():
        return True
    subjects = scope.subjects()
    while part := list(islice(subjects, AT_ONCE)):
        if Entry.objects.filter(subject__in=part, content__isnull=True).exists():
            return True
    return False


def _given(data: bytes) -> Callable[[], Pieces]:
    return lambda: data
