from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from growth import grows_linearly, repeated
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from evenhand.doors.connectors.mail import markup
from evenhand.doors.connectors.mail.html import sanitise, to_text

_ACTING = frozenset("script style svg math iframe form input object embed base meta link template noscript".split())


@pytest.mark.parametrize(
    "page",
    [
        "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg onload=alert(1)>", "<iframe src=//x>",
        "<a href='javascript:alert(1)'>x</a>", "<a href='\u2028javascript:alert(1)'>x</a>",
        "<a href='\u00a0javascript:alert(1)'>x</a>", "<a href='\u3000javascript:alert(1)'>x</a>",
        "<a href='java\nscript:alert(1)'>x</a>", "<a href='data:text/html,x'>x</a>", "<a href='/local'>x</a>",
        "<form action=//x><input name=a></form>", "<style>body{display:none}</style>", "<base href=//x>",
        "<meta http-equiv=refresh content=0>", "<p style='position:fixed'>x</p>", "<div id=x class=y>z</div>",
        "<math><mi xlink:href='javascript:alert(1)'>x</math>", "<object data=x></object>",
        "<link rel=stylesheet href=x>",
    ],
)  # fmt: skip
def test_nothing_that_acts_or_steers_survives(page):
    shown = sanitise(page)
    assert not re.search(r"script:|onerror|onload|<(?:script|style|svg|iframe|form|input|base|meta|object|link)", shown)
    assert not re.search(r" (?:style|id|class|href)=", shown)


@pytest.mark.parametrize("link", ["https://x.example/a", "http://x.example", "mailto:a@b.example", "tel:+358401"])
def test_links_of_four_kinds_stay_and_open_apart(link):
    shown = sanitise(f'<a href="{link}" onclick="x">words</a>')
    assert f'href="{link}"' in shown
    assert 'target="_blank"' in shown
    assert 'rel="noopener noreferrer nofollow"' in shown


def test_odd_blanks_before_a_good_link_are_taken_off():
    assert 'href="https://x.example"' in sanitise("<a href='\u3000\u00a0https://x.example'>x</a>")


def test_remote_pictures_lose_their_source_and_say_so():
    shown = sanitise('<img src="https://t.example/p.gif" alt="logo" width="1">')
    assert "t.example" not in shown
    assert 'data-remote="1"' in shown
    assert 'alt="logo"' in shown


def test_pictures_that_come_with_the_mail_stay():
    shown = sanitise('<img src="cid:a@b"><img src="data:image/png;base64,AAAA">')
    assert shown.count("src=") == 2
    assert "data-remote" not in shown


@pytest.mark.parametrize(
    "source", ["data:image/svg+xml;base64,AAAA", "data:text/html;base64,AAAA", "data:image/png;base64," + "A" * 300_000]
)
def test_other_and_huge_data_sources_go(source):
    assert "data:" not in sanitise(f'<img src="{source}">')


@pytest.mark.parametrize("page", ["<div>" * 100_000, "<b><div></b>" * 50_000, "<p>" * 400_000, "x" * 2_000_001])
def test_a_page_too_much_to_build_is_not_shown_but_its_words_are_kept(page):
    assert sanitise(page + "words") == ""
    assert to_text("words" + page).startswith("words")


@pytest.mark.parametrize("unit", ["<div>", "<b><div></b>", "<p>", "x"])
def test_a_page_too_much_to_build_takes_linear_time(unit):
    assert grows_linearly(sanitise, repeated(unit), short=125_000)
    assert grows_linearly(to_text, repeated(unit), short=125_000)


def test_depth_is_not_fooled_by_stray_end_tags():
    assert markup.depth("<b><div></b>" * 500) >= 500
    assert markup.depth("<div></b></i>" * 500) >= 500
    assert markup.depth("<div></div>" * 500) == 1
    assert markup.depth("<p>a<p>b<br><li>c" * 500) == 0


def letters(page: str) -> list[str]:
    """The page's characters without their order: the sanitiser does not fix the order of attributes."""
    return sorted(page)


