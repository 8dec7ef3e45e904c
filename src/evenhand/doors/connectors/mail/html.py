"""HTML mail made harmless for showing, and turned into the text that is read."""

from __future__ import annotations

import re

import nh3

from evenhand.doors.connectors.mail import limits, markup
from evenhand.doors.connectors.mail.rendering import render

_TAGS = frozenset(
    "a abbr address article aside b big blockquote br caption center cite code col colgroup dd del details div "
    "dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark nav ol p pre q "
    "s samp section small span strike strong sub summary sup table tbody td tfoot th thead time tr tt u ul var "
    "wbr".split()
)
_DROPPED_WITH_CONTENT = frozenset(
    "script style title template iframe frame frameset noframes noscript object embed applet select textarea "
    "svg math audio video canvas xmp noembed plaintext".split()
)
_ATTRIBUTES = {
    "*": {"dir", "lang", "title"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height", "data-remote"},
    "td": {"colspan", "rowspan", "align", "valign"},
    "th": {"colspan", "rowspan", "align", "valign", "scope"},
    "ol": {"start", "type"},
    "li": {"value"},
    "blockquote": {"type"},
    "time": {"datetime"},
}
_LINKS = re.compile(r"(?:https?://|mailto:|tel:)", re.IGNORECASE)
_DATA_IMAGE = re.compile(r"data:image/(?:png|jpe?g|gif);base64,[A-Za-z0-9+/=\s]*", re.IGNORECASE)
_DATA_LIMIT = 200 * 1024
# What browsers and people do not see before a scheme, and what a naive filter then does not see behind.
_BEFORE_SCHEME = "\u0000\t\n\r\f \u00a0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff\u200b\u200c\u200d\u2060"
# The sanitiser writes quotes inside values as entities, so this finds attributes and not their values.
_SOURCELESS = re.compile(r'<img(?![^>]* (?:src|data-remote)=")')
_SCHEMES = {"http", "https", "mailto", "tel", "cid", "data"}


def is_too_much(page: str) -> bool:
    """Whether a page is too long, too finely cut or nested too deep to be built as a tree in bounded time."""
    tags = page.count("<")
    if len(page) > limits.HTML or tags > limits.HTML_TAGS:
        return True
    return tags > limits.HTML_DEPTH and markup.depth(page) > limits.HTML_DEPTH


def sanitise(page: str) -> str:
    """HTML of an allow-list: no script, style, form, frame or event; nothing is fetched from elsewhere.

    Links open apart and tell nothing of where they were. A remote picture keeps its place and words,
    and `data-remote` says that it was left out; a `cid:` picture keeps its source. "" when `is_too_much`.
    """
    if is_too_much(page):
        return ""
    return _SOURCELESS.sub('<img data-remote="1"', _CLEANER.clean(page))


def to_text(page: str) -> str:
    """The text as a reader of the page sees it: lines, lists, table rows, quotes as "> ", link targets.

    A page that `is_too_much` gives its bare text.
    """
    return markup.strip_tags(page[: limits.HTML]) if is_too_much(page) else render(page)


def _attribute(tag: str, name: str, value: str) -> str | None:
    if name == "href":
        link = value.strip(_BEFORE_SCHEME)
        return link if _LINKS.match(link) else None
    if name == "src":
        source = value.strip(_BEFORE_SCHEME)
        kept = source[:4].lower() == "cid:" or (len(source) <= _DATA_LIMIT and _DATA_IMAGE.fullmatch(source))
        return source if tag == "img" and kept else None
    return "1" if name == "data-remote" else value


_CLEANER = nh3.Cleaner(
    tags=set(_TAGS),
    clean_content_tags=set(_DROPPED_WITH_CONTENT),
    attributes=_ATTRIBUTES,
    attribute_filter=_attribute,
    set_tag_attribute_values={"a": {"target": "_blank"}},
    url_schemes=_SCHEMES,
    link_rel="noopener noreferrer nofollow",
)
