"""`evenhand import` as a process: exit codes, sentences, counts, and what is in the way."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest
from desks import Desk
from mail_files import a_letter, letters, write_mbox

KEYS = [
    "files", "messages", "duplicates", "variants", "read_in_part", "conversations", "customers", "rows", "rejected",
    "skipped", "seconds",
]  # fmt: skip


def counts(done: CompletedProcess[str]) -> dict[str, Any]:
    """What --json printed."""
    assert done.returncode in (0, 1), done.stderr
    return dict(json.loads(done.stdout))


def sentence(done: CompletedProcess[str]) -> str:
    """What the command says when it could not run: words without a traceback, exit code 2, nothing printed."""
    assert (done.returncode, done.stdout) == (2, ""), done.stderr
    assert "Traceback" not in done.stderr
    assert "did not expect" not in done.stderr
    return done.stderr


def test_the_counts_have_exactly_the_published_keys(desk: Desk, tmp_path: Path) -> None:
    done = desk.evenhand("import", write_mbox(tmp_path / "box.mbox", 3), "--json")
    assert list(counts(done)) == KEYS
    assert (counts(done)["files"], counts(done)["messages"]) == (1, 3)
    assert isinstance(counts(done)["seconds"], float)


def test_the_same_again_is_all_duplicates(desk: Desk, tmp_path: Path) -> None:
    box = write_mbox(tmp_path / "box.mbox", 3)
    desk.evenhand("import", box)
    again = counts(desk.evenhand("import", box, "--json"))
    assert (again["messages"], again["duplicates"]) == (0, 3)
    assert desk.sql("SELECT count(*) FROM conversations_message") == [(3,)]


def test_without_json_a_sentence_says_the_counts_and_who_we_seem_to_be(desk: Desk, tmp_path: Path) -> None:
    done = desk.evenhand("import", write_mbox(tmp_path / "box.mbox", 3))
    assert done.returncode == 0
    assert done.stdout.startswith("3 messages in 3 new conversations from 1 files;")
    assert "harbourline.example, so that is taken to be us" in done.stderr
    assert "--ours harbourline.example" in done.stderr


class TestExitCodes:
    """0 done, 1 a named file was not taken, 2 could not run."""

    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        """A folder with a mail, a note and an empty folder."""
        (tmp_path / "in" / "empty").mkdir(parents=True)
        (tmp_path / "in" / "note.txt").write_text("buy milk")
        (tmp_path / "in" / "one.eml").write_bytes(a_letter(1))
        return tmp_path / "in"

    def test_a_folder_with_other_things_is_0_and_lists_them(self, desk: Desk, folder: Path) -> None:
        done = desk.evenhand("import", folder, "--json")
        assert done.returncode == 0
        assert (counts(done)["messages"], counts(done)["skipped"]) == (1, 1)
        assert "note.txt: holds no mail and no conversations.\n" in done.stderr

    def test_a_named_file_that_is_no_mail_is_1_and_the_others_go_on(self, desk: Desk, folder: Path) -> None:
        done = desk.evenhand("import", folder / "note.txt", folder / "one.eml", "--json")
        assert done.returncode == 1
        assert (counts(done)["messages"], counts(done)["skipped"]) == (1, 1)

    def test_a_missing_path_is_1_and_the_others_go_on(self, desk: Desk, folder: Path) -> None:
        done = desk.evenhand("import", folder / "nowhere.mbox", folder / "one.eml", "--json")
        assert (done.returncode, counts(done)["messages"]) == (1, 1)
        assert "nowhere.mbox: is not there.\n" in done.stderr

    def test_an_empty_folder_is_0_and_counts_nothing(self, desk: Desk, folder: Path) -> None:
        done = desk.evenhand("import", folder / "empty", "--json")
        assert done.returncode == 0
        assert {name for name, value in counts(done).items() if value} <= {"seconds"}

    def test_a_file_in_a_folder_of_the_same_name_is_not_the_named_one(self, desk: Desk, tmp_path: Path) -> None:
        (tmp_path / "box").mkdir()
        (tmp_path / "box" / "box").write_text("buy milk")
        assert desk.evenhand("import", tmp_path / "box").returncode == 0

    def test_no_path_at_all_is_2(self, desk: Desk) -> None:
        assert desk.evenhand("import").returncode == 2

    def test_invoices_and_timesheets_are_named_as_what_they_are(self, desk: Desk, tmp_path: Path) -> None:
        table = tmp_path / "bills.csv"
        table.write_text("customer,date,amount,currency,kind,ref\nAcme,2026-03-01,10,EUR,invoice,1\n")
        done = desk.evenhand("import", table)
        assert done.returncode == 1
        assert "bills.csv: holds invoices" in done.stderr


class TestOurs:
    """--ours says who we are."""

    @pytest.mark.parametrize("value", ["nonsense", "a b.example", "a.example,b.example", "", "gmail.com"])
    def test_a_wrong_value_is_a_sentence_and_imports_nothing(self, desk: Desk, tmp_path: Path, value: str) -> None:
        said = sentence(desk.evenhand("import", write_mbox(tmp_path / "box.mbox", 1), "--ours", value))
        assert "--ours: " in said
        assert "Give a domain (acme.com) or an address (help@acme.com)." in said
        assert desk.sql("SELECT count(*) FROM conversations_raw") == [(0,)]

    def test_it_is_remembered_and_added_to(self, desk: Desk, tmp_path: Path) -> None:
        box = write_mbox(tmp_path / "box.mbox", 1)
        desk.evenhand("import", box, "--ours", "harbourline.example")
        done = desk.evenhand("import", box, "--ours", "Help@Acme.example")
        assert "taken to be us" not in done.stderr
        assert desk.sql("SELECT value FROM customers_ownaddress ORDER BY value") == [
            ("harbourline.example",), ("help@acme.example",),
        ]  # fmt: skip

    def test_it_puts_what_is_on_record_right_and_leaves_no_job(self, desk: Desk, tmp_path: Path) -> None:
        box = write_mbox(tmp_path / "box.mbox", 3)
        desk.evenhand("import", box, "--ours", "acme.example")
        assert desk.sql("SELECT DISTINCT direction FROM conversations_message") == [("outbound",)]
        desk.sql("DELETE FROM customers_ownaddress")
        desk.evenhand("import", box, "--ours", "harbourline.example")
        assert desk.sql("SELECT DISTINCT direction FROM conversations_message") == [("inbound",)]
        assert desk.sql("SELECT count(*) FROM outbox_job WHERE name = 'recompute-directions'") == [(0,)]


def test_an_unknown_member_is_a_sentence(desk: Desk, tmp_path: Path) -> None:
    said = sentence(desk.evenhand("import", write_mbox(tmp_path / "box.mbox", 1), "--as", "nobody@harbourline.example"))
    assert "Nobody here has the address nobody@harbourline.example." in said


def test_one_import_at_a_time_and_the_sentence_names_the_process(desk: Desk, tmp_path: Path) -> None:
    with (desk.folder / "import.lock").open("w") as held:
        held.write(str(os.getpid()))
        held.flush()
        fcntl.flock(held, fcntl.LOCK_EX)
        said = sentence(desk.evenhand("import", write_mbox(tmp_path / "box.mbox", 1)))
    assert f"Another import (process {os.getpid()}) is at work in {desk.folder}" in said
    assert "Wait until it has finished" in said
    assert desk.evenhand("import", tmp_path / "box.mbox").returncode == 0


@pytest.mark.slow
def test_three_hundred_messages_survive_kills_at_every_stage(desk: Desk, tmp_path: Path) -> None:
    """Each import is killed at the given call of one of its functions, before or in the middle of it; the last ends."""
    box = write_mbox(tmp_path / "box.mbox", 300)
    stages = [
        ("evenhand.doors.intake.pipeline.set_ours", 1),
        ("evenhand.doors.intake.pipeline.with_readings", 1),
        ("evenhand.record.conversations.filing.index_messages", 1),
        ("evenhand.doors.intake.pipeline._load", 3),
        ("evenhand.record.conversations.filing.summarise", 3),
        ("evenhand.record.conversations.actions.beat", 1),
        ("evenhand.record.conversations.storing.Raw.objects.bulk_create", 5),
        ("evenhand.doors.intake.pipeline.Intake._settle_who_we_are", 1),
        ("evenhand.record.conversations.actions.end_run", 1),
    ]
    for function, call in stages:
        program = [Path(__file__).parents[2] / "support" / "killed_import.py", function, call, box]
        killed = desk.begin(program, tmp_path / "said")
        assert killed.wait(60) == -9, f"{function}: {(tmp_path / 'said').read_text()}"
        assert _loose_ends(desk) == []
    done = counts(desk.evenhand("import", box, "--json"))
    assert done["messages"] + done["duplicates"] >= 300
    assert desk.sql("SELECT count(*), count(DISTINCT identity) FROM conversations_message") == [(300, 300)]
    assert desk.sql("SELECT state, count(*) FROM conversations_raw GROUP BY state") == [("filed", 300)]
    assert desk.sql("SELECT count(*) FROM conversations_conversation") == [(letters(300),)]
    assert counts(desk.evenhand("import", box, "--json"))["duplicates"] == 300


class TestTheDisk:
    """A small disk of its own; only root may make one, elsewhere tests/server shows the sentences."""

    @pytest.fixture
    def disk(self, desk: Desk, tmp_path: Path) -> Iterator[Desk]:
        """The desk on a disk with a little space left."""
        if not desk.is_sqlite:
            pytest.skip("the record is not on this disk")
        place = tmp_path / "disk"
        place.mkdir()
        held = sum(file.stat().st_size for file in desk.folder.rglob("*")) // 1024
        space = f"size={held + 400}k"
        if subprocess.run(["mount", "-t", "tmpfs", "-o", space, "tmpfs", place], check=False).returncode:
            pytest.skip("no right to mount a disk")
        try:
            shutil.copytree(desk.folder, place / "desk")
            yield Desk(place / "desk", desk.environment | {"EVENHAND_DATA": str(place / "desk")})
        finally:
            subprocess.run(["umount", place], check=True)

    def test_a_full_disk_is_a_sentence_and_with_space_the_import_completes(self, disk: Desk, tmp_path: Path) -> None:
        box = write_mbox(tmp_path / "box.mbox", 600)
        for _ in range(2):
            said = sentence(disk.evenhand("import", box))
            assert f"The disk that holds {disk.folder} is full. Free some space" in said
        subprocess.run(["mount", "-o", "remount,size=60m", disk.folder.parent], check=True)
        done = counts(disk.evenhand("import", box, "--json"))
        assert done["messages"] + done["duplicates"] == 600
        assert disk.sql("SELECT count(*), count(DISTINCT identity) FROM conversations_message") == [(600, 600)]
        assert _loose_ends(disk) == []

    def test_a_disk_that_cannot_be_written_is_a_sentence(self, disk: Desk, tmp_path: Path) -> None:
        subprocess.run(["mount", "-o", "remount,ro", disk.folder.parent], check=True)
        said = sentence(disk.evenhand("import", write_mbox(tmp_path / "box.mbox", 1)))
        assert said == (
            f"{disk.folder} cannot be written (Read-only file system). "
            "Give this user the right to write there, or name another folder with --data.\n"
        )


def _loose_ends(desk: Desk) -> list[str]:
    """What must never be seen, also between a kill and the next import."""
    faults = {
        "message without ledger entry": "SELECT count(*) FROM conversations_message m WHERE NOT EXISTS "
        "(SELECT 1 FROM ledger_entry e WHERE e.subject = 'message:' || m.id)",
        "entry without message": "SELECT count(*) FROM ledger_entry e WHERE e.kind = 'message.inbound' AND NOT EXISTS "
        "(SELECT 1 FROM conversations_message m WHERE e.subject = 'message:' || m.id)",
        "gap in the ledger": "SELECT count(*) - coalesce(max(number) + 1, 0) FROM ledger_entry",
        "filed without message": "SELECT count(*) FROM conversations_raw r WHERE state = 'filed' AND NOT EXISTS "
        "(SELECT 1 FROM conversations_message m WHERE m.raw_id = r.id)",
        "message whose bytes wait": "SELECT count(*) FROM conversations_message m JOIN conversations_raw r "
        "ON r.id = m.raw_id WHERE r.state = 'waiting'",
        "conversation without message": "SELECT count(*) FROM conversations_conversation c WHERE NOT EXISTS "
        "(SELECT 1 FROM conversations_message m WHERE m.conversation_id = c.id)",
        "message that no search finds": "SELECT count(*) FROM conversations_message m WHERE NOT EXISTS "
        "(SELECT 1 FROM conversations_searchterm t WHERE t.message_id = m.id)",
    }
    return [fault for fault, statement in faults.items() if desk.sql(statement) != [(0,)]]
