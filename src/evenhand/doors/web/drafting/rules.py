"""The page of a rule: what it finds, why that matters, examples, and what to write instead."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from evenhand.doors.web.drafting import words
from evenhand.doors.web.guard import signed_in
from evenhand.doors.web.tongues import html_lang
from evenhand.knowledge.drafting.catalogue import by_slug
from evenhand.knowledge.drafting.house_rules.page import page_of_house_rule
from evenhand.knowledge.drafting.house_rules.rule import HouseRule
from evenhand.knowledge.drafting.page import Page
from evenhand.knowledge.drafting.rule import Rule
from evenhand.knowledge.drafting.words import page_in
from evenhand.knowledge.language.shape import VARIETIES
from evenhand.record.replies.house_rules import house_rule
from evenhand.record.replies.queries import rules_off


@require_safe
@signed_in
def rule(request: HttpRequest, slug: str) -> HttpResponse:
    """The page in the page's language; `lang` chooses that of the examples."""
    found, page = _found(slug, words.page_language())
    asked = request.GET.get("lang", "")
    variety = asked if asked in VARIETIES else words.page_language()
    context = {
        "rule": found,
        "slug": "" if found.slug == found.code else found.slug,
        "name": words.rule_name(found.slug),
        "grave": words.SEVERITIES[found.severity],
        "page": page,
        "examples": [example for example in page.examples if example.variety == variety],
        "instead": _instead(page, variety),
        "lang": html_lang(variety),
        "off": rules_off().get(found.slug),
    }
    return render(request, "drafting/rule.html", context)


def _found(slug: str, language: str) -> tuple[type[Rule] | HouseRule, Page]:
    """The rule of the catalogue or of the house, with its page."""
    own = house_rule(slug)
    if own is not None:
        return own, page_of_house_rule(own, language)
    try:
        found = by_slug(slug)
    except LookupError as error:
        raise Http404 from error
    return found, page_in(found.slug, language)


def _instead(page: Page, variety: str) -> list[str]:
    """The ready phrases in this language, each once."""
    phrases = (phrase for (language, _), found in page.instead.items() if language == variety for phrase in found)
    return list(dict.fromkeys(phrases))
