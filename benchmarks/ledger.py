"""A ledger of 1,000,000 entries with bodies of 500 bytes on SQLite: verifying it, and appending to it.

Targets: verified in 15 s with 300 MB; 1,500 appends a second with synchronous=FULL, each in a transaction of its own.
The entries are written by bulk SQL, as an action would write them one after the other; a real desk has no such hurry.
"""

from __future__ import annotations

import json
import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.support.measuring import keep, run
from evenhand.knowledge.merkle.leaf import commitment, leaf_hash, meta_bytes
from evenhand.knowledge.merkle.tree import Frontier

COUNT = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
RUNS, APPENDS, BATCHES = 3, 3000, 10
BODY = 500
START = datetime(2026, 3, 2, 7, 0, tzinfo=UTC)
APPEND = """
import json, time
from datetime import UTC, datetime
from evenhand.server.start import start
start()
from django.db import connection, transaction
from evenhand.record.ledger.actions import Fact, append, append_all
at = datetime(2026, 3, 2, tzinfo=UTC)
body = {"said": "x" * 488}
def one(n):
    with transaction.atomic():
        append(kind="message.inbound", actor="member:3", at=at, subject=f"message:{n}", body=body)
one(0)
with connection.cursor() as cursor:
    cursor.execute("PRAGMA synchronous")
    assert cursor.fetchone()[0] == 2
    cursor.execute("CREATE TABLE benchmark (n INTEGER, body TEXT)")
plain = time.perf_counter()
for n in range(APPENDS):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("INSERT INTO benchmark VALUES (%s, %s)", [n, body["said"]])
plain = APPENDS / (time.perf_counter() - plain)
began, cpu = time.perf_counter(), time.process_time()
for n in range(APPENDS):
    one(n)
seconds, cpu = time.perf_counter() - began, time.process_time() - cpu
facts = [Fact("message.inbound", f"message:{n}", body) for n in range(1000)]
batched = time.perf_counter()
for _ in range(BATCHES):
    with transaction.atomic():
        append_all(facts, actor="member:3", at=at)
batched = time.perf_counter() - batched
print(json.dumps({
    "appends_per_second": round(APPENDS / seconds), "cpu_ms_per_append": round(cpu / APPENDS * 1000, 3),
    "plain_insert_transactions_per_second_same_disk": round(plain),
    "appends_per_second_1000_in_a_transaction": round(1000 * BATCHES / batched),
}))
"""


def main() -> None:
    """Fill, verify with the command that people use, append."""
    with tempfile.TemporaryDirectory(prefix="evenhand-bench-", dir="/var/tmp") as folder:
        environment = {"EVENHAND_DATA": folder}
        subprocess.run(
            [sys.executable, "-c", "from evenhand.server.start import start; start()"],
            env=os.environ | environment, check=True,
        )  # fmt: skip
        database = Path(folder) / "evenhand.sqlite3"
        began = time.perf_counter()
        fill(database)
        filled = time.perf_counter() - began
        command = [sys.executable, "-m", "evenhand.doors.cli.main", "ledger", "verify", "--json"]
        load, before = os.getloadavg()[0], resource.getrusage(resource.RUSAGE_CHILDREN)
        costs = [run(command, environment) for _ in range(RUNS)]
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        found = [json.loads(cost.output.splitlines()[-1]) for cost in costs]
        size = database.stat().st_size
        code = APPEND.replace("APPENDS", str(APPENDS)).replace("BATCHES", str(BATCHES))
        appended = json.loads(run([sys.executable, "-c", code], environment).output)
    assert all(one["whole"] and one["size"] == COUNT for one in found)
    keep(
        "ledger",
        {
            "entries": COUNT,
            "body_bytes": BODY,
            "database_mb": round(size / 2**20, 1),
            "verify_seconds": sorted(one["seconds"] for one in found),
            "verify_seconds_with_start": sorted(round(cost.seconds, 1) for cost in costs),
            "verify_cpu_seconds_with_start": round(
                (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) / RUNS, 1
            ),
            "load_average_of_the_machine_before": round(load, 1),
            "verify_peak_mb": max(cost.peak_mb for cost in costs),
            "n_appends": APPENDS,
            **appended,
            "fill_seconds_bulk_sql": round(filled, 1),
            "target": {"verify_seconds": 15, "peak_mb": 300, "appends_per_second": 1500},
        },
    )


def fill(database: Path) -> None:
    """Write the entries with their content and the head, triggers standing."""
    frontier = Frontier()
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("PRAGMA synchronous=OFF")
        for batch in batches(frontier):
            connection.executemany(
                "INSERT INTO ledger_entry (number, kind, actor, at, subject, commitment, leaf_hash) "
                "VALUES (?, ?, ?, ?, ?, ?, ?)",
                [entry for entry, _ in batch],
            )
            connection.executemany("INSERT INTO ledger_content VALUES (?, ?, ?)", [content for _, content in batch])
        connection.execute("INSERT INTO ledger_head (id, size, frontier) VALUES (1, ?, ?)", (COUNT, frontier.to_text()))


def batches(frontier: Frontier, size: int = 5000) -> Iterator[list[tuple[tuple[object, ...], tuple[object, ...]]]]:
    """The rows, each pair for entry and content."""
    for first in range(0, COUNT, size):
        yield [rows(number, frontier) for number in range(first, min(first + size, COUNT))]


def rows(number: int, frontier: Frontier) -> tuple[tuple[object, ...], tuple[object, ...]]:
    """One entry and its content."""
    at, salt = START + timedelta(seconds=number, microseconds=number % 1000), os.urandom(32)
    kind, actor, subject = "message.inbound", f"member:{number % 40}", f"message:{number}"
    body = f'{{"number":{number},"said":"'.ljust(BODY - 2, "x") + '"}'
    committed = commitment(number=number, body=body.encode(), salt=salt)
    leaf = leaf_hash(meta_bytes(number=number, kind=kind, at=at, actor=actor, subject=subject), committed)
    frontier.append(leaf)
    stored = str(at.replace(tzinfo=None))
    return (number, kind, actor, stored, subject, committed, leaf), (number, salt, body)


if __name__ == "__main__":
    main()
