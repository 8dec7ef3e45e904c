"""A desk of its own for tests with real processes: a workspace, and a database where the run is on PostgreSQL."""

from __future__ import annotations

import atexit
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import psycopg
from postgres import drop_database, fresh_database, server_url

SUPPORT = Path(__file__).parent


@dataclass(frozen=True)
class Desk:
    """A workspace folder and the environment of the processes that work on it."""

    folder: Path
    environment: dict[str, str] = field(repr=False)

    @property
    def is_sqlite(self) -> bool:
        """Whether its record is in the workspace."""
        return "EVENHAND_DATABASE_URL" not in self.environment

    def evenhand(self, *arguments: object, **more: str) -> subprocess.CompletedProcess[str]:
        """Run the command line to its end."""
        return self._run(["-m", "evenhand.doors.cli.main", *map(str, arguments)], more)

    def python(self, code: str, **more: str) -> str:
        """What a piece of Python prints, with the desk started."""
        done = self._run(["-c", f"from evenhand.server.start import start\nstart()\n{code}"], more)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def sql(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """Run one statement on the record, values for each `?`; its rows."""
        if self.is_sqlite:
            with closing(sqlite3.connect(self.folder / "evenhand.sqlite3", timeout=20)) as connection, connection:
                return connection.execute(statement, values).fetchall()
        with psycopg.connect(self.environment["EVENHAND_DATABASE_URL"]) as connection:
            cursor = connection.execute(statement.replace("?", "%s"), values or None)
            return cursor.fetchall() if cursor.description else []

    def begin(self, arguments: Sequence[object], output: Path, **more: str) -> subprocess.Popen[bytes]:
        """A process that runs on, writing what it says into `output`."""
        with output.open("wb") as sink:
            command = [sys.executable, *map(str, arguments)]
            return subprocess.Popen(command, env=self.environment | more, stdout=sink, stderr=sink)

    def _run(self, arguments: list[str], more: dict[str, str]) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, *arguments]
        environment = self.environment | more
        return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)


@contextmanager
def desk_at(folder: Path, holds: str = "tables", *, postgres: bool | None = None) -> Iterator[Desk]:
    """A desk in this folder that holds "nothing" (not even tables), empty "tables", or "everything" (see full_desk).

    It is on PostgreSQL if asked for, or else if the test run is.
    """
    environment = {key: value for key, value in os.environ.items() if not key.startswith("EVENHAND_")}
    environment |= {"EVENHAND_DATA": str(folder), "PYTHONUNBUFFERED": "1", "COLUMNS": "100"}
    on_postgres = "EVENHAND_DATABASE_URL" in os.environ if postgres is None else postgres
    if not on_postgres:
        if holds != "nothing":
            shutil.copytree(_workspace(holds), folder)
        yield Desk(folder, environment)
        return
    server, name = server_url(), f"evenhand_{uuid.uuid4().hex[:12]}"
    try:
        url = fresh_database(server, name, like="template0" if holds == "nothing" else _database(server, holds))
        if holds != "nothing":
            folder.mkdir(mode=0o700)
        yield Desk(folder, environment | {"EVENHAND_DATABASE_URL": url})
    finally:
        drop_database(server, name)


@cache
def _workspace(holds: str) -> Path:
    """A workspace to copy, made once a run."""
    folder = Path(tempfile.mkdtemp(prefix="evenhand-desk-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    _fill(holds, {"EVENHAND_DATA": str(folder / "desk")})
    return folder / "desk"


@cache
def _database(server: str, holds: str) -> str:
    """The name of a database to copy, made once a run."""
    name = f"evenhand_{holds}_{os.getpid()}"
    url = fresh_database(server, name)
    atexit.register(drop_database, server, name)
    with tempfile.TemporaryDirectory() as folder:
        _fill(holds, {"EVENHAND_DATA": folder, "EVENHAND_DATABASE_URL": url})
    return name


def _fill(holds: str, environment: dict[str, str]) -> None:
    program = ["-c", "from evenhand.server.start import start; start()"]
    if holds == "everything":
        program = [str(SUPPORT / "full_desk.py")]
    others = {key: value for key, value in os.environ.items() if not key.startswith("EVENHAND_")}
    subprocess.run([sys.executable, *program], env=others | environment, check=True)


def wait_until(true: Callable[[], object], seconds: float = 120.0) -> None:
    """Look until something is so. Fails after `seconds`, which end a hang and say nothing about speed."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "What the test waits for did not happen."
        time.sleep(0.02)


def says(output: Path, words: str) -> Callable[[], bool]:
    """Whether a process has said these words yet."""
    return lambda: output.exists() and words in output.read_text(errors="replace")
