"""The addresses of LanguageTool's API that its clients ask: the check, and what it can do."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from evenhand.doors.languagetool import refused
from evenhand.doors.languagetool.answers import Asked, as_answer, software
from evenhand.doors.languagetool.fields import fields_of, listed, text_of
from evenhand.doors.languagetool.keys import member_of
from evenhand.doors.languagetool.languages import LANGUAGES, is_known, variety_of
from evenhand.doors.languagetool.refused import Refused
from evenhand.doors.languagetool.rules import configured, rules_wanted
from evenhand.doors.tongue import tongue_of
from evenhand.knowledge.drafting.check import CHECKED_AT_MOST, check_draft
from evenhand.knowledge.drafting.draft import Draft
from evenhand.knowledge.language.prepare import prepare
from evenhand.record.replies.queries import slugs_off

View = Callable[..., HttpResponse]


def for_programs(view: View) -> View:
    """Keys and no cookies, so no tokens of forms; a refusal is a sentence."""

    @csrf_exempt
    @wraps(view)
    def answered(request: HttpRequest, secret: str = "") -> HttpResponse:
        try:
            return view(request, secret)
        except Refused as refusal:
            return refused.answer(refusal.status, refusal.sentence, refusal.headers)

    return answered


def for_anybody(view: View) -> View:
    """What is the same for everybody and needs no key; one in the address has to be right, so that mistakes show."""

    @for_programs
    @require_http_methods(["GET", "HEAD", "POST"])
    def answered(request: HttpRequest, secret: str = "") -> HttpResponse:
        if secret:
            member_of(request, "", secret)
        return view()

    return answered


@for_programs
@require_POST
def check(request: HttpRequest, secret: str) -> HttpResponse:
    """What to look at before a text is sent. Nothing is kept of it."""
    fields = fields_of(request)
    member = member_of(request, fields.get("apiKey", ""), secret)
    text, rules, code = text_of(fields), rules_wanted(fields, slugs_off()), _language(fields.get("language", ""))
    document = prepare(text.plain[:CHECKED_AT_MOST])
    draft = Draft(document, variety_of(code, document.language))
    # The browser's add-on asks twice: for paragraphs, and once more for rules of the whole text. Ours are all of both.
    found = () if fields.get("mode") == "textLevelOnly" else check_draft(draft, rules)
    asked = Asked("" if code == "auto" else code, listed(fields, "preferredVariants"), _page_in(request))
    return JsonResponse(as_answer(draft, found, text, tongue_of(member.language), asked))


@for_anybody
def languages() -> HttpResponse:
    """The languages that a client may name."""
    known = [{"name": one.name, "code": one.code, "longCode": one.long_code} for one in LANGUAGES]
    return JsonResponse(known, safe=False)


@for_anybody
def longest_text() -> HttpResponse:
    """How many characters of a text are checked."""
    return HttpResponse(str(CHECKED_AT_MOST), content_type="text/plain; charset=utf-8")


@for_anybody
def information() -> HttpResponse:
    """Who answers here."""
    return JsonResponse({"software": software()})


@for_anybody
def configuration() -> HttpResponse:
    """The rules, and how long a text may be."""
    answer: dict[str, Any] = {"software": software(), "parameter": {"maxTextLength": CHECKED_AT_MOST}}
    return JsonResponse(answer | {"rules": configured(tongue_of(translation.get_language() or "en"))})


def _page_in(request: HttpRequest) -> Callable[[str], str]:
    """Where a rule's page stands, for whoever is signed in there."""
    return lambda slug: request.build_absolute_uri(reverse("rule", args=[slug]))


def _language(code: str) -> str:
    """The code as the client named it, or "auto". Raises Refused."""
    if not code.strip():
        raise Refused(400, "Send “language”: a code, or “auto”.")
    if not is_known(code):
        known = ", ".join(sorted({one.long_code for one in LANGUAGES}))
        raise Refused(400, f"The draft check does not read that language. It reads: {known}; or send “auto”.")
    return "auto" if code.strip().lower() == "auto" else code.strip()
