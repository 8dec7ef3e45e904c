"""Several writers at once: processes of their own, as a web server and a worker are."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from evenhand.record.ledger.models import Entry

EACH = 25
WRITERS = 4 if connection.vendor == "sqlite" else 16
WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
import django
from django.conf import settings
name = sys.argv[1]
if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    name = Path(name)
settings.DATABASES["default"]["NAME"] = name
django.setup()
from django.db import transaction
from evenhand.record.ledger import actions as ledger

for step in range(int(sys.argv[3])):
    try:
        with transaction.atomic():
            bodies = [{"step": step, "of": of} for of in range(step % 3 + 1)]
            facts = [ledger.Fact("test.done", f"writer:{sys.argv[2]}", body) for body in bodies]
            ledger.append_all(facts, actor="system", at=datetime(2026, 3, 2, tzinfo=UTC))
            if step % 5 == 4:
                raise RuntimeError
    except RuntimeError:
        pass
"""

LOAD = (
    WRITER.split("for step in range")[0]
    + """
for step in range(100_000):
    with transaction.atomic():
        entry = ledger.append(
            kind="test.done", actor="system", at=datetime(2026, 3, 2, tzinfo=UTC), subject="load:1", body={"step": step}
        )
    print(entry.number, flush=True)  # acknowledged: it must be there whatever happens now
"""
)
ENVIRONMENT = os.environ | {"DJANGO_SETTINGS_MODULE": "evenhand.server.settings"}
KILLS = 5


@pytest.fixture
def database(tmp_path: Path, transactional_db: None) -> str:
    """The name of a database that other processes can open; on SQLite a file made for this test."""
    if connection.vendor != "sqlite":
        return str(connection.settings_dict["NAME"])
    path = tmp_path / "ledger.sqlite3"
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(path)])
    return str(path)


def writers(database: str) -> list[subprocess.Popen[bytes]]:
    return [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, database, str(number), str(EACH)], env=ENVIRONMENT, stderr=subprocess.PIPE
        )
        for number in range(WRITERS)
    ]


def on(database: str, code: str) -> str:
    """What a piece of Python prints that works on this database."""
    head = WRITER.split("from django.db import transaction")[0]
    command = [sys.executable, "-c", head + code, database]
    return subprocess.run(command, env=ENVIRONMENT, capture_output=True, text=True, check=True, timeout=60).stdout


def first_break(database: str) -> str:
    code = "from evenhand.record.ledger.verifying import verify\nprint(verify().first)"
    return on(database, code).strip()


def entries(database: str) -> list[tuple[int, str, str]]:
    if connection.vendor != "sqlite":
        return list(Entry.objects.values_list("number", "subject", "content__body"))
    import sqlite3

    with sqlite3.connect(database) as opened:
        return opened.execute(
            "SELECT number, subject, body FROM ledger_entry JOIN ledger_content USING (number) ORDER BY number"
        ).fetchall()


def test_writers_at_the_same_time_number_without_gaps_and_each_in_its_order(database: str) -> None:
    for process in writers(database):
        _, said = process.communicate(timeout=60)
        assert process.returncode == 0, said.decode()
    found = entries(database)
    assert [number for number, _, _ in found] == list(range(len(found)))
    kept = [step for step in range(EACH) if step % 5 != 4]
    wanted = [f'{{"of":{of},"step":{step}}}' for step in kept for of in range(step % 3 + 1)]
    for writer in range(WRITERS):
        assert [body for _, subject, body in found if subject == f"writer:{writer}"] == wanted
    assert first_break(database) == "None"


def test_a_writer_that_is_killed_loses_nothing_that_it_said_was_written(database: str) -> None:
    acknowledged: list[int] = []
    for kill in range(KILLS):
        process = subprocess.Popen(
            [sys.executable, "-c", LOAD, database, "1"], env=ENVIRONMENT, stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        acknowledged += [int(process.stdout.readline()) for _ in range(20 + 7 * kill)]
        process.kill()
        acknowledged += [int(line) for line in process.stdout.read().splitlines(keepends=True) if line.endswith("\n")]
        process.wait()
    found = [number for number, _, _ in entries(database)]
    assert found == list(range(len(found)))
    assert acknowledged == sorted(set(acknowledged))
    assert set(acknowledged) <= set(found)
    assert len(found) - len(acknowledged) <= KILLS  # written, and killed before it could say so
    assert first_break(database) == "None"