@given(st.text(alphabet="<>/abdivp =\"'!-&;\n", max_size=200))
def test_sanitising_twice_changes_nothing_more(page):
    once = sanitise(page)
    assert letters(sanitise(once)) == letters(once)


@given(st.text(alphabet="<>/abdivpol =\"'!-&;\n", max_size=200))
def test_every_page_has_a_text_whose_words_stand_in_the_page_in_that_order(page):
    for text in (to_text(page), markup.strip_tags(page)):
        rest = iter(page)
        assert all(letter in rest for letter in text if letter in "abdivpol")


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<p>one</p><p>two</p>", "one\n\ntwo"),
        ("<div>one</div><div><br></div><div>two</div>", "one\n\ntwo"),
        ("one<br>two", "one\ntwo"),
        ("<p class=MsoNormal>one</p><p class=MsoNormal>&nbsp;</p><p class=MsoNormal>two</p>", "one\n\ntwo"),
        ("<ul><li>a</li><li>b<ol><li>c</li><li>d</li></ol></li></ul>", "- a\n- b\n  1. c\n  2. d"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a\tb\nc"),
        ("x<blockquote>a<br>b<blockquote>c</blockquote></blockquote>y", "x\n\n> a\n> b\n>\n> > c\n\ny"),
        ('<a href="https://x.example/a">see</a>', "see <https://x.example/a>"),
        ('<a href="https://x.example/">x.example</a>', "x.example"),
        ('<a href="mailto:a@b.example">write</a>', "write"),
        ("<style>p{}</style><title>t</title><script>s</script>seen", "seen"),
        ('<div style="display: none">hidden</div>seen', "seen"),
        ("<pre>a\n  b</pre>", "a\n  b"),
        ("a  \n b &amp; &lt;c&gt;&nbsp;d", "a b & <c> d"),
        ('<div class="gmail_quote"><div>On Monday Ann wrote:<br></div><blockquote>old</blockquote></div>',
         "On Monday Ann wrote:\n\n> old"),
        ("<div>new</div><div style='border-top:solid'><p class=MsoNormal><b>From:</b> Ann<br><b>Sent:</b> x</p></div>",
         "new\nFrom: Ann\nSent: x"),
    ],
)  # fmt: skip
def test_a_page_as_text(page, text):
    assert to_text(page) == text


def test_bare_words_without_a_tree():
    assert markup.strip_tags("<p>a</p><script>x<b></script><!-- c --><div>b &amp; c<br>d") == "a\n\nb & c\nd"


@pytest.mark.parametrize("filling", ["<", "<a ", "<!--", "<script>", "&", "</", "\n ", "<p>"])
def test_bare_words_of_a_long_page_take_linear_time(filling):
    assert grows_linearly(markup.strip_tags, repeated(filling), short=125_000)


def test_known_script_payloads_leave_no_script(xss_payloads: Path):
    if shutil.which("node") is None:
        payloads = re.findall(r'"?payload"?:\s*"((?:[^"\\]|\\.)*)"', xss_payloads.read_text(encoding="utf-8"))
        pages = [json.loads(f'"{one}"', strict=False) for one in payloads if "\\x" not in one and "\\'" not in one]
    else:
        code = f"import('{xss_payloads}').then(m => console.log(JSON.stringify(m.default.map(p => p.payload))))"
        pages = json.loads(subprocess.run(["node", "-e", code], capture_output=True, check=True).stdout)
    assert len(pages) > 100
    for page in pages:
        shown = sanitise(page)
        assert letters(sanitise(shown)) == letters(shown)
        for node in LexborHTMLParser(shown).css("body *"):
            assert node.tag not in _ACTING
            assert not [name for name in node.attributes if name.startswith("on") or name in ("style", "srcdoc")]
            for link in (node.attributes.get("href"), node.attributes.get("src")):
                assert not link or re.match(r"https?://|mailto:|tel:|cid:|data:image/", link, re.IGNORECASE)
