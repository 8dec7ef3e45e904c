"""The walk of docs/how-to/ledger.md as far as it needs no browser, word for word, on a desk with fewer entries."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from desks import desk_at

PAGE = Path(__file__).resolve().parents[2] / "docs" / "how-to" / "ledger.md"
NUMBER, HERE = "45", "1"
"""The entry that the page breaks, and one that the desk of the test has."""


def parts() -> dict[str, str]:
    """The page by its headings."""
    head, *rest = re.split(r"^## (.+)\n", PAGE.read_text(encoding="utf-8"), flags=re.M)
    return {"": head} | dict(zip(rest[::2], rest[1::2], strict=True))


def steps(text: str) -> list[tuple[str, str]]:
    """Each command of its blocks, and what the page says it prints."""
    blocks = "\n".join(re.findall(r"^```\n(.*?)^```", text, flags=re.M | re.S))
    found = re.findall(r"^\$ ((?:.*\\\n)*.*)\n((?:(?!\$ ).*\n?)*)", blocks, flags=re.M)
    return [(command, output.strip()) for command, output in found]


def shape(output: str) -> str:
    """What is printed without what differs from desk to desk: numbers, hashes, signatures, what an entry says."""
    lines = (re.sub(r"[0-9a-f]{64}|(?<=Harbourline).*", "#", line) for line in output.strip().splitlines())
    plain = (re.sub(r"^[A-Za-z0-9+/]{43}=$|^\{.*\}$|\d[\d,]*", "#", line) for line in lines)
    return "\n".join(line for line in plain if line and not line.startswith("Error: "))


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("sqlite3") is None, reason="the page breaks the ledger with the program sqlite3")
def test_the_walk_prints_what_the_page_says(tmp_path: Path) -> None:
    sections = parts()
    walk = [
        step
        for title in ("Verify", "Take a checkpoint outside", "Tamper with a copy")
        for step in steps(sections[title])
    ]
    assert len(walk) >= 12
    with desk_at(tmp_path / "desk", "everything", postgres=False) as desk:
        environment = {key: value for key, value in desk.environment.items() if key != "EVENHAND_DATA"}
        environment["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{environment['PATH']}"
        for command, said in walk:
            done = subprocess.run(
                command.replace(f"number = {NUMBER}", f"number = {HERE}"),
                shell=True, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False, timeout=60,
            )  # fmt: skip
            assert shape(done.stdout + done.stderr if "key --data" in command else done.stdout) == shape(said), command
            broken = "was changed" in said or "is missing" in said or said.startswith("Error")
            assert (done.returncode != 0) == broken, (command, done.stderr)


def test_the_page_tells_of_every_kind_of_step() -> None:
    commands = " ".join(command for text in parts().values() for command, _ in steps(text))
    for each in (
        "demo",
        "ledger verify",
        "ledger checkpoint",
        "ledger key",
        "backup",
        "restore",
        "export",
        "verify.py",
    ):
        assert each in commands
