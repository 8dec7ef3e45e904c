"""Cleaning the database's own files of what was deleted: SQL takes rows out of tables, not bytes out of files."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import connection

from evenhand.record.erasing.models import Scrubbing
from evenhand.record.ledger.models import Erasure

TABLES = (
    "conversations_run", "conversations_raw", "conversations_message", "conversations_conversation",
    "conversations_attachment", "conversations_reading", "conversations_correction", "conversations_draft",
    "conversations_searchterm",
    "conversations_threadkey", "agreements_commitment", "agreements_suggestion", "agreements_fulfilment",
    "agreements_release", "agreements_breach", "agreements_reopening", "agreements_postponement",
    "agreements_capabilitycheck", "agreements_stakeholder", "agreements_objection", "agreements_question",
    "agreements_minute", "agreements_version", "agreements_change", "customers_contact", "customers_customer",
    "customers_customerchange",
    "replies_standing", "replies_sentanyway", "erasing_hold", "ledger_content", "outbox_job", "outbox_letter",
    "protection_incident", "protection_quotation", "protection_amends", "protection_answer", "protection_act",
    "protection_request", "protection_merit", "protection_warning", "protection_restriction", "protection_review",
    "protection_lift", "protection_extension", "protection_appeal", "protection_employerletter", "protection_pack",
    "protection_recipient", "protection_look",
)  # fmt: skip

WAIT, USUAL_WAIT = 2_000, 20_000
"""Milliseconds to wait for readers before giving up for now; and as settings.py has it."""


_OLDER_VIEWS = (
    "SELECT 1 FROM pg_stat_activity other, ledger_erasure done WHERE done.id = ANY(%s)"
    " AND other.datname = current_database() AND other.pid <> pg_backend_pid() AND other.backend_xmin IS NOT NULL"
    " AND age(other.backend_xmin) >= age(done.xmin) LIMIT 1"
)
"""Whether a transaction is open that sees what was there before one that wrote one of these erasures (its xmin)."""


class StillInUse(RuntimeError):
    """Somebody still looks at the database as it was before, so that it cannot be cleaned yet; to be tried again."""


def scrub(erasure: Erasure, *, at: datetime) -> None:
    """Rewrite the database's files without what was deleted, and note that it was done; once for all that wait.

    Does nothing where they were cleaned since: a night of retention makes many erasures, and one cleaning is enough.

    SQLite: VACUUM writes the file anew, and the write-ahead log is emptied. PostgreSQL: VACUUM makes the space of
    deleted rows free for new ones; until it is written over, the bytes lie in the server's files and in its log.
    Needs to be outside a transaction. Raises StillInUse.
    """
    if Scrubbing.objects.filter(erasure=erasure).exists():
        return
    waiting = list(Erasure.objects.exclude(done_at=None).filter(scrubbing=None).values_list("pk", flat=True))
    if connection.vendor == "sqlite":
        _scrub_sqlite()
    else:
        _scrub_postgresql(waiting)
    for pk in waiting:
        Scrubbing.objects.get_or_create(erasure_id=pk, defaults={"at": at})


def _scrub_sqlite() -> None:
    _empty_the_log()  # or else VACUUM would copy what lies in it
    _run(["PRAGMA secure_delete=ON", "VACUUM"])
    _empty_the_log()


def _scrub_postgresql(waiting: list[int]) -> None:
    """VACUUM leaves what a transaction that began before the erasure can still see."""
    with connection.cursor() as cursor:
        cursor.execute(_OLDER_VIEWS, [waiting])
        if cursor.fetchone():
            raise StillInUse("A transaction that began before the erasure is still open; the tables are cleaned later.")
    _run(f"VACUUM (ANALYZE) {connection.ops.quote_name(table)}" for table in TABLES)


def _empty_the_log() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA busy_timeout={WAIT}")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        row = cursor.fetchone()
        cursor.execute(f"PRAGMA busy_timeout={USUAL_WAIT}")
    if row is not None and row[0]:
        raise StillInUse("Somebody reads the database; its log is emptied later.")


def _run(statements: Iterable[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
