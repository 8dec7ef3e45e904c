"""Deadlines, phrase by phrase, in five varieties; the tables stand in phrases/."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from evenhand.knowledge.language.deadlines import Deadline, find_deadlines
from evenhand.knowledge.language.text import fold

HELSINKI = ZoneInfo("Europe/Helsinki")
WEDNESDAY = datetime(2026, 3, 11, 10, 0, tzinfo=HELSINKI)
PHRASES = Path(__file__).parent / "phrases"
VARIETIES = ("en", "fi", "zh-Hans", "zh-Hant", "yue")


def due(text, language="en", sent_at=WEDNESDAY, **settings):
    found = find_deadlines(fold(text), sent_at, language, **settings)
    return [deadline.due for deadline in found]


def spans(text, language="en"):
    found = find_deadlines(fold(text), WEDNESDAY, language)
    return [text[deadline.start : deadline.end] for deadline in found]


def shown(deadline: Deadline) -> str:
    if deadline.due is None:
        return "unclear"
    return deadline.due.isoformat() + ("" if deadline.certain else "?")


def table(language):
    lines = (PHRASES / f"{language.lower()}.tsv").read_text(encoding="utf-8").splitlines()
    return [tuple(line.split("\t")) for line in lines if not line.startswith("#")]


CASES = [(language, phrase, expected) for language in VARIETIES for phrase, expected in table(language)]


@pytest.mark.parametrize(("language", "phrase", "expected"), CASES)
def test_a_phrase_means_the_day_that_people_there_mean(language, phrase, expected):
    found = find_deadlines(fold(phrase), WEDNESDAY, language)
    assert (" ".join(shown(deadline) for deadline in found) or "none") == expected


@pytest.mark.parametrize("language", VARIETIES)
def test_every_variety_has_a_table_of_its_own(language):
    phrases = [phrase for phrase, _ in table(language)]
    assert len(phrases) >= 70
    assert len(set(phrases)) == len(phrases)


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("en", "Please send it by close of business on Friday, thanks.", ["by close of business on Friday"]),
        ("en", "Ready on the 15th of next month?", ["on the 15th of next month"]),
        ("en", "By Monday or by Tuesday at the latest.", ["By Monday", "by Tuesday at the latest"]),
        ("fi", "Toimittakaa se viimeistään perjantaina klo 12.", ["viimeistään perjantaina klo 12"]),
        ("fi", "Vastaus ensi viikon loppuun mennessä, kiitos", ["ensi viikon loppuun mennessä"]),
        ("zh-Hans", "请你们务必在12月5日前处理。", ["务必在12月5日前"]),
        ("zh-Hant", "麻煩於下週二上午十點之前回覆", ["於下週二上午十點之前"]),
        ("zh-Hans", "请在 4 月 15 日前交货。", ["4 月 15 日前"]),
        ("zh-Hant", "3 月 20 號下午 5 點前寄出", ["3 月 20 號下午 5 點前"]),
        ("zh-Hant", "3月20日（五）前要裝好", ["3月20日（五）前"]),
        ("yue", "3月20號（星期五）之前要到貨", ["3月20號（星期五）之前"]),
        ("yue", "麻煩你聽日收工前覆返我", ["聽日收工前"]),
    ],
)
def test_the_span_covers_the_words_of_the_original(language, text, words):
    assert spans(text, language) == words


def test_offsets_are_those_of_the_original_where_folding_changes_the_length():
    text = "ﬁne… İ bý the wäy: by\u200b Friday"
    assert spans(text) == ["by\u200b Friday"]


def test_traditional_and_simplified_writing_mean_the_same():
    assert due("下個禮拜三下午兩點半前", "zh-Hant") == due("下个礼拜三下午两点半前", "zh-Hans")


def test_full_width_figures_are_figures():
    assert due("１２月５日前", "zh-Hans") == [date(2026, 12, 5)]


def test_without_a_time_of_sending_only_full_dates_resolve():
    assert due("by 5 December 2026", sent_at=None) == [date(2026, 12, 5)]
    assert due("2026年12月5日前", "zh-Hans", sent_at=None) == [date(2026, 12, 5)]
    assert due("5.12.2026 mennessä", "fi", sent_at=None) == [date(2026, 12, 5)]
    assert due("by Friday", sent_at=None) == [None]
    assert due("by 5 December", sent_at=None) == [None]
    assert due("聽日收工前", "yue", sent_at=None) == [None]


def test_a_full_date_with_a_clock_time_but_no_zone_stays_a_date():
    assert due("by 5 December 2026, 14:00", sent_at=None) == [date(2026, 12, 5)]


def test_a_naive_time_of_sending_is_refused_with_a_word_of_advice():
    with pytest.raises(ValueError, match="give an aware datetime or None"):
        find_deadlines(fold("by Friday"), datetime(2026, 3, 11), "en")  # noqa: DTZ001


def test_the_end_of_business_is_the_workplaces_own():
    assert due("COB today", end_of_business=time(16, 15)) == [datetime(2026, 3, 11, 16, 15, tzinfo=HELSINKI)]
    assert due("收工前", "yue", end_of_business=time(18, 30)) == [datetime(2026, 3, 11, 18, 30, tzinfo=HELSINKI)]


def test_the_end_of_a_business_day_that_has_ended_is_unclear():
    evening = WEDNESDAY.replace(hour=19)
    assert due("by COB", sent_at=evening) == [None]
    assert due("下班前", "zh-Hans", sent_at=evening) == [None]


def test_working_days_skip_weekends_and_the_holidays_that_are_given():
    holidays = frozenset({date(2026, 3, 12), date(2026, 3, 16)})
    assert due("within 3 working days") == [date(2026, 3, 16)]
    assert due("within 3 working days", holidays=holidays) == [date(2026, 3, 18)]
    assert due("3個工作天內", "yue", holidays=holidays) == [date(2026, 3, 18)]
    assert due("3 arkipäivän kuluessa", "fi", holidays=holidays) == [date(2026, 3, 18)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "I called on Monday and nobody answered."),
        ("en", "On 5 March I sent you the documents."),
        ("en", "The shop sent it last Friday."),
        ("fi", "Soitin maanantaina kahdesti."),
        ("fi", "Lähetin asiakirjat 5.3. sähköpostilla."),
        ("zh-Hans", "我周一打了两次电话。"),
        ("zh-Hans", "3月5日收到的货是坏的。"),
        ("zh-Hant", "我星期一已經打過電話。"),
        ("yue", "我禮拜一打咗兩次電話。"),
        ("yue", "3月5號收到嘅貨已經壞咗。"),
    ],
)
def test_what_is_told_of_the_past_is_no_deadline(language, text):
    assert due(text, language) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "It has been broken since Monday."),
        ("en", "We are open Monday to Friday."),
        ("en", "Every Friday the line goes down."),
        ("en", "After Friday I am away."),
        ("en", "At the end of the day, trust matters."),
        ("en", "You offer 24/7 support and version 3.5 of the app."),
        ("fi", "Vika on ollut maanantaista lähtien."),
        ("fi", "Olette auki ma-pe klo 9-17."),
        ("fi", "Joka perjantai yhteys katkeaa."),
        ("fi", "Hinta oli 12.50 euroa ja versio 3.5."),
        ("zh-Hans", "周一至周五都有人接电话吗"),
        ("zh-Hans", "我有三点意见，请快一点。"),
        ("zh-Hans", "两周一次的检查。"),
        ("yue", "等咗成個月都未有人理。"),
        ("yue", "逢星期五都斷線。"),
    ],
)
def test_look_alikes_are_no_deadlines(language, text):
    assert due(text, language) == []


def test_a_weekday_that_disagrees_with_its_date_is_unclear():
    assert due("by Friday 13 March") == [date(2026, 3, 13)]
    assert due("by Friday 14 March") == [None]
    assert due("perjantaina 14.3. mennessä", "fi") == [None]


def test_figures_that_can_be_read_two_ways_are_unclear():
    assert due("by 12/5") == [None]
    assert due("by 13/5") == [date(2026, 5, 13)]
    assert due("12/5前", "yue") == [None]
    assert due("12/5前", "zh-Hans") == [date(2026, 12, 5)]


def test_five_days_ago_and_before_the_fifth_are_told_apart():
    assert due("我5日前下的单", "zh-Hans") == [None]
    assert due("请于5日前回复", "zh-Hans") == [date(2026, 4, 5)]


def test_a_past_day_of_the_year_is_never_certain():
    found = find_deadlines(fold("by 1 March"), WEDNESDAY, "en")
    assert [(deadline.due, deadline.certain) for deadline in found] == [(date(2027, 3, 1), False)]


def test_a_full_past_date_counts_only_where_words_make_it_a_limit():
    assert due("you said by 1 March 2026") == [date(2026, 3, 1)]
    assert due("the letter dated 1 March 2026") == []
    assert due("1 March 2026") == []


def test_firm_and_counted_are_told():
    by, within, bare = (
        find_deadlines(fold(text), WEDNESDAY, "en")[0] for text in ("by Friday", "within 2 days", "on Friday")
    )
    assert (by.firm, by.counted) == (True, False)
    assert (within.firm, within.counted) == (True, True)
    assert (bare.firm, bare.counted) == (False, False)


def test_finns_are_divided_on_next_friday_only_while_this_friday_is_ahead():
    ahead = find_deadlines(fold("ensi perjantaina"), WEDNESDAY, "fi")[0]
    gone = find_deadlines(fold("ensi tiistaina"), WEDNESDAY, "fi")[0]
    assert (ahead.due, ahead.certain) == (date(2026, 3, 20), False)
    assert (gone.due, gone.certain) == (date(2026, 3, 17), True)


def test_clock_times_are_those_of_the_senders_wall():
    before_the_change = datetime(2026, 3, 28, 10, 0, tzinfo=HELSINKI)
    found = due("within 48 hours", sent_at=before_the_change)
    assert [moment.isoformat() for moment in found] == ["2026-03-30T10:00:00+03:00"]
    hong_kong = timezone(timedelta(hours=8))
    assert due("聽日收工前", "yue", sent_at=WEDNESDAY.astimezone(hong_kong)) == [
        datetime(2026, 3, 12, 17, 0, tzinfo=hong_kong)
    ]


def test_in_an_unknown_language_only_full_dates_in_figures_are_read():
    assert due("bis zum 2026-12-05, spätestens Freitag", "und") == [date(2026, 12, 5)]
    assert due("2026/12/5", "und") == [date(2026, 12, 5)]
    assert due("by Friday", "und") == []


def test_nothing_comes_of_nothing():
    for language in (*VARIETIES, "und"):
        assert due("", language) == []
        assert due(" \n\t", language) == []


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "She will ring you at two today.", "2026-03-11T14:00:00+02:00"),
        ("en", "You told me six o'clock this morning.", "2026-03-11T06:00:00+02:00"),
        ("fi", "Haen ne torstaina kahdelta.", "2026-03-12T14:00:00+02:00"),
        ("fi", "huomenna ennen kuutta", "2026-03-12T18:00:00+02:00"),
        ("zh-Hant", "照片我傍晚傳給你", "2026-03-11"),
        ("zh-Hans", "九月一日开始走", "2026-09-01"),
    ],
)
def test_in_a_promise_an_hour_is_one_of_a_working_day_and_a_beginning_is_due(language, text, expected):
    assert [when.isoformat() for when in due(text, language, promised=True)] == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("4 月 15 日上线", [date(2026, 4, 15)]),
        ("2026 年 4 月 15 日上线", [date(2026, 4, 15)]),
        ("3 天内送到", [date(2026, 3, 14)]),
        ("译文25日会完成", [date(2026, 3, 25)]),
        ("3号闸门会修好", []),
    ],
)
def test_blanks_around_figures_and_a_day_of_the_month_that_something_is_done_on(text, expected):
    found = find_deadlines(fold(text), WEDNESDAY, "zh-Hans", promised=True)
    assert [deadline.due for deadline in found] == expected
