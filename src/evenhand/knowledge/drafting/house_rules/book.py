"""All house rules of a workspace as one rule of the draft check."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import ClassVar, NamedTuple

from evenhand.knowledge.drafting.draft import Audience, Draft
from evenhand.knowledge.drafting.finding import Finding, Safety, Severity
from evenhand.knowledge.drafting.house_rules.matching import Finder, Stretch
from evenhand.knowledge.drafting.house_rules.rule import HouseRule, Kind
from evenhand.knowledge.drafting.rule import Rule


class Place(NamedTuple):
    """What a rule found: code points of the original, the sentence, and a replacement if there is one."""

    start: int
    end: int
    sentence: int
    replacement: str | None = None


class Seen(NamedTuple):
    """A rule, the draft, and where its phrases and its others stand in the writer's own words."""

    rule: HouseRule
    draft: Draft
    phrases: Sequence[Place]
    others: Sequence[Place]


class HouseBook(Rule):
    """What this firm wants to be told about its own replies.

    ## What it does
    Finds what the files in the workspace's folder `house-rules` describe.

    ## Why it matters
    Each firm has its own words, and its own promises that it learnt not to make.

    ## Example
    See docs/how-to/house-rules.md.

    ## Use instead
    What the rule says.
    """

    code = "H"
    slug = "house-rule"
    severity = Severity.WARNING
    audiences = frozenset(Audience)
    messages: ClassVar[Mapping[str, str]] = {}

    def __init__(self, rules: Sequence[HouseRule]) -> None:
        self.rules = tuple(rules)
        self._finder = Finder(self.rules)

    def check(self, draft: Draft) -> Iterator[Finding]:
        """The findings of every rule that is meant for this draft."""
        found = self._finder.find(draft.document.text.folded)
        for number, rule in enumerate(self.rules):
            if draft.audience in rule.audiences and (not rule.languages or draft.language in rule.languages):
                seen = _seen(rule, draft, found.get(number, ()))
                for place in _KINDS[rule.kind](seen):
                    yield _finding(rule, place)


def _seen(rule: HouseRule, draft: Draft, found: Sequence[Stretch]) -> Seen:
    places: dict[str, list[Place]] = {"phrase": [], "other": []}
    for stretch in found:
        start, end = draft.document.text.original_span(stretch.at, stretch.to)
        sentence = draft.sentence_at(start)
        if sentence is None and rule.kind == "required" and _signs(draft, start):
            sentence = len(draft.sentences)
        if sentence is not None:
            places[stretch.sought.role].append(Place(start, end, sentence, stretch.sought.replacement))
    return Seen(rule, draft, places["phrase"], places["other"])


def _signs(draft: Draft, offset: int) -> bool:
    """Whether this code point lies in the signature, where a closing stands; it counts as a last sentence."""
    return any(part.kind == "signature" and part.start <= offset < part.end for part in draft.document.parts)


def _finding(rule: HouseRule, place: Place) -> Finding:
    return Finding(
        code=rule.code,
        slug=rule.code,
        severity=rule.severity,
        start=place.start,
        end=place.end,
        replacement=place.replacement,
        safety=Safety.SHOW if place.replacement is None else Safety.ASK,
        said=rule.said,
        instead=rule.instead,
    )


def _existence(seen: Seen) -> Iterator[Place]:
    yield from seen.phrases


def _occurrence(seen: Seen) -> Iterator[Place]:
    """Fewer or more of the phrases than there may be, in the draft or in a sentence."""
    groups = [list(seen.phrases)]
    if seen.rule.of == "sentence":
        numbers = sorted({place.sentence for place in seen.phrases})
        groups = [[place for place in seen.phrases if place.sentence == number] for number in numbers]
    for group in groups:
        if len(group) < seen.rule.least:
            yield group[-1] if group else _last(seen.draft)
        elif seen.rule.most is not None and len(group) > seen.rule.most:
            yield group[seen.rule.most]


def _conditional(seen: Seen) -> Iterator[Place]:
    """Where the phrases stand, one of the others must stand too."""
    if seen.phrases and not seen.others:
        yield seen.phrases[0]


def _consistency(seen: Seen) -> Iterator[Place]:
    """Either the phrases or the others: the first that breaks with how the draft began."""
    both = sorted([*((place, 0) for place in seen.phrases), *((place, 1) for place in seen.others)])
    yield from (place for place, side in both if side != both[0][1])


def _required(seen: Seen) -> Iterator[Place]:
    """None of the phrases where one has to be: anywhere, or in the first or last two sentences or the signature."""
    count, where = len(seen.draft.sentences), seen.rule.where
    low, high = (0, 1) if where == "beginning" else (count - 2 if where == "end" else 0, count)
    if not any(low <= place.sentence <= high for place in seen.phrases):
        yield _first(seen.draft) if where == "beginning" else _last(seen.draft)


def _near(seen: Seen) -> Iterator[Place]:
    """A phrase with one of the others in its sentence, or within so many sentences."""
    numbers = {place.sentence for place in seen.others}
    for place in seen.phrases:
        if any(abs(place.sentence - number) <= seen.rule.sentences for number in numbers):
            yield place


def _length(seen: Seen) -> Iterator[Place]:
    """More words or characters than there may be; a Chinese character counts as a word."""
    most, draft = seen.rule.most or 0, seen.draft
    sizes = [_size(sentence.text, seen.rule.unit) for sentence in draft.sentences]
    if seen.rule.of == "draft":
        if sum(sizes) > most:
            yield _last(draft)
        return
    for number, (sentence, size) in enumerate(zip(draft.sentences, sizes, strict=True)):
        if size > most:
            yield Place(sentence.start, sentence.end, number)


def _size(text: str, unit: str) -> int:
    if unit == "characters":
        return len(text)
    han = sum("㐀" <= character <= "鿿" for character in text)
    return han + sum(any(letter.isalnum() and not "㐀" <= letter <= "鿿" for letter in word) for word in text.split())


def _first(draft: Draft) -> Place:
    return Place(draft.sentences[0].start, draft.sentences[0].end, 0)


def _last(draft: Draft) -> Place:
    sentence = draft.sentences[-1]
    return Place(sentence.start, sentence.end, len(draft.sentences) - 1)


_KINDS: Mapping[Kind, Callable[[Seen], Iterator[Place]]] = {
    "existence": _existence,
    "substitution": _existence,
    "occurrence": _occurrence,
    "conditional": _conditional,
    "consistency": _consistency,
    "required": _required,
    "near": _near,
    "length": _length,
}
