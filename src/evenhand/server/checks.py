"""Django system checks of this desk. Each looks for one thing and says nothing when all is well."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Callable, Iterable
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Info, Warning, register
from django.db import connection

from evenhand.server.check_list import CHECKS, link
from evenhand.server.workspace import Workspace

TAG = "evenhand"
RECORD = "evenhand-record"
LEAST_SPACE = 1_000_000_000
CHECKED_WITHOUT_ASKING = 200_000_000
OVERDUE = timedelta(minutes=5)
UNREAD = timedelta(hours=1)
LEVELS = {"E": Error, "W": Warning, "I": Info}
Check = Callable[[], list[CheckMessage]]


def check(tag: str) -> Callable[[Check], Check]:
    """Register a check; those of RECORD read the record's tables and need a database of this version."""

    def add(function: Check) -> Check:
        register(lambda **_arguments: function(), tag)
        return function

    return add


def found(number: str, words: str) -> list[CheckMessage]:
    """One message with its id, what to do, and where it is explained."""
    hint = f"{CHECKS[number].remedy} See {link(number)}"
    return [LEVELS[number[0]](words, hint=hint, id=f"EVENHAND.{number}")]


@check(TAG)
def disk_space() -> list[CheckMessage]:
    """W002."""
    free = shutil.disk_usage(_workspace().folder).free
    if free >= LEAST_SPACE:
        return []
    return found("W002", f"{free / 1e6:.0f} MB are free where {_workspace().folder} lies.")


@check(TAG)
def migrations() -> list[CheckMessage]:
    """W004."""
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return found("W004", f"{len(missing)} change(s) to the database are not applied.") if missing else []


@check(TAG)
def durability() -> list[CheckMessage]:
    """E005."""
    if connection.vendor != "sqlite":
        return []
    mode, level = _pragma("journal_mode"), _pragma("synchronous")
    if mode == "wal" and int(level) >= 2:
        return []
    return found("E005", f"SQLite runs with journal_mode {mode} and synchronous {level}; it must be wal and 2 (FULL).")


@check(TAG)
def integrity() -> list[CheckMessage]:
    """E006; only for files small enough to take no time (`thorough_integrity` looks at any)."""
    if connection.vendor != "sqlite" or _workspace().database.stat().st_size > CHECKED_WITHOUT_ASKING:
        return []
    return thorough_integrity()


def thorough_integrity() -> list[CheckMessage]:
    """E006, however long it takes; on PostgreSQL nothing (the server looks after its pages)."""
    if connection.vendor != "sqlite":
        return []
    answer = _pragma("quick_check(1)")
    return [] if answer == "ok" else found("E006", f"SQLite says: {answer}")


@check(TAG)
def catalogues() -> list[CheckMessage]:
    """W007."""
    stale = [
        source.parent.parent.name
        for folder in settings.LOCALE_PATHS
        for source in sorted(Path(folder).glob("*/LC_MESSAGES/*.po"))
        if not _is_fresh(source.with_suffix(".mo"), source)
    ]
    return found("W007", f"Compiled catalogues are missing or old: {', '.join(stale)}.") if stale else []


@check(TAG)
def secret_key() -> list[CheckMessage]:
    """E008 and W009."""
    path = _workspace().folder / "secret.key"
    if path.exists() and path.read_text(encoding="ascii").strip() == settings.SECRET_KEY:
        mode = stat.S_IMODE(path.stat().st_mode)
        return found("E008", f"{path} has the permissions {mode:o}.") if mode & 0o077 else []
    if len(settings.SECRET_KEY) < 32:
        return found("W009", f"EVENHAND_SECRET_KEY has {len(settings.SECRET_KEY)} characters.")
    return []


@check(TAG)
def folder_is_private() -> list[CheckMessage]:
    """W010."""
    folder = _workspace().folder
    mode = stat.S_IMODE(folder.stat().st_mode)
    if os.name != "posix" or not mode & 0o007:
        return []
    return found("W010", f"{folder} has the permissions {mode:o}.")


@check(TAG)
def names() -> list[CheckMessage]:
    """W011 and W012."""
    hosts = {host.strip() for host in settings.ALLOWED_HOSTS}
    messages = found("W012", "EVENHAND_HOSTS is *.") if "*" in hosts else []
    beyond = sorted(hosts - {"localhost", "127.0.0.1", "[::1]", "*", ""})
    if beyond and not settings.SESSION_COOKIE_SECURE:
        messages += found("W011", f"The desk is reached as {', '.join(beyond)} without HTTPS.")
    return messages


@check(TAG)
def debugging() -> list[CheckMessage]:
    """W013."""
    return found("W013", "EVENHAND_DEBUG is yes.") if settings.DEBUG else []


@check(RECORD)
def workers() -> list[CheckMessage]:
    """W014 and I015."""
    from evenhand.doors import clock
    from evenhand.record.outbox import queries

    now, beat = clock.now(), queries.last_beat()
    if not queries.is_missing(beat, at=now):
        return []
    heard = "No worker is known" if beat is None else f"The last worker was heard at {beat:%Y-%m-%d %H:%M} UTC"
    late = queries.overdue(at=now, by=OVERDUE)
    return found("W014", f"{heard}, and {late} job(s) are overdue.") if late else found("I015", f"{heard}.")


