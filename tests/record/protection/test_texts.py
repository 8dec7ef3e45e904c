"""The letters and replies of protection: whole in four languages, filled or refused, and fit to be sent."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import product
from zoneinfo import ZoneInfo

import pytest
from protection_letters import NINE_TO_NOON, values_for

from evenhand.knowledge.drafting.check import check
from evenhand.knowledge.drafting.draft import Audience
from evenhand.knowledge.drafting.facts import Facts
from evenhand.record.protection.texts import LANGUAGES, TextError, compose, kinds, letter_language
from evenhand.record.protection.texts.composing import _template
from evenhand.record.protection.texts.saying import say
from evenhand.record.protection.texts.template import parse

HELSINKI = ZoneInfo("Europe/Helsinki")
SENT_AT = datetime(2026, 3, 11, 9, tzinfo=UTC)
FOR_STAFF = ("alert", "to-", "request-")
LETTERS = tuple(kind for kind in kinds() if not kind.startswith(FOR_STAFF))
REPLIES = tuple(kind for kind in kinds() if kind.startswith(FOR_STAFF))
RESTRICTIONS = tuple(
    kind for kind in LETTERS if kind.startswith("restriction-") and "appeal_link" in kinds()[kind].needed
)
SEVERITIES = ("discontent", "aggression", "abuse", "threat", "blow")
NOT_YOUR_FAULT = {"en": "not your fault", "fi": "ei ole sinun vikasi", "zh-Hant": "不是你的錯", "zh-Hans": "不是你的错"}


def composed(kind, language, second="", **changed):
    """A text as it would stand, told in Helsinki."""
    return compose(kind, language, values_for(kind, language, **changed), second, zone=HELSINKI)


def ways(kind):
    """All choices of a kind, each with everything optional there, and once each without one of them."""
    places = kinds()[kind]
    without = [{}] + [{name: ""} for name in places.optional - {"due", "channel", "member", "hours"}]
    for codes in product(*(sorted(codes) for codes in places.choices.values())):
        for less in without:
            gone = {"due": ""} if "told" in less else {}
            yield dict(zip(places.choices, codes, strict=True)) | less | gone


def findings(text, kind, language, found_by=None):
    """What the draft check says of a text, as the one who reads it gets it."""
    if kind in REPLIES:
        return check(text, language, Audience.INTERNAL, Facts(sent_at=SENT_AT))
    known = Facts(
        customer_language=language,
        sent_at=SENT_AT,
        owed_inputs=(),
        minutes=(),
        open_commitments=(),
        capability_checks=(),
    )
    return check(text, found_by, Audience.CUSTOMER, known)


def told(found, text):
    """A finding in words, for the reader of a failed test."""
    return [(each.slug, text[max(0, each.start - 20) : each.end + 20]) for each in found]


def test_every_kind_that_the_issue_names_is_there():
    named = {f"{to}-{severity}" for to in ("to-reporter", "to-manager") for severity in SEVERITIES}
    named |= {f"restriction-{kind}" for kind in ("one-channel", "one-contact", "set-hours", "no-abuse", "end")}
    named |= {f"request-received-{kind}" for kind in ("stop", "switch", "rest", "talk", "legal")}
    named |= {"warning", "told-again", "restriction-lifted", "restriction-extended", "review-kept", "appeal-received"}
    named |= {"appeal-granted", "appeal-in-part", "appeal-refused", "employer-ask", "employer-tell"}
    named |= {"alert", "alert-escalated", "alert-answered", "request-answered"}
    assert named == set(kinds())


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_has_every_kind_with_the_same_places(language):
    assert {kind: _template(kind, language).places() for kind in kinds()} == dict(kinds())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", kinds())
def test_a_text_is_filled_whole(kind, language):
    for changed in ways(kind):
        made = composed(kind, language, **changed)
        whole = f"{made.subject}\n{made.text}"
        assert made.subject
        assert "\n" not in made.subject
        assert not [sign for sign in ("{", "}", "[", "]", "<<", ">>", "  ", "\n\n\n") if sign in whole], whole


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", kinds())
def test_a_text_passes_the_draft_check_without_a_finding(kind, language):
    for changed in ways(kind):
        made = composed(kind, language, **changed)
        for text in (made.text, f"{made.subject}\n\n{made.text}"):
            found = findings(text, kind, language)
            assert not found, told(found, text)


@pytest.mark.parametrize(("first", "second"), [(a, b) for a in LANGUAGES for b in LANGUAGES if a != b])
def test_a_letter_in_two_languages_passes_the_draft_check(first, second):
    for kind in LETTERS:
        one, other = values_for(kind, first), values_for(kind, second)
        values = {
            name: {first: one[name], second: other[name]} if one[name] != other[name] else one[name] for name in one
        }
        made = compose(kind, first, values, second, zone=HELSINKI)
        found = findings(made.text, kind, first)
        assert not found, (kind, told(found, made.text))
        assert made.text.startswith(compose(kind, first, one, zone=HELSINKI).text)
        assert made.text.endswith(compose(kind, second, other, zone=HELSINKI).text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_restriction_says_why_from_when_until_when_when_it_is_reviewed_and_how_to_appeal(language):
    day = {
        each: say("", values_for("restriction-end", language)[each], "last", language, HELSINKI)
        for each in ("from", "until", "review", "happened")
    }
    for kind in RESTRICTIONS:
        values = values_for(kind, language)
        text = composed(kind, language).text
        wanted = [
            values["reason"],
            values["owed"],
            values["appeal_link"],
            values["address"],
            day["until"],
            day["review"],
        ]
        wanted += [day["from"], day["happened"]] if "from" in values else []
        assert [each for each in wanted if each not in text] == [], kind


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_letter_ends_with_a_person_and_their_role(language):
    for kind in LETTERS:
        values = values_for(kind, language)
        last = "\n".join(composed(kind, language).text.splitlines()[-3:])
        assert values["name"] in last
        assert say("role", values["role"], "", language, HELSINKI) in last
        assert values["firm"] in last


@pytest.mark.parametrize(
    ("language", "role"), [("en", "Team Lead"), ("fi", "tiiminvetäjä"), ("zh-Hant", "組長"), ("zh-Hans", "组长")]
)
def test_an_appeal_goes_to_a_person_whose_role_is_said_in_words(language, role):
    text = composed("appeal-received", language, decider_role="lead").text
    assert role in text
    assert "lead" not in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("severity", SEVERITIES)
@pytest.mark.parametrize("ours", ["no", "unclear", "yes"])
def test_whoever_reports_reads_first_that_it_is_not_their_fault_whatever_we_did(severity, ours, language):
    made = composed(f"to-reporter-{severity}", language, ours=ours)
    assert NOT_YOUR_FAULT[language] in f"{made.subject}\n{made.text}"


def test_a_mail_about_an_alert_holds_no_word_of_what_happened():
    for kind in ("alert", "alert-escalated", "alert-answered", "request-answered"):
        places = kinds()[kind]
        assert places.needed | places.optional <= {"name", "due", "since", "link", "reported", "requested"}


def test_a_letter_without_what_it_needs_is_refused():
    values = values_for("warning", "en")
    for wrong, code in (
        ({"reason": ""}, "place-missing"),
        ({"reason": None}, "place-missing"),
        ({"mood": "good"}, "place-unknown"),
    ):
        with pytest.raises(TextError) as refused:
            compose("warning", "en", values | wrong, zone=HELSINKI)
        assert refused.value.code == code
    assert compose("warning", "en", values | {"owed": ""}, zone=HELSINKI).text


def test_words_that_are_missing_in_the_second_language_are_missed():
    values = values_for("warning", "en", reason={"en": "He shouted."})
    assert compose("warning", "en", values, zone=HELSINKI).text
    with pytest.raises(TextError, match="place-missing: reason"):
        compose("warning", "en", values, "fi", zone=HELSINKI)


@pytest.mark.parametrize(
    ("kind", "language", "second", "code"),
    [
        ("wrath", "en", "", "kind-unknown"),
        ("warning", "sv", "", "language-unknown"),
        ("warning", "en", "sv", "language-unknown"),
    ],
)
def test_a_kind_or_language_that_there_is_not_is_refused(kind, language, second, code):
    with pytest.raises(TextError) as refused:
        compose(kind, language, values_for("warning", "en"), second, zone=HELSINKI)
    assert refused.value.code == code


def test_a_limit_that_there_is_not_is_refused_and_one_without_its_words_too():
    with pytest.raises(TextError, match="choice-unknown: limit"):
        composed("told-again", "en", limit="silence")
    with pytest.raises(TextError, match="place-missing: hours"):
        composed("told-again", "en", limit="set-hours", hours=[[], [], [], [], [], [], []])


def test_words_in_braces_that_a_person_wrote_stay_as_they_are():
    assert "{firm} [until] <b>" in composed("warning", "en", reason="{firm} [until] <b>").text


@pytest.mark.parametrize(
    ("language", "moment", "day", "hours"),
    [
        ("en", "Wednesday, 18 March 2026, at 15:30", "18 March 2026", "Mon–Fri 9:00–12:00"),
        ("fi", "keskiviikkona 18.3.2026 klo 15.30", "18.3.2026", "ma–pe klo 9.00–12.00"),
        ("zh-Hant", "2026年3月18日（週三）15:30", "2026年3月18日", "週一至週五 09:00–12:00"),
        ("zh-Hans", "2026年3月18日（周三）15:30", "2026年3月18日", "周一至周五 09:00–12:00"),
    ],
)
def test_times_are_said_as_people_there_write_them(language, moment, day, hours):
    at = datetime(2026, 3, 18, 13, 30, tzinfo=UTC)
    assert say("due", at, "", language, HELSINKI) == moment
    assert say("due", at, "day", language, HELSINKI) == day
    assert say("hours", NINE_TO_NOON, "", language, HELSINKI) == hours


def test_hours_that_differ_by_day_are_told_apart():
    week = [
        [["09:00", "12:00"], ["13:00", "15:30"]],
        [["09:00", "12:00"]],
        [["09:00", "12:00"]],
        [],
        [],
        [["10:00", "11:00"]],
        [],
    ]
    assert (
        say("hours", week, "", "en", HELSINKI) == "Mon 9:00–12:00 and 13:00–15:30, Tue–Wed 9:00–12:00, Sat 10:00–11:00"
    )


def test_the_last_day_of_what_ends_at_midnight_is_the_one_before():
    midnight = datetime(2026, 4, 30, 21, tzinfo=UTC)
    assert say("until", midnight, "last", "en", HELSINKI) == "30 April 2026"
    assert say("until", midnight.replace(minute=1), "last", "en", HELSINKI) == "1 May 2026"
    assert say("until", date(2026, 5, 1), "last", "en", HELSINKI) == "1 May 2026"


@pytest.mark.django_db
def test_moments_are_told_in_the_zone_of_the_firm_where_no_other_is_named():
    from evenhand.record.people.models import Workspace

    Workspace.objects.update_or_create(pk=1, defaults={"name": "Vuorela Oy", "timezone": "Asia/Taipei"})
    made = compose("alert", "en", values_for("alert", "en"))
    assert "at 21:30" in made.subject


@pytest.mark.parametrize(
    ("code", "language"),
    [("yue", "zh-Hant"), ("zh-hant", "zh-Hant"), ("zh_Hans", "zh-Hans"), ("fi", "fi"), ("und", "en"), ("", "en")],
)
def test_everybody_gets_a_language_that_we_write(code, language):
    assert letter_language(code) == language


def test_a_line_stands_on_all_of_its_conditions():
    made = parse("Head\n\n[a][b=x|y]one {a}\n[no a]none\n[no b]two")
    values = {"a": "A", "b": "y"}
    assert made.fill(lambda name: values.get(name, ""), lambda name, _: values.get(name, "")) == ("Head", "one A")
    values = {"b": "z"}
    assert made.fill(lambda name: values.get(name, ""), lambda name, _: values.get(name, "")) == ("Head", "none")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_shows_paragraphs_and_chinese_sentences_without_a_gap(language):
    shown = composed("to-reporter-abuse", language, told="Bo", due=SENT_AT, route="line").paragraphs()
    assert len(shown) > 3
    assert not any("。\n" in one for one in shown)
    assert not any("。 " in one for one in shown)
    assert all(one.strip() for one in shown)
