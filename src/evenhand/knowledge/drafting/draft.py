"""The draft as rules see it: its sentences, phrases, promises and times, each found once and only when asked for."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from functools import cached_property
from typing import NamedTuple

from evenhand.knowledge.drafting.cues import Found, find_all_cues
from evenhand.knowledge.drafting.facts import NOTHING_KNOWN, Facts
from evenhand.knowledge.drafting.likeness import Doubts, doubts, is_judged
from evenhand.knowledge.drafting.phrases.index import Cue
from evenhand.knowledge.drafting.phrases.search import EXEMPT
from evenhand.knowledge.language.amounts import Amount, find_amounts
from evenhand.knowledge.language.deadlines import Deadline
from evenhand.knowledge.language.document import Document, Sentence
from evenhand.knowledge.language.prepare import prepare
from evenhand.knowledge.language.signals.clauses import deadlines_of
from evenhand.knowledge.language.variety import Commitment, Variety


class Audience(Enum):
    """Who will read the draft: a customer, colleagues, or anybody."""

    CUSTOMER = "customer"
    INTERNAL = "internal"
    PUBLIC = "public"


class Match(NamedTuple):
    """A rule's phrase in the writer's own words: code points of the original, and the number of its sentence."""

    start: int
    end: int
    sentence: int
    cue: Cue


class Promise(NamedTuple):
    """What the writer undertakes: the clause, the thing in the draft's words, and by when where that can be known.

    `dated` says that a time is named, even one that cannot be resolved.
    """

    start: int
    end: int
    sentence: int
    what: str
    due: date | datetime | None
    dated: bool


@dataclass(frozen=True)
class Draft:
    """A draft, what it is written in, for whom, and what is known."""

    document: Document
    language: Variety
    audience: Audience = Audience.CUSTOMER
    facts: Facts = field(default=NOTHING_KNOWN)

    @property
    def text(self) -> str:
        """The original text; offsets of everything here are its code points."""
        return self.document.text.original

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """The writer's own sentences, greeting included, never what is quoted or the signature."""
        return self.document.sentences

    def matches(self, slug: str) -> Sequence[Match]:
        """The phrases of a rule, in order."""
        return self._matches.get(slug, ())

    def speaks_of(self, slug: str, sentence: int) -> bool:
        """Whether any phrase of a rule stands in a sentence, be it one that the rule lets pass."""
        place = self.document.utterances[sentence]
        return any(place.start <= each.at < place.end for each in self._found.get(slug, ()))

    def cues_in(self, slug: str, sentence: int) -> Sequence[Match]:
        """The phrases of a rule in one sentence, in order; () for a sentence that there is not."""
        return self._matches_in.get((slug, sentence), ())

    def times_in(self, sentence: int) -> Sequence[Deadline]:
        """The times that one sentence names, in order; () for a sentence that there is not."""
        return self._times_in.get(sentence, ())

    def promises_in(self, sentence: int) -> Sequence[Promise]:
        """What the writer undertakes in one sentence, in order; () for a sentence that there is not."""
        return self._promises_in.get(sentence, ())

    def sentence_at(self, offset: int) -> int | None:
        """The number of the sentence that holds this code point; None outside the writer's own words."""
        index = bisect_right(self._starts, offset) - 1
        return index if index >= 0 and offset < self.sentences[index].end else None

    def around(self, sentence: int, before: int = 1, after: int = 1) -> tuple[int, int]:
        """Where a sentence with its neighbours begins and ends."""
        first, last = max(0, sentence - before), min(len(self.sentences) - 1, sentence + after)
        return self.sentences[first].start, self.sentences[last].end

    def doubts(self, sentence: int) -> Doubts:
        """For which rules a sentence is a fair one, not surely a slip, or like one without any phrase."""
        return self._doubts[sentence]

    @cached_property
    def deadlines(self) -> tuple[Deadline, ...]:
        """The times that the draft names as limits, in order; without `sent_at` only full dates have a due day."""
        return deadlines_of(self.document, self.language, promised=True)

    def clauses(self, sentence: int) -> list[tuple[int, int]]:
        """Where the clauses of a sentence begin and end, in order."""
        clauses = self.document.utterances[sentence].clauses
        return [self.document.text.original_span(each.start, each.end) for each in clauses]

    @cached_property
    def amounts(self) -> tuple[Amount, ...]:
        """The money, shares and quantities in the draft, in order."""
        return find_amounts(self.document.text)

    @cached_property
    def promises(self) -> tuple[Promise, ...]:
        """What the writer undertakes, in order. Offers, conditions and questions are no promises."""
        from evenhand.knowledge.language.signals.commitments import find_own_promises

        if not self.sentences:
            return ()
        return tuple(map(self._promise, find_own_promises(self.document)))

    def _promise(self, found: Commitment) -> Promise:
        sentence = self.sentence_at(found.start) or 0
        dated = found.due is not None or bool(self.times_in(sentence))
        return Promise(found.start, found.end, sentence, found.what, _time(found.due), dated)

    @cached_property
    def _starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]

    @cached_property
    def _doubts(self) -> list[Doubts]:
        folded = self.document.text.folded
        return [doubts(folded[each.start : each.end], each.language) for each in self.document.utterances]

    @cached_property
    def _matches(self) -> dict[str, list[Match]]:
        found = self._found.items()
        return {slug: [match for each in rows if (match := self._placed(slug, *each))] for slug, rows in found}

    @cached_property
    def _found(self) -> dict[str, list[Found]]:
        if not self.sentences:
            return {}
        languages = list(dict.fromkeys([self.language, *(each.language for each in self.sentences)]))
        return find_all_cues(self.document, languages)

    @cached_property
    def _matches_in(self) -> dict[tuple[str, int], list[Match]]:
        found: dict[tuple[str, int], list[Match]] = {}
        for slug, matches in self._matches.items():
            for match in matches:
                found.setdefault((slug, match.sentence), []).append(match)
        return found

    @cached_property
    def _times_in(self) -> dict[int, list[Deadline]]:
        found: dict[int, list[Deadline]] = {}
        for time in self.deadlines:
            sentence = self.sentence_at(time.start)
            if sentence is not None:
                found.setdefault(sentence, []).append(time)
        return found

    @cached_property
    def _promises_in(self) -> dict[int, list[Promise]]:
        found: dict[int, list[Promise]] = {}
        for each in self.promises:
            found.setdefault(each.sentence, []).append(each)
        return found

    def _placed(self, slug: str, at: int, to: int, cue: Cue) -> Match | None:
        """The phrase in the writer's own words; None elsewhere, and where its sentence is a fair one."""
        start, end = self.document.text.original_span(at, to)
        sentence = self.sentence_at(start)
        if sentence is None or cue.kind == EXEMPT:
            return None
        if is_judged(slug, cue.kind) and slug in self.doubts(sentence).unlike:
            return None
        return Match(start, end, sentence, cue)


def _time(due: str | None) -> date | datetime | None:
    if due is None:
        return None
    return datetime.fromisoformat(due) if "T" in due else date.fromisoformat(due)


def draft_of(
    text: str, language: Variety | None = None, audience: Audience = Audience.CUSTOMER, facts: Facts = NOTHING_KNOWN
) -> Draft:
    """The draft ready for the rules; `language` is that of the text, found where None."""
    document = prepare(text, facts.sent_at)
    return Draft(document, language or document.language, audience, facts)
