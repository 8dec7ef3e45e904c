"""The reference is fresh and complete: every command, option, variable and check stands in it."""

from __future__ import annotations

import importlib.util
import os
import re
from pathlib import Path
from types import ModuleType

import click
import pytest

import evenhand
from evenhand.doors.cli.commands import COMMANDS
from evenhand.doors.cli.commands import evenhand as command_line
from evenhand.knowledge.drafting.catalogue import catalogue
from evenhand.server.check_list import CHECKS
from evenhand.server.environment import VARIABLES

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = ROOT / "docs" / "reference"
SOURCE = Path(evenhand.__file__).parent
FOR_TESTS_ALONE = {"EVENHAND_CHILD_MAY_STALL"}


def generator() -> ModuleType:
    """tools/build_docs.py as a module."""
    spec = importlib.util.spec_from_file_location("build_docs", ROOT / "tools" / "build_docs.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["cli.md", "settings.md", "checks.md", "openapi.json", "rules.md"])
def test_a_generated_page_is_as_it_would_be_written_now(name: str) -> None:
    fresh = generator().pages()[name]
    assert (REFERENCE / name).read_text(encoding="utf-8") == fresh, "Run `make docs`."


def test_every_rule_has_its_page_fresh_and_in_the_table_and_no_page_is_left_over() -> None:
    fresh, table = generator().rules(), (REFERENCE / "rules.md").read_text(encoding="utf-8")
    slugs = {rule.slug for rule in catalogue()} | {"unused-ignore"}
    assert set(fresh) == {f"rules/{slug}.md" for slug in slugs}
    assert {f"rules/{path.name}" for path in REFERENCE.glob("rules/*")} == set(fresh), "Run `make docs`."
    for name, text in fresh.items():
        assert (REFERENCE / name).read_text(encoding="utf-8") == text, "Run `make docs`."
        assert f"]({name})" in table


def test_a_rules_page_shows_what_it_finds_and_lets_pass_in_every_variety() -> None:
    for rule in catalogue():
        text = (REFERENCE / "rules" / f"{rule.slug}.md").read_text(encoding="utf-8")
        assert text.count("\n### Examples: ") == text.count("\n### Phrases: ") == 5
        assert min(text.count("It finds this"), text.count("It lets this pass")) >= 5


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_is_documented(name: str) -> None:
    page = (REFERENCE / "cli.md").read_text(encoding="utf-8")
    part = re.split(r"^## ", page.split(f"## evenhand {name}\n", 1)[1], maxsplit=1, flags=re.M)[0]
    command = command_line.get_command(click.Context(command_line), name)  # type: ignore[attr-defined]
    for option in command.params:
        if isinstance(option, click.Option) and not option.hidden:
            assert f"`{option.opts[0]}" in part
            assert option.help in part


def test_every_variable_that_the_source_reads_is_listed_and_documented() -> None:
    page = (REFERENCE / "settings.md").read_text(encoding="utf-8")
    read = {
        name
        for path in SOURCE.rglob("*.py")
        for name in re.findall(r"EVENHAND_[A-Z]+(?:_[A-Z]+)*", path.read_text(encoding="utf-8"))
    }
    listed = {variable.name for variable in VARIABLES}
    files = {name for name in read if name.endswith("_FILE") and name.removesuffix("_FILE") in listed}
    assert read - listed - files - FOR_TESTS_ALONE == set()
    assert [name for name in listed if f"`{name}`" not in page] == []


def test_every_check_has_a_place_that_its_link_leads_to() -> None:
    page = (REFERENCE / "checks.md").read_text(encoding="utf-8")
    assert [number for number in CHECKS if f'<a id="evenhand-{number.lower()}"></a>' not in page] == []


def test_links_between_the_pages_of_the_documentation_lead_somewhere() -> None:
    broken = []
    for page in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            if "://" not in target and not target.startswith("mailto:") and not (page.parent / target).exists():
                broken.append(f"{page.relative_to(ROOT)}: {target}")
    assert broken == []


def test_pages_that_the_checks_point_to_exist() -> None:
    remedies = " ".join(known.remedy for known in CHECKS.values())
    assert [path for path in re.findall(r"docs/[\w/-]+\.md", remedies) if not os.path.exists(ROOT / path)] == []
