"""What members do with a minute; each is a POST that calls one action of the record and leads back to the page."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from evenhand.doors import clock
from evenhand.doors.web.guard import allowed, member_of
from evenhand.doors.web.minutes.forms import amount_of
from evenhand.doors.web.minutes.refusals import refusal
from evenhand.doors.web.minutes.views import page_of
from evenhand.doors.web.typed import typed
from evenhand.record.agreements import approvals, approvals_sending, changes, minutes, stakeholders
from evenhand.record.agreements.approvals_links import NewLink
from evenhand.record.agreements.minutes_access import letter_for, minute_for, question_for, stakeholder_for
from evenhand.record.agreements.models import Minute
from evenhand.record.conversations.actions import NotPossible
from evenhand.record.outbox import letters
from evenhand.record.people.errors import LinkRefused
from evenhand.record.people.models import Member
from evenhand.record.people.queries import colleagues

Act = Callable[[QueryDict, Minute, Member], str]
View = Callable[..., HttpResponseBase]


def on_minute(act: Act) -> View:
    """A view for an act on a minute: done, said in the sentence it returns, and back; a refusal is said there."""

    @require_POST
    @allowed("see_minutes")
    @wraps(act)
    def view(request: HttpRequest, pk: int) -> HttpResponse:
        member = member_of(request)
        row = minute_for(member, pk)
        try:
            messages.success(request, act(request.POST, row, member))
        except (NotPossible, LinkRefused) as error:
            messages.error(request, refusal(error.code))
        return redirect("minute", pk)

    return view


@on_minute
def rewrite(form: QueryDict, row: Minute, member: Member) -> str:
    """Save another text, or begin a new version."""
    minutes.rewrite(row, form.get("text", ""), by=member, at=clock.now())
    return gettext("The text is saved. Nobody has been asked about it yet.")


@on_minute
def set_value(form: QueryDict, row: Minute, member: Member) -> str:
    """Say how much money hangs on it."""
    value = amount_of(typed(form, "value", most=30))
    minutes.set_value(row, value, typed(form, "currency", most=10), by=member, at=clock.now())
    return gettext("The value is saved.")


@on_minute
def add_theirs(form: QueryDict, row: Minute, member: Member) -> str:
    """Name somebody at the customer."""
    person = stakeholders.Named(typed(form, "name"), typed(form, "email"), typed(form, "language"))
    made = stakeholders.add_theirs(row, person, by=member, at=clock.now())
    return gettext("%(name)s is named.") % {"name": made.name}


@on_minute
def add_ours(form: QueryDict, row: Minute, member: Member) -> str:
    """Name a colleague."""
    wanted = form.get("member", "")
    colleague = colleagues().filter(pk=int(wanted)).first() if wanted.isdecimal() and len(wanted) < 18 else None
    if colleague is None:
        raise NotPossible("no-colleague")
    made = stakeholders.add_ours(row, colleague, by=member, at=clock.now())
    return gettext("%(name)s is named.") % {"name": made.name}


@on_minute
def withdraw(_form: QueryDict, row: Minute, member: Member) -> str:
    """Take back what was sent."""
    approvals_sending.withdraw(row, by=member, at=clock.now())
    return gettext("It is withdrawn. The links no longer work, and everyone who was asked is told.")


@on_minute
def drop(_form: QueryDict, row: Minute, member: Member) -> str:
    """Throw a draft away."""
    changes.drop_draft(row, by=member, at=clock.now())
    return gettext("The draft is thrown away.")


@on_minute
def approve(_form: QueryDict, row: Minute, member: Member) -> str:
    """Agree, as a member who is named."""
    approvals.approve_as_member(row, by=member, at=clock.now())
    return gettext("Your yes is recorded.")


@on_minute
def object_to(form: QueryDict, row: Minute, member: Member) -> str:
    """Not agree, with words, as a member who is named."""
    approvals.object_as_member(row, typed(form, "words"), by=member, at=clock.now())
    return gettext("Your objection is recorded, and everyone who is named is told.")


@require_POST
@allowed("see_minutes")
def send(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask everyone who is named. Where codes are needed the answer shows them, this once."""
    member = member_of(request)
    row = minute_for(member, pk)
    try:
        made = approvals_sending.send(row, link_to=_link_to(request), by=member, at=clock.now())
    except NotPossible as error:
        messages.error(request, refusal(error.code))
        return redirect("minute", pk)
    return _sent(request, member, row, made)


@require_POST
@allowed("see_minutes")
def remind(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask somebody once more, by a new link."""
    member = member_of(request)
    person = stakeholder_for(member, pk)
    try:
        made = approvals_sending.remind(person, link_to=_link_to(request), by=member, at=clock.now())
    except NotPossible as error:
        messages.error(request, refusal(error.code))
        return redirect("minute", person.minute_id)
    return _sent(request, member, person.minute, [made])


@require_POST
@allowed("see_minutes")
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take somebody out."""
    member = member_of(request)
    person = stakeholder_for(member, pk)
    try:
        approvals_sending.remove_stakeholder(person, by=member, at=clock.now())
        messages.success(request, gettext("%(name)s is no longer named.") % {"name": person.name})
    except NotPossible as error:
        messages.error(request, refusal(error.code))
    return redirect("minute", person.minute_id)


@require_POST
@allowed("see_minutes")
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer a question; everyone who is named gets the answer."""
    member = member_of(request)
    question = question_for(member, pk)
    try:
        approvals.answer(question, typed(request.POST, "words"), by=member, at=clock.now())
        messages.success(request, gettext("The answer goes to everyone who is named."))
    except NotPossible as error:
        messages.error(request, refusal(error.code))
    return redirect("minute", question.version.minute_id)


@require_POST
@allowed("see_minutes")
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a letter that no mail server took to whoever had it written: once, to be handed over by them."""
    member = member_of(request)
    letter = letter_for(member, pk)
    try:
        text = letters.hand_over(letter, by=member.actor, at=clock.now())
    except letters.NotOpen:
        messages.error(request, refusal("letter-gone"))
        return redirect("minutes")
    back = request.POST.get("minute", "")
    context = {"letter": letter, "text": text, "minute_pk": int(back) if back.isdecimal() and len(back) < 18 else None}
    return render(request, "minutes/letter.html", context)


def _sent(request: HttpRequest, member: Member, row: Minute, made: list[NewLink]) -> HttpResponse:
    """Back to the page; where codes are needed they are shown in the answer itself and nowhere kept."""
    codes = [(one.link.stakeholder, one.code) for one in made if one.code]
    if letters.is_configured():
        messages.success(request, gettext("Everyone who is asked gets a letter with a link of their own."))
    else:
        messages.success(request, gettext("The links are made. Hand the letters over yourself; they stand below."))
    if not codes:
        return redirect("minute", row.pk)
    return render(request, "minutes/page.html", {**page_of(member, minute_for(member, row.pk)), "codes": codes})


def _link_to(request: HttpRequest) -> Callable[[str], str]:
    return lambda token: request.build_absolute_uri(reverse("agree", args=[token]))
