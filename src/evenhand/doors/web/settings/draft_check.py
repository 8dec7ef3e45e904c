"""The draft check of the firm: rules that nobody is to hear, and what was let stand."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from evenhand.doors import clock
from evenhand.doors.web.drafting.house_words import wrong_in_files
from evenhand.doors.web.drafting.words import SEVERITIES, refusal, rule_name
from evenhand.doors.web.guard import allowed, member_of
from evenhand.doors.web.typed import typed
from evenhand.knowledge.drafting.catalogue import catalogue
from evenhand.knowledge.drafting.draft import Audience
from evenhand.knowledge.drafting.house_rules.rule import HouseRule
from evenhand.knowledge.drafting.rule import Rule
from evenhand.record.conversations.actions import NotPossible
from evenhand.record.replies.actions import rules
from evenhand.record.replies.house_rules import house
from evenhand.record.replies.queries import FEWEST, let_stand_since, rules_off

TAB = "settings-draft-check"


@require_safe
@allowed("set_draft_check")
def show(request: HttpRequest) -> HttpResponse:
    """All rules, which of them are off and why, what is wrong in our own, and how often each was let stand."""
    off = rules_off()
    own = house()
    all_rules: tuple[Rule | HouseRule, ...] = (*catalogue(), *own.rules)
    known = sorted(
        (rule for rule in all_rules if Audience.CUSTOMER in rule.audiences),
        key=lambda rule: (-rule.severity.rank, rule.code),
    )
    context = {
        "tab": TAB,
        "rules": [(rule, rule_name(rule.slug), SEVERITIES[rule.severity], off.get(rule.slug)) for rule in known],
        "let_stand": [(rule_name(one.slug), one.slug, one.times) for one in let_stand_since(clock.now())],
        "fewest": FEWEST,
        "house_rules": len(own.rules),
        "wrong": wrong_in_files(own.errors),
    }
    return render(request, "settings/draft_check.html", context)


@require_POST
@allowed("set_draft_check")
def switch_off(request: HttpRequest, slug: str) -> HttpResponse:
    """Nobody is shown what this rule finds, for a reason."""
    member = member_of(request)
    return _done(request, lambda: rules.switch_off(slug, typed(request.POST, "reason"), by=member, at=clock.now()))


@require_POST
@allowed("set_draft_check")
def switch_on(request: HttpRequest, slug: str) -> HttpResponse:
    """It is heard again."""
    member = member_of(request)
    return _done(request, lambda: rules.switch_on(slug, by=member, at=clock.now()))


def _done(request: HttpRequest, act: Callable[[], object]) -> HttpResponse:
    try:
        act()
        messages.success(request, gettext("It holds from now on."))
    except NotPossible as error:
        messages.error(request, refusal(error.code))
    return redirect(TAB)
