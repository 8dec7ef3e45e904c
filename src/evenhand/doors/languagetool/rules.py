"""Rules by the names that clients of LanguageTool know them by, and which of them a client wants."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evenhand.doors.languagetool.fields import Fields, is_yes, listed
from evenhand.doors.languagetool.refused import Refused
from evenhand.knowledge.drafting.check import for_audience
from evenhand.knowledge.drafting.draft import Audience
from evenhand.knowledge.drafting.finding import Severity
from evenhand.knowledge.drafting.house_rules.page import said
from evenhand.knowledge.drafting.rule import Rule
from evenhand.knowledge.drafting.words import page_in
from evenhand.record.replies.house_rules import house, house_books, house_rule

# By the first letter of a rule's code (docs/decisions/0010-draft-check.md).
CATEGORIES: dict[str, tuple[str, str | Promise]] = {
    "P": ("PROMISES", _("Promises")),
    "R": ("RECORD", _("What is on record")),
    "N": ("REFUSALS", _("Refusals")),
    "T": ("TONE", _("Tone")),
    "C": ("CLARITY", _("Clarity")),
    "L": ("LIABILITY", _("Liability")),
    "H": ("HOUSE", _("House rules")),
}
OTHERS = ("OTHERS", _("Other rules"))


def rules_wanted(fields: Fields, off: Collection[str]) -> Sequence[Rule]:
    """The rules of a check, without those `off` for the firm. Rules of LanguageTool's own change nothing."""
    rules = for_audience(Audience.CUSTOMER, off)
    on, unwanted = _named(fields, "enabled"), _named(fields, "disabled")
    if is_yes(fields, "enabledOnly"):
        if unwanted or not on:
            raise Refused(400, "With “enabledOnly” name enabled rules or categories, and no disabled ones.")
        others = [rule.code for rule in house().rules if not _is_named(rule.code, rule.code, on)]
        return [*(rule for rule in rules if _is_named(rule.code, rule.slug, on)), *house_books({*off, *others})]
    others = [rule.code for rule in house().rules if _is_named(rule.code, rule.code, unwanted)]
    wanted = [rule for rule in rules if not _is_named(rule.code, rule.slug, unwanted)]
    return [*wanted, *house_books({*off, *others})]


def id_of(slug: str) -> str:
    """ABSOLUTE_GUARANTEE for absolute-guarantee."""
    return slug.replace("-", "_").upper()


def category_of(code: str) -> dict[str, str]:
    """The category that a rule's code belongs to."""
    name, words = CATEGORIES.get(code[:1], OTHERS)
    return {"id": name, "name": str(words)}


def described(code: str, slug: str, severity: Severity, tongue: str) -> dict[str, Any]:
    """A rule as part of a match."""
    return {
        "id": id_of(slug),
        "subId": code,
        "description": _summary(slug, tongue),
        "issueType": "style" if severity is Severity.SUGGESTION else "uncategorized",
        "category": category_of(code),
    }


def _summary(slug: str, tongue: str) -> str:
    """What a rule is about, in one sentence; of a house rule what it says."""
    own = house_rule(slug)
    return page_in(slug, tongue).summary if own is None else said(own, tongue)


def configured(tongue: str) -> list[dict[str, str]]:
    """All rules, as the office extension asks for them."""
    found = []
    for rule in for_audience(Audience.CUSTOMER):
        own = described(rule.code, rule.slug, rule.severity, tongue)
        category = own["category"]
        found.append(
            {
                "ruleId": own["id"],
                "description": own["description"],
                "categoryId": category["id"],
                "categoryName": category["name"],
                "locQualityIssueType": own["issueType"],
            }
        )
    return found


def _named(fields: Fields, how: str) -> set[str]:
    return {each.upper() for what in ("Rules", "Categories") for each in listed(fields, how + what)}


def _is_named(code: str, slug: str, names: set[str]) -> bool:
    return not names.isdisjoint({id_of(slug), slug.upper(), code, category_of(code)["id"]})