@check(RECORD)
def dead_jobs() -> list[CheckMessage]:
    """W016."""
    from evenhand.record.outbox.queries import dead_jobs

    names = list(dead_jobs().values_list("name", flat=True)[:1000])
    return found("W016", f"{len(names)} job(s) gave up: {', '.join(sorted(set(names)))}.") if names else []


@check(RECORD)
def unread_mail() -> list[CheckMessage]:
    """W017."""
    from evenhand.doors import clock
    from evenhand.record.conversations.models import Raw

    count = Raw.objects.filter(state=Raw.State.WAITING, stored_at__lt=clock.now() - UNREAD).count()
    return found("W017", f"{count} stored item(s) wait to be read.") if count else []


@check(RECORD)
def desk_clock() -> list[CheckMessage]:
    """I018."""
    from evenhand.doors import clock

    return found("I018", f"The desk's clock says {clock.now():%Y-%m-%d %H:%M} UTC.") if clock.is_shifted() else []


@check(RECORD)
def administrators() -> list[CheckMessage]:
    """I019 and W020."""
    from evenhand.record.people.models import Member, Role

    here = Member.objects.filter(left_at=None)
    if not here.exists():
        return found("I019", "Nobody is a member of this desk.")
    if here.filter(grants__role=Role.ADMINISTRATOR).exists():
        return []
    return found("W020", "No member is an administrator.")


@check(RECORD)
def earlier_readings() -> list[CheckMessage]:
    """I021."""
    from evenhand.knowledge.language.shape import ModelName
    from evenhand.record.conversations.queries_readings import how_many_wait

    reader = ModelName()
    count = how_many_wait(reader)
    return found("I021", f"{count} message(s) were read before {reader.name} {reader.version}.") if count else []


@check(TAG)
def ledger_key() -> list[CheckMessage]:
    """E024."""
    path = _workspace().folder / "ledger.key"
    mode = stat.S_IMODE(path.stat().st_mode) if path.exists() else 0
    return found("E024", f"{path} has the permissions {mode:o}.") if mode & 0o077 else []


@check(RECORD)
def ledger_holds() -> list[CheckMessage]:
    """E022."""
    from evenhand.record.ledger.queries import last_verification

    newest = last_verification()
    if newest is None or newest.is_whole:
        return []
    place = "" if newest.number is None else f" at entry {newest.number}"
    return found("E022", f"The check of {newest.at:%Y-%m-%d %H:%M} UTC found: {newest.kind}{place}.")


@check(RECORD)
def ledger_triggers() -> list[CheckMessage]:
    """E023."""
    from evenhand.record.ledger.queries import missing_triggers

    missing = missing_triggers()
    return found("E023", f"Missing: {', '.join(missing)}.") if missing else []


@check(RECORD)
def ledger_verified() -> list[CheckMessage]:
    """W027."""
    from evenhand.doors import clock
    from evenhand.server.ledger_state import is_late, ledger_state

    stands = ledger_state()
    if not is_late(stands.unverified_since, at=clock.now()):
        return []
    newest = stands.verified_at
    when = "It was never verified." if newest is None else f"Last verified at {newest:%Y-%m-%d %H:%M} UTC."
    return found("W027", when)


@check(RECORD)
def checkpoints_leave() -> list[CheckMessage]:
    """W025 and W028."""
    from evenhand.doors import clock
    from evenhand.server.ledger_state import is_late, ledger_state

    stands = ledger_state()
    if stands.unproved_since is None:
        return []
    if not settings.CHECKPOINT_FOLDER and not settings.CHECKPOINT_MAILBOX:
        return found("W025", "Neither a folder nor a mailbox for checkpoints is named.")
    if not is_late(stands.unproved_since, at=clock.now()):
        return []
    newest = stands.left_at
    when = "None has left yet." if newest is None else f"The last one left at {newest:%Y-%m-%d %H:%M} UTC."
    return found("W028", when)


@check(TAG)
def second_look() -> list[CheckMessage]:
    """W026."""
    from evenhand.doors.encoder.nano import trouble

    return found("W026", why) if settings.SECOND_LOOK and (why := trouble()) else []


@check(TAG)
def house_rules() -> list[CheckMessage]:
    """W029."""
    from evenhand.knowledge.drafting.house_rules.words import sentence
    from evenhand.record.replies.house_rules import house

    errors = house().errors
    more = f" And {len(errors) - 20} more." if len(errors) > 20 else ""
    return found("W029", " ".join(map(sentence, errors[:20])) + more) if errors else []


def _workspace() -> Workspace:
    workspace: Workspace = settings.WORKSPACE
    return workspace


def _pragma(name: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {name}")
        rows: Iterable[tuple[Any, ...]] = cursor.fetchall()
    return "; ".join(str(row[0]) for row in rows)


def _is_fresh(compiled: Path, source: Path) -> bool:
    return compiled.exists() and compiled.stat().st_mtime >= source.stat().st_mtime
