"""Where a draft names a customer: as the record does, with Finnish endings, or without the legal form."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from evenhand.knowledge.drafting.remembering import remembered
from evenhand.knowledge.language.late import late
from evenhand.knowledge.language.text import Text, fold

_LEGAL_FORM = late(
    r"(?:,? (?:oy|oyj|ab|ky|tmi|ry|ltd|limited|inc|llc|llp|plc|gmbh|ag|bv|as|corp|corporation|co|company|pte)"
    r"\b\.?)+\Z"
    r"|(?:股份)?(?:有限责任|有限)?公司\Z|集团\Z|企业(?:社|行)?\Z|工作室\Z|商行\Z"
)
_LATIN_AT_LEAST, _HAN_AT_LEAST = 4, 2
_STEM = 3  # characters of a name that its endings leave as they are
_HAN = late("[㐀-鿿]")
_FINNISH_END = r"(?::?[a-zäö]{1,9})?"
_TITLES = late(r"\A(?:mr|mrs|ms|miss|dr|herra|rouva)\.? ")


def find_names(text: Text, names: Iterable[str], own: Iterable[str] = ()) -> Iterator[tuple[int, int, str]]:
    """Original code points at which one of the names stands, and the name. What stands in a text of `own` is none."""
    ours = [fold(each).folded for each in own]
    for name in names:
        for form in _forms(name):
            if any(form in each for each in ours):
                continue
            place = _place(text, form)
            if place is not None:
                yield (*place, name)
                break


@remembered(10_000)
def _forms(name: str) -> tuple[str, ...]:
    """The folded name and the one without its legal form, where they are long enough to be telling."""
    return tuple(_telling(name))


def _telling(name: str) -> Iterator[str]:
    whole = " ".join(fold(name).folded.split())
    bare = _TITLES.sub("", whole)
    for form in dict.fromkeys((bare, _LEGAL_FORM.sub("", bare).strip(" ,."))):
        han = len(_HAN.findall(form))
        if han >= _HAN_AT_LEAST or (not han and len(form) >= _LATIN_AT_LEAST):
            yield form


def _place(text: Text, form: str) -> tuple[int, int] | None:
    """The first place of a form. One of Latin letters has to begin with a capital, as names do."""
    if _fixed(form) not in text.folded:  # a search for each of thousands of names would be far dearer
        return None
    for found in re.finditer(_pattern(form), text.folded):
        start, end = text.original_span(*found.span())
        if not text.original[start].isalpha() or not text.original[start].islower():
            return start, end
    return None


def _fixed(form: str) -> str:
    """What stands in the text wherever `_pattern` finds the form."""
    if _HAN.search(form):
        return form
    if form.endswith("nen"):
        return form[:-3]
    return form[:-1] if form.endswith(("a", "ä")) else form


def _pattern(form: str) -> str:
    if _HAN.search(form):
        return re.escape(form)
    if form.endswith("nen"):
        return rf"\b{re.escape(form[:-3])}(?:nen|s[a-zäö]{{1,9}})\b"
    if form.endswith(("a", "ä")) and len(form) > _STEM:
        return rf"\b{re.escape(form[:-1])}(?:{form[-1]}|[oö])?{_FINNISH_END}\b"
    return rf"\b{re.escape(form)}{_FINNISH_END}\b" if form[-1].isalpha() else rf"\b{re.escape(form)}"
