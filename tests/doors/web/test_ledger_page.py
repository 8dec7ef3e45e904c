"""The ledger's page and its alert: for Bo the lead and Sam the administrator, not for Ada or Cy."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from builders import START, ada, bo, helena, sam, signed_in
from django.conf import settings
from incidents import DAY, an_incident
from ledgers import fill, sql, tampering

from evenhand.doors.cli.checkpoint_files import read_checkpoint
from evenhand.doors.jobs import ledger as jobs
from evenhand.doors.jobs.mails import as_mail
from evenhand.knowledge.merkle.checkpoint import open_checkpoint
from evenhand.record.ledger import verifying
from evenhand.record.ledger.models import Checkpoint, Departure, Entry, Verification
from evenhand.record.outbox.addressing import BadAddress
from evenhand.record.outbox.models import Job, Letter
from evenhand.record.people.models import Workspace
from evenhand.record.protection.alerts.requesting import Wanted, ask
from evenhand.server.environment import Smtp
from evenhand.server.signing import own_key

pytestmark = pytest.mark.django_db
PAGE = "/settings/ledger"


def page(address: str = PAGE, member=None) -> str:
    return re.sub(r"\s+", " ", signed_in(member or bo()).get(address).content.decode())


def verified() -> None:
    verifying.keep(verifying.verify(), at=START, seconds=0.1)


def broken() -> None:
    fill(8)
    with tampering():
        sql("UPDATE ledger_content SET body = '{}' WHERE number = 3")
        report = verifying.verify()
    verifying.keep(report, at=START, seconds=0.1)


class AJob:
    """What a handler is given."""

    def progress(self, done: int, total: int | None = None, **more: object) -> None:
        """Nothing to see."""

    def stopping(self) -> bool:
        """Never."""
        return False


def test_before_the_first_check_it_says_when_one_comes() -> None:
    assert "It was not verified yet." in page()


def test_a_record_that_holds_says_so_and_that_no_checkpoint_leaves() -> None:
    bo()
    fill(3)
    verified()
    said = page()
    assert f"Yes. All {Verification.objects.get().size} entries are as they were recorded." in said
    assert "No checkpoint leaves this desk by itself." in said
    assert own_key().to_text() in said


def test_a_broken_record_is_named_there_and_on_the_pages_of_those_who_can_do_something() -> None:
    broken()
    sentence = "The content of entry 3 was changed, or its salt."
    assert sentence in page()
    for member, address in ((bo(), "/"), (bo(), "/settings"), (sam(), "/settings")):
        assert f"The record was changed from outside.</strong><br> {sentence}" in page(address, member)
    assert sentence not in page("/", ada())
    verified()
    assert sentence not in page("/")


def test_verifying_now_is_one_job_however_often_it_is_asked_for() -> None:
    client = signed_in(bo())
    for _ in range(2):
        assert "The worker verifies the ledger." in client.post(f"{PAGE}/verify", follow=True).content.decode()
    assert Job.objects.filter(name="ledger-verify").count() == 1
    jobs.verify_ledger({}, AJob())
    assert Verification.objects.get().is_whole


def test_a_checkpoint_is_signed_once_for_each_size_and_downloads_as_it_was_signed() -> None:
    client = signed_in(bo())
    fill(3)
    for _ in range(2):
        client.post(f"{PAGE}/sign")
    row = Checkpoint.objects.get()
    answer = client.get(f"{PAGE}/checkpoints/{row.pk}")
    assert answer.content == row.note.encode()
    assert "attachment" in answer.headers["Content-Disposition"]
    assert open_checkpoint(answer.content, [own_key()]).size == row.size
    assert client.get(f"{PAGE}/checkpoints/{row.pk + 1}").status_code == 404


class TestNights:
    """What the worker does with checkpoints."""

    @pytest.fixture(autouse=True)
    def outside(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.setattr(settings, "CHECKPOINT_FOLDER", str(tmp_path))
        monkeypatch.setattr(settings, "CHECKPOINT_MAILBOX", "notary@elsewhere.example")
        monkeypatch.setattr(settings, "MAIL_SERVER", Smtp("localhost", 25))
        monkeypatch.setattr(settings, "MAIL_FROM", "desk@harbourline.example")
        self.folder = tmp_path

    def test_an_empty_ledger_sends_nothing(self) -> None:
        jobs.send_checkpoint({}, AJob())
        assert not Checkpoint.objects.exists()
        assert list(self.folder.iterdir()) == []

    def test_the_same_night_twice_is_one_file_and_one_letter(self) -> None:
        fill(3)
        for _ in range(2):
            jobs.send_checkpoint({}, AJob())
        row, letter, (file,) = Checkpoint.objects.get(), Letter.objects.get(), self.folder.iterdir()
        assert letter.to == "notary@elsewhere.example"
        assert letter.text.endswith(f"\n\n{row.note}")
        assert row.note == file.read_text(encoding="utf-8")
        assert Departure.objects.get().checkpoint == row

    def test_a_ledger_that_grew_sends_another(self) -> None:
        fill(3)
        jobs.send_checkpoint({}, AJob())
        fill(1)
        jobs.send_checkpoint({}, AJob())
        assert len(list(self.folder.iterdir())) == Letter.objects.count() == 2

    def test_a_file_that_is_there_is_never_written_over(self) -> None:
        row = Checkpoint(size=5, root="", note="new", made_at=datetime(2026, 3, 2, tzinfo=UTC))
        (self.folder / "checkpoint-0000000005-20260302-000000.txt").write_text("old")
        assert jobs.write_into(self.folder, row).read_text() == "old"

    @pytest.mark.parametrize(
        ("language", "words"),
        [
            ("en", "a signed fingerprint of its first 3 entries."),
            ("fi", "allekirjoitettu sormenjälki ensimmäisistä 3 merkinnästä."),
            ("zh-hant", "也就是前 3 筆紀錄經簽署的指紋。"),
            ("zh-hans", "也就是前 3 条记录经签名的指纹。"),
        ],
    )
    def test_the_letter_says_in_the_desks_language_what_it_is(self, language: str, words: str) -> None:
        Workspace.objects.update_or_create(pk=1, defaults={"language": language, "name": "Harbourline"})
        fill(3)
        jobs.send_checkpoint({}, AJob())
        letter = Letter.objects.get()
        assert words in letter.text
        assert "evenhand ledger verify --checkpoint" in letter.text
        assert "Harbourline" in letter.subject

    def test_the_mail_as_it_was_saved_is_the_checkpoint(self) -> None:
        fill(3)
        jobs.send_checkpoint({}, AJob())
        note, saved = Checkpoint.objects.get().note.encode(), self.folder / "saved"
        mail = as_mail(Letter.objects.get())
        for data in (mail.as_bytes(), str(mail.get_content()).encode(), b"\xef\xbb\xbf" + note, note.strip()):
            saved.write_bytes(data.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
            assert read_checkpoint(saved) == note

    def test_what_holds_no_checkpoint_or_two_is_left_as_it_is(self) -> None:
        saved = self.folder / "saved"
        two = "".join(f"Desk\n{size}\n{'A' * 43}=\n\n— Desk c2ln\n\n" for size in (1, 2)).encode()
        for data in (
            b"",
            b"\xff\x00",
            b"From: a\nContent-Type: multipart/mixed\n\nx",
            b"Content-Type: text/x\n\n",
            two,
        ):
            saved.write_bytes(data)
            assert read_checkpoint(saved) == data

    def test_a_folder_that_is_gone_fails_the_job_so_that_somebody_hears_of_it_and_the_mail_goes(self) -> None:
        fill(1)
        self.folder.rmdir()
        with pytest.raises(FileNotFoundError):
            jobs.send_checkpoint({}, AJob())
        assert Letter.objects.count() == 1
        assert not Departure.objects.exists()

    def test_an_address_that_is_none_fails_the_job_and_the_file_is_written(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(settings, "CHECKPOINT_MAILBOX", "nobody")
        fill(1)
        with pytest.raises(BadAddress):
            jobs.send_checkpoint({}, AJob())
        assert len(list(self.folder.iterdir())) == 1


def test_the_table_tells_of_an_incident_only_to_those_who_may_see_it() -> None:
    """By whom and when something was reported past the line, or asked for, would tell who did it."""
    helena()
    told, past_the_line = an_incident(), an_incident(route="second")
    asked = ask(Wanted("rest", route="second"), by=ada(), at=DAY)
    table = b"".join(signed_in(bo()).get(f"{PAGE}?as=csv&heads=codes")).decode()
    assert f"incident:{told.pk}," in table
    for subject in (f"incident:{past_the_line.pk}", f"request:{asked.pk}"):
        assert subject not in table
        for entry in Entry.objects.filter(subject=subject):
            assert f"{entry.number},,,,,{bytes(entry.leaf_hash).hex()}" in table
    assert "request.made" not in table
