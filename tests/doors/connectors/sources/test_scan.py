from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from evenhand.doors.connectors.incoming import Skipped, StoredItem
from evenhand.doors.connectors.sniff import sniff
from evenhand.doors.connectors.sources import scan

MAIL = b"From: ann@kunde.example\nSubject: x\n\nbody\n"
LINE = json.dumps({"id": "c1", "turns": [{"from": "customer", "text": "x"}]}).encode()


def put(path: Path, data: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def maildir(path: Path) -> Path:
    for folder in ("cur", "new", "tmp"):
        put(path / folder / f"1.{folder}", MAIL)
    return path


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", "nothing"), (b"\n\n", "nothing"), (b"hello", "nothing"), (bytes(range(256)), "nothing"),
        (MAIL, "eml"), (b"\xef\xbb\xbf" + MAIL, "eml"), (MAIL.replace(b"\n", b"\r\n"), "eml"),
        (b"From ann@kunde.example Mon Mar  2 10:00:00 2026\n" + MAIL, "mbox"),
        (LINE, "jsonl"), (b"\xef\xbb\xbf" + LINE, "jsonl"), (LINE[:-1] + b" " * 100_000 + b"}", "jsonl"),
        (b'{"id": 1}', "nothing"), (b'{\n"turns": []}', "nothing"),
        (b"conversation,from,text\n", "csv"), (b"customer;date;amount;currency\n1;2;3;4", "csv"),
        ("conversation\tfrom\ttext\n".encode("utf-16"), "csv"), (b"name,age\n", "nothing"),
        (b"<html><body>From: x</body>", "nothing"), (b"%PDF-1.7\n", "nothing"),
    ],
)  # fmt: skip
def test_a_file_is_told_by_its_content(tmp_path, data, kind):
    assert sniff(put(tmp_path / "misleading.txt", data)) == kind


def test_folders_are_told_by_their_content(tmp_path):
    assert sniff(tmp_path) == "folder"
    assert sniff(maildir(tmp_path / "box")) == "maildir"


def test_what_is_not_there_is_said(tmp_path):
    assert list(scan(tmp_path / "gone")) == [Skipped("gone", "missing")]


def test_a_single_mail_is_stored_as_it_stands(tmp_path):
    assert list(scan(put(tmp_path / "a", MAIL))) == [StoredItem("mail", MAIL, "a")]


def test_a_maildir_gives_cur_and_new_and_folders_inside(tmp_path):
    maildir(tmp_path / "box" / ".Sent")
    origins = [item.origin for item in scan(maildir(tmp_path / "box"))]
    assert origins == ["box/cur/1.cur", "box/new/1.new", "box/.Sent/cur/1.cur", "box/.Sent/new/1.new"]


def test_a_folder_gives_everything_in_it_in_order(tmp_path):
    put(tmp_path / "b.eml", MAIL)
    put(tmp_path / "a" / "talk", LINE + b"\n" + LINE)
    put(tmp_path / "notes.txt", b"hello")
    put(tmp_path / "void", b"")
    put(tmp_path / "money.csv", b"customer,date,amount,currency\n")
    maildir(tmp_path / "box")
    found = [(type(item).__name__, item.origin, getattr(item, "reason", "")) for item in scan(tmp_path)]
    assert found == [
        ("StoredItem", "box/cur/1.cur", ""),
        ("StoredItem", "box/new/1.new", ""),
        ("StoredItem", "b.eml", ""),
        ("Skipped", "money.csv", "kind-invoices"),
        ("Skipped", "notes.txt", "not-mail"),
        ("Skipped", "void", "empty"),
        ("StoredItem", "a/talk, line 1", ""),
        ("StoredItem", "a/talk, line 2", ""),
    ]


def test_links_are_followed_inside_the_folder_only(tmp_path):
    put(tmp_path / "outside" / "secret", MAIL)
    put(tmp_path / "in" / "one", MAIL)
    (tmp_path / "in" / "two").symlink_to(tmp_path / "in" / "one")
    (tmp_path / "in" / "evil").symlink_to(tmp_path / "outside" / "secret")
    (tmp_path / "in" / "dangling").symlink_to(tmp_path / "in" / "nowhere")
    (tmp_path / "in" / "evil-folder").symlink_to(tmp_path / "outside")
    found = {item.origin: getattr(item, "reason", "") for item in scan(tmp_path / "in")}
    assert found == {"one": "", "two": "", "evil": "link-outside", "dangling": "not-mail"}


def test_a_maildir_that_is_a_link_out_of_the_folder_is_not_followed(tmp_path):
    maildir(tmp_path / "outside")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "box").symlink_to(tmp_path / "outside")
    assert [item for item in scan(tmp_path / "in") if isinstance(item, StoredItem)] == []


def test_pipes_and_unreadable_files_do_not_stop_a_scan(tmp_path, monkeypatch):
    os.mkfifo(tmp_path / "pipe")
    put(tmp_path / "a", MAIL)
    put(tmp_path / "locked", MAIL)
    opened = Path.open

    def refuse(self, *args, **kwargs):
        if self.name == "locked":
            raise PermissionError(self)
        return opened(self, *args, **kwargs)

    monkeypatch.setattr(Path, "open", refuse)
    found = {item.origin: getattr(item, "reason", "") for item in scan(tmp_path)}
    assert found == {"a": "", "locked": "unreadable", "pipe": "not-mail"}


def test_nothing_is_read_before_it_is_asked_for(tmp_path):
    for n in range(3):
        put(tmp_path / str(n), MAIL)
    items = scan(tmp_path)
    next(items)
    (tmp_path / "2").unlink()
    assert [item.origin for item in items if isinstance(item, StoredItem)] == ["1"]
