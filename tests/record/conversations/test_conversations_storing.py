"""Bytes are kept once, by what they are, before anything reads them."""

from __future__ import annotations

import hashlib
from datetime import timedelta

import pytest
from builders import START, ada
from mail import an_arrival, file

from evenhand.record.conversations import actions
from evenhand.record.conversations.models import Raw, Run
from evenhand.record.conversations.storing import Bytes, Stored
from evenhand.record.ledger.models import Entry

pytestmark = pytest.mark.django_db


def store(*contents: bytes) -> Stored:
    return actions.store([Bytes("mail", content, "box.mbox") for content in contents], run=None, at=START)


def test_bytes_are_kept_as_they_came_by_their_hash() -> None:
    content = b"From: \xff\x00\r\n\r\n\x80"
    (pk,) = store(content).waiting
    raw = Raw.objects.get(pk=pk)
    assert bytes(raw.data) == content
    assert (raw.sha256, raw.size, raw.state) == (hashlib.sha256(content).hexdigest(), len(content), "waiting")


def test_the_same_bytes_twice_in_one_batch_are_kept_once() -> None:
    assert len(store(b"a", b"b", b"a").waiting) == 2
    assert Raw.objects.count() == 2


def test_what_waits_is_told_again_and_what_was_filed_is_known() -> None:
    first = store(b"a", b"b").waiting
    assert store(b"b", b"a", b"c").waiting[:2] == (first[1], first[0])
    file(an_arrival(raw_id=first[0]))
    stored = store(b"a", b"b")
    assert stored == Stored(waiting=(first[1],), known=(first[0],))


def test_bytes_that_are_no_mail_stay_and_are_not_tried_again() -> None:
    (pk,) = store(b"a").waiting
    actions.set_aside([pk], actor="system", at=START)
    assert Raw.objects.get(pk=pk).state == "no-mail"
    assert store(b"a") == Stored(waiting=(), known=(pk,))
    assert [(entry.kind, entry.subject) for entry in Entry.objects.all()] == [("raw.no-mail", f"raw:{pk}")]


def test_setting_nothing_aside_writes_nothing() -> None:
    actions.set_aside([], actor="system", at=START)
    assert Entry.objects.count() == 0


def test_an_import_begins_beats_and_ends_with_its_counts() -> None:
    run = actions.begin_run("box.mbox", by=ada(), actor=ada().actor, at=START)
    actions.beat(run, {"messages": 3}, at=START + timedelta(seconds=5))
    run.refresh_from_db()
    assert (run.beat_at, run.finished_at, run.counts) == (START + timedelta(seconds=5), None, {"messages": 3})
    actions.end_run(run, {"messages": 7}, actor=ada().actor, at=START + timedelta(seconds=9))
    assert Run.objects.get().finished_at == START + timedelta(seconds=9)
    assert [entry.kind for entry in Entry.objects.filter(subject=f"run:{run.pk}")] == ["import.begun", "import.ended"]
