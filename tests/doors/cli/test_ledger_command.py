"""`evenhand ledger` and what a restored older backup has to erase again, as somebody at a terminal meets them."""

from __future__ import annotations

import json
import stat
from pathlib import Path
from typing import Any

import pytest
from desks import Desk

CANARY = "嘢嘅喺 聽日"
ERASE = """
from datetime import UTC, datetime
from evenhand.record.ledger import erasing
from evenhand.record.ledger.models import Content
from evenhand.server.backups import erasures
from django.conf import settings
at = datetime(2026, 3, 3, tzinfo=UTC)
(number,) = Content.objects.filter(body__contains="聽日").values_list("pk", flat=True)
one = erasing.ask([number], "objection", by="member:1", at=at, rows=["message:3"])
erasing.approve(one, by="member:2", at=at)
erasing.erase_contents(one, at=at)
print(number, erasures.write(settings.WORKSPACE.folder), erasures.write(settings.WORKSPACE.folder))
"""


@pytest.fixture
def desk(make_desk: Any) -> Desk:
    """A desk with eight entries."""
    made: Desk = make_desk("everything")
    return made


def without_triggers(desk: Desk, statement: str) -> None:
    """Change the ledger as whoever owns the database can."""
    if desk.is_sqlite:
        for (name,) in desk.sql("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
            desk.sql(f"DROP TRIGGER {name}")
    else:
        for table in ("ledger_entry", "ledger_content", "ledger_head"):
            desk.sql(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    desk.sql(statement)


def test_a_whole_ledger_is_0_and_says_what_was_not_compared(desk: Desk) -> None:
    done = desk.evenhand("ledger", "verify")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("The ledger is whole: 8 entries.\nRoot ")
    assert "No checkpoint from elsewhere was given" in done.stdout


def test_a_changed_entry_is_1_and_named(desk: Desk) -> None:
    without_triggers(desk, "UPDATE ledger_content SET body = '{}' WHERE number = 3")
    done = desk.evenhand("ledger", "verify")
    assert done.returncode == 1
    assert done.stdout.startswith("The content of entry 3 was changed, or its salt.\n")
    found = json.loads(desk.evenhand("ledger", "verify", "--json").stdout)
    assert (found["whole"], found["break"]["kind"], found["break"]["number"]) == (False, "body-altered", 3)


def test_what_cannot_run_is_2(desk: Desk, tmp_path: Path) -> None:
    assert desk.evenhand("ledger", "verify", "--checkpoint", tmp_path / "none").returncode == 2
    assert desk.evenhand("ledger", "verify", "--key", "abc").returncode == 2
    desk.environment["EVENHAND_LEDGER_KEY_FILE"] = str(tmp_path / "no.key")
    done = desk.evenhand("ledger", "checkpoint")
    assert done.returncode == 2
    assert f"The ledger's key {tmp_path}/no.key cannot be read or made" in done.stderr
    desk.environment["EVENHAND_ORIGIN"] = "two words"
    assert "it must have no spaces" in desk.evenhand("ledger", "key").stderr


def test_a_ledger_that_was_set_back_is_found_with_the_checkpoint_and_not_without(desk: Desk, tmp_path: Path) -> None:
    if not desk.is_sqlite:
        pytest.skip("the file of an older day is a matter of SQLite")
    database = desk.folder / "evenhand.sqlite3"
    older = database.read_bytes()
    desk.python("from evenhand.record.people import actions as a\nfrom datetime import UTC, datetime\n"
                "a.create_team('Training', by=None, at=datetime(2026, 3, 3, tzinfo=UTC))")  # fmt: skip
    outside = tmp_path / "outside.txt"
    assert desk.evenhand("ledger", "checkpoint", "-o", outside).stdout == f"{outside}: the checkpoint of 9 entries.\n"
    outside.write_bytes(outside.read_bytes().replace(b"\n", b"\r\n"))  # as a mail program saves it
    assert desk.evenhand("ledger", "verify", "--checkpoint", outside).returncode == 0
    for name in ("evenhand.sqlite3-wal", "evenhand.sqlite3-shm"):
        (desk.folder / name).unlink(missing_ok=True)
    database.write_bytes(older)
    assert desk.evenhand("ledger", "verify").returncode == 0
    done = desk.evenhand("ledger", "verify", "--checkpoint", outside)
    assert done.returncode == 1
    assert "The ledger was set back: the checkpoint counts 9 entries, and there are fewer now." in done.stdout


def test_the_key_is_for_its_owner_alone_and_an_earlier_one_can_be_named(desk: Desk, tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    desk.evenhand("ledger", "checkpoint", "-o", outside)
    path = desk.folder / "ledger.key"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    earlier = desk.evenhand("ledger", "key").stdout.strip()
    assert earlier.startswith("Harbourline+")
    path.unlink()
    verify = ("ledger", "verify", "--checkpoint", outside)
    done = desk.evenhand(*verify)
    assert done.returncode == 1
    assert f"{outside}: The checkpoint was not signed by this desk's key." in done.stdout
    assert desk.evenhand(*verify, "--key", earlier).returncode == 0


def test_the_name_that_signs_stays_when_the_firm_is_renamed(desk: Desk) -> None:
    before = desk.evenhand("ledger", "key").stdout
    desk.sql("UPDATE people_workspace SET name = 'Another Firm'")
    assert desk.evenhand("ledger", "key").stdout == before


class TestRestore:
    """An older backup comes back over a desk that has erased something since."""

    @pytest.fixture
    def older(self, desk: Desk, tmp_path: Path) -> Path:
        """A backup from before the erasure; the desk has erased entry 2 since."""
        backup = tmp_path / "older.zip"
        assert desk.evenhand("backup", backup).returncode == 0
        desk.evenhand("ledger", "key")
        assert desk.python(ERASE) == "2 1 1"
        return backup

    def gone(self, desk: Desk) -> bool:
        files = [path.read_bytes() for path in desk.folder.glob("evenhand.sqlite3*")]
        entries = desk.sql("SELECT number FROM ledger_content ORDER BY number")
        return (2,) not in entries and len(entries) > 6 and not any(f'"{CANARY}"'.encode() in data for data in files)

    def test_the_folders_own_list_is_applied_and_kept_and_the_key_stays(self, desk: Desk, older: Path) -> None:
        if not desk.is_sqlite:
            pytest.skip("a database on a server is never replaced")
        key, listed = (desk.folder / "ledger.key").read_bytes(), (desk.folder / "erasures.jsonl").read_text()
        done = desk.evenhand("restore", older, "--replace", "--json")
        assert done.returncode == 0, done.stderr
        assert json.loads(done.stdout)["erased_again"] == 1
        assert (desk.folder / "ledger.key").read_bytes() == key
        assert (desk.folder / "erasures.jsonl").read_text().startswith(listed)
        assert desk.evenhand("ledger", "verify").returncode == 0
        assert self.gone(desk)

    def test_elsewhere_the_list_is_named(self, desk: Desk, older: Path, make_desk: Any) -> None:
        other: Desk = make_desk("nothing")
        done = other.evenhand("restore", older, "--erasures", desk.folder / "erasures.jsonl")
        assert "1 erasure(s) done since then were done again." in done.stdout
        assert self.gone(other)
        without: Desk = make_desk("nothing")
        without.evenhand("restore", older)
        assert not self.gone(without)

    def test_a_list_that_is_damaged_stops_the_restore_before_it_begins(
        self, desk: Desk, older: Path, tmp_path: Path, make_desk: Any
    ) -> None:
        other: Desk = make_desk("nothing")
        bad = tmp_path / "bad.jsonl"
        bad.write_text((desk.folder / "erasures.jsonl").read_text()[:-20])
        done = other.evenhand("restore", older, "--erasures", bad)
        assert done.returncode == 2
        assert "Line 1 of the list of erasures" in done.stderr
        assert not (other.folder / "evenhand.sqlite3").exists()
