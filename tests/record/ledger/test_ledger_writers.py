"""Several writers at once: processes of their own, as a web server and a worker are."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from evenhand.record.ledger.models import Entry

WRITERS, EACH = 3, 25
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
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "evenhand.server.settings"}
    return [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, database, str(number), str(EACH)], env=environment, stderr=subprocess.PIPE
        )
        for number in range(WRITERS)
    ]


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
