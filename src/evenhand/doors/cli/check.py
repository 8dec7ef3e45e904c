"""`evenhand check`: the draft check on files and standard input. Imports no Django, so that it starts fast."""

from __future__ import annotations

import gc
import json
import sys
from collections.abc import Sequence
from datetime import tzinfo
from typing import Any, NamedTuple

import click

from evenhand.doors.cli.drafts import BadDraft, DraftFile, house_book, read_draft, read_facts
from evenhand.doors.cli.zones import Zone
from evenhand.knowledge.drafting.check import CHECKED_AT_MOST, check_draft, for_audience
from evenhand.knowledge.drafting.draft import Audience, draft_of
from evenhand.knowledge.drafting.facts import NOTHING_KNOWN, Facts, FactsError
from evenhand.knowledge.drafting.facts_reading import facts_from
from evenhand.knowledge.drafting.finding import Finding, Severity
from evenhand.knowledge.drafting.ignoring import Ignore, let_stand
from evenhand.knowledge.drafting.rule import Rule
from evenhand.knowledge.language.shape import VARIETIES, Variety

UI_LANGUAGES = ("en", "fi", "zh-Hant", "zh-Hans")
AUDIENCES = [audience.value for audience in Audience]
_LEVELS = [severity.value for severity in Severity]
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


@click.command()
@click.argument("files", nargs=-1, metavar="[FILE|-]...")
@click.option("--facts", "facts_file", metavar="FILE", help="What the record knows, as JSON (design: the draft check).")
@click.option("--lang", type=click.Choice(VARIETIES), help="Language of the draft (default: found).")
@click.option("--ui-lang", type=click.Choice(UI_LANGUAGES), default="en", show_default=True, help="Of the messages.")
@click.option("--audience", type=click.Choice(AUDIENCES), default="customer", show_default=True, help="Who reads it.")
@click.option(
    "--output", type=click.Choice(["plain", "json", "sarif"]), default="plain", show_default=True, help="How."
)
@click.option("--min-level", type=click.Choice(_LEVELS), default=_LEVELS[0], show_default=True, help="Leave out less.")
@click.option("--ignore", multiple=True, metavar="CODE", help="Let a rule say nothing; may be given several times.")
@click.option(
    "--house-rules", multiple=True, metavar="PATH", help="Rules of your own: a .toml file or a folder of them."
)
@click.option("--jsonl", is_flag=True, help="Check JSON Lines: id, text, lang, facts.")
@click.option("--timezone", type=Zone(), default="UTC", show_default=True, help="Zone of times without one.")
@click.pass_context
def check(
    ctx: click.Context,
    files: tuple[str, ...],
    facts_file: str | None,
    lang: Variety | None,
    ui_lang: str,
    audience: str,
    output: str,
    min_level: str,
    ignore: tuple[str, ...],
    house_rules: tuple[str, ...],
    jsonl: bool,
    timezone: tzinfo,
) -> None:
    """Look at a reply before it is sent: promises, refusals, tone, and what the record says.

    FILE is a text or a mail (.eml, checked without what it quotes), or - for standard input. Findings go to standard
    output. With --jsonl every line is one draft and gets one line of answer.

    Exit status: 0 clean, 1 findings at or above --min-level, 2 could not run.
    """
    gc.disable()  # a short-lived process
    where = Audience(audience)
    ignores = [Ignore(each) for each in ignore]
    try:
        rules = (*for_audience(where), *house_book(house_rules))
        choice = Choice(lang, where, rules, ignores, Severity(min_level), timezone)
        facts = read_facts(facts_file, timezone) if facts_file else NOTHING_KNOWN
        if jsonl:
            status = _check_lines(files or ("-",), choice, facts, ui_lang)
        else:
            status = _check_files([read_draft(each) for each in files or ("-",)], choice, facts, output, ui_lang)
    except BadDraft as problem:
        click.echo(str(problem), err=True)
        ctx.exit(_UNABLE)
    ctx.exit(status)


def _check_files(drafts: list[DraftFile], choice: Choice, facts: Facts, output: str, language: str) -> int:
    checked = [(draft, *choice.findings(draft.text, facts)) for draft in drafts]
    for draft in drafts:
        for note in draft.notes:
            click.echo(note, err=True)
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
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as problem:
        raise BadDraft(f"no JSON: {problem}") from None
    if not isinstance(record, dict):
        raise BadDraft("no JSON object")
    return record


def _write(value: Any, indent: int | None = None) -> None:
    _out(json.dumps(value, ensure_ascii=False, indent=indent))


def _out(line: str) -> None:
    sys.stdout.buffer.write(line.encode("utf-8", "backslashreplace") + b"\n")
