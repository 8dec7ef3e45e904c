"""The second pair of eyes: what was asked for, with yes and no; and what was erased."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from evenhand.doors import clock
from evenhand.doors.web.erasing.words import basis_in_words, refusal, stands_in_words
from evenhand.doors.web.guard import allowed, member_of
from evenhand.doors.web.tables import Column, csv_answer, wants_csv
from evenhand.record.conversations.working import NotPossible
from evenhand.record.erasing import actions
from evenhand.record.erasing.access import erasure_for, erasures_for
from evenhand.record.erasing.extent import Extent, extent_of
from evenhand.record.ledger.actions import SYSTEM
from evenhand.record.ledger.models import Erasure
from evenhand.record.people.access import may
from evenhand.record.people.models import Member
from evenhand.record.people.queries import names_of
from evenhand.server.backups import erasures as kept_list
from evenhand.server.workspace import WorkspaceError

log = logging.getLogger(__name__)
TAB = "settings-erasing"
RETENTION = Erasure.Basis.RETENTION
SHOWN = 200


@dataclass(frozen=True, slots=True)
class Line:
    """One request as the page shows it. `what` is a kind and a number: whoever approves need not have read it."""

    row: Erasure
    kind: str
    pk: int
    more: int
    basis: str
    asked_by: str
    approved_by: str
    messages: int
    may_approve: bool
    may_refuse: bool
    cleaned_at: datetime | None
    stands: list[str]


@require_safe
@allowed("see_erasures")
def show(request: HttpRequest) -> HttpResponseBase:
    """What waits, and what was done."""
    member = member_of(request)
    rows = erasures_for(member).select_related("scrubbing")
    if wants_csv(request):
        return csv_answer(request, "erasing", COLUMNS, _lines(member, list(rows)))
    waiting = _lines(member, list(rows.filter(approved_at=None)))
    done = _lines(member, list(rows.exclude(done_at=None)[:SHOWN]))
    return render(request, "erasing/page.html", {"waiting": waiting, "done": done, "tab": TAB})


@require_POST
@allowed("approve_erasure")
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Say yes: it is erased now."""
    member = member_of(request)
    try:
        actions.approve(erasure_for(member, pk), by=member, at=clock.now())
    except NotPossible as error:
        messages.error(request, refusal(error.code))
    else:
        _keep_list()
        messages.success(request, gettext("Erased. The worker now cleans the database's files of it."))
    return redirect(TAB)


@require_POST
@allowed("see_erasures")
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    """Say no, or take one's own request back."""
    member = member_of(request)
    try:
        actions.refuse(erasure_for(member, pk), by=member, at=clock.now())
    except NotPossible as error:
        messages.error(request, refusal(error.code))
    else:
        messages.success(request, gettext("Nothing was erased. The ledger keeps that it was asked for."))
    return redirect(TAB)


def _keep_list() -> None:
    """It is erased by now whatever the disk says; the worker writes the list again before it cleans the files."""
    try:
        kept_list.write(settings.WORKSPACE.folder)
    except (OSError, WorkspaceError) as error:
        log.warning("The list of erasures could not be written: %s", error)


def _lines(member: Member, rows: list[Erasure]) -> list[Line]:
    names = names_of(actor for row in rows for actor in (row.asked_by, row.approved_by))
    return [_line(member, row, names) for row in rows if row.rows]


def _line(member: Member, row: Erasure, names: dict[str, str]) -> Line:
    kind, _colon, pk = str(row.rows[0]).partition(":")
    extent = Extent.from_rows(row.rows) if row.approved_at else extent_of(str(row.rows[0]))
    is_own, decides = row.asked_by == member.actor, may(member, "approve_erasure")
    scrubbing = getattr(row, "scrubbing", None)
    return Line(
        row=row,
        kind=kind,
        pk=int(pk),
        more=sum(1 for one in row.rows[1:] if str(one).startswith(f"{kind}:")) if row.basis == RETENTION else 0,
        basis=basis_in_words(row.basis),
        asked_by=_name(row.asked_by, names),
        approved_by=_name(row.approved_by, names),
        messages=len(extent.messages),
        may_approve=decides and not is_own,
        may_refuse=decides or is_own,
        cleaned_at=scrubbing.at if scrubbing else None,
        stands=[] if row.approved_at else stands_in_words(extent),
    )


def _name(actor: str, names: dict[str, str]) -> str:
    """A member, or that it went by a rule that two members made."""
    by_rule = actor == SYSTEM or actor.startswith("retention:")
    return gettext("by the rule for keeping") if by_rule else names.get(actor, "")


COLUMNS: tuple[Column[Line], ...] = (
    Column("number", _("Number"), lambda line: line.row.pk),
    Column("what", _("What"), lambda line: line.row.rows[0]),
    Column("messages", _("Messages"), lambda line: line.messages),
    Column("basis", _("Legal basis"), lambda line: line.basis),
    Column("reason", _("Why"), lambda line: line.row.reason),
    Column("asked_by", _("Asked by"), lambda line: line.asked_by),
    Column("asked_at", _("Asked for"), lambda line: line.row.asked_at),
    Column("approved_by", _("Approved by"), lambda line: line.approved_by),
    Column("done_at", _("Erased"), lambda line: line.row.done_at),
    Column("cleaned_at", _("Files cleaned"), lambda line: line.cleaned_at),
)
