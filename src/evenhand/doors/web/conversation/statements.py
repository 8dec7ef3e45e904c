"""A reading as statements beside the thread: a sentence, the words it rests on, and a way to say "this is wrong"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from evenhand.doors.web import dates
from evenhand.doors.web import readings as words
from evenhand.doors.web.conversation.mending import choices_for, said_against
from evenhand.doors.web.passages import Hidden
from evenhand.doors.web.templatetags.desk import TEMPERATURES, temperature_step, temperature_word
from evenhand.knowledge.language.deadlines import find_deadlines
from evenhand.knowledge.language.text import fold
from evenhand.record.conversations.models import Correction, Message, Reading

TITLES = {
    "manner": _("Tone"),
    "target": _("Aimed at"),
    "demand": _("Request"),
    "temperature": _("Temperature"),
    "language": _("Language"),
}
CHOICES: dict[str, words.Words] = {
    "manner": words.MANNERS,
    "target": words.TARGETS,
    "demand": words.DEMANDS,
    "language": words.LANGUAGES,
    "temperature": {str(step): word for step, word in enumerate(TEMPERATURES)},
}
MOST_QUOTES = 4
LONGEST_QUOTE = 160


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of the message; hidden ones are not shown."""

    text: str
    is_hidden: bool


@dataclass(frozen=True, slots=True)
class Reason:
    """A sentence and the words that it rests on."""

    sentence: str
    quotes: Sequence[Quote] = ()


@dataclass(frozen=True, slots=True)
class Ask:
    """Something they want; `due` in words where they name a time."""

    kind: str
    quote: Quote
    due: str


