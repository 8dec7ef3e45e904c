"""Citations: one line that names what was written, promised or minuted, with date and words, in a letter's language.

The language of a letter is that of its reader, not of the page, and Cantonese is one of them; so the forms stand here
and not in the catalogues of the pages.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from zoneinfo import ZoneInfo

from evenhand.knowledge.language.masking import BLOCK
from evenhand.knowledge.language.parts import parts
from evenhand.knowledge.language.text import fold
from evenhand.record.agreements.models import Commitment, Party, Version
from evenhand.record.conversations.models import Message, Reading
from evenhand.record.conversations.queries_thread import readings_of
from evenhand.record.people.queries import workspace

LONGEST = 160  # code points of somebody's words in one line
LANGUAGES = ("en", "fi", "zh-Hant", "zh-Hans", "yue")
_STOPS = ".!?。！？\n"
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Forms:
    """How one language says it; {on} is the date, {words} what was said, {by} the due date."""

    date: str
    they_wrote: str
    we_wrote: str
    they_wrote_something: str
    we_wrote_something: str
    they_promised: str
    we_promised: str
    they_promised_by: str
    we_promised_by: str
    minuted: str


_ENGLISH = Forms(
    date="{day} {month_name} {year}",
    they_wrote="On {on} you wrote: “{words}”",
    we_wrote="On {on} we wrote: “{words}”",
    they_wrote_something="You wrote to us on {on}.",
    we_wrote_something="We wrote to you on {on}.",
    they_promised="On {on} you promised: {words}",
    we_promised="On {on} we promised: {words}",
    they_promised_by="On {on} you promised by {by}: {words}",
    we_promised_by="On {on} we promised by {by}: {words}",
    minuted="The minutes “{title}”, agreed on {on}, say: “{words}”",
)
_FINNISH = Forms(
    date="{day}.{month}.{year}",
    they_wrote="Kirjoititte {on}: ”{words}”",
    we_wrote="Kirjoitimme {on}: ”{words}”",
    they_wrote_something="Kirjoititte meille {on}.",
    we_wrote_something="Kirjoitimme teille {on}.",
    they_promised="Lupasitte {on}: {words}",
    we_promised="Lupasimme {on}: {words}",
    they_promised_by="Lupasitte {on} (määräpäivä {by}): {words}",
    we_promised_by="Lupasimme {on} (määräpäivä {by}): {words}",
    minuted="Muistiossa ”{title}”, joka hyväksyttiin {on}, todetaan: ”{words}”",
)
_TRADITIONAL = Forms(
    date="{year}年{month}月{day}日",
    they_wrote="您在{on}來信提到：「{words}」",
    we_wrote="我們在{on}的信中寫道：「{words}」",
    they_wrote_something="您曾於{on}來信。",
    we_wrote_something="我們曾於{on}去信。",
    they_promised="您在{on}答應：{words}",
    we_promised="我們在{on}承諾：{words}",
    they_promised_by="您在{on}答應於{by}前完成：{words}",
    we_promised_by="我們在{on}承諾於{by}前完成：{words}",
    minuted="{on}雙方同意的會議紀錄「{title}」載明：「{words}」",
)
_SIMPLIFIED = Forms(
    date="{year}年{month}月{day}日",
    they_wrote="您在{on}的来信中提到：“{words}”",
    we_wrote="我们在{on}的邮件中写道：“{words}”",
    they_wrote_something="您曾于{on}来信。",
    we_wrote_something="我们曾于{on}去信。",
    they_promised="您在{on}答应：{words}",
    we_promised="我们在{on}承诺：{words}",
    they_promised_by="您在{on}答应于{by}前完成：{words}",
    we_promised_by="我们在{on}承诺于{by}前完成：{words}",
    minuted="{on}双方同意的会议纪要“{title}”写明：“{words}”",
)
_CANTONESE = Forms(
    date="{year}年{month}月{day}號",
    they_wrote="你喺{on}寫過：「{words}」",
    we_wrote="我哋喺{on}寫過：「{words}」",
    they_wrote_something="你喺{on}寫過信畀我哋。",
    we_wrote_something="我哋喺{on}寫過信畀你。",
    they_promised="你喺{on}應承過：{words}",
    we_promised="我哋喺{on}應承過：{words}",
    they_promised_by="你喺{on}應承過喺{by}之前做好：{words}",
    we_promised_by="我哋喺{on}應承過喺{by}之前做好：{words}",
    minuted="{on}雙方同意嘅會議紀錄「{title}」寫明：「{words}」",
)
FORMS = {"en": _ENGLISH, "fi": _FINNISH, "zh-Hant": _TRADITIONAL, "zh-Hans": _SIMPLIFIED, "yue": _CANTONESE}


def cite(thing: Commitment | Message | Version, language: str) -> str:
    """One line in the letter's language (English for one not known), with dates of the firm's zone.

    A message is cited by the first sentence of its own words that hides nothing; a minute by its first line.
    """
    return cite_all([thing], language)[0]


def cite_all(things: Sequence[Commitment | Message | Version], language: str) -> list[str]:
    """The lines of several things, in their order; two queries, none for nothing."""
    if not things:
        return []
    forms, zone = FORMS.get(language, _ENGLISH), ZoneInfo(workspace().timezone)
    messages = [thing.pk for thing in things if isinstance(thing, Message)]
    readings = readings_of(messages) if messages else {}
    return [_line(thing, forms, zone, readings) for thing in things]


def _line(thing: Commitment | Message | Version, forms: Forms, zone: tzinfo, readings: Mapping[int, Reading]) -> str:
    if isinstance(thing, Commitment):
        return _promise(thing, forms, zone)
    if isinstance(thing, Message):
        return _message(thing, readings.get(thing.pk), forms, zone)
    return _minute(thing, forms, zone)


def _promise(row: Commitment, forms: Forms, zone: tzinfo) -> str:
    ours = row.party == Party.US
    given = row.message.at if row.message else row.recorded_at
    values = {"on": _date(given, forms, zone), "words": _one_line(row.what)}
    if row.due_at is None:
        return (forms.we_promised if ours else forms.they_promised).format(**values)
    form = forms.we_promised_by if ours else forms.they_promised_by
    return form.format(**values, by=_date(row.due_at, forms, zone))


def _message(row: Message, reading: Reading | None, forms: Forms, zone: tzinfo) -> str:
    ours = row.direction == Message.Direction.OUTBOUND
    on, words = _date(row.at, forms, zone), words_of(row, reading)
    if not words:
        return (forms.we_wrote_something if ours else forms.they_wrote_something).format(on=on)
    return (forms.we_wrote if ours else forms.they_wrote).format(on=on, words=words)


def _minute(row: Version, forms: Forms, zone: tzinfo) -> str:
    first = next((line for line in row.text.splitlines() if line.strip()), "")
    on = _date(row.agreed_at or row.written_at, forms, zone)
    return forms.minuted.format(title=row.minute.title, on=on, words=_one_line(first))


def words_of(message: Message, reading: Reading | None) -> str:
    """The first sentence of a message's own words in which its reading hides nothing; "" where there is none."""
    shown = str(reading.body.get("masked") or "") if reading else ""
    text = shown or message.text
    own = "".join(text[part.start : part.end] for part in parts(fold(text)) if part.kind == "body") or text
    for sentence in _sentences(own):
        if BLOCK not in sentence and any(character.isalnum() for character in sentence):
            return _one_line(sentence)
    return ""


def _sentences(text: str) -> list[str]:
    found, begin = [], 0
    for place, sign in enumerate(text):
        ends = sign in "。！？\n" or (sign in _STOPS and text[place + 1 : place + 2] in ("", " ", "\n"))
        if ends:
            found.append(text[begin : place + 1])
            begin = place + 1
    return [*found, text[begin:]]


def _one_line(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"


def _date(at: datetime, forms: Forms, zone: tzinfo) -> str:
    day: date = at.astimezone(zone).date()
    return forms.date.format(day=day.day, month=day.month, month_name=_MONTHS[day.month - 1], year=day.year)
