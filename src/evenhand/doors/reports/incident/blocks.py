"""What the pages of a pack are made of, whether they become HTML or PDF."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.template import Context, Template
from django.template.loader import get_template, render_to_string
from django.utils.translation import get_language

from evenhand.doors.reports.incident.words import html_language


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a page. `kind` is heading, line (our sentence), words (somebody's own) or fact (`name` and `text`).

    `parts` are the pieces of somebody's words, each with whether it is an attack; `anchor` the place others point to.
    """

    kind: str
    text: str = ""
    name: str = ""
    language: str = ""
    parts: tuple[tuple[str, bool], ...] = ()
    anchor: str = ""


def heading(text: str) -> Block:
    """A heading under the page's title."""
    return Block("heading", text)


def line(text: str, anchor: str = "") -> Block:
    """A sentence of ours."""
    return Block("line", text, anchor=anchor)


def fact(name: str, text: str) -> Block:
    """What something is called, and what it is."""
    return Block("fact", text, name)


def told(name: str, text: str) -> Iterator[Block]:
    """Words of ours or of somebody's under what they are: beside it where they are short, set off where they go on."""
    if "\n" in text:
        yield line(name)
        yield words(text)
    else:
        yield fact(name, text)


def words(text: str, language: str = "", parts: tuple[tuple[str, bool], ...] = ()) -> Block:
    """Somebody's own words, as they wrote them."""
    return Block("words", text, language=html_language(language), parts=parts or ((text, False),))


def as_html(title: str, blocks: Iterable[Block]) -> Iterator[bytes]:
    """A page, piece by piece."""
    language = html_language(get_language() or "en")
    values = {"title": title, "html_lang": language}
    head, _mark, foot = render_to_string("incident/page.html", values).partition("<!-- blocks -->")
    yield head.encode()
    for block in blocks:
        yield _template().render(Context({"block": block})).encode()
    yield foot.encode()


@lru_cache(maxsize=1)
def _template() -> Template:
    found: Template = get_template("incident/_block.html").template  # type: ignore[attr-defined]
    return found
