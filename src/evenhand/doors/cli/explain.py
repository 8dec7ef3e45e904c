"""`evenhand explain`: a rule's page. Imports no Django."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from evenhand.doors.cli.check_options import UI_LANGUAGES
from evenhand.doors.cli.drafts import BadDraft, read_house_rules
from evenhand.knowledge.drafting.catalogue import by_slug, catalogue
from evenhand.knowledge.drafting.page import Page
from evenhand.knowledge.drafting.rule import Rule
from evenhand.knowledge.drafting.words import page_in
from evenhand.knowledge.language.variety import VARIETIES, Variety

if TYPE_CHECKING:
    from evenhand.knowledge.drafting.house_rules.rule import HouseRule

_HEADINGS = {
    "en": ("What it does", "Why it matters", "Not so", "But so", "Ready phrases"),
    "fi": ("Mitä se tekee", "Miksi sillä on väliä", "Ei näin", "Vaan näin", "Valmiita muotoiluja"),
    "zh-Hant": ("檢查什麼", "為什麼重要", "不要這樣寫", "可以這樣寫", "現成的說法"),
    "zh-Hans": ("检查什么", "为什么重要", "不要这样写", "可以这样写", "现成的说法"),
}


@click.command()
@click.argument("code", required=False)
@click.option("--ui-lang", type=click.Choice(UI_LANGUAGES), default="en", show_default=True, help="Of the page.")
@click.option(
    "--house-rules", multiple=True, metavar="PATH", help="Know the rules of your own, too: a file or a folder."
)
@click.option("--lang", type=click.Choice(VARIETIES), help="Examples of this variety only.")
@click.pass_context
def explain(
    ctx: click.Context, code: str | None, ui_lang: str, house_rules: tuple[str, ...], lang: Variety | None
) -> None:
    """Show the page of a rule of the draft check, by its code or name; without one, the list of all."""
    try:
        own = _own_pages(house_rules, ui_lang)
    except BadDraft as problem:
        click.echo(str(problem), err=True)
        ctx.exit(2)
    if code is None:
        for each in catalogue():
            click.echo(f"{each.code}  {each.slug:28} {page_in(each.slug, ui_lang).summary}")
        for house, page in own.values():
            click.echo(f"{house.code:34} {page.summary}")
        return
    if code in own:
        click.echo("\n".join(_page(*own[code], ui_lang, [lang] if lang else list(VARIETIES))))
        return
    try:
        rule = by_slug(code if "-" in code else code.upper() if code[1:].isdigit() else code)
    except LookupError:
        click.echo(f"There is no rule “{code}”. `evenhand explain` lists all.", err=True)
        ctx.exit(2)
    varieties = [lang] if lang else list(VARIETIES)
    click.echo("\n".join(_page(rule, page_in(rule.slug, ui_lang), ui_lang, varieties)))


def _own_pages(paths: Sequence[str], language: str) -> dict[str, tuple[HouseRule, Page]]:
    """The house rules of files and folders with their pages, by code. Raises BadDraft."""
    if not paths:
        return {}
    from evenhand.knowledge.drafting.house_rules.page import page_of_house_rule

    return {rule.code: (rule, page_of_house_rule(rule, language)) for rule in read_house_rules(paths)}


def _page(rule: type[Rule] | HouseRule, page: Page, language: str, varieties: Sequence[str]) -> list[str]:
    what, why, bad, good, instead = _HEADINGS[language]
    name = rule.code if rule.slug == rule.code else f"{rule.code} {rule.slug}"
    lines = [f"{name} ({rule.severity.value})", page.summary, "", what, page.what, "", why, page.why]
    for variety in varieties:
        if rule.slug != rule.code or (variety, "") in page.instead:
            lines += ["", f"[{variety}]"]
        for example in page.examples:
            if example.variety == variety:
                lines += [f"  {bad if example.is_bad else good}: {' '.join(example.text.split())}"]
        for (spoken, _), phrases in page.instead.items():
            lines += [f"  {instead}: {each}" for each in phrases if spoken == variety]
    return lines
