"""The draft check on files and standard input, whoever read the options. Imports no Django, so that it starts fast."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from datetime import UTC, tzinfo
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from evenhand.doors.cli.drafts import BadDraft, DraftFile, house_book, read_draft, read_facts
from evenhand.knowledge.drafting.check import CHECKED_AT_MOST, check_draft, for_audience
from evenhand.knowledge.drafting.cues import keep_compiled
from evenhand.knowledge.drafting.draft import Audience, draft_of
from evenhand.knowledge.drafting.facts import NOTHING_KNOWN, Facts, FactsError
from evenhand.knowledge.drafting.finding import Finding, Severity
from evenhand.knowledge.drafting.ignoring import Ignore, let_stand
from evenhand.knowledge.drafting.rule import Rule
from evenhand.knowledge.language.patterns_kept import keep_patterns
from evenhand.knowledge.language.variety import VARIETIES, Variety

if TYPE_CHECKING:
    from evenhand.doors.cli.check_options import Asked

_FOUND, _UNABLE = 1, 2


class Choice(NamedTuple):
    """What the options ask for; the same for every draft of a call."""

    language: Variety | None
    audience: Audience
    rules: Sequence[Rule]
    ignores: Sequence[Ignore]
    least: Severity
    zone: tzinfo

    def findings(self, text: str, facts: Facts, language: Variety | None = None) -> tuple[list[Finding], Variety]:
        """The findings of at least the wanted severity, and the variety of the draft."""
        draft = draft_of(text[:CHECKED_AT_MOST], language or self.language, self.audience, facts)
        found, _ = let_stand(check_draft(draft, self.rules), text, self.ignores)
        return [each for each in found if each.severity.rank >= self.least.rank], draft.language


def check_and_print(asked: Asked) -> int:
    """Check what is asked and print what was found; the exit status. What cannot be read is said on standard error."""
    gc.disable()  # a short-lived process
    try:
        status = _checked(asked)
    except BadDraft as problem:
        print(problem, file=sys.stderr)  # noqa: T201
        return _UNABLE
    keep_compiled()
    keep_patterns()
    return status


def _checked(asked: Asked) -> int:
    where = Audience(asked.audience)
    rules = (*for_audience(where), *house_book(asked.house_rules))
    zone = asked.timezone if isinstance(asked.timezone, tzinfo) else UTC
    ignores = [Ignore(each) for each in asked.ignore]
    choice = Choice(cast("Variety | None", asked.lang), where, rules, ignores, Severity(asked.min_level), zone)
    facts = read_facts(asked.facts, zone) if asked.facts else NOTHING_KNOWN
    if asked.jsonl:
        return _check_lines(asked.files or ("-",), choice, facts, asked.ui_lang)
    drafts = [read_draft(each) for each in asked.files or ("-",)]
    return _check_files(drafts, choice, facts, asked.output, asked.ui_lang)


def _check_files(drafts: list[DraftFile], choice: Choice, facts: Facts, output: str, language: str) -> int:
    checked = [(draft, *choice.findings(draft.text, facts)) for draft in drafts]
    for draft in drafts:
        for note in draft.notes:
            print(note, file=sys.stderr)  # noqa: T201
    if output == "json":
        from evenhand.knowledge.drafting.output.json import as_values

        _write({draft.path: as_values(found, draft.text, variety, language) for draft, found, variety in checked}, 2)
    elif output == "sarif":
        _write(_sarif(checked, language), 2)
    else:
        _print(checked, language)
    return _FOUND if any(found for _, found, _ in checked) else 0


def _print(checked: list[tuple[DraftFile, list[Finding], Variety]], language: str) -> None:
    from evenhand.knowledge.drafting.output.plain import as_lines

    for draft, found, variety in checked:
        for line in as_lines(draft.path, found, draft.text, variety, language):
            _out(line)


def _sarif(checked: list[tuple[DraftFile, list[Finding], Variety]], language: str) -> dict[str, Any]:
    from importlib.metadata import version

    from evenhand.knowledge.drafting.output.sarif import Checked, as_log

    drafts = [Checked(draft.path, draft.text, variety, found) for draft, found, variety in checked]
    return as_log(drafts, version("evenhand"), language)


def _check_lines(files: Sequence[str], choice: Choice, facts: Facts, language: str) -> int:
    """Answer every line of every file; a line that cannot be read gets its error, and the status is 2."""
    statuses = {0}
    for file in files:
        for number, line in enumerate(read_draft(file, whole=True).text.splitlines(), start=1):
            if line.strip():
                answer, status = _answer(line, number, choice, facts, language)
                _write(answer)
                statuses.add(status)
    return max(statuses)


def _answer(line: str, number: int, choice: Choice, facts: Facts, language: str) -> tuple[dict[str, Any], int]:
    from evenhand.knowledge.drafting.facts_reading import facts_from
    from evenhand.knowledge.drafting.output.json import as_values

    identity: Any = None
    try:
        record = _record(line)
        identity = record.get("id")
        text, variety = record.get("text"), record.get("lang") or None
        if not isinstance(text, str):
            raise BadDraft("text is missing" if text is None else "text is no string")
        if variety is not None and variety not in VARIETIES:
            raise BadDraft(f"lang is none of {', '.join(VARIETIES)}")
        known = facts_from(record["facts"], choice.zone) if record.get("facts") is not None else facts
        found, variety = choice.findings(text, known, variety)
    except (BadDraft, FactsError) as problem:
        return {"id": identity, "error": f"line {number}: {problem}"}, _UNABLE
    return {"id": identity, "findings": as_values(found, text, variety, language)}, _FOUND if found else 0


def _record(line: str) -> dict[str, Any]:
    import json

    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as problem:
        raise BadDraft(f"no JSON: {problem}") from None
    if not isinstance(record, dict):
        raise BadDraft("no JSON object")
    return record


def _write(value: Any, indent: int | None = None) -> None:
    import json

    _out(json.dumps(value, ensure_ascii=False, indent=indent))


def _out(line: str) -> None:
    sys.stdout.buffer.write(line.encode("utf-8", "backslashreplace") + b"\n")
