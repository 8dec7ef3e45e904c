"""HTML looked at without building a tree: in time linear to its length, whatever its shape."""

from __future__ import annotations

import re
from html import unescape

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]{0,30})")
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
# Their end tags may be left out, so an open one says nothing about depth.
_OPTIONAL_END = frozenset("p li dt dd td th tr tbody thead tfoot option optgroup colgroup html head body".split())
_BREAKING = re.compile(r"</?(?:p|div|br|li|tr|h[1-6]|blockquote|table|pre|ul|ol|hr|title)\b", re.IGNORECASE)
_RAW = re.compile(r"<(script|style|title|template)\b", re.IGNORECASE)
_BLANK_LINES = re.compile(r"\n[ \t]*\n\s*")


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
    out: list[str] = []
    position, end = 0, len(page)
    while position < end:
        at = page.find("<", position)
        if at < 0:
            out.append(page[position:])
            break
        out.append(page[position:at])
        stop = page.find(">", at)
        if stop < 0:
            break
        if _BREAKING.match(page, at):
            out.append("\n")
        if (raw := _RAW.match(page, at)) is not None:
            closing = page.find(f"</{raw[1].lower()}", stop)
            stop = page.find(">", closing) if closing >= 0 else stop
            if stop < 0:
                break
        position = stop + 1
    return _BLANK_LINES.sub("\n\n", unescape("".join(out))).strip()
