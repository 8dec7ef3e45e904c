"""The command line as a whole: fast, lazy, and in sentences when something is wrong."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import click
import pytest
from desks import Desk

from evenhand.doors.cli import commands
from evenhand.doors.cli import main as command_line
from evenhand.doors.cli.commands import COMMANDS, evenhand


def loaded_by(*arguments: str) -> set[str]:
    """The modules that a call of the command line has loaded when it ends."""
    code = (
        "import sys\nfrom evenhand.doors.cli.main import main\n"
        f"try:\n    main({list(arguments)!r})\nfinally:\n    print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, input="Hello.\n")
    return set(done.stderr.split())


def command(name: str) -> click.Command:
    """The command of this name."""
    found = evenhand.get_command(click.Context(evenhand), name)  # type: ignore[attr-defined]
    assert found is not None
    return found


@pytest.mark.parametrize("arguments", [("--help",), ("--version",), ("read", "-")])
def test_help_and_reading_load_no_django_and_no_rich(arguments: tuple[str, ...]) -> None:
    modules = loaded_by(*arguments)
    assert "click" in modules
    assert not {"django", "rich", "pydantic"} & modules


def test_help_loads_no_command() -> None:
    modules = loaded_by("--help")
    assert not {f"evenhand.doors.cli.{entry.module}" for entry in COMMANDS.values()} & modules


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_of_the_table_is_there_and_says_what_it_does(name: str) -> None:
    found = command(name)
    assert found.name == name
    assert found.help
    assert COMMANDS[name].meaning.endswith(".")
    for option in found.params:
        if isinstance(option, click.Option) and not option.hidden:
            assert option.help, f"{name} {option.opts[0]} says nothing"
            assert option.help.endswith("."), f"{name} {option.opts[0]}: {option.help}"


@pytest.mark.parametrize("name", [name for name, entry in COMMANDS.items() if entry.workspace])
def test_commands_on_a_workspace_take_its_folder_once(name: str) -> None:
    command(name)
    assert [option.name for option in command(name).params].count("data") == 1


def test_an_unknown_command_is_a_usage_error(desk: Desk) -> None:
    done = desk.evenhand("dance")
    assert done.returncode == 2
    assert "No such command 'dance'" in done.stderr


def test_the_version_is_one_line(desk: Desk) -> None:
    assert re.fullmatch(r"evenhand \d+\.\d+\.\d+\n", desk.evenhand("--version").stdout)


@pytest.mark.parametrize("order", [("--data", "{}", "doctor", "--json"), ("doctor", "--data", "{}", "--json")])
def test_the_folder_may_be_named_before_or_after_the_command(desk: Desk, tmp_path: Path, order: list[str]) -> None:
    other = tmp_path / "elsewhere"
    done = desk.evenhand(*(part.format(other) for part in order))
    assert f"{other} is not there." in done.stdout


def test_a_workspace_that_cannot_be_used_is_one_sentence_and_exit_code_2(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    done = desk.evenhand("worker", "--data", file)
    assert done.returncode == 2
    assert done.stderr == f"{file} is a file. Name a folder with --data.\n"


def test_a_variable_with_a_wrong_value_is_one_sentence(desk: Desk) -> None:
    done = desk.evenhand("worker", "--until-idle", EVENHAND_HTTPS="perhaps")
    assert done.returncode == 2
    assert done.stderr == "EVENHAND_HTTPS is 'perhaps'; say yes or no.\n"


def test_a_bad_database_address_is_one_sentence(desk: Desk) -> None:
    done = desk.evenhand("worker", "--until-idle", EVENHAND_DATABASE_URL="mysql://host/name")
    assert done.returncode == 2
    assert done.stderr.startswith("EVENHAND_DATABASE_URL must look like postgres://")
    assert done.stderr.count("\n") == 1


def a_command_that(error: BaseException) -> click.Command:
    """A command line that ends with this error."""

    def fail() -> None:
        raise error

    return click.Command("evenhand", callback=fail)


def test_what_nobody_expected_is_one_line_with_a_hint(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(commands, "evenhand", a_command_that(RuntimeError("odd\nthing")))
    with pytest.raises(SystemExit, match="2"):
        command_line.main([])
    words = capsys.readouterr().err
    assert words.count("\n") == 1
    assert "(RuntimeError: odd thing)" in words
    assert "`evenhand doctor`" in words


def test_the_traceback_is_there_for_whoever_asks(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("EVENHAND_DEBUG", "yes")
    monkeypatch.setattr(commands, "evenhand", a_command_that(RuntimeError("odd")))
    with pytest.raises(SystemExit, match="2"):
        command_line.main([])
    assert "Traceback" in capsys.readouterr().err


def test_ctrl_c_ends_with_130_and_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(commands, "evenhand", a_command_that(KeyboardInterrupt()))
    with pytest.raises(SystemExit, match="130"):
        command_line.main([])
    assert capsys.readouterr().err.strip() == "Stopped."


def test_a_reader_that_goes_away_is_no_error(desk: Desk) -> None:
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        [sys.executable, "-m", "evenhand.doors.cli.main", "doctor"],
        env=desk.environment,
        stdout=write,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    os.close(write)
    assert (done.returncode, done.stderr) == (1, "")


def test_what_is_written_is_for_its_owner_alone_even_in_an_open_folder(make_desk: Any) -> None:
    desk = make_desk("nothing", postgres=False)
    desk.folder.mkdir(mode=0o755)
    mail = desk.folder.parent / "mail.eml"
    mail.write_bytes(b"From: mia@acme.example\nTo: ada@harbourline.example\nSubject: x\n\nWhere is it?\n")
    assert desk.evenhand("import", mail).returncode == 0
    written = sorted(desk.folder.iterdir())
    assert desk.folder / "evenhand.sqlite3" in written
    assert [path.name for path in written if path.stat().st_mode & 0o077] == []
