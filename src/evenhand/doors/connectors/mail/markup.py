"""HTML looked at without building a tree: in time linear to its length, whatever its shape."""

from __future__ import annotations

import re
from html import unescape

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]{0,30})")
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
# Their end tags may be left out, so an open one says nothing about depth.
_OPTIONAL_END = frozenset("p li dt dd td th tr tbody thead tfoot option optgroup colgroup html head body".split())
# Both stop at the next "<", so that a page of nothing but "<" is read once and not once per character.
_BREAKING = re.compile(r"</?(?:p|div|br|li|tr|h[1-6]|blockquote|table|pre|ul|ol|hr|title)\b[^<>]*>", re.IGNORECASE)
_ANY_TAG = re.compile(r"<[a-zA-Z/!?][^<>]*(?:>|\Z)")
_COMMENT = (re.compile("<!--"), re.compile("-->"))
_HIDDEN = tuple(
    (re.compile(rf"<{name}\b", re.IGNORECASE), re.compile(rf"</{name}\b[^<>]*>?", re.IGNORECASE))
    for name in ("script", "style", "title", "template")
)
_BLANK_LINES = re.compile(r"\n[ \t]*\n[ \t\n]*")


def depth(page: str) -> int:
    """How deep the tags nest at most; never less than the tree a browser builds from container tags.

    Names are counted apart: a stray end tag must not hide another element's opening.
    """
    open_tags: dict[str, int] = {}
    now = deepest = 0
    for match in _TAG.finditer(page):
        name = match[2].lower()
        if name in _VOID or name in _OPTIONAL_END:
            continue
        if not match[1]:
            open_tags[name] = open_tags.get(name, 0) + 1
            now += 1
            deepest = max(deepest, now)
        elif open_tags.get(name):
            open_tags[name] -= 1
            now -= 1
    return deepest


def strip_tags(page: str) -> str:
    """The bare text: tags taken out, line breaks where blocks begin and end, hidden content left out."""
    page = _without(page, _COMMENT)
    for hidden in _HIDDEN:
        page = _without(page, hidden)
    text = _ANY_TAG.sub("", _BREAKING.sub("\n", page))
    return _BLANK_LINES.sub("\n\n", unescape(text)).strip()


def _without(page: str, element: tuple[re.Pattern[str], re.Pattern[str]]) -> str:
    """The page without what stands between this opening and closing; one never closed hides all that follows."""
    opening, closing = element
    out: list[str] = []
    position = 0
    while (begin := opening.search(page, position)) is not None:
        out.append(page[position : begin.start()])
        end = closing.search(page, begin.end())
        if end is None:
            return "".join(out)
        position = end.end()
    return "".join(out) + page[position:]
