"""What members do with a pack; each is a POST that calls one action of the record and leads back, or to the file."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from tempfile import TemporaryFile
from typing import IO

from django.contrib import messages
from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from evenhand.doors import clock
from evenhand.doors.reports.evidence.pack import TooLarge
from evenhand.doors.reports.incident.build import Changing, Choices, build
from evenhand.doors.web.guard import allowed, member_of
from evenhand.doors.web.packs.refusals import refusal
from evenhand.record.conversations.working import NotPossible
from evenhand.record.protection import packs
from evenhand.record.protection.models import Pack
from evenhand.record.protection.packs_access import pack_for


@require_POST
@allowed("export_incidents")
def approve(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Say yes as the second member."""
    row = pack_for(member_of(request), pk)
    done = gettext("Approved. The file can be taken now.")
    return _done(request, row, lambda: packs.approve(row, by=member_of(request), at=clock.now()), done)


@require_POST
@allowed("export_incidents")
def refuse(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Say no, or take one's own back."""
    row = pack_for(member_of(request), pk)
    done = gettext("It will not be made.")
    return _done(request, row, lambda: packs.refuse(row, by=member_of(request), at=clock.now()), done)


@require_POST
@allowed("export_incidents")
def recipient(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Keep who was given the file."""
    member = member_of(request)
    row = pack_for(member, pk)
    name = request.POST.get("name", "")
    done = gettext("It is on record who was given it.")
    return _done(request, row, lambda: packs.note_recipient(row, name, by=member, at=clock.now()), done)


@require_POST
@never_cache
@allowed("export_incidents")
def file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Make the file and give it; each time is a look that the person concerned may see."""
    member, now = member_of(request), clock.now()
    row = pack_for(member, pk)
    if row.approved_at is None or row.refused_at is not None:
        messages.error(request, refusal("pack-waiting"))
        return redirect("pack", pk)
    made = TemporaryFile()  # noqa: SIM115 - the answer closes it, and with that it is gone
    try:
        written = build(made, row.incident, Choices(row.language, row.redacts), at=now)
        packs.note_taken(row, packs.File(_sha256(made), written.manifest_sha256), by=member, at=now)
    except (TooLarge, Changing):
        made.close()
        messages.error(request, gettext("The pack could not be made: it is too large, or it changed meanwhile."))
        return redirect("pack", pk)
    except BaseException:
        made.close()
        raise
    name = f"incident-{row.incident_id}.zip"
    return FileResponse(made, as_attachment=True, filename=name, content_type="application/zip")


def _sha256(file: IO[bytes]) -> str:
    """Of the whole file; it stands at its beginning afterwards."""
    digest = hashlib.sha256()
    file.seek(0)
    while piece := file.read(1 << 20):
        digest.update(piece)
    file.seek(0)
    return digest.hexdigest()


def _done(request: HttpRequest, row: Pack, act: Callable[[], object], words: str) -> HttpResponseBase:
    try:
        act()
    except NotPossible as error:
        messages.error(request, refusal(error.code))
    else:
        messages.success(request, words)
    return redirect("pack", row.pk)
