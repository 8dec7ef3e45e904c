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
from evenhand.knowledge.drafting.rule import Rule
from evenhand.knowledge.drafting.words import page_in

# By the first letter of a rule's code (docs/decisions/0010-draft-check.md).
CATEGORIES: dict[str, tuple[str, str | Promise]] = {
    "P": ("PROMISES", _("Promises")),
    "R": ("RECORD", _("What is on record")),
    "N": ("REFUSALS", _("Refusals")),
    "T": ("TONE", _("Tone")),
    "C": ("CLARITY", _("Clarity")),
    "L": ("LIABILITY", _("Liability")),
}
OTHERS = ("OTHERS", _("Other rules"))


def rules_wanted(fields: Fields, off: Collection[str]) -> Sequence[Rule]:
    """The rules of a check, without those `off` for the firm. Rules of LanguageTool's own change nothing."""
    rules = for_audience(Audience.CUSTOMER, off)
    on, off = _named(fields, "enabled"), _named(fields, "disabled")
    if is_yes(fields, "enabledOnly"):
        if off or not on:
            raise Refused(400, "With “enabledOnly” name enabled rules or categories, and no disabled ones.")
        return [rule for rule in rules if _is_named(rule, on)]
    return [rule for rule in rules if not _is_named(rule, off)]


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
        "description": page_in(slug, tongue).summary,
        "issueType": "style" if severity is Severity.SUGGESTION else "uncategorized",
        "category": category_of(code),
    }


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


def _is_named(rule: Rule, names: set[str]) -> bool:
    return not names.isdisjoint({id_of(rule.slug), rule.slug.upper(), rule.code, category_of(rule.code)["id"]})
