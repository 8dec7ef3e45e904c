"""Proposing a change of what was agreed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from evenhand.doors import clock
from evenhand.doors.web.guard import allowed, member_of
from evenhand.doors.web.minutes.difference import change_of
from evenhand.doors.web.minutes.forms import ChangeForm, amount_of, as_initial
from evenhand.doors.web.minutes.refusals import refusal
from evenhand.record.agreements.changes import Proposal, propose
from evenhand.record.agreements.minutes import in_force, last_version
from evenhand.record.agreements.minutes_access import minute_for
from evenhand.record.agreements.minutes_queries import version_of
from evenhand.record.agreements.models import Minute
from evenhand.record.conversations.actions import NotPossible

FIELDS = {
    "change-no-why": "why",
    "change-no-impact": "time_impact",
    "bad-value": "amount",
    "bad-currency": "currency",
    "change-same": "text",
    "minute-empty": "text",
    "minute-too-long": "text",
}


@require_http_methods(["GET", "POST"])
@allowed("see_minutes")
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """The form, begun with the text in force or with the change that was refused; a POST writes the change down."""
    member = member_of(request)
    row = minute_for(member, pk)
    form = ChangeForm(request.POST or None, initial=_initial(row))
    if request.method == "POST" and form.is_valid():
        try:
            propose(row, _proposal(row, form, request.POST.get("base", "")), by=member, at=clock.now())
            return redirect("minute", pk)
        except NotPossible as error:
            form.add_error(FIELDS.get(error.code), refusal(error.code))
    return render(request, "minutes/change.html", {"minute": row, "form": form, "base": _base_shown(request, row)})


def _proposal(row: Minute, form: ChangeForm, base: str) -> Proposal:
    """The change, against the version that whoever typed it had before them."""
    wanted = form.cleaned_data
    found = version_of(row, int(base)) if base.isdecimal() and len(base) < 18 else None
    if found is None:
        raise NotPossible("nothing-agreed")
    names = ("text", "why", "time_impact", "money_impact", "scope_impact", "asked_by", "currency")
    amount = amount_of(wanted["amount"])
    return Proposal(base=found, amount=amount, **{name: wanted[name] for name in names})


def _initial(row: Minute) -> dict[str, object]:
    """A draft or a refused change is mended; else one begins with what is in force."""
    last, current = last_version(row), in_force(row)
    mended = change_of(last)
    if mended is not None and last.agreed_at is None:
        return as_initial(mended, last.text)
    return {"text": current.text if current else last.text}


def _base_shown(request: HttpRequest, row: Minute) -> object:
    """After a refusal the form still names the version it was begun with, so that nobody overwrites by trying again."""
    current = in_force(row)
    return request.POST.get("base") or (current.pk if current else "")
