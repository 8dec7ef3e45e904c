"""Write the generated reference pages: `python tools/build_docs.py`, or with --check only compare them."""

from __future__ import annotations

import inspect
import json
import os
import sys
from pathlib import Path

import click

sys.path.insert(0, str(Path(__file__).resolve().parent))
import rule_pages

from evenhand.doors.cli.commands import COMMANDS, evenhand
from evenhand.server.check_list import CHECKS
from evenhand.server.environment import VARIABLES

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "reference"
LEVELS = {"E": "error", "W": "warning", "I": "information"}


def pages() -> dict[str, str]:
    """Every generated page by its file name."""
    fixed = {"cli.md": command_line(), "settings.md": settings(), "checks.md": checks(), "openapi.json": interface()}
    return {**fixed, "rules.md": _page(rule_pages.table()), **rules()}


def rules() -> dict[str, str]:
    """A page for each rule of the draft check."""
    return {f"rules/{rule.slug}.md": _page(rule_pages.page(rule)) for rule in rule_pages.rules()}


def command_line() -> str:
    """The page of all commands, in the order of the help."""
    context = click.Context(evenhand, info_name="evenhand")
    parts = ["# The command line", inspect.cleandoc(evenhand.help or ""), _options(evenhand)]
    for name in COMMANDS:
        command = evenhand.get_command(context, name)  # type: ignore[attr-defined]
        parts += _command(command, name, context)
        if isinstance(command, click.Group):
            for below, subcommand in command.commands.items():
                parts += _command(subcommand, f"{name} {below}", context, level=3)
    return _page(parts)


def _command(command: click.Command, name: str, context: click.Context, level: int = 2) -> list[str]:
    usage = " ".join(command.collect_usage_pieces(click.Context(command, parent=context, info_name=name)))
    heading = f"{'#' * level} evenhand {name}"
    return [heading, f"```\nevenhand {name} {usage}\n```", inspect.cleandoc(command.help or ""), _options(command)]


def settings() -> str:
    """The page of all variables of the environment."""
    rows = [f"| `{variable.name}` | {variable.default} | {variable.meaning} |" for variable in VARIABLES]
    words = (
        "Everything that an operator sets comes from the environment; each command reads it when it starts. "
        "`yes` and `no` are also understood as `true` and `false`, `1` and `0`, `on` and `off`."
    )
    return _page(
        ["# Settings", words, "\n".join(["| variable | default | what it does |", "| --- | --- | --- |", *rows])]
    )


def checks() -> str:
    """The page of all that `evenhand doctor` looks for."""
    words = (
        "What `evenhand doctor` looks for. An error means that the desk does not work or may lose what is written; "
        "a warning wants attention; information is only said. `--json` prints the same for a program."
    )
    parts = ["# What the doctor looks for", words]
    for number, known in CHECKS.items():
        parts += [
            f"## EVENHAND.{number}",
            f'<a id="evenhand-{number.lower()}"></a>**{known.title}** ({LEVELS[number[0]]}).',
            known.meaning,
            f"What to do: {known.remedy}",
        ]
    return _page(parts)


def interface() -> str:
    """The document of the API, OpenAPI 3.1."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "evenhand.server.settings")
    import django

    django.setup()
    from evenhand.doors.api.root import api

    document = api.get_openapi_schema(path_prefix="/api/v1/")
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _options(command: click.Command) -> str:
    rows = []
    for option in command.params:
        if not isinstance(option, click.Option) or option.hidden:
            continue
        names = ", ".join([*option.opts, *option.secondary_opts])
        value = "" if option.is_flag or option.count else f" {option.metavar or _kind(option.type)}"
        default = f" Default: {option.default}." if option.show_default is True else ""
        rows.append(f"| `{names}{value}` | {option.help or ''}{default} |")
    return "\n".join(["| option | what it does |", "| --- | --- |", *rows]) if rows else ""


def _kind(kind: click.ParamType[object]) -> str:
    if isinstance(kind, click.Choice):
        return "\\|".join(map(str, kind.choices))
    return {"integer range": "NUMBER", "integer": "NUMBER"}.get(kind.name, kind.name.upper())


def _page(parts: list[str]) -> str:
    note = "<!-- Made by tools/build_docs.py; change the source, not this page. -->"
    return "\n\n".join([parts[0], note, *filter(None, parts[1:])]) + "\n"


def gone(made: dict[str, str]) -> list[str]:
    """Pages of rules that are no more."""
    return [name for path in sorted(FOLDER.glob("rules/*.md")) if (name := f"rules/{path.name}") not in made]


def main() -> int:
    """Write the pages; with --check, 1 if one is not as it would be written."""
    made = pages()
    stale = gone(made)
    for name, text in made.items():
        path = FOLDER / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(name)
            if "--check" not in sys.argv[1:]:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
    for name in gone(made) if "--check" not in sys.argv[1:] else ():
        (FOLDER / name).unlink()
    if stale:
        print(f"{'Stale' if '--check' in sys.argv[1:] else 'Written'}: {', '.join(stale)}", file=sys.stderr)
    return 1 if stale and "--check" in sys.argv[1:] else 0


if __name__ == "__main__":
    sys.exit(main())
