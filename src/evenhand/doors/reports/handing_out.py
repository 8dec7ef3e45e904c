"""Making the file that a row of record/erasing/handouts.py asks for, and putting it on the shelf."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import IO

from django.utils import translation
from django.utils.translation import gettext

from evenhand.doors.reports import shelf
from evenhand.doors.reports.evidence.pack import TooLarge
from evenhand.doors.reports.incident import build as incident
from evenhand.doors.reports.subject_access import build as subject_access
from evenhand.doors.reports.subject_access.of_contact import OfContact
from evenhand.doors.reports.subject_access.of_member import OfMember
from evenhand.record.erasing import access, handouts
from evenhand.record.erasing.handouts import Made
from evenhand.record.erasing.models import Handout
from evenhand.record.people.errors import NotFound
from evenhand.record.protection.models import Pack

TRIES = 3

Progress = Callable[[int, int], None]


def make(number: int, *, clock: Callable[[], datetime], check: Callable[[], None]) -> None:
    """Make the file of this row, if it is still wanted; twice does no harm.

    `check` is called now and then, and may raise to leave. Raises Changing where something was erased in each of so
    many tries: to be tried again later.
    """
    row = Handout.objects.select_related("contact", "member", "pack__incident", "asked_by").get(pk=number)
    try:
        access.may_see(row, row.asked_by)
        if not any(_tried(row, clock, check) for _try in range(TRIES)):
            raise incident.Changing
    except NotFound:
        handouts.end(row, Handout.Why.RIGHT, at=clock())
    except TooLarge:
        handouts.end(row, Handout.Why.TOO_LARGE, at=clock())


def _tried(row: Handout, clock: Callable[[], datetime], check: Callable[[], None]) -> bool:
    """Whether the file lies ready now, or nobody wants it any more."""
    begun = handouts.begin(row, at=clock())
    if begun is None:
        return True
    row.begun_at = begun.begun_at

    def progress(done: int, total: int) -> None:
        check()
        handouts.note_progress(row, min(done, total), total)

    with shelf.making(row.pk) as file:
        made = _pack(row, row.pack, file, clock(), progress) if row.pack else _of_person(row, file, clock(), progress)
    return handouts.note_made(row, made, at=clock())


def _pack(row: Handout, pack: Pack, file: IO[bytes], at: datetime, progress: Progress) -> Made:
    chosen = incident.Choices(row.language, pack.redacts)
    written = incident.build(file, pack.incident, chosen, at=at, progress=progress)
    return Made(shelf.put(file, row.pk), written.manifest_sha256, file.seek(0, 2))


def _of_person(row: Handout, file: IO[bytes], at: datetime, progress: Progress) -> Made:
    subject, name = _subject(row, at)
    total = subject.size()
    with translation.override(row.language):
        title = gettext("What is held on %(name)s") % {"name": name}
    written = subject_access.build(
        file, subject, title=title, language=row.language, at=at, progress=lambda done: progress(done, total)
    )
    # Asked for after the rows were written: what was reported meanwhile may stand in the file.
    incidents = list(subject.incidents().values_list("pk", flat=True)) if isinstance(subject, OfContact) else []
    return Made(shelf.put(file, row.pk), written.manifest_sha256, file.seek(0, 2), written.counts, incidents)


def _subject(row: Handout, at: datetime) -> tuple[OfContact | OfMember, str]:
    writer = subject_access.a_writer()
    if row.contact is None:
        return OfMember(row.asked_by, writer, at), row.asked_by.name
    subject = OfContact(row.contact, row.asked_by, writer, row.with_notes, row.with_incidents)
    return subject, str(row.contact)
