"""The draft check: what `evenhand check` finds, for programs, with the facts of the record where they want them."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from ninja import Router

from evenhand.doors import clock
from evenhand.doors.api.document import BODY_ERRORS
from evenhand.doors.api.keys import CHECK, member_with
from evenhand.doors.api.problems import ProblemShape, invalid
from evenhand.doors.api.shapes.check import CheckBody, Checked, CheckedDraft, CheckedDrafts, DraftBody
from evenhand.doors.tongue import tongue_of
from evenhand.knowledge.drafting.check import CHECKED_AT_MOST, check_draft, for_audience
from evenhand.knowledge.drafting.draft import Audience, Draft, draft_of
from evenhand.knowledge.drafting.facts import Facts, FactsError
from evenhand.knowledge.drafting.facts_reading import facts_from
from evenhand.knowledge.drafting.facts_words import what_is_wrong
from evenhand.knowledge.drafting.finding import Finding, Severity
from evenhand.knowledge.drafting.ignoring import Ignore, let_stand
from evenhand.knowledge.drafting.output.json import as_values
from evenhand.record.agreements.facts import facts_for
from evenhand.record.conversations.access import conversation_for
from evenhand.record.people.queries import workspace
from evenhand.record.replies.facts import private_facts
from evenhand.record.replies.house_rules import house_books
from evenhand.record.replies.queries import slugs_off

RIGHT = "see_conversations"
router = Router(tags=["check"])
Recorded = Callable[[int], dict[str, Any]]


@router.post(
    "",
    response={200: Checked | CheckedDrafts, 404: ProblemShape, **BODY_ERRORS},
    auth=CHECK,
    summary="Check a draft",
    exclude_none=True,
)
def check_drafts(request: HttpRequest, body: CheckBody) -> Checked | CheckedDrafts:
    """Look at a reply before it is sent, or at up to 100 of them. Nothing is kept of them.

    `text` is answered with one draft's findings, `drafts` with those of each. A draft is read up to its 50,000th
    code point. With `conversation` the facts are those of the record as the key's member may see them; facts that are
    sent take their place, key by key. Rules that the firm has switched off say nothing.
    """
    drafts = body.settled()
    recorded, tongue = _recorded(request), tongue_of(member_with(request).language)
    facts = [_facts(each, "$" if body.drafts is None else f"$.drafts[{n}]", recorded) for n, each in enumerate(drafts)]
    off = slugs_off()
    answers = [_checked(each, known, each.ui_lang or tongue, off) for each, known in zip(drafts, facts, strict=True)]
    return Checked.model_validate(answers[0].model_dump()) if body.drafts is None else CheckedDrafts(drafts=answers)


def _recorded(request: HttpRequest) -> Recorded:
    """What the record knows of a conversation that the member may see, asked for once a request."""

    @cache
    def of(pk: int) -> dict[str, Any]:
        member = member_with(request, RIGHT)
        row = conversation_for(member, pk)
        return facts_for(row, member, now=clock.now()) | private_facts(row, member)

    return of


def _facts(draft: DraftBody, path: str, recorded: Recorded) -> Facts:
    known = recorded(draft.conversation) if draft.conversation is not None else {}
    try:
        return facts_from(known | (draft.facts or {}), ZoneInfo(workspace().timezone))
    except FactsError as problem:
        raise invalid(f"{path}.facts{problem.path.removeprefix('$')}", f"It {what_is_wrong(problem)}.") from problem


def _checked(body: DraftBody, facts: Facts, tongue: str, off: Collection[str]) -> CheckedDraft:
    draft = draft_of(body.text[:CHECKED_AT_MOST], body.lang, Audience(body.audience), facts)
    return CheckedDraft.model_validate(
        {
            "id": body.id,
            "language": draft.language,
            "findings": as_values(_findings(draft, body, off), body.text, draft.language, tongue),
            "checked_to": CHECKED_AT_MOST if len(body.text) > CHECKED_AT_MOST else None,
        }
    )


def _findings(draft: Draft, body: DraftBody, off: Collection[str]) -> list[Finding]:
    ignores = [Ignore(name) for name in dict.fromkeys(body.ignore)]
    rules = (*for_audience(draft.audience, off), *house_books(off))
    found, _ = let_stand(check_draft(draft, rules), draft.text, ignores)
    return [each for each in found if each.severity.rank >= Severity(body.min_level).rank]
