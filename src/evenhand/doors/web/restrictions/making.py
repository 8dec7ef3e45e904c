"""The three steps: the merit of the complaint, a warning, a restriction; and the letter from firm to firm."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from evenhand.doors import clock
from evenhand.doors.web.guard import allowed, member_of
from evenhand.doors.web.restrictions.about import About, about_of
from evenhand.doors.web.restrictions.forms import (
    EmployerForm,
    MeritForm,
    RestrictionForm,
    WarningForm,
    end_of,
    start_of,
)
from evenhand.doors.web.restrictions.refusals import refusal, refuse
from evenhand.doors.web.restrictions.words import KINDS_MEAN
from evenhand.doors.web.restrictions.writing import Steps, letter_steps, link_to
from evenhand.record.agreements.models import Commitment
from evenhand.record.agreements.queries.commitments import open_of_customer
from evenhand.record.conversations.working import NotPossible
from evenhand.record.people.models import Member
from evenhand.record.people.queries import who_serve
from evenhand.record.protection.models import Incident
from evenhand.record.protection.restrictions.deciding import decides, latest_review, may_warn
from evenhand.record.protection.restrictions.employer_letters import (
    NewEmployerLetter,
    draft_employer_letter,
    write_to_employer,
)
from evenhand.record.protection.restrictions.letters import Outgoing, Tongues
from evenhand.record.protection.restrictions.merits import NewMerit, record_merit
from evenhand.record.protection.restrictions.queries import restrictions_of
from evenhand.record.protection.restrictions.restricting import NewRestriction, draft_restriction, missing_for, restrict
from evenhand.record.protection.restrictions.warnings import NewWarning, draft_warning, warn

USUAL_REVIEW = timedelta(days=90)


@require_http_methods(["GET", "POST"])
@never_cache
@allowed("record_merit")
def merit_new(request: HttpRequest) -> HttpResponse:
    """Step one: what the complaint is worth."""
    member = member_of(request)
    about = about_of(request, member)
    if isinstance(about, HttpResponse):
        return about
    firm = about.whom.firm
    promises = [row for row in open_of_customer(member, firm.pk) if row.party == "us"] if firm else []
    choices = [(row.pk, row.what[:100]) for row in promises]
    form = MeritForm(request.POST or None, initial=_merit_start(about.incident), promises=choices)
    if request.method == "POST" and form.is_valid():
        try:
            _record(form, about, promises, member)
        except NotPossible as error:
            refuse(form, error.code)
        else:
            messages.success(request, gettext("On record. What they are owed stays owed, whatever else comes."))
            return redirect(f"{reverse('restriction-new')}?{about.query}")
    return render(request, "restrictions/merit.html", {"form": form, "about": about})


@require_http_methods(["GET", "POST"])
@never_cache
@allowed("see_restrictions")
def warning_new(request: HttpRequest) -> HttpResponse:
    """Step two: a warning, by letter."""
    member, now = member_of(request), clock.now()
    about = about_of(request, member)
    if isinstance(about, HttpResponse):
        return about
    form = WarningForm(request.POST or None, initial={"language": about.whom.language()})
    _ask_when(form, about)

    def new() -> NewWarning:
        given = form.cleaned_data
        tongues = Tongues(given["language"], given["second"])
        return NewWarning(about.whom, given["reason"], about.incident, tongues, given.get("happened"))

    def send(letter: Outgoing) -> str:
        warn(new(), letter, by=member, at=now)
        messages.success(request, gettext("The warning is on record, and its letter is on its way."))
        return about.back or f"{reverse('restriction-new')}?{about.query}"

    steps = Steps(form, lambda: draft_warning(new(), by=member, at=now), send, about.whom.address)
    refused = "" if may_warn(member, about.incident) else refusal("warn-not-allowed")
    context = {"about": about, "act": "warning", "refused": refused}
    return letter_steps(request, steps, context)


@require_http_methods(["GET", "POST"])
@never_cache
@allowed("see_restrictions")
def restriction_new(request: HttpRequest) -> HttpResponse:
    """Step three, with what is missing of the first two."""
    member, now = member_of(request), clock.now()
    about = about_of(request, member)
    if isinstance(about, HttpResponse):
        return about
    form = RestrictionForm(request.POST or None, initial=_restriction_start(about, now))
    _ask_when(form, about)

    def send(letter: Outgoing) -> str:
        row = restrict(_restriction(form, about, now), letter, link_to=link_to(request), by=member, at=now)
        messages.success(request, gettext("It is decided and on record, and the letter is on its way."))
        return reverse("restriction", args=[row.pk])

    draft = lambda: draft_restriction(_restriction(form, about, now), by=member, at=now)  # noqa: E731
    missing = missing_for(about.whom, about.incident, at=now)
    context = {
        "about": about,
        "act": "restriction",
        "missing": missing,
        "missing_words": [refusal(code) for code in missing],
        "refused": "" if decides(member) else refusal("not-decider"),
        "latest_review": latest_review(now),
        "kinds": list(zip(form["kind"], KINDS_MEAN.values(), strict=True)),
    }
    return letter_steps(request, Steps(form, draft, send, about.whom.address), context)


@require_http_methods(["GET", "POST"])
@never_cache
@allowed("record_merit")
def employer_letter(request: HttpRequest) -> HttpResponse:
    """A letter from firm to firm."""
    member, now = member_of(request), clock.now()
    about = about_of(request, member)
    if isinstance(about, HttpResponse):
        return about
    form = EmployerForm(request.POST or None, initial={"language": about.whom.language()})
    _ask_when(form, about)
    standing = restrictions_of(member, about.whom, now=now)

    def new() -> NewEmployerLetter:
        given = form.cleaned_data
        return NewEmployerLetter(
            given["kind"], about.whom, given["reason"], given["asks"], given["answer_day"], given["addressee"],
            about.incident, standing[-1] if given["kind"] == "tell" and standing else None,
            Tongues(given["language"], given["second"]), given.get("happened"),
        )  # fmt: skip

    def send(letter: Outgoing) -> str:
        write_to_employer(new(), letter, by=member, at=now)
        messages.success(request, gettext("The letter to the firm is on its way."))
        if standing:
            return reverse("restriction", args=[standing[-1].pk])
        return about.back or reverse("restrictions")

    steps = Steps(form, lambda: draft_employer_letter(new(), by=member, at=now), send, "")
    return letter_steps(request, steps, {"about": about, "act": "employer", "standing": standing})


def _record(form: MeritForm, about: About, promises: list[Commitment], member: Member) -> None:
    given = form.cleaned_data
    promise = next((row for row in promises if str(row.pk) == given["commitment"]), None)
    new = NewMerit(
        about.whom, given["asked"], given["demand"], given["ours"], given["standing"], given["owed"],
        given["planned_for"], promise, given["reason"], about.incident,
        about.incident.conversation if about.incident else None,
    )  # fmt: skip
    record_merit(new, by=member, at=clock.now())


def _ask_when(form: forms.Form, about: About) -> None:
    """An incident knows when it happened; only without one the form asks."""
    if about.incident is not None:
        del form.fields["happened"]


def _merit_start(incident: Incident | None) -> dict[str, Any]:
    """What the report says of it already."""
    if incident is None:
        return {}
    return {"asked": incident.asked, "demand": incident.demand, "ours": incident.ours}


def _restriction_start(about: About, now: Any) -> dict[str, Any]:
    today = timezone.localdate(now)
    return {
        "language": about.whom.language(),
        "from_day": today,
        "review_day": min(today + USUAL_REVIEW, latest_review(now)),
    }


def _restriction(form: RestrictionForm, about: About, now: Any) -> NewRestriction:
    given = form.cleaned_data
    begins = start_of(given["from_day"])
    is_today = begins <= now < begins + timedelta(days=1)
    chosen = who_serve().filter(pk=given["member"]).first() if given["member"] else None
    return NewRestriction(
        about.whom, given["kind"], given["reason"], now if is_today else begins, end_of(given["until_day"]),
        given["review_day"], about.incident, form.of_kind("one-channel", given["channel"], ""),
        form.of_kind("one-contact", chosen, None), form.of_kind("set-hours", form.week(), []),
        Tongues(given["language"], given["second"]), given.get("happened"),
    )  # fmt: skip
