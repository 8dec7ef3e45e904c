"""The draft check: the same in every door. Deterministic, and never an error whatever the text."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from evenhand.knowledge.drafting.catalogue import catalogue
from evenhand.knowledge.drafting.draft import Audience, Draft, draft_of
from evenhand.knowledge.drafting.facts import NOTHING_KNOWN, Facts
from evenhand.knowledge.drafting.finding import Finding, Severity
from evenhand.knowledge.drafting.likeness import LEARNT
from evenhand.knowledge.drafting.rule import Rule
from evenhand.knowledge.language.variety import Variety

CHECKED_AT_MOST = 50_000  # code points; a longer draft is checked up to here, and doors say so


def check(
    text: str,
    language: Variety | None = None,
    audience: Audience = Audience.CUSTOMER,
    facts: Facts = NOTHING_KNOWN,
    rules: Sequence[Rule] | None = None,
) -> tuple[Finding, ...]:
    """What to look at before this draft is sent, in the order of the text. Offsets are code points of `text`.

    `language` is that of the draft, found where None. `rules` are all of the catalogue that are meant for this
    audience, where None. Linear in the length of the text, which is checked up to `CHECKED_AT_MOST`.
    """
    return check_draft(draft_of(text[:CHECKED_AT_MOST], language, audience, facts), rules)


def check_draft(draft: Draft, rules: Sequence[Rule] | None = None) -> tuple[Finding, ...]:
    """The findings in a draft that is ready for the rules."""
    if not draft.sentences:
        return ()
    chosen = for_audience(draft.audience) if rules is None else rules
    found = [_as_sure(finding, draft) for rule in chosen for finding in rule.check(draft)]
    found += _likely(draft, chosen, found)
    return tuple(sorted(found, key=lambda each: (each.start, each.end, each.code)))


def for_audience(audience: Audience, without: Collection[str] = ()) -> tuple[Rule, ...]:
    """The rules for a draft that these people will read, without those of the codes and slugs named."""
    return tuple(
        rule
        for rule in catalogue()
        if audience in rule.audiences and rule.code not in without and rule.slug not in without
    )


def _as_sure(finding: Finding, draft: Draft) -> Finding:
    """The finding; a suggestion where its sentence is not surely what the rule means."""
    if finding.slug not in LEARNT or finding.severity is Severity.SUGGESTION:
        return finding
    sentence = draft.sentence_at(finding.start)
    unsure = sentence is not None and finding.slug in draft.doubts(sentence).unsure
    return finding._replace(severity=Severity.SUGGESTION) if unsure else finding


def _likely(draft: Draft, rules: Sequence[Rule], found: Sequence[Finding]) -> list[Finding]:
    """A suggestion for each sentence of which no rule speaks and that sounds like a slip, by the likeliest rule."""
    learnt = {rule.slug: rule for rule in rules if rule.slug in LEARNT}
    told = {draft.sentence_at(each.start) for each in found if each.slug in learnt}
    suggested = []
    for number, sentence in enumerate(draft.sentences):
        likely = () if number in told else draft.doubts(number).likely
        slug = next((each for each in likely if each in learnt), None)
        if slug is not None and not draft.speaks_of(slug, number):
            suggested.append(learnt[slug].of_sentence(sentence))
    return suggested
