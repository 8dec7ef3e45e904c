"""The page behind the link of a letter: what applies, until when, and the form to appeal.

No account, no session, no cookie, no script. Following the link does nothing; only the form does. The form carries a
signed field for the reason told in agreeing/forms.py.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from math import ceil
from zoneinfo import ZoneInfo

from django.core.signing import BadSignature, TimestampSigner
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
from evenhand.doors.web.agreeing.endings import Ending, unknown
from evenhand.doors.web.by_link import frame, language_of
from evenhand.doors.web.restrictions import words
from evenhand.doors.web.restrictions.refusals import refusal
from evenhand.doors.web.typed import typed
from evenhand.record.agreements.approvals_links import check_guessing, note_wrong_link
from evenhand.record.conversations.working import NotPossible
from evenhand.record.people.errors import LinkRefused, TooManyTries
from evenhand.record.people.queries import workspace
from evenhand.record.people.tokens import digest
from evenhand.record.protection.models import Appeal, Restriction
from evenhand.record.protection.restrictions.appeals import (
    ANSWERED_WITHIN,
    appeal_by_link,
    link_is_over,
    restriction_behind,
)
from evenhand.record.protection.restrictions.queries import is_restricted
from evenhand.record.protection.restrictions.turns import in_force
from evenhand.record.protection.restrictions.whom import whom_of

LASTS = timedelta(days=2)
GONE, TOO_MANY = 410, 429
_SIGNER = TimestampSigner(salt="evenhand.appealing")


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def appeal(request: HttpRequest, token: str) -> HttpResponse:
    """The page of a link; a POST appeals, and leads back to the page."""
    with timezone.override(ZoneInfo(workspace().timezone or "UTC")):
        response = _answer(request, token)
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response


def _answer(request: HttpRequest, token: str) -> HttpResponse:
    now, address = clock.now(), address_of(request)
    try:
        check_guessing(address, at=now)
        row = restriction_behind(token)
    except TooManyTries as error:
        return _too_many(request, error)
    except LinkRefused:
        note_wrong_link(address, at=now)
        return _ended(request, GONE)
    if link_is_over(row, now):
        return _ended(request, GONE, _over, row.language)
    if request.method == "POST":
        return _posted(request, token, row, now)
    return _page(request, token, row, now)


def _posted(request: HttpRequest, token: str, row: Restriction, now: datetime) -> HttpResponse:
    if not _is_ours(request, token):
        return _page(request, token, row, now, trouble="stale")
    try:
        appeal_by_link(token, typed(request.POST, "words"), at=now)
    except NotPossible as error:
        return _page(request, token, row, now, trouble=error.code)
    language = language_of(request, row.language)
    return HttpResponseRedirect(f"{reverse('appeal', args=[token])}?language={language}", status=303)


def _page(request: HttpRequest, token: str, row: Restriction, now: datetime, *, trouble: str = "") -> HttpResponse:
    language = language_of(request, row.language)
    with translation.override(language):
        context = {
            **frame(language),
            "restriction": row,
            "applies": words.what_applies_to_you(row),
            "until": words.until_day(row),
            "begins": timezone.localdate(row.from_at) if row.from_at > now else None,
            "is_over": not in_force(row, now),
            "is_free": not is_restricted(whom_of(row), now=now),
            "appeals": [_told(one) for one in row.appeals.order_by("-received_at", "-pk")],
            "waits": row.appeals.filter(decided_at=None).exists(),
            "proof": _SIGNER.sign(digest(token)),
            "typed": request.POST.get("words", "") if trouble else "",
            "trouble": _in_words(trouble) if trouble else "",
        }
        return render(request, "restrictions/appeal.html", context, status=400 if trouble else 200)


def _told(appeal: Appeal) -> tuple[Appeal, date, date | None, date]:
    """An appeal with the days on which it came, was decided, and is to be answered."""
    decided = timezone.localdate(appeal.decided_at) if appeal.decided_at else None
    due = timezone.localdate(appeal.received_at + ANSWERED_WITHIN)
    return appeal, timezone.localdate(appeal.received_at), decided, due


def _in_words(trouble: str) -> str:
    if trouble == "stale":
        return gettext(
            "This page was open for too long or came from elsewhere. Nothing was recorded; look at it once more and "
            "send it again."
        )
    if trouble == "restriction-ended":
        return gettext("It has ended in the meantime, so nothing is left to appeal against.")
    return refusal(trouble)


def _over() -> Ending:
    """For a link that was real and tells nothing any more. Nothing of what it was about: others may hold it by now."""
    return Ending(
        gettext("This link has expired"),
        gettext("What our letter told you ended more than 30 days ago, and nothing is left to appeal against."),
        gettext("If something about it is still open for you, write to the address in the letter."),
    )


def _ended(request: HttpRequest, status: int, ending: Callable[[], Ending] = unknown, usual: str = "") -> HttpResponse:
    language = language_of(request, usual)
    with translation.override(language):
        context = {**frame(language), "ending": ending(), "typed": {"words": typed(request.POST, "words")}}
        return render(request, "agreeing/ended.html", context, status=status)


def _too_many(request: HttpRequest, error: TooManyTries) -> HttpResponse:
    def ending() -> Ending:
        return Ending(gettext("Please wait a moment"), sentences.sentence(error), "")

    response = _ended(request, TOO_MANY, ending)
    response.headers["Retry-After"] = str(ceil(error.wait.total_seconds()))
    return response


def _is_ours(request: HttpRequest, token: str) -> bool:
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
        return False
    try:
        return _SIGNER.unsign(request.POST.get("form", ""), max_age=LASTS) == digest(token)
    except BadSignature:
        return False
