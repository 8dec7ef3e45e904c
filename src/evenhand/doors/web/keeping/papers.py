"""What people are told: the notice for customers that mail is read by machine, and the fact sheet for members.

Both are whole texts of ours in four languages, filled with what holds at this desk; a firm's lawyer reads them first.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from evenhand.doors import clock
from evenhand.doors.web import dates
from evenhand.doors.web.guard import member_of, signed_in
from evenhand.doors.web.keeping.forms import ProcedureForm
from evenhand.doors.web.keeping.words import CLASSES, class_name, length_told, refusal
from evenhand.doors.web.surroundings import LANGUAGES
from evenhand.doors.web.tongues import ENDONYMS, html_lang
from evenhand.record.conversations.working import NotPossible
from evenhand.record.erasing.models import RetentionClass
from evenhand.record.erasing.procedures import last_procedure, record_procedure
from evenhand.record.erasing.retention import rule_in_force
from evenhand.record.people.access import may
from evenhand.record.people.models import Member, Role
from evenhand.record.people.queries import colleagues, workspace

OF_CONTACTS = (RetentionClass.CONVERSATIONS, RetentionClass.INCIDENTS, RetentionClass.MEASURES)


@require_safe
@signed_in
def notice(request: HttpRequest) -> HttpResponse:
    """For customers: what is read, what for, how long it is kept, what they may ask for."""
    language = _language(request)
    return render(request, "keeping/paper.html", _page("notice", language, kinds=OF_CONTACTS))


@require_http_methods(["GET", "POST"])
@signed_in
def fact_sheet(request: HttpRequest) -> HttpResponse:
    """For members and those who represent them; a POST records the day it was gone through with them."""
    member, language = member_of(request), _language(request)
    may_record = may(member, "set_protection")
    form = ProcedureForm(request.POST or None) if may_record else None
    if request.method == "POST" and form is not None and form.is_valid() and _recorded(request, form, member):
        return redirect("fact-sheet")
    context = _page("fact_sheet", language, kinds=tuple(CLASSES))
    return render(request, "keeping/paper.html", {**context, "form": form, "is_fact_sheet": True})


def _recorded(request: HttpRequest, form: ProcedureForm, member: Member) -> bool:
    now = clock.now()
    try:
        record_procedure(form.cleaned_data["held_on"], by=member, at=now, today=timezone.localdate(now))
    except NotPossible as error:
        form.add_error("held_on", refusal(error.code))
        return False
    messages.success(request, gettext("The day is on record and stands in the sheet."))
    return True


def _language(request: HttpRequest) -> str:
    """The language of the paper: as asked for, else the reader's."""
    wanted = request.GET.get("language", "")
    return wanted if wanted in LANGUAGES else translation.get_language() or "en"


def _page(name: str, language: str, *, kinds: tuple[str, ...]) -> dict[str, Any]:
    with translation.override(language):
        text = render_to_string(f"keeping/{name}/{language}.html", _values(kinds))
    return {"paper": name, "text": text, "language": language, "lang": html_lang(language), "tongues": _tongues()}


def _values(kinds: tuple[str, ...]) -> dict[str, Any]:
    """What a paper is filled with, in the language that is active."""
    procedure = last_procedure()
    return {
        "firm": workspace().name,
        "today": dates.calendar_day(timezone.localdate(clock.now())),
        "kept": [(class_name(kind), length_told(rule_in_force(kind))) for kind in kinds],
        "procedure": dates.calendar_day(procedure.held_on) if procedure else "",
        "administrators": _named(Role.ADMINISTRATOR),
        "managers": _named(Role.MANAGER),
        "wellbeing": _named(Role.WELLBEING),
    }


def _named(role: str) -> list[str]:
    return list(colleagues().filter(grants__role=role).order_by("name").values_list("name", flat=True))


def _tongues() -> list[tuple[str, str, str]]:
    return [(code, name, html_lang(code)) for code, name in ENDONYMS.items()]
