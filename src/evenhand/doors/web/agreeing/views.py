"""The page behind a personal link: read, agree, object with words, ask. No account, no session, no cookie, no script.

Following a link decides nothing (mail programs follow links by themselves); only the forms do.
"""

from __future__ import annotations

import zoneinfo
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from math import ceil
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from evenhand.doors import clock
from evenhand.doors.addresses import address_of
from evenhand.doors.web import sentences
from evenhand.doors.web.agreeing import endings
from evenhand.doors.web.agreeing.forms import is_ours, proof_for
from evenhand.doors.web.by_link import frame, language_of
from evenhand.doors.web.minutes.difference import change_of, difference_of
from evenhand.doors.web.minutes.refusals import refusal
from evenhand.doors.web.tongues import html_lang
from evenhand.doors.web.typed import typed
from evenhand.record.agreements import approvals
from evenhand.record.agreements.approvals_links import (
    DeadLink,
    check_guessing,
    has_agreed,
    note_opening,
    note_wrong_link,
    read_link,
)
from evenhand.record.agreements.minutes_queries import questions_of, standing_of
from evenhand.record.agreements.models import ApprovalLink
from evenhand.record.conversations.actions import NotPossible
from evenhand.record.people.errors import LinkRefused, TooManyTries, WrongSecret
from evenhand.record.people.queries import workspace

View = Callable[[HttpRequest, str], HttpResponse]
GONE, TOO_MANY = 410, 429


def _discreet(view: View) -> View:
    """Nobody keeps the page, finds it, or learns its address from it."""

    @wraps(view)
    def guarded(request: HttpRequest, token: str) -> HttpResponse:
        with timezone.override(_zone()):
            response = view(request, token)
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        return response

    return guarded


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@_discreet
def agree(request: HttpRequest, token: str) -> HttpResponse:
    """The page of a link; a POST decides or asks, and leads back to the page."""
    now, address = clock.now(), address_of(request)
    try:
        check_guessing(address, at=now)
        link, ended = read_link(token, at=now)
    except TooManyTries as error:
        return _too_many(request, error)
    except DeadLink as dead:
        return _closed_to(request, dead, now)
    except LinkRefused:
        note_wrong_link(address, at=now)
        return _closed(request, language_of(request, ""), endings.unknown)
    if request.method == "POST":
        return _posted(request, token, link, now)
    note_opening(link, at=now)
    return _page(request, link, now, ended)


def _posted(request: HttpRequest, token: str, link: ApprovalLink, now: datetime) -> HttpResponse:
    """Do what the form says; whatever is refused leaves the page as it is by now, with the words that were typed."""
    if not is_ours(request, link):
        return _again(request, token, now, trouble="stale")
    try:
        _act(request, token, now)
    except DeadLink:
        if not _had_agreed(request, link):
            return _again(request, token, now, trouble="late")
    except WrongSecret:
        return _again(request, token, now, trouble="wrong-code")
    except NotPossible as error:
        return _again(request, token, now, trouble=error.code)
    return HttpResponseRedirect(_address(token, language_of(request, link.stakeholder.language)), status=303)


def _again(request: HttpRequest, token: str, now: datetime, *, trouble: str) -> HttpResponse:
    try:
        link, ended = read_link(token, at=now)
    except DeadLink as dead:
        return _closed_to(request, dead, now)
    return _page(request, link, now, ended, trouble=trouble)


def _had_agreed(request: HttpRequest, link: ApprovalLink) -> bool:
    """Whoever presses the button twice has agreed once, and is not told of any trouble."""
    return request.POST.get("act") == "approve" and has_agreed(link)


def _act(request: HttpRequest, token: str, now: datetime) -> None:
    act, words, code = request.POST.get("act", ""), typed(request.POST, "words"), typed(request.POST, "code", most=40)
    if act == "approve":
        approvals.approve_by_link(token, code=code, at=now)
    elif act == "object":
        approvals.object_by_link(token, words, code=code, at=now)
    elif act == "ask":
        approvals.ask_by_link(token, words, at=now)
    else:
        raise NotPossible("no-words")


def _page(request: HttpRequest, link: ApprovalLink, now: datetime, ended: str, *, trouble: str = "") -> HttpResponse:
    """The text with who has answered what; to be decided on, or only to be read and asked about where that is over."""
    version, minute = link.version, link.version.minute
    language = language_of(request, link.stakeholder.language)
    with translation.override(language):
        context = {
            **frame(language),
            "link": link,
            "minute": minute,
            "version": version,
            "change": change_of(version),
            "difference": difference_of(version),
            "answers": standing_of(version).answers,
            "questions": questions_of([version]),
            "their_side": minute.customer.name if minute.customer else gettext("The customer"),
            "text_lang": html_lang(minute.language),
            "proof": proof_for(link),
            "needs_code": bool(link.code_hash),
            "typed": _typed(request) if trouble else {},
            "trouble": _in_words(trouble) if trouble else "",
        }
        if ended:
            context |= {"ending": endings.ending_of(link, ended, at=now), "mark": endings.mark_of(version)}
        template = "agreeing/over.html" if ended else "agreeing/page.html"
        return render(request, template, context, status=400 if trouble else 200)


def _in_words(trouble: str) -> str:
    if trouble == "stale":
        return gettext(
            "This page was open for too long or came from elsewhere. Nothing was recorded; look at it once more and "
            "answer again."
        )
    if trouble == "wrong-code":
        return gettext(
            "This code is not right, and nothing was decided. After five wrong codes the link no longer works."
        )
    if trouble == "late":
        return gettext(
            "Your answer came too late, and nothing was recorded by it. What you wrote stands below; you can send it "
            "as a question."
        )
    return refusal(trouble)


def _typed(request: HttpRequest) -> dict[str, str]:
    return {name: request.POST.get(name, "") for name in ("act", "words")}


def _closed_to(request: HttpRequest, dead: DeadLink, now: datetime) -> HttpResponse:
    """Nothing of the text is shown any more; what somebody typed meanwhile is given back to them."""
    link = dead.link
    language = language_of(request, link.stakeholder.language)
    more = {"minute": link.version.minute, "typed": _typed(request)}
    return _closed(request, language, lambda: endings.ending_of(link, dead.code, at=now), **more)


def _closed(request: HttpRequest, language: str, ending: Callable[[], endings.Ending], **more: Any) -> HttpResponse:
    with translation.override(language):
        context = {**frame(language), "ending": ending(), **more}
        return render(request, "agreeing/ended.html", context, status=GONE)


def _too_many(request: HttpRequest, error: TooManyTries) -> HttpResponse:
    language = language_of(request, "")
    with translation.override(language):
        ending = endings.Ending(gettext("Please wait a moment"), sentences.sentence(error), "")
        response = render(request, "agreeing/ended.html", {**frame(language), "ending": ending}, status=TOO_MANY)
    response.headers["Retry-After"] = str(ceil(error.wait.total_seconds()))
    return response


def _address(token: str, language: str) -> str:
    return f"{reverse('agree', args=[token])}?language={language}"


def _zone() -> zoneinfo.ZoneInfo:
    return zoneinfo.ZoneInfo(workspace().timezone)
