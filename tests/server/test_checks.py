"""Each check, with the thing wrong and with it right."""

from __future__ import annotations

import re
import shutil
from collections import namedtuple
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from builders import ada, sam
from django.core.checks import CheckMessage
from django.db import connection, transaction
from ledgers import ORIGIN, PEM, sql, tampering
from pytest_django import Settings

from evenhand.doors import clock
from evenhand.doors.encoder import nano
from evenhand.record.conversations.models import Raw
from evenhand.record.ledger import checkpoints, verifying
from evenhand.record.ledger.actions import append
from evenhand.record.outbox import beating
from evenhand.record.outbox.models import Job
from evenhand.server import check_list, checks
from evenhand.server.workspace import Workspace

pytestmark = pytest.mark.django_db


def ids(messages: list[CheckMessage]) -> list[str]:
    """The numbers of what was found."""
    return [str(message.id).removeprefix("EVENHAND.") for message in messages]


@pytest.fixture
def folder(tmp_path: Path, settings: Settings) -> Path:
    """A workspace of its own for checks that look at files."""
    tmp_path.chmod(0o700)
    settings.WORKSPACE = Workspace(tmp_path)
    return tmp_path


def test_every_number_is_explained_and_every_explanation_is_used() -> None:
    source = Path(checks.__file__).read_text(encoding="utf-8")
    used = set(re.findall(r'found\("([EWI]\d{3})"', source)) | {"E001", "E003"}
    assert used == set(check_list.CHECKS)
    for known in check_list.CHECKS.values():
        assert known.meaning.endswith(".")
        assert known.remedy.endswith((".", ")."))
        assert not known.title.endswith(".")


def test_a_finding_carries_its_level_its_remedy_and_its_page() -> None:
    (message,) = checks.found("W002", "10 MB are free.")
    assert (message.level, message.id) == (30, "EVENHAND.W002")
    assert message.hint.startswith("Free some space")
    assert message.hint.endswith("See docs/reference/checks.md#evenhand-w002")


@pytest.mark.parametrize(("free", "found"), [(999_999_999, ["W002"]), (1_000_000_000, [])])
def test_less_than_a_gigabyte_is_little(
    folder: Path, monkeypatch: pytest.MonkeyPatch, free: int, found: list[str]
) -> None:
    usage = namedtuple("usage", "free")
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage(free))
    assert ids(checks.disk_space()) == found


def test_this_database_is_up_to_date_and_durable() -> None:
    assert checks.migrations() == []
    if connection.vendor == "sqlite":
        assert checks._pragma("synchronous") == "2"
    else:
        assert checks.durability() == []


def test_a_journal_or_a_level_that_may_lose_writes_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks.connection, "vendor", "sqlite", raising=False)
    for mode, level, found in (("wal", "2", []), ("wal", "1", ["E005"]), ("delete", "2", ["E005"])):
        answers = {"journal_mode": mode, "synchronous": level}
        monkeypatch.setattr(checks, "_pragma", answers.__getitem__)
        assert ids(checks.durability()) == found


def test_a_missing_or_old_catalogue_is_named(folder: Path, settings: Settings) -> None:
    settings.LOCALE_PATHS = [folder]
    source = folder / "fi" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.touch()
    (message,) = checks.catalogues()
    assert message.msg == "Compiled catalogues are missing or old: fi."
    source.with_suffix(".mo").touch()
    assert checks.catalogues() == []


@pytest.mark.parametrize(("mode", "found"), [(0o600, []), (0o640, ["E008"]), (0o604, ["E008"])])
def test_a_key_file_that_others_can_read_is_an_error(
    folder: Path, settings: Settings, mode: int, found: list[str]
) -> None:
    path = folder / "secret.key"
    path.write_text("k" * 64)
    path.chmod(mode)
    settings.SECRET_KEY = "k" * 64
    assert ids(checks.secret_key()) == found


def test_a_short_key_from_the_environment_is_a_warning(folder: Path, settings: Settings) -> None:
    settings.SECRET_KEY = "k" * 31
    assert ids(checks.secret_key()) == ["W009"]
    settings.SECRET_KEY = "k" * 32
    assert checks.secret_key() == []


@pytest.mark.parametrize(("mode", "found"), [(0o700, []), (0o750, []), (0o755, ["W010"])])
def test_a_workspace_open_to_everybody_is_a_warning(folder: Path, mode: int, found: list[str]) -> None:
    folder.chmod(mode)
    assert ids(checks.folder_is_private()) == found


@pytest.mark.parametrize(
    ("hosts", "https", "found"),
    [
        (["localhost", "127.0.0.1", "[::1]"], False, []),
        (["desk.harbourline.example"], False, ["W011"]),
        (["desk.harbourline.example"], True, []),
        (["*"], True, ["W012"]),
        (["*", "desk.harbourline.example"], False, ["W012", "W011"]),
    ],
)
def test_names_and_https_must_fit(settings: Settings, hosts: list[str], https: bool, found: list[str]) -> None:
    settings.ALLOWED_HOSTS = hosts
    settings.SESSION_COOKIE_SECURE = https
    assert ids(checks.names()) == found


