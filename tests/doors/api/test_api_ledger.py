"""The ledger by API: verified at once or by the worker, older checkpoints held against it, entries proved."""

from __future__ import annotations

import base64

import ledgers
import promises
import pytest
from builders import START, ada, bo
from incidents import an_incident
from programs import Program, program_of

from evenhand.doors.api.resources import ledger as resource
from evenhand.knowledge.merkle.checkpoint import open_checkpoint
from evenhand.knowledge.merkle.proofs import verify_consistency, verify_inclusion
from evenhand.record.ledger import checkpoints
from evenhand.record.ledger.models import Checkpoint, Entry, Verification
from evenhand.record.outbox.models import Job
from evenhand.server.signing import origin, own_key, signing_key

pytestmark = pytest.mark.django_db


def sign() -> Checkpoint:
    return checkpoints.make(origin=origin(), private_pem=signing_key(), at=START)


def bos() -> Program:
    """A program of Bo, who leads; entries are there."""
    promises.commitment(promises.desk(), by=ada())
    return program_of(bo(), "read")


def test_a_small_ledger_is_verified_at_once_and_the_check_is_kept():
    program = bos()
    answer = program.post("/ledger/verify")
    found = answer.body["verification"]
    assert (answer.status, answer.body["state"], found["whole"]) == (200, "done", True)
    assert found["size"] == Entry.objects.count() == program.get("/ledger/state").body["size"]
    assert Verification.objects.get().root == found["root"] == program.get("/ledger/state").body["root"]


def test_the_first_broken_entry_is_named_with_its_kind():
    program = bos()
    with ledgers.tampering():
        ledgers.sql("UPDATE ledger_content SET body = '{\"a\":1}' WHERE number = 2")
        found = program.post("/ledger/verify").body["verification"]
    assert (found["whole"], found["break"]["kind"], found["break"]["number"]) == (False, "body-altered", 2)


def test_a_large_ledger_is_left_to_the_worker(monkeypatch: pytest.MonkeyPatch):
    program = bos()
    program.post("/ledger/verify")
    monkeypatch.setattr(resource, "AT_ONCE", 3)
    first, second = program.post("/ledger/verify"), program.post("/ledger/verify")
    assert (first.status, first.body["state"]) == (202, "queued")
    assert first.body["verification"]["whole"] is second.body["verification"]["whole"] is True
    assert Job.objects.filter(name="ledger-verify").count() == 1
    assert Verification.objects.count() == 1


def test_an_older_checkpoint_is_the_beginning_and_the_proof_says_so():
    program = bos()
    old = sign()
    promises.commitment(None, "Another one", by=bo())
    found = program.post("/ledger/prefix", {"checkpoint": old.note}).body
    assert (found["prefix"], found["reason"], found["old_size"]) == (True, "", old.size)
    assert verify_consistency(
        old_size=old.size,
        new_size=found["size"],
        old_root=bytes.fromhex(old.root),
        new_root=bytes.fromhex(found["root"]),
        path=[bytes.fromhex(each) for each in found["path"]],
    )
    assert program.post("/ledger/prefix", {"checkpoint": sign().note.replace("\n", "\r\n")}).body["prefix"] is True


def signed(size: int, root: bytes) -> str:
    """A checkpoint of another history, under the desk's own key."""
    from evenhand.knowledge.merkle.checkpoint import Checkpoint as Said
    from evenhand.knowledge.merkle.checkpoint import make_checkpoint

    return make_checkpoint(Said(origin(), size, root), private_pem=signing_key()).decode()


@pytest.mark.parametrize(("more", "reason"), [(-1, "not-a-prefix"), (0, "not-a-prefix"), (1, "rolled-back")])
def test_another_history_is_none(more: int, reason: str):
    program = bos()
    found = program.post("/ledger/prefix", {"checkpoint": signed(Entry.objects.count() + more, b"x" * 32)}).body
    assert (found["prefix"], found["reason"], found["path"]) == (False, reason, [])


def test_a_checkpoint_of_somebody_else_is_not_believed():
    program, note = bos(), sign().note
    last = note.rstrip()[-6]
    false = note.rstrip()[:-6] + ("A" if last != "A" else "B") + note.rstrip()[-5:] + "\n"
    for wrong in (false, note.replace(f"\n{Entry.objects.count()}\n", "\n1\n"), "words", "\ud7ff"):
        answer = program.post("/ledger/prefix", {"checkpoint": wrong})
        assert (answer.code, answer.body["errors"][0]["path"]) == ("invalid", "$.checkpoint")


def test_an_entry_is_proved_to_whoever_has_the_checkpoint():
    program = bos()
    note = sign().note
    assert program.get("/ledger/checkpoint").text == note
    assert program.get("/ledger/checkpoint").headers["Content-Type"].startswith("text/plain")
    head = open_checkpoint(note.encode(), [own_key()])
    for number in range(head.size):
        found = program.get(f"/ledger/entries/{number}/proof").body
        assert verify_inclusion(
            number=number,
            size=head.size,
            leaf=bytes.fromhex(found["leaf_hash"]),
            root=head.root,
            path=[bytes.fromhex(each) for each in found["path"]],
        )
        assert found["checkpoint"] == note
        assert base64.b64encode(head.root).decode() in note


def test_an_entry_about_what_one_may_not_see_is_not_there():
    program = bos()
    told, past_the_line = an_incident(), an_incident(route="second")
    sign()
    for incident, sees in ((told, True), (past_the_line, False)):
        number = Entry.objects.get(kind="incident.reported", subject=f"incident:{incident.pk}").number
        answer = program.get(f"/ledger/entries/{number}/proof")
        assert ("incident" in answer.text) == sees
        assert sees or answer.code == "not-found"


def test_what_is_not_there_or_not_signed_yet_is_said():
    program = bos()
    assert program.get("/ledger/checkpoint").code == "no-checkpoint"
    size = sign().size
    promises.commitment(None, "Another one", by=bo())
    assert program.get(f"/ledger/entries/{size}/proof").code == "not-covered"
    assert program.get("/ledger/entries/100000/proof").code == "not-found"
