"""What was found, in LanguageTool's words. Offsets and lengths are UTF-16 code units."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from importlib.metadata import version
from typing import Any, NamedTuple

from django.utils.translation import gettext

from evenhand.doors.languagetool.languages import code_of, named
from evenhand.doors.languagetool.marked import Marked, units
from evenhand.doors.languagetool.rules import described
from evenhand.knowledge.drafting.check import CHECKED_AT_MOST
from evenhand.knowledge.drafting.draft import Draft
from evenhand.knowledge.drafting.finding import Finding, Severity
from evenhand.knowledge.drafting.words import message, suggestions
from evenhand.knowledge.language.shape import Variety

AROUND = 40  # code points of the text before and after the words of a match
_CUT = "..."


@cache
def software() -> dict[str, Any]:
    """Who answers."""
    return {
        "name": "Evenhand",
        "version": version("evenhand"),
        "buildDate": "",
        "apiVersion": 1,
        "premium": False,
        "status": "",
    }


class Asked(NamedTuple):
    """The language as the client named it, "" where it was to be found; its favourites; and where rules have pages."""

    code: str
    preferred: Sequence[str]
    page: Callable[[str], str]


def as_answer(draft: Draft, found: Iterable[Finding], text: Marked, tongue: str, asked: Asked) -> dict[str, Any]:
    """The answer to a check, its messages in `tongue`."""
    detected = draft.document.language
    return {
        "software": software(),
        "warnings": _warnings(text),
        "language": {
            "name": named(draft.language),
            "code": asked.code or code_of(draft.language, asked.preferred),
            "detectedLanguage": {
                "name": named(detected),
                "code": code_of(detected, asked.preferred),
                "confidence": _share(draft, detected),
                "source": "evenhand",
            },
        },
        "matches": [_match(each, draft, text, tongue, asked.page) for each in found],
        "sentenceRanges": [_range(text, each.start, each.end) for each in draft.sentences],
    }


def _warnings(text: Marked) -> dict[str, Any]:
    if len(text.plain) <= CHECKED_AT_MOST:
        return {"incompleteResults": False}
    reason = gettext("The text is long: its first %(number)s characters were checked.") % {"number": CHECKED_AT_MOST}
    return {"incompleteResults": True, "incompleteResultsReason": reason}


def _share(draft: Draft, variety: Variety) -> float:
    """How much of the writer's own words is in that language, from 0 to 1."""
    whole = sum(each.end - each.start for each in draft.sentences)
    part = sum(each.end - each.start for each in draft.sentences if each.language == variety)
    return round(part / whole, 3) if whole and variety != "und" else 0.0


def _match(finding: Finding, draft: Draft, text: Marked, tongue: str, page: Callable[[str], str]) -> dict[str, Any]:
    low, high = text.span(finding.start, finding.end)
    rule = described(finding.code, finding.slug, finding.severity, tongue)
    number = draft.sentence_at(finding.start)
    return {
        "message": _message(finding, draft, tongue),
        "shortMessage": rule["description"],
        "replacements": [] if finding.replacement is None else [{"value": finding.replacement}],
        "offset": text.units(low),
        "length": text.units(high) - text.units(low),
        "context": _context(text.whole, low, high),
        "sentence": "" if number is None else draft.sentences[number].text.strip(),
        "type": {"typeName": "Hint" if finding.severity is Severity.SUGGESTION else "Other"},
        "rule": rule | {"urls": [{"value": page(finding.slug)}]},
        "ignoreForIncompleteSentence": False,
        "contextForSureMatch": 0,
    }


def _message(finding: Finding, draft: Draft, tongue: str) -> str:
    """What the finding says, with a phrase to write from: clients put replacements in place unread, and it is none."""
    said = message(finding, draft.text, tongue)
    if finding.replacement is not None or not (phrases := suggestions(finding, draft.language)):
        return said
    return gettext("%(message)s For example: “%(phrase)s”") % {"message": said, "phrase": phrases[0]}


def _context(whole: str, low: int, high: int) -> dict[str, Any]:
    first, last = max(0, low - AROUND), min(len(whole), high + AROUND)
    before = (_CUT if first else "") + whole[first:low]
    after = whole[high:last] + (_CUT if last < len(whole) else "")
    words = (before + whole[low:high] + after).replace("\n", " ").replace("\r", " ")
    return {"text": words, "offset": units(before), "length": units(whole[low:high])}


def _range(text: Marked, start: int, end: int) -> list[int]:
    low, high = text.span(start, end)
    return [text.units(low), text.units(high)]