def test_tracebacks_in_the_browser_are_a_warning(settings: Settings) -> None:
    settings.DEBUG = True
    assert ids(checks.debugging()) == ["W013"]
    settings.DEBUG = False
    assert checks.debugging() == []


def test_no_worker_is_worth_a_word_and_with_overdue_jobs_a_warning() -> None:
    now = clock.now()
    assert ids(checks.workers()) == ["I015"]
    Job.objects.create(name="greet", enqueued_at=now, due_at=now - timedelta(minutes=6))
    (message,) = checks.workers()
    assert message.msg == "No worker is known, and 1 job(s) are overdue."
    beating.beat("w", at=now)
    assert checks.workers() == []
    beating.beat("w", at=now - timedelta(minutes=2))
    assert ids(checks.workers()) == ["W014"]


def test_dead_jobs_are_counted_and_named() -> None:
    now = clock.now()
    assert checks.dead_jobs() == []
    for name in ("wave", "greet", "greet"):
        Job.objects.create(name=name, state="dead", enqueued_at=now, due_at=now, finished_at=now)
    (message,) = checks.dead_jobs()
    assert message.msg == "3 job(s) gave up: greet, wave."


@pytest.mark.parametrize(
    ("minutes", "state", "found"), [(59, "waiting", []), (61, "waiting", ["W017"]), (61, "filed", [])]
)
def test_mail_that_waits_longer_than_an_hour_is_a_warning(minutes: int, state: str, found: list[str]) -> None:
    stored = clock.now() - timedelta(minutes=minutes)
    Raw.objects.create(sha256="a" * 64, kind="mail", size=1, data=b"x", stored_at=stored, state=state)
    assert ids(checks.unread_mail()) == found


def test_a_clock_of_its_own_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    assert checks.desk_clock() == []
    monkeypatch.setattr(clock, "is_shifted", lambda: True)
    assert ids(checks.desk_clock()) == ["I018"]


def test_a_desk_without_members_or_without_an_administrator_is_said() -> None:
    assert ids(checks.administrators()) == ["I019"]
    ada()
    assert ids(checks.administrators()) == ["W020"]
    sam()
    assert checks.administrators() == []


def test_checks_of_the_record_wait_for_its_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    from evenhand.doors.cli import doctor

    asked: list[Any] = []
    monkeypatch.setattr("django.core.checks.run_checks", lambda tags: asked.extend(tags) or checks.found("W004", "2."))
    doctor._run(thorough=False)
    assert asked == [checks.TAG]


@pytest.mark.parametrize(("wanted", "there", "found"), [(True, False, ["W026"]), (True, True, []), (False, False, [])])
def test_a_second_look_needs_the_encoder(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, wanted: bool, there: bool, found: list[str]
) -> None:
    settings.SECOND_LOOK = wanted
    monkeypatch.setattr(nano, "trouble", lambda: "" if there else nano.MISSING)
    assert ids(checks.second_look()) == found


class TestLedger:
    """Whether it is verified and leaves, judged by what has waited for too long."""

    @pytest.fixture
    def entry_at(self) -> Any:
        """Record one entry, so long ago."""

        def record(ago: timedelta) -> None:
            with transaction.atomic():
                append(kind="test.done", actor="system", at=clock.now() - ago, subject="test:1", body={})

        return record

    def test_an_empty_ledger_needs_neither(self) -> None:
        assert checks.ledger_verified() == checks.checkpoints_leave() == []

    def test_entries_that_wait_to_be_verified(self, entry_at: Any) -> None:
        entry_at(timedelta(days=1))
        assert checks.ledger_verified() == []
        with tampering():
            sql("UPDATE ledger_entry SET at = %s", clock.now() - timedelta(days=3))
            assert ids(checks.ledger_verified()) == ["W027"]
            verifying.keep(verifying.verify(), at=clock.now(), seconds=0.1)
            assert checks.ledger_verified() == []

    def test_a_ledger_that_nobody_else_has_is_a_warning(self, entry_at: Any, settings: Settings) -> None:
        entry_at(timedelta(days=3))
        (message,) = checks.checkpoints_leave()
        assert (message.id, message.level) == ("EVENHAND.W025", 30)
        settings.CHECKPOINT_FOLDER = "/srv/outside"
        (message,) = checks.checkpoints_leave()
        assert (message.id, message.msg) == ("EVENHAND.W028", "None has left yet.")
        checkpoints.note_departure(checkpoints.make(origin=ORIGIN, private_pem=PEM, at=clock.now()), at=clock.now())
        assert checks.checkpoints_leave() == []
