"""From an HTML page to lines of text, by a walk that needs no recursion."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from evenhand.doors.connectors.mail import limits

_LINE = frozenset(
    "div address article aside center dd dl dt figcaption figure footer form header li main nav ol section table "
    "tbody tfoot thead tr ul caption fieldset details summary body".split()
)
_PARAGRAPH = frozenset("p h1 h2 h3 h4 h5 h6 pre blockquote".split())
_SKIPPED = frozenset("script style head title template noscript iframe object svg math select textarea".split())
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\r\n\f]+")
_MANY_EMPTY = re.compile(r"\n(?:>* *\n){2,}")
_SHOWN_LINK = re.compile(r"https?://[^\s<>\"]{1,300}", re.IGNORECASE)


def render(page: str) -> str:
    """The page as text. The caller has bounded its length and depth."""
    body = LexborHTMLParser(page).body
    if body is None:
        return ""
    lines = _Lines()
    node: LexborNode | None = body
    while node is not None:
        child = node.child if _enter(node, lines) else None
        if child is not None:
            node = child
            continue
        node = _onward(node, body, lines)
    return lines.finished()


def _onward(node: LexborNode, root: LexborNode, lines: _Lines) -> LexborNode | None:
    """The next node in document order after this one's content, leaving what ends on the way."""
    here: LexborNode | None = node
    while here is not None:
        _leave(here, lines)
        if here.mem_id == root.mem_id:
            return None
        following: LexborNode | None = here.next
        if following is not None:
            return following
        here = here.parent
    return None


def _enter(node: LexborNode, lines: _Lines) -> bool:
    """Writes what a node begins with; whether its children are to be read."""
    if node.is_text_node:
        lines.add(node.text_content or "")
        return False
    tag = node.tag or ""
    if tag in _SKIPPED or tag.startswith("-") or not node.is_element_node:
        return False
    attributes = node.attributes
    if _HIDDEN.search(attributes.get("style") or ""):
        return False
    _begin(tag, attributes, lines)
    return True


def _begin(tag: str, attributes: dict[str, str | None], lines: _Lines) -> None:
    if tag == "br":
        lines.end_line()
    elif tag == "hr":
        lines.new_line()
        lines.add("----")
        lines.new_line()
    elif tag == "img":
        lines.add(attributes.get("alt") or "")
    elif tag in ("td", "th"):
        lines.cell()
    elif tag in ("ol", "ul"):
        lines.new_line()
        lines.lists.append(1 if tag == "ol" else 0)
    elif tag == "li":
        lines.item()
    elif tag == "a":
        lines.links.append((attributes.get("href") or "", lines.mark()))
    elif tag in _LINE or (tag == "p" and "Mso" in (attributes.get("class") or "")):
        lines.new_line()
    elif tag in _PARAGRAPH:
        lines.new_paragraph()
    if tag == "blockquote":
        lines.quotes += 1
    elif tag == "pre":
        lines.preformatted += 1


def _leave(node: LexborNode, lines: _Lines) -> None:
    """Writes what a node ends with; does nothing for a node that was not entered."""
    tag = node.tag or ""
    if not node.is_element_node or tag in _SKIPPED:
        return
    attributes = node.attributes
    if _HIDDEN.search(attributes.get("style") or ""):
        return
    if tag in ("ol", "ul") and lines.lists:
        lines.lists.pop()
    if tag == "a" and lines.links:
        lines.end_link(*lines.links.pop())
    elif tag in _LINE or (tag == "p" and "Mso" in (attributes.get("class") or "")):
        lines.new_line()
    elif tag in _PARAGRAPH:
        lines.new_paragraph()
    if tag == "blockquote":
        lines.quotes -= 1
    elif tag == "pre":
        lines.preformatted -= 1


class _Lines:
    """Text being laid out; the counters say inside of what the walk stands."""

    def __init__(self) -> None:
        self.quotes = self.preformatted = 0
        self.lists: list[int] = []  # per open list the next number, 0 for bullets
        self.links: list[tuple[str, int]] = []
        self._done: list[str] = []
        self._now: list[str] = []
        self._in_row = False
        self._paragraph = -1  # how deep quoted the empty line is that is asked for, -1 for none

    def add(self, text: str) -> None:
        """Adds text; white space shrinks to one blank, except in preformatted text and for fixed blanks."""
        if self.preformatted:
            first, *others = text.split("\n")
            self._put(first)
            for line in others:
                self.end_line()
                self._put(line)
            return
        text = _SPACES.sub(" ", text)
        if text[:1] == " " and (not self._now or self._now[-1][-1:] in (" ", "\t")):
            text = text[1:]
        self._put(text)

    def new_line(self) -> None:
        """Ends the line where something stands in it."""
        if self._now:
            self.end_line()
        self._in_row = False

    def end_line(self) -> None:
        """Ends the line, even an empty one."""
        line = "".join(self._now).replace("\u00a0", " ").rstrip()
        self._done.append(self._prefix() + line if line else self._prefix().rstrip())
        self._now = []

    def new_paragraph(self) -> None:
        """Ends the line and asks for an empty one before the next text."""
        self.new_line()
        if self._done:
            self._paragraph = self.quotes if self._paragraph < 0 else min(self._paragraph, self.quotes)

    def cell(self) -> None:
        """Begins a table cell: set apart from the one before it in the row."""
        if self._in_row and self._now:
            self._now.append("\t")
        self._in_row = True

    def item(self) -> None:
        """Begins a list item."""
        self.new_line()
        depth = len(self.lists)
        number = self.lists[-1] if self.lists else 0
        if number:
            self.lists[-1] += 1
        self._put("  " * max(0, depth - 1) + (f"{number}. " if number else "- "))

    def mark(self) -> int:
        """A place in the present line, for `end_link`."""
        return len(self._now)

    def end_link(self, href: str, mark: int) -> None:
        """Adds the target of a link whose words do not show it."""
        words = "".join(self._now[mark:]).strip()
        target = href.strip()
        if not words or not _SHOWN_LINK.fullmatch(target):
            return
        bare = re.sub(r"^https?://(www\.)?", "", target, flags=re.IGNORECASE).rstrip("/")
        if bare.lower() not in words.lower():
            self._put(f" <{target}>")

    def finished(self) -> str:
        """The whole text, without runs of empty lines."""
        self.new_line()
        return _MANY_EMPTY.sub(_one_empty, "\n".join(self._done) + "\n").strip("\n")

    def _put(self, text: str) -> None:
        if not text:
            return
        if self._paragraph >= 0:
            if self._done[-1].strip(" >"):
                self._done.append(("> " * min(self._paragraph, self.quotes, limits.QUOTES)).rstrip())
            self._paragraph = -1
        self._now.append(text)

    def _prefix(self) -> str:
        return "> " * min(self.quotes, limits.QUOTES)


def _one_empty(match: re.Match[str]) -> str:
    lines = match[0].split("\n")
    return "\n" + lines[1] + "\n"
