"""What members corrected, as the rows of tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from evenhand.doors.web import readings as words
from evenhand.doors.web.mistakes.figures import LEAST, between, percent, wilson
from evenhand.record.conversations.queries_mistakes import LEVELS, Tallies, Tally

PARTS: words.Words = {
    "target": _("Whom it is aimed at"),
    "kinds": _("What was said, and the quoted words"),
    "demand": _("Whether the request is fair"),
    "asks": _("What they want"),
    "promises": _("Promises"),
    "our_fault": _("Whether they say that it is our fault"),
    "haggle": _("Pressure on the price"),
    "temperature": _("Temperature"),
    "language": _("Language"),
    "other": _("Something else"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One line: counts, and the share with its interval in words; both empty where nothing was read."""

    label: str
    tally: Tally
    share: str
    interval: str
    says_too_little: bool


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its heading; `has_ways` where "too harsh" and "too mild" make sense. Folded ones open on a click."""

    title: str
    head: str
    lead: str
    rows: Sequence[Row]
    has_ways: bool = True
    is_folded: bool = False


def row_of(label: str, tally: Tally) -> Row:
    """A line of a table."""
    if not tally.read:
        return Row(label, tally, "", "", says_too_little=False)
    share = wilson(min(tally.corrected, tally.read), tally.read)
    interval = between(percent(share.low), percent(share.high))
    return Row(label, tally, percent(share.value), interval, says_too_little=tally.read < LEAST)


def tables_of(found: Tallies) -> list[Table]:
    """The tables of what members said, the most telling first."""
    tables = [
        Table(
            gettext("By language"),
            gettext("Language"),
            gettext("The tone that was found, by the language of the message."),
            _rows(found.by_language, words.LANGUAGES),
        ),
        Table(
            gettext("By tone"),
            gettext("Was called"),
            gettext("What a message was called, and how often members called it something else."),
            _rows(found.by_level, {level: words.MANNERS[level] for level in LEVELS}),
        ),
        Table(
            gettext("By language and tone"),
            gettext("Language and tone"),
            "",
            [
                row_of(_pair(language, level), found.by_language_and_level[language, level])
                for language in words.LANGUAGES
                for level in LEVELS
                if (language, level) in found.by_language_and_level
            ],
            is_folded=True,
        ),
        Table(
            gettext("By what was found"),
            gettext("Found"),
            gettext("Corrected where a member said that it is not there or, for attacks, that the tone is milder."),
            _rows(found.by_kind, words.KINDS),
            has_ways=False,
            is_folded=True,
        ),
        Table(
            gettext("The rest of the reading"),
            gettext("Part"),
            "",
            [row_of(str(PARTS[part]), found.by_part[part]) for part in PARTS if found.by_part[part].corrected],
            has_ways=False,
            is_folded=True,
        ),
    ]
    return [table for table in tables if table.rows]


def _rows(tallies: dict[str, Tally], names: words.Words) -> list[Row]:
    """In the order of the words; codes without a word come last and stand for themselves."""
    codes: Iterable[str] = [*names, *(code for code in tallies if code not in names)]
    return [row_of(words.word(names, code), tallies[code]) for code in codes if code in tallies and tallies[code].read]


def _pair(language: str, level: str) -> str:
    said = gettext("%(language)s, %(tone)s")
    return said % {"language": words.word(words.LANGUAGES, language), "tone": words.word(words.MANNERS, level)}
