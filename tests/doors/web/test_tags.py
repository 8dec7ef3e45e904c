"""Tags and filters of the desk's templates."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.template import Context, Template
from django.utils import timezone, translation

from evenhand.doors.web.icons import DRAWINGS
from evenhand.doors.web.templatetags import desk
from evenhand.doors.web.tongues import html_lang, page_lang

NOW = datetime(2026, 3, 11, 9, 5, tzinfo=UTC)


def rendered(source: str, **values: object) -> str:
    with timezone.override("Europe/Helsinki"), translation.override("en"):
        return Template(source).render(Context({"now": NOW, **values}))


def test_a_time_is_said_in_the_readers_zone_with_the_whole_date_as_its_tip():
    html = rendered("{% when at %}", at=NOW)
    assert html == ('<time datetime="2026-03-11T09:05:00+00:00" title="Wed 11 Mar 2026 11:05 (EET)">today 11:05</time>')


def test_a_day_and_a_length():
    assert ">yesterday<" in rendered("{% when_day at %}", at=NOW - timedelta(days=1))
    assert ">2 h 10 min<" in rendered("{% how_long at %}", at=NOW - timedelta(hours=2, minutes=10))
    assert ">3 min<" in rendered("{% how_long at end %}", at=NOW, end=NOW + timedelta(minutes=3))


@pytest.mark.parametrize("tag", ["when", "when_day", "how_long"])
def test_no_time_is_no_words(tag):
    assert rendered(f"{{% {tag} at %}}", at=None) == ""


@pytest.mark.parametrize(
    ("value", "word"),
    [(0, "calm"), (0.49, "calm"), (0.5, "firm"), (1.6, "insistent"), (2.6, "hot"), (3.5, "boiling"), (9, "boiling"),
     (-1, "calm")],
)  # fmt: skip
def test_a_temperature_has_one_of_five_words(value, word):
    html = rendered("{% temperature value %}", value=value)
    assert f'<span class="word">{word}</span>' in html
    assert html.count(" lit") == desk.temperature_step(value) + 1
    assert "tabindex" not in html


def test_reasons_can_be_reached_by_keyboard_and_are_text():
    html = rendered("{% temperature 3 reasons %}", reasons=["Asked <twice>"])
    assert 'tabindex="0"' in html
    assert "Asked &lt;twice&gt;" in html


@pytest.mark.parametrize("name", DRAWINGS)
def test_every_drawing_is_hidden_from_screen_readers_and_well_formed(name):
    from xml.etree import ElementTree

    html = desk.icon(name)
    assert 'aria-hidden="true"' in html
    ElementTree.fromstring(html)


def test_an_unknown_drawing_is_a_mistake_in_the_program():
    with pytest.raises(KeyError):
        desk.icon("unicorn")


@pytest.mark.parametrize(("language", "words"), [("en", "18,204"), ("zh-hant", "18,204"), ("fi", "18\u00a0204")])
def test_thousands_stand_apart_as_the_language_has_it(language, words):
    with translation.override(language):
        assert desk.number(18204.2) == words
        assert desk.number(None) == ""


@pytest.mark.parametrize(
    ("code", "tag"),
    [("en", "en"), ("zh-hant", "zh-Hant"), ("zh-Hans", "zh-Hans"), ("yue", "yue-Hant-HK"), ("und", ""), ("fi", "fi")],
)
def test_languages_of_texts_are_named_as_html_names_them(code, tag):
    assert html_lang(code) == tag == desk.lang_of(code)


def test_only_traditional_chinese_takes_the_letter_forms_of_hong_kong():
    assert page_lang("zh-hant", "Asia/Hong_Kong") == "zh-Hant-HK"
    assert page_lang("zh-hans", "Asia/Hong_Kong") == "zh-Hans"
    assert page_lang("zh-hant", "Asia/Taipei") == "zh-Hant"


def test_somebody_who_is_gone_has_words():
    assert desk.person(None) == "somebody who has left"
