"""`evenhand doctor`: what is wrong with this desk, and what to do about it."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import click

from evenhand.doors.cli.options import json_option

if TYPE_CHECKING:
    from django.core.checks import CheckMessage


@click.command()
@click.option("--thorough", is_flag=True, help="Check every page of the database file, however long it takes.")
@click.option("--strict", is_flag=True, help="Exit with 1 for warnings, too.")
@json_option
def doctor(thorough: bool, strict: bool, as_json: bool) -> None:
    """Look for what is wrong with this desk, and say what to do.

    Nothing is changed, and the desk may go on working. Exit code 1 when something is an error.
    """
    facts, findings = examine(thorough)
    if as_json:
        click.echo(json.dumps({"facts": facts, "findings": findings}, ensure_ascii=False, indent=1))
    else:
        _tell(facts, findings)
    serious = {"error", "warning"} if strict else {"error"}
    sys.exit(1 if any(finding["level"] in serious for finding in findings) else 0)


def examine(thorough: bool) -> tuple[dict[str, Any], list[dict[str, str]]]:
    """Facts about the desk, and findings with id, level, message and hint, the serious ones first."""
    from evenhand.server.start import start
    from evenhand.server.workspace import WorkspaceError, folder_from_environment, open_workspace

    folder = folder_from_environment()
    try:
        if not folder.exists():
            raise WorkspaceError(f"{folder} is not there. `evenhand up` makes it; --data names another folder.")
        open_workspace()
    except WorkspaceError as error:
        return {"workspace": str(folder)}, [_could_not_begin("E001", error)]
    try:
        start(migrate=False)
    except WorkspaceError as error:
        return {"workspace": str(folder)}, [_could_not_begin("E003", error)]
    return _facts(), [_as_dict(message) for message in _run(thorough)]


def _could_not_begin(number: str, error: Exception) -> dict[str, str]:
    from evenhand.server.check_list import CHECKS, link

    hint = f"{CHECKS[number].remedy} See {link(number)}"
    return {"id": f"EVENHAND.{number}", "level": "error", "message": str(error), "hint": hint}


def _run(thorough: bool) -> list[CheckMessage]:
    from django.core.checks import run_checks

    from evenhand.server import checks

    messages = run_checks(tags=[checks.TAG])
    if not any(message.id == "EVENHAND.W004" for message in messages):
        messages += run_checks(tags=[checks.RECORD])
    if thorough and not any(message.id == "EVENHAND.E006" for message in messages):
        messages += checks.thorough_integrity()
    return sorted(messages, key=lambda message: (-message.level, message.id or ""))


def _as_dict(message: CheckMessage) -> dict[str, str]:
    from django.core.checks import ERROR, WARNING

    level = "error" if message.level >= ERROR else "warning" if message.level >= WARNING else "info"
    return {"id": message.id or "", "level": level, "message": str(message.msg), "hint": message.hint or ""}


def _facts() -> dict[str, Any]:
    from importlib.metadata import version
    from platform import python_version

    from django.conf import settings
    from django.db import connection

    from evenhand.record.ledger.models import Departure
    from evenhand.record.people.models import Member

    connection.ensure_connection()
    number = ".".join(map(str, connection.get_database_version()))
    names = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
    here = Member.objects.filter(left_at=None).order_by("email")
    return {
        "evenhand": version("evenhand"),
        "python": python_version(),
        "workspace": str(settings.WORKSPACE.folder),
        "database": f"{names.get(connection.vendor, connection.vendor)} {number}",
        "ledger": _ledger() if _has(Departure) else "",
        "members": list(here.values_list("email", flat=True)[:100]) if _has(Member) else [],
    }


def _ledger() -> str:
    from evenhand.server.ledger_state import ledger_state

    stands = ledger_state()
    verified = "not verified yet"
    if stands.verified_at is not None:
        verified = f"verified {stands.verified_at:%Y-%m-%d %H:%M} UTC, {'whole' if stands.is_whole else 'BROKEN'}"
    left = "no checkpoint has left"
    if stands.left_at is not None:
        left = f"a checkpoint left {stands.left_at:%Y-%m-%d %H:%M} UTC"
    return f"{verified}; {left}"


def _has(model: Any) -> bool:
    from django.db import connection

    return model._meta.db_table in connection.introspection.table_names()


def _tell(facts: dict[str, Any], findings: list[dict[str, str]]) -> None:
    for name, fact in facts.items():
        click.echo(f"{name:10} {', '.join(fact) if isinstance(fact, list) else fact}")
    for finding in findings:
        click.echo(f"\n{finding['id']} ({finding['level']}): {finding['message']}\n  {finding['hint']}")
    errors = sum(finding["level"] == "error" for finding in findings)
    warnings = sum(finding["level"] == "warning" for finding in findings)
    click.echo("\nAll is well." if not errors + warnings else f"\n{errors} error(s), {warnings} warning(s).")
