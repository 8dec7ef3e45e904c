"""The doctor as a command: what it prints, in sentences and in JSON, and how it leaves."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from desks import Desk


def examined(desk: Desk, *arguments: object, **more: str) -> tuple[int, dict[str, Any]]:
    """Exit code and what the doctor found."""
    done = desk.evenhand("doctor", "--json", *arguments, **more)
    return done.returncode, json.loads(done.stdout)


def ids(answer: dict[str, Any]) -> list[str]:
    """The numbers of the findings."""
    return [finding["id"].removeprefix("EVENHAND.") for finding in answer["findings"]]


def test_a_new_desk_has_no_error_and_says_what_is_still_to_do(desk: Desk) -> None:
    code, answer = examined(desk, "--thorough")
    assert code == 0
    assert {"I015", "I019"} <= set(ids(answer))
    assert answer["facts"]["database"].split()[0] == ("SQLite" if desk.is_sqlite else "PostgreSQL")
    assert answer["facts"]["members"] == []


def test_members_are_listed_so_that_one_can_be_named_with_as(make_desk: Any) -> None:
    done = make_desk("everything").evenhand("doctor")
    assert "members    ada@harbourline.example\n" in done.stdout


def test_each_finding_says_what_to_do_and_where_it_is_explained(desk: Desk) -> None:
    done = desk.evenhand("doctor", EVENHAND_DEBUG="yes")
    assert "EVENHAND.W013 (warning): EVENHAND_DEBUG is yes.\n  Unset it on a desk with real mail. " in done.stdout
    assert "See docs/reference/checks.md#evenhand-w013\n" in done.stdout
    assert done.stdout.rstrip().splitlines()[-1].startswith("0 error(s), ")


def test_warnings_count_only_when_asked_to(desk: Desk) -> None:
    assert examined(desk, EVENHAND_DEBUG="yes")[0] == 0
    assert examined(desk, "--strict", EVENHAND_DEBUG="yes")[0] == 1


def test_a_folder_that_is_not_there_is_not_made(desk: Desk, tmp_path: Path) -> None:
    code, answer = examined(desk, "--data", tmp_path / "none")
    assert (code, ids(answer)) == (1, ["E001"])
    assert not (tmp_path / "none").exists()


def test_a_database_that_is_no_database_is_an_error_with_the_way_back(make_desk: Any) -> None:
    desk: Desk = make_desk("tables", postgres=False)
    (desk.folder / "evenhand.sqlite3").write_bytes(b"no database" * 500)
    for beside in ("-wal", "-shm"):
        (desk.folder / f"evenhand.sqlite3{beside}").unlink(missing_ok=True)
    code, answer = examined(desk)
    assert (code, ids(answer)) == (1, ["E003"])
    assert "Restore a backup: evenhand restore FILE --data" in answer["findings"][0]["message"]


def test_damage_inside_the_database_file_is_found(make_desk: Any) -> None:
    desk: Desk = make_desk("everything", postgres=False)
    file = desk.folder / "evenhand.sqlite3"
    desk.sql("PRAGMA wal_checkpoint(TRUNCATE)")
    (page,) = desk.sql("SELECT rootpage FROM sqlite_master WHERE name = 'conversation_recent'")[0]
    (size,) = desk.sql("PRAGMA page_size")[0]
    data = bytearray(file.read_bytes())
    data[(page - 1) * size + 100 : page * size] = bytes(size - 100)
    file.write_bytes(data)
    code, answer = examined(desk)
    assert code == 1
    assert "E006" in ids(answer)


def test_a_database_that_waits_for_an_update_is_not_updated_by_the_doctor(make_desk: Any) -> None:
    desk: Desk = make_desk("nothing")
    desk.folder.mkdir(exist_ok=True)
    code, answer = examined(desk)
    assert code == 0
    assert "W004" in ids(answer)
    assert answer["facts"]["members"] == []


def test_a_database_of_a_newer_version_is_an_error(desk: Desk) -> None:
    desk.sql(
        "INSERT INTO django_migrations (app, name, applied) VALUES ('people', '0999_later', '2026-03-02 07:00:00')"
    )
    code, answer = examined(desk)
    assert (code, ids(answer)) == (1, ["E003"])
    assert "was made by a newer Evenhand (it has people.0999_later)." in answer["findings"][0]["message"]
