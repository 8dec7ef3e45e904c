"""The evidence pack of an incident: whole, readable, the same bytes for the same record, proved without Evenhand."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import timedelta
from pathlib import Path

import packing
import pytest
import threads
from builders import ada, aino, bo, helena
from incidents import DAY
from packing import INSULT, everything_in, names_in, packed, shouted, text_of, verified

from evenhand.doors.reports.incident import build as building
from evenhand.record.conversations.models import Message
from evenhand.record.customers.models import Contact
from evenhand.record.erasing import actions as erasing
from evenhand.record.ledger import actions as ledger
from evenhand.record.ledger import checkpoints
from evenhand.record.ledger.models import Checkpoint
from evenhand.record.protection import packs
from evenhand.record.protection.incidents.looking import note_look
from evenhand.record.protection.models import Alert, Answer, Look, Merit, Policy, Request, Restriction
from evenhand.server import signing

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def answered(incident, reason: str = "This is not your fault. I speak with them.") -> Answer:
    """Bo read the alert, and answered it."""
    alert = Alert.objects.get(incident=incident)
    Alert.objects.filter(pk=alert.pk).update(
        delivered_at=DAY, read_at=DAY + HOUR, ended_at=DAY + 2 * HOUR, end=Alert.End.ANSWERED
    )
    return Answer.objects.create(alert=alert, by=bo(), at=DAY + 2 * HOUR, decision="speak", reason=reason)


def test_a_stranger_verifies_it_with_python_alone(tmp_path: Path) -> None:
    done = verified(packed(shouted()), tmp_path)
    assert done.returncode == 0, done.stdout
    assert "The pack is whole" in done.stdout
    assert "Compare the fingerprint" in done.stdout


def test_what_happened_stands_in_five_w_and_one_h_with_the_words_in_the_open() -> None:
    incident = shouted()
    page = text_of(packed(incident), "incident.html")
    for words in ("When", "Where", "Who", "What", "Why", "How", "Kari Holm", "A new invoice by Friday.", "Abuse"):
        assert words in page
    assert "<mark>You are worthless, and [person " in page
    assert "<mark>" in text_of(packed(incident), "timeline.html")


def test_what_the_employer_did_stands_there_with_times_and_reasons() -> None:
    incident = shouted()
    answered(incident)
    Policy.objects.create(number=1, made_at=DAY - 24 * HOUR, made_by=helena())
    merit = Merit.objects.create(
        incident=incident, asked="A new invoice", demand="fair", ours="yes", standing="settled", by=bo(), at=DAY + HOUR
    )
    Restriction.objects.create(
        incident=incident, contact=incident.contact, merit=merit, kind="one-channel", reason="He went on.", by=helena(),
        at=DAY + 4 * HOUR, from_at=DAY + 5 * HOUR, review_at=(DAY + 90 * 24 * HOUR).date(), language="en",
    )  # fmt: skip
    page = text_of(packed(incident), "employer.html")
    for words in (
        "Bo Lindqvist was asked to answer by",
        "Bo Lindqvist opened it.",
        "Bo Lindqvist answered. Decision: to speak with the customer.",
        "This is not your fault. I speak with them.",
        "version 1 of the policy",
        "What we owed is settled.",
        "Helena Ström decided on a restriction: one channel only",
        "He went on.",
    ):
        assert words in page


def test_twice_the_same_bytes_with_looks_packs_and_other_entries_in_between() -> None:
    incident = shouted()
    first = packed(incident)
    note_look(incident, by=helena(), at=DAY + HOUR)
    asked = packs.ask(incident, reason="Police", language="en", redacts=True, by=helena(), at=DAY)
    packs.approve(asked, by=aino(), at=DAY)
    ledger.append(kind="conversation.closed", actor="system", at=DAY, subject="conversation:999", body={})
    checkpoints.make(origin=signing.origin(), private_pem=signing.signing_key(), at=DAY + 3 * HOUR)
    assert packed(incident, at=packing.LATER + 24 * HOUR) == first


@pytest.mark.parametrize("other", [{"language": "fi"}, {"redacts": False}, {"one_pair_of_eyes": True}])
def test_other_choices_are_other_bytes_and_each_comes_again(other: dict[str, object]) -> None:
    incident = shouted()
    assert packed(incident, **other) != packed(incident)
    assert packed(incident, **other) == packed(incident, **other)


def test_what_happens_afterwards_is_in_the_next_pack_and_moves_its_checkpoint() -> None:
    incident = shouted()
    first = packed(incident)
    assert incident.conversation is not None
    later = threads.inbound(incident.conversation, "I am sorry.", at=DAY + HOUR)
    ledger.append(kind="message.inbound", actor="system", at=DAY, subject=f"message:{later.pk}", body={})
    second = packed(incident)
    assert "I am sorry." in text_of(second, "timeline.html")
    assert text_of(second, "checkpoint.txt") != text_of(first, "checkpoint.txt")


def test_a_checkpoint_that_covers_the_last_entry_is_used_and_none_is_made() -> None:
    incident = shouted()
    at = DAY + 3 * HOUR
    made = checkpoints.make(origin=signing.origin(), private_pem=signing.signing_key(), at=at)
    data = packed(incident)
    assert Checkpoint.objects.get() == made
    assert json.loads(text_of(data, "manifest.json"))["made_at"] == at.isoformat()


def test_a_checkpoint_of_another_key_is_not_taken(tmp_path: Path) -> None:
    incident = shouted()
    note = f"{signing.origin()}\n99\n{'A' * 43}=\n\n— {signing.origin()} {'A' * 92}\n"
    Checkpoint.objects.create(size=99, root="00" * 32, note=note, made_at=DAY)
    assert verified(packed(incident), tmp_path).returncode == 0
    assert Checkpoint.objects.count() == 2


def test_every_entry_about_it_is_there_and_no_other() -> None:
    incident = shouted()
    ledger.append(kind="incident.reported", actor="reporter", at=DAY, subject="incident:999", body={})
    lines = [json.loads(line) for line in text_of(packed(incident), "entries.jsonl").splitlines()]
    subjects = {json.loads(line["meta"])["subject"] for line in lines}
    assert f"incident:{incident.pk}" in subjects
    assert "incident:999" not in subjects


def test_people_who_took_no_part_are_numbers_everywhere_and_those_who_did_are_named() -> None:
    incident = shouted()
    Contact.objects.create(
        name="Mikko Laine", address="mikko@alder.example", first_seen_at=DAY, customer=incident.customer
    )
    assert incident.conversation is not None
    words = "Mikko says hello, write to mikko@alder.example or x@elsewhere.example. Marlow knows. 請Cy回覆。"
    threads.inbound(incident.conversation, words, at=DAY - HOUR / 2)
    answered(incident, "I have spoken with Cy Marlow and Kari Holm.")
    text = everything_in(packed(incident))
    for gone in ("Mikko", "Laine", "mikko@", "x@elsewhere", "Marlow", "Cy回", "Ada"):
        assert gone not in text, gone
    assert "and Kari Holm." in text
    assert "Bo Lindqvist" in text
    named = everything_in(packed(incident, redacts=False))
    assert "Mikko says hello, write to mikko@alder.example" in named


def test_the_reporter_is_shown_by_role_and_by_name_only_where_they_chose_it() -> None:
    assert "Ada Virtanen" not in everything_in(packed(shouted()))
    named = packed(shouted(is_named=True))
    assert "Ada Virtanen" in text_of(named, "incident.html")


def test_without_redaction_an_unnamed_reporter_is_still_nowhere_named_as_such() -> None:
    incident = shouted()
    Request.objects.create(kind="rest", member=ada(), at=DAY + HOUR, incident=incident)
    data = packed(incident, redacts=False)
    assert "Ada" not in text_of(data, "employer.html")
    assert "Whoever reported it asked for a rest." in text_of(data, "employer.html")
    assert '"reporter": "an agent"' in text_of(data, "data/incident.json")


def test_mails_as_they_came_are_in_it_or_their_sha256_alone() -> None:
    incident = shouted()
    raw = incident.message.raw  # type: ignore[union-attr]
    with_names, without = packed(incident, redacts=False), packed(incident)
    name = f"originals/m-{incident.message_id}.eml"
    assert text_of(with_names, name).encode() == bytes(raw.data)  # type: ignore[union-attr]
    assert not [each for each in names_in(without) if each.startswith("originals/")]
    (line,) = [json.loads(each) for each in text_of(without, "data/sources.jsonl").splitlines()]
    assert (line["sha256"], line["file"]) == (raw.sha256, None)  # type: ignore[union-attr]
    assert "left out" in text_of(without, "README.txt")


def test_an_incident_whose_words_were_erased_says_so_and_still_verifies(tmp_path: Path) -> None:
    incident = shouted()
    ledger.append(
        kind="message.inbound", actor="system", at=DAY, subject=f"message:{incident.message_id}", body={"a": 1}
    )
    request = erasing.ask(f"message:{incident.message_id}", "objection", reason="", by=bo(), at=DAY)
    erasing.approve(request, by=helena(), at=DAY)
    data = packed(incident, redacts=False)
    assert "worthless" not in everything_in(data)
    assert "Its content was erased on" in text_of(data, "timeline.html")
    for name in ("README.txt", "incident.html", "employer.html"):
        assert "Part of the content was erased" in " ".join(text_of(data, name).split())
    done = verified(data, tmp_path)
    assert done.returncode == 0, done.stdout
    assert "content erased on" in done.stdout


def test_internal_notes_stay_here() -> None:
    incident = shouted()
    Message.objects.create(
        conversation=incident.conversation, identity="note-1", direction="note", at=DAY, text="He is always like that."
    )
    assert "always like that" not in everything_in(packed(incident))


def test_what_people_wrote_becomes_neither_markup_nor_a_formula() -> None:
    incident = shouted(line="=HYPERLINK(1)<script>alert(1)</script>")
    data = packed(incident)
    for name in ("incident.html", "employer.html", "timeline.html"):
        page = text_of(data, name)
        assert "<script" not in page
        assert "default-src 'none'" in page
        assert not re.search(r'(src|href)="(https?:|//|data:)', page)
    rows = csv.DictReader(io.StringIO(text_of(data, "timeline.csv").removeprefix("\ufeff")))
    assert [row["words"] for row in rows if row["kind"] == "reported"] == ["'=HYPERLINK(1)<script>alert(1)</script>"]


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "Evidence pack of incident"), ("fi", "Todistepaketti"), ("zh-hant", "證據檔"), ("zh-hans", "证据包")],
)
def test_the_readme_is_in_its_language_and_in_english(language: str, words: str) -> None:
    text = text_of(packed(shouted(), language=language), "README.txt")
    assert words in text.split("---")[0]
    assert "Evidence pack of incident" in text
    assert "python verify.py" in text


def test_one_pair_of_eyes_is_said_in_the_readme_by_the_manifest_and_by_the_verifier(tmp_path: Path) -> None:
    data = packed(shouted(), one_pair_of_eyes=True)
    assert "ONE PAIR OF EYES" in text_of(data, "README.txt")
    assert json.loads(text_of(data, "manifest.json"))["options"]["one_pair_of_eyes"] is True
    assert "One person alone made this pack" in verified(data, tmp_path).stdout


def test_it_continues_a_checkpoint_that_somebody_holds(tmp_path: Path) -> None:
    ada()
    older = checkpoints.make(origin=signing.origin(), private_pem=signing.signing_key(), at=DAY - 24 * HOUR)
    (tmp_path / "older.txt").write_text(older.note, encoding="utf-8")
    data = packed(shouted(), since=older.size)
    done = verified(data, tmp_path / "pack", "--checkpoint", tmp_path / "older.txt")
    assert done.returncode == 0, done.stdout
    assert "is a prefix of this record" in done.stdout


def test_an_incident_that_changes_while_its_pack_is_made_is_packed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    incident = shouted()
    write, calls = building._write, []

    def writing(*arguments):
        made = write(*arguments)
        if not calls:
            facts = {"by": "somebody"}
            ledger.append(kind="alert.read", actor="system", at=DAY, subject=f"incident:{incident.pk}", body=facts)
        calls.append(made)
        return made

    monkeypatch.setattr(building, "_write", writing)
    data = packed(incident)
    assert len(calls) == 2
    assert "alert.read" in text_of(data, "entries.jsonl")


def test_an_incident_whose_words_are_erased_while_its_pack_is_made_is_packed_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    incident = shouted()
    subject = f"message:{incident.message_id}"
    ledger.append(kind="message.inbound", actor="system", at=DAY, subject=subject, body={"a": 1})
    request = erasing.ask(subject, "objection", reason="", by=bo(), at=DAY)
    write, calls = building._write, []

    def writing(*arguments):
        made = write(*arguments)
        if not calls:
            erasing.approve(request, by=helena(), at=DAY)
        calls.append(made)
        return made

    monkeypatch.setattr(building, "_write", writing)
    assert "worthless" not in everything_in(packed(incident, redacts=False))
    assert len(calls) == 2


def test_an_incident_from_a_phone_call_has_a_pack_too(tmp_path: Path) -> None:
    from incidents import an_incident

    ada(), bo()
    data = packed(an_incident())
    assert "A caller who did not give a name" in text_of(data, "incident.html")
    assert "Nothing was quoted" in text_of(data, "incident.html")
    assert verified(data, tmp_path).returncode == 0


def test_nothing_of_a_look_is_on_the_pages() -> None:
    incident = shouted()
    note_look(incident, by=helena(), at=DAY, what=Look.What.VIEW)
    assert "Helena" not in text_of(packed(incident), "timeline.html")


def test_the_insult_is_quoted_as_it_was_written() -> None:
    assert INSULT in text_of(packed(shouted(), redacts=False), "incident.html").replace("</mark>", "")