@dataclass(frozen=True, slots=True)
class Promise:
    """A promise found in the text: offered as found, not on record."""

    sentence: str
    quote: Quote
    due: str


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing that a reading says, what speaks for it, and what members said against it."""

    about: str
    title: str
    found: str
    word: str
    sentence: str
    reasons: Sequence[Reason]
    choices: Sequence[tuple[str, str]]
    corrections: Sequence[tuple[Correction, str]]


@dataclass(frozen=True, slots=True)
class Panel:
    """All that is said about one message. `others` are its other readings, the latest first."""

    message: Message
    reading: Reading
    statements: Sequence[Statement]
    asks: Sequence[Ask]
    fault: Reason
    promises: Sequence[Promise]
    haggling: Sequence[Quote] = field(default=())
    others: Sequence[Reading] = field(default=())
    is_latest: bool = True
    may_be_wrong: Sequence[tuple[str, str]] = field(default=())
    said_against: Sequence[tuple[Correction, str]] = field(default=())


@dataclass(frozen=True, slots=True)
class _Words:
    """The text of the message with what of it is hidden."""

    text: str
    hidden: Sequence[Hidden]

    def quote(self, start: int, end: int) -> Quote:
        if any(found.start < end and start < found.end for found in self.hidden):
            return Quote("", is_hidden=True)
        text = " ".join(self.text[start:end].split())
        return Quote(text if len(text) <= LONGEST_QUOTE else text[: LONGEST_QUOTE - 1] + "…", is_hidden=False)

    def quotes(self, spans: Iterable[dict[str, Any]]) -> list[Quote]:
        found = [self.quote(span["start"], span["end"]) for span in spans]
        return list(dict.fromkeys(found))[:MOST_QUOTES]


def panel_of(
    message: Message,
    reading: Reading,
    *,
    hidden: Sequence[Hidden],
    corrections: dict[str, list[Correction]],
    now: datetime,
    others: Sequence[Reading] = (),
    is_latest: bool = True,
) -> Panel:
    """What is said about a message. `hidden` is what this member may not see now; quotes that touch it are left out."""
    body, said = reading.body, _Words(message.text, hidden)
    statements = [_statement(about, body, said, corrections.get(about, [])) for about in _shown(body)]
    fault = body.get("our_fault", {})
    return Panel(
        message=message,
        reading=reading,
        statements=statements,
        asks=_asks(message, body, said, now),
        fault=Reason(words.fault_sentence(fault), said.quotes(fault.get("spans", []))),
        promises=[_promise(found, said, now) for found in body.get("commitments", [])],
        haggling=said.quotes(body.get("haggle", {}).get("spans", [])),
        others=others,
        is_latest=is_latest,
        may_be_wrong=choices_for(body),
        said_against=said_against(corrections),
    )


def _shown(body: dict[str, Any]) -> list[str]:
    aimed = body.get("manner", {}).get("target", "none") != "none"
    return [about for about in TITLES if about != "target" or aimed]


def _statement(about: str, body: dict[str, Any], said: _Words, corrections: Sequence[Correction]) -> Statement:
    found, sentence, reasons = _PARTS[about](body, said)
    return Statement(
        about=about,
        title=str(TITLES[about]),
        found=found,
        word=words.word(CHOICES[about], found),
        sentence=sentence,
        reasons=reasons,
        choices=[(code, str(word)) for code, word in CHOICES[about].items() if code != found or corrections],
        corrections=[(row, words.word(CHOICES[about], row.better)) for row in corrections],
    )


_Part = tuple[str, str, list[Reason]]


def _manner(body: dict[str, Any], said: _Words) -> _Part:
    manner = body.get("manner", {})
    level = manner.get("level", "unclear")
    reasons = []
    for code in manner.get("reasons", []):
        kinds = words.QUOTED_BY.get(code, frozenset())
        spans = [span for span in manner.get("spans", []) if span["kind"] in kinds]
        reasons.append(Reason(words.reason(code), said.quotes(spans)))
    return level, words.word(words.MANNER_SENTENCES, level), reasons


def _target(body: dict[str, Any], _said: _Words) -> _Part:
    target = body.get("manner", {}).get("target", "none")
    return target, words.word(words.TARGET_SENTENCES, target), []


def _demand(body: dict[str, Any], _said: _Words) -> _Part:
    level = body.get("demand", {}).get("level", "none")
    return level, words.word(words.DEMAND_SENTENCES, level), []


def _temperature(body: dict[str, Any], _said: _Words) -> _Part:
    temperature = body.get("temperature", {})
    value, codes = temperature.get("value", 0.0), temperature.get("reasons", [])
    step = temperature_step(value)
    sentence = words.temperature_sentence(step, temperature_word(value), has_reasons=bool(codes))
    return str(step), sentence, [Reason(line) for line in words.heat_reasons(codes)]


def _language(body: dict[str, Any], _said: _Words) -> _Part:
    code = body.get("language", "und")
    said = gettext("Written in %(language)s.") if code != "und" else gettext("The language is not known.")
    return code, said % {"language": words.word(words.LANGUAGES, code)}, []


_PARTS = {
    "manner": _manner,
    "target": _target,
    "demand": _demand,
    "temperature": _temperature,
    "language": _language,
}


def _asks(message: Message, body: dict[str, Any], said: _Words, now: datetime) -> list[Ask]:
    found = []
    for ask in body.get("demand", {}).get("asks", []):
        quote = said.quote(ask["start"], ask["end"])
        found.append(Ask(words.word(words.ASKS, ask["kind"]), quote, _due_of(message, ask, body, now)))
    return found


def _due_of(message: Message, ask: dict[str, Any], body: dict[str, Any], now: datetime) -> str:
    """The time that an ask names, in words; empty where it names none or none that is certain."""
    language = body.get("language", "und")
    sent = timezone.localtime(message.sent_at) if message.sent_at else None
    for deadline in find_deadlines(fold(message.text[ask["start"] : ask["end"]]), sent, language):
        if deadline.due is not None and deadline.certain:
            return due_in_words(deadline.due, now)
    return ""


def _promise(found: dict[str, Any], said: _Words, now: datetime) -> Promise:
    by_them = found.get("by") == "writer"
    sentence = gettext("They promise something.") if by_them else gettext("They say that we promised something.")
    return Promise(sentence, said.quote(found["start"], found["end"]), due_in_words(_read(found.get("due")), now))


def _read(due: str | None) -> date | datetime | None:
    if not due:
        return None
    try:
        return datetime.fromisoformat(due) if "T" in due else date.fromisoformat(due)
    except ValueError:
        return None


def due_in_words(due: date | datetime | None, now: datetime) -> str:
    """A due time as a person says it: "Fri 17:00", "27 Nov"; empty for None."""
    if due is None:
        return ""
    here = timezone.localtime(now)
    if isinstance(due, datetime):
        local = timezone.localtime(due) if timezone.is_aware(due) else timezone.make_aware(due)
        return dates.moment(local, here)
    return dates.day(datetime.combine(due, datetime.min.time(), here.tzinfo), here)
