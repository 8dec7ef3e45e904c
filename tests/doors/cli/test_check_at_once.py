"""`evenhand check` without the machinery of the other commands: what it understands it understands as they do."""

from __future__ import annotations

import subprocess
import sys

import pytest
from click.testing import CliRunner

from evenhand.doors.cli import check as command
from evenhand.doors.cli.check_options import Asked, plainly_asked


def by_the_command(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> Asked:
    """What the command itself makes of the arguments."""
    asked: list[Asked] = []
    monkeypatch.setattr(command, "check_and_print", lambda each: asked.append(each) or 0)
    result = CliRunner().invoke(command.check, arguments)
    assert result.exit_code == 0, result.output
    return asked[0]


@pytest.mark.parametrize(
    "words",
    [
        "",
        "a.txt - b.txt",
        "--lang zh-Hant --ui-lang=fi a.txt --jsonl",
        "--ignore P101 --ignore=vague --house-rules rules --min-level error --min-level warning",
        "--audience public --output=sarif --facts facts.json -",
    ],
)
def test_plain_words_mean_what_they_mean_to_the_command(monkeypatch: pytest.MonkeyPatch, words: str) -> None:
    asked = plainly_asked(words.split())
    assert asked is not None
    told = by_the_command(monkeypatch, *words.split())
    assert asked._replace(timezone=None) == told._replace(timezone=None)
    assert asked.timezone == str(told.timezone)


@pytest.mark.parametrize(
    "words",
    ["--help", "--timezone Asia/Taipei", "--lang sv", "--lang", "--facts -", "--jsonl=yes", "--lan en", "-- -a", "-x"],
)
def test_what_is_not_plain_is_left_to_the_command(words: str) -> None:
    assert plainly_asked(words.split()) is None


def test_a_plain_check_loads_neither_the_other_commands_nor_their_machinery() -> None:
    code = (
        "import sys; from evenhand.doors.cli.main import main\n"
        "try:\n    main(['check', '--lang', 'en'])\n"
        "finally:\n    print([name for name in ('click', 'ahocorasick_rs', 'django') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], input="Hello.", capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "[]", done.stderr


def test_a_mistake_is_explained_by_the_command() -> None:
    code = "from evenhand.doors.cli.main import main; main(['check', '--lang', 'sv'])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "'sv' is not one of" in done.stderr
