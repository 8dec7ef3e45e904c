"""The record of one customer as a file: whole, readable, escaped, proved without Evenhand; only what one may see."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import builders
import minuting
import pytest
import threads
from builders import ada, bo, cy, helena
from threads import HOUR, NOW

from evenhand.doors.reports.bundle.build import Bundle, build
from evenhand.doors.reports.bundle.scope import Scope
from evenhand.record.agreements.actions import commitments, endings
from evenhand.record.conversations import writing
from evenhand.record.conversations.models import Conversation
from evenhand.record.erasing import actions as erasing
from evenhand.record.ledger.actions import append
from evenhand.record.ledger.models import Entry
from evenhand.record.people.models import Member

pytestmark = pytest.mark.django_db(transaction=False)
HOSTILE = '<script>alert(1)</script> & "quoted" \''


def desk() -> Conversation:
    """Kari of Alder wrote, Ada answered and promised; there is a note."""
    alder = threads.customer(team=builders.team())
    row = threads.thread("When will it come?", HOSTILE, subject=HOSTILE, team=builders.team(), whose=alder)
    threads.outbound(row, "Tomorrow at noon.", by=ada())
    writing.add_note(row, "They are tired.", by=ada(), at=NOW)
    promise = commitments.Promise("us", "Deliver by noon", due=NOW + HOUR, conversation=row)
    endings.fulfil(commitments.record(promise, by=ada(), at=NOW), by=ada(), at=NOW + HOUR)
    return row


def written(row: Conversation, *, member: Member | None = None, language: str = "en", **options: object) -> bytes:
    return made(row, member=member, language=language, **options)[0]


def made(
    row: Conversation,
    *,
    member: Member | None = None,
    language: str = "en",
    since: int | None = None,
    **options: object,
) -> tuple[bytes, Bundle]:
    assert row.customer is not None
    file = io.BytesIO()
    scope = Scope(row.customer, member or bo(), NOW + 2 * HOUR, **options)  # type: ignore[arg-type]
    bundle = build(file, scope, language=language, since=since)
    return file.getvalue(), bundle


def text_of(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()


def everything_in(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return "\n".join(archive.read(name).decode() for name in archive.namelist())


def verified(data: bytes, folder: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Unpacked and verified by the file inside, by a Python that knows nothing of Evenhand."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        archive.extractall(folder)
    command = [sys.executable, "-I", "verify.py", *map(str, arguments)]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_it_verifies_in_its_own_folder_without_arguments(tmp_path: Path) -> None:
    done = verified(written(desk()), tmp_path)
    assert done.returncode == 0, done.stdout
    assert "The pack is whole" in done.stdout


@pytest.mark.parametrize("name", ["index.html", "entries.jsonl", "data/customer.json"])
def test_a_changed_byte_is_found(name: str, tmp_path: Path) -> None:
    data = written(desk())
    assert verified(data, tmp_path).returncode == 0
    path = tmp_path / name
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    done = subprocess.run(
        [sys.executable, "-I", "verify.py"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "NOT VERIFIED" in done.stdout


def test_a_file_that_bears_the_name_of_a_module_is_refused_before_it_is_run(tmp_path: Path) -> None:
    verified(written(desk()), tmp_path)
    (tmp_path / "argparse.py").write_text("print('The pack is whole.')\nraise SystemExit(0)\n", encoding="utf-8")
    command = [sys.executable, "verify.py"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.split(" Keep")[0]) == (1, "NOT VERIFIED. argparse.py is not part of the pack.")


def test_it_continues_a_checkpoint_that_somebody_holds(tmp_path: Path) -> None:
    row = desk()
    older = written(row)
    (tmp_path / "older.txt").write_text(text_of(older, "checkpoint.txt"), encoding="utf-8")
    size = int(text_of(older, "checkpoint.txt").split("\n")[1])
    done = verified(written(row, since=size), tmp_path / "pack", "--checkpoint", tmp_path / "older.txt")
    assert done.returncode == 0, done.stdout
    assert "is a prefix of this record" in done.stdout


def test_pages_hold_conversations_and_promises_and_how_they_ended() -> None:
    row = desk()
    data = written(row)
    index, page = text_of(data, "index.html"), text_of(data, f"conversations/c-{row.pk}.html")
    for words in ("Alder Logistics", "Deliver by noon", "kept", "Kari Holm"):
        assert words in index
    assert "Tomorrow at noon." in page
    assert "When will it come?" in page


def test_nothing_a_customer_wrote_becomes_markup_and_no_page_runs_or_loads_anything() -> None:
    data = written(desk())
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        pages = [archive.read(name).decode() for name in archive.namelist() if name.endswith(".html")]
    assert any("&lt;script&gt;" in page for page in pages)
    for page in pages:
        assert "<script" not in page
        assert "default-src 'none'" in page
        assert not re.search(r'(src|href)="(https?:|//|data:)', page)


def test_messages_and_promises_come_as_tables_that_no_spreadsheet_runs() -> None:
    row = desk()
    threads.inbound(row, "=HYPERLINK(1)", at=NOW)
    data = written(row)
    said = list(csv.DictReader(io.StringIO(text_of(data, "data/messages.csv").removeprefix("\ufeff"))))
    assert [each["text"] for each in said] == ["When will it come?", HOSTILE, "Tomorrow at noon.", "'=HYPERLINK(1)"]
    assert said[0]["sender_name"] == "Kari Holm"
    (owed,) = csv.DictReader(io.StringIO(text_of(data, "data/commitments.csv").removeprefix("\ufeff")))
    assert (owed["party"], owed["what"], owed["ended_at"][:10]) == ("us", "Deliver by noon", "2026-03-10")


def test_names_of_files_are_ours() -> None:
    data = written(desk(), with_originals=True)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert all(re.fullmatch(r"[a-z0-9-]+(/[a-z0-9-]+){0,2}\.[a-z]+", name) for name in archive.namelist())


def test_minutes_come_with_versions_answers_and_silence() -> None:
    minute = minuting.a_minute(minuting.MIA, minuting.OLLI)
    links = minuting.send(minute)
    minuting.approvals.approve_by_link(links[0].token, at=NOW + HOUR)
    assert minute.conversation is not None
    data = written(minute.conversation)
    page = text_of(data, f"minutes/m-{minute.pk}.html")
    assert "We send two reports a month." in page
    assert "has agreed" in page
    assert "has not answered; that is no consent" in page
    minutes = json.loads(text_of(data, "data/customer.json"))["minutes"]
    assert {one["kind"] for one in minutes[0]["versions"][0]["answers"]} == {"approved", "silent"}


@pytest.mark.parametrize(
    ("language", "words"),
    [("fi", "Mitä me lupasimme"), ("zh-hant", "我方的承諾"), ("zh-hans", "我方的承诺")],
)
def test_its_pages_are_in_the_language_asked_for(language: str, words: str) -> None:
    assert words in text_of(written(desk(), language=language), "index.html")


def test_internal_notes_go_along_only_when_asked_and_then_it_says_so() -> None:
    row = desk()
    without, with_notes = written(row), written(row, with_notes=True)
    assert "They are tired." not in everything_in(without)
    assert "They are tired." in text_of(with_notes, f"conversations/c-{row.pk}.html")
    assert "do not hand it to the customer" in text_of(with_notes, "index.html")


def test_what_the_member_may_not_see_is_not_in_it() -> None:
    row = desk()
    assert row.customer is not None
    other = threads.thread("Of training alone", team=builders.team("Training"), whose=row.customer)
    append(kind="conversation.closed", actor="system", at=NOW, subject=f"conversation:{other.pk}", body={})
    assert "Of training alone" not in everything_in(written(row))
    assert f"conversation:{other.pk}" not in text_of(written(row), "entries.jsonl")
    assert "Of training alone" in everything_in(written(row, member=helena()))


def test_an_erased_message_is_told_with_its_day_and_the_pack_verifies(tmp_path: Path) -> None:
    row = desk()
    first = row.messages.order_by("at").first()
    assert first is not None
    request = erasing.ask(f"message:{first.pk}", "objection", reason="", by=bo(), at=NOW)
    erasing.approve(request, by=helena(), at=NOW)
    data = written(row)
    assert "When will it come?" not in everything_in(data)
    assert "The content was erased on" in text_of(data, f"conversations/c-{row.pk}.html")
    done = verified(data, tmp_path)
    assert done.returncode == 0, done.stdout
    assert "content erased on 2026-03-10" in done.stdout


def test_the_ledger_keeps_who_took_it_out_and_which_files_these_were() -> None:
    row = desk()
    data, bundle = made(row)
    entry = Entry.objects.select_related("content").get(kind="customer.exported")
    assert (entry.actor, entry.subject) == (bo().actor, f"customer:{row.customer_id}")
    assert json.loads(entry.body or "")["manifest_sha256"] == bundle.manifest_sha256
    import hashlib

    assert hashlib.sha256(text_of(data, "manifest.json").encode()).hexdigest() == bundle.manifest_sha256


def test_the_button_gives_the_file_to_a_lead_and_not_to_an_agent_or_an_outsider() -> None:
    row = desk()
    address = f"/customers/{row.customer_id}/export"
    answer = builders.signed_in(bo()).post(address, {"language": "fi"})
    data = b"".join(answer)  # type: ignore[arg-type]
    assert answer.headers["Content-Type"] == "application/zip"
    assert 'lang="fi"' in text_of(data, "index.html")
    assert builders.signed_in(ada()).post(address, {"language": "fi"}).status_code == 403
    assert builders.signed_in(cy()).post(address, {"language": "fi"}).status_code == 403


def test_a_large_record_is_left_to_the_command_line(monkeypatch: pytest.MonkeyPatch) -> None:
    from evenhand.doors.web.exports import views

    monkeypatch.setattr(views, "MOST", 1)
    row = desk()
    page = builders.signed_in(bo()).post(f"/customers/{row.customer_id}/export", {"language": "en"}).content.decode()
    assert f"evenhand export {row.customer_id}" in page
    assert not Entry.objects.filter(kind="customer.exported").exists()
