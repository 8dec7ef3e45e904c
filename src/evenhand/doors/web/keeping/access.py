"""What the desk holds on one person, as a file for them: a member for themselves, a contact by whoever answers them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from tempfile import TemporaryFile
from typing import IO

from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from evenhand.doors import clock
from evenhand.doors.reports.subject_access.build import Made, Subject, a_writer, build
from evenhand.doors.reports.subject_access.of_contact import OfContact
from evenhand.doors.reports.subject_access.of_member import OfMember
from evenhand.doors.web.guard import allowed, member_of, signed_in
from evenhand.doors.web.keeping.forms import ContactFileForm, OwnFileForm
from evenhand.record.customers.access import contact_for
from evenhand.record.erasing.handing_out import note_contact_file, note_member_file
from evenhand.record.people.models import Member
from evenhand.record.protection.incidents.looking import note_look
from evenhand.record.protection.models import Incident, Look


@require_http_methods(["GET", "POST"])
@signed_in
def own(request: HttpRequest) -> HttpResponseBase:
    """The form; a POST answers with one's own file.

    The ledger keeps that a member took it, by name. A look at what they reported stands beside it nowhere: the same
    moment in both would tell who reported.
    """
    member, at = member_of(request), clock.now()
    form = OwnFileForm(request.POST or None, initial={"language": member.language})
    if request.method != "POST" or not form.is_valid():
        return render(request, "keeping/own.html", {"form": form, "tab": "subject-access"})
    language = form.cleaned_data["language"]
    with translation.override(language):
        title = gettext("What is held on %(name)s") % {"name": member.name}
    file, made = _made(OfMember(member, a_writer(), at), title, language)
    note_member_file(member, manifest_sha256=made.manifest_sha256, at=at)
    return _answer(file, f"member-{member.pk}-{at:%Y%m%d}.zip")


@require_http_methods(["GET", "POST"])
@allowed("export_customers")
def contact(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The form; a POST answers with the file of a person at a customer."""
    member, at = member_of(request), clock.now()
    row = contact_for(member, pk)
    form = ContactFileForm(request.POST or None, initial={"language": member.language})
    if request.method != "POST" or not form.is_valid():
        return render(request, "keeping/contact.html", {"form": form, "contact": row})
    said = form.cleaned_data
    with translation.override(said["language"]):
        title = gettext("What is held on %(name)s") % {"name": str(row)}
    subject = OfContact(row, member, a_writer(), with_notes=said["notes"], with_incidents=said["incidents"])
    file, made = _made(subject, title, said["language"])
    _note_looks(subject.incidents(), member, at)
    note_contact_file(row, manifest_sha256=made.manifest_sha256, counts=made.counts, by=member, at=at)
    return _answer(file, f"contact-{row.pk}-{at:%Y%m%d}.zip")


def _note_looks(incidents: Iterable[Incident], member: Member, at: datetime) -> None:
    """Whoever takes an incident out of the desk has seen it."""
    for incident in incidents:
        note_look(incident, by=member, at=at, what=Look.What.EXPORT)


def _made(subject: Subject, title: str, language: str) -> tuple[IO[bytes], Made]:
    file: IO[bytes] = TemporaryFile()  # noqa: SIM115 - the answer closes it, and with that it is gone
    try:
        made = build(file, subject, title=title, language=language, at=clock.now())
    except BaseException:
        file.close()
        raise
    return file, made


def _answer(file: IO[bytes], name: str) -> FileResponse:
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=name, content_type="application/zip")
