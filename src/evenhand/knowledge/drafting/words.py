"""A finding in words: the rule's sentence in the reader's language, ready phrases in the draft's."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from evenhand.knowledge.drafting.catalogue import by_slug
from evenhand.knowledge.drafting.finding import Finding
from evenhand.knowledge.drafting.page import Page, page_of

LANGUAGES = ("en", "fi", "zh-Hant", "zh-Hans")  # of pages and messages; English stands in the rule itself
_RULES = Path(__file__).parent / "rules"
_LONGEST_QUOTE = 60  # code points of the draft's words in a message


class _Values(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "{" + key + "}"


def message(finding: Finding, text: str, language: str = "en") -> str:
    """What the finding says, as whole sentences in the language of who reads them."""
    quoted = " ".join(text[finding.start : finding.end].split())
    if len(quoted) > _LONGEST_QUOTE:
        quoted = quoted[: _LONGEST_QUOTE - 1] + "…"
    if finding.said:  # written by anybody: braces are nothing but braces in it
        return _said(finding, language).replace("{match}", quoted)
    return _of_rule(finding, language).format_map(_Values(finding.values, match=quoted))


def _said(finding: Finding, language: str) -> str:
    """The house rule's sentence in this language, in English, or in whichever it was written."""
    return finding.said.get(language) or finding.said.get("en") or next(iter(finding.said.values()))


def _of_rule(finding: Finding, language: str) -> str:
    own: str | None = translated(finding.slug, language).get("messages", {}).get(finding.kind or "default")
    return own or by_slug(finding.slug).messages[finding.kind]


def suggestions(finding: Finding, variety: str) -> tuple[str, ...]:
    """What to write instead: the replacement, else ready phrases in the language of the draft."""
    if finding.replacement is not None:
        return (finding.replacement,)
    if finding.said:
        return finding.instead
    instead = page_of(by_slug(finding.slug)).instead
    return instead.get((variety, finding.phrase)) or instead.get((variety, "")) or ()


def page_in(slug: str, language: str) -> Page:
    """The rule's page with its sentences in this language; examples and phrases are those of every language."""
    page, own = page_of(by_slug(slug)), translated(slug, language)
    if not own:
        return page
    return page._replace(summary=own["summary"], what=own["what"], why=own["why"])


@cache
def translated(slug: str, language: str) -> Mapping[str, Any]:
    """The table of one language in `<rule>.toml`; {} for English and for a language that is none of the pages'."""
    if language not in LANGUAGES[1:]:
        return {}
    import tomllib

    path = next(_RULES.glob(f"*/{slug.replace('-', '_')}.toml"))
    found: Mapping[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))[language]
    return found
