"""Conversations and minutes by API: what the page hides is hidden, what people answered stands, no query each."""

from __future__ import annotations

import builders
import minuting
import promises
import pytest
import threads
from builders import ada, bo, team
from django.db import connection
from django.test.utils import CaptureQueriesContext
from programs import Program, program_of
from threads import HOUR, NOW

from evenhand.doors import clock
from evenhand.record.conversations.actions import reveal
from evenhand.record.conversations.models import Message
from evenhand.record.erasing import actions as erasing

pytestmark = pytest.mark.django_db
ATTACK = "You brainless fools"


@pytest.fixture(autouse=True)
def _morning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


def queries_of(program: Program, path: str) -> int:
    program.get("/me")  # notes that the key was used
    with CaptureQueriesContext(connection) as seen:
        assert program.get(path).status == 200
    return len(seen)


def test_attacks_are_hidden_and_so_are_their_echoes_whatever_was_opened():
    row = promises.desk()
    message = threads.inbound(row, f"Where is it? {ATTACK}. By Friday.", attack=ATTACK)
    threads.outbound(row, f"I am on it.\n\n> {ATTACK}", by=bo())
    program = program_of(ada())
    for step in (1, 2):
        reveal(message, step, by=ada(), at=NOW)
    answer = program.get(f"/conversations/{row.pk}")
    assert "brainless" not in answer.text
    shown = {one["id"]: one for one in answer.body["thread"]["items"]}[message.pk]
    assert len(shown["text"]) == len(message.text)
    assert shown["text"].startswith("Where is it? ▒")
    assert shown["hidden"] == [{"start": 13, "end": 13 + len(ATTACK)}]
    assert shown["kinds"] == ["insult"]
    note = program.post(f"/conversations/{row.pk}/notes", {"text": f"They wrote: {ATTACK}"})
    assert "brainless" not in note.text
    assert "brainless" in Message.objects.get(pk=note.body["id"]).text


def test_the_list_shows_the_excerpt_of_nothing_hidden():
    threads.thread(f"{ATTACK}!", team=team())
    assert "brainless" not in program_of(ada()).get("/conversations").text


def test_messages_come_in_pages_oldest_first():
    row = threads.thread(*(f"Number {number}" for number in range(5)), team=team())
    program, found, after = program_of(ada()), [], ""
    while after is not None:
        page = program.get(f"/conversations/{row.pk}", limit=2, after=after).body["thread"]
        found += [message["text"] for message in page["items"]]
        after = page["next"]
    assert found == [f"Number {number}" for number in range(5)]


def test_conversations_come_in_pages_each_once():
    rows = [threads.thread(team=team(), ended=NOW - (n % 2 + 1) * HOUR).pk for n in range(5)]
    program = program_of(ada())
    for order in ("ranked", "newest", "hottest", "waiting"):
        found: list[int] = []
        after: str | None = ""
        while after is not None:
            page = program.get("/conversations", limit=2, after=after, order=order).body
            found += [line["id"] for line in page["items"]]
            after = page["next"]
        assert sorted(found) == rows


def test_a_note_is_written_once_and_is_adas():
    row, program = promises.desk(), program_of(ada())
    for _ in range(2):
        note = program.post(f"/conversations/{row.pk}/notes", {"text": "Called Kari."}, **{"Idempotency-Key": "call 1"})
        assert (note.status, note.body["member"]["name"], note.body["direction"]) == (201, ada().name, "note")
    assert row.messages.filter(direction="note").count() == 1
    assert program.post(f"/conversations/{row.pk}/notes", {"text": " \n"}).code == "empty"


def test_erased_words_are_gone_and_it_says_when():
    row = promises.desk()
    message = row.messages.get()
    erasure = erasing.ask(f"message:{message.pk}", "objection", reason="", by=bo(), at=NOW)
    erasing.approve(erasure, by=builders.helena(), at=NOW)
    (shown,) = program_of(ada()).get(f"/conversations/{row.pk}").body["thread"]["items"]
    assert "When will it come" not in shown["text"]
    assert shown["erased_at"] == "2026-03-10T08:00:00Z"


def test_a_minute_shows_every_version_and_who_said_what():
    minute = minuting.an_agreed_minute(minuting.MIA, minuting.OLLI)
    minuting.a_change(minute)
    minuting.send(minute)
    found = program_of(ada()).get(f"/minutes/{minute.pk}").body
    assert (found["newest"], found["state"], found["in_force"]) == (2, "waiting", 1)
    second, first = found["versions"]
    assert [(one["kind"], one["how"]) for one in first["answers"]] == [("approved", "mailbox")] * 2
    assert [one["kind"] for one in second["answers"]] == ["silent", "silent"]
    assert (second["change"]["base"], second["change"]["why"]) == (1, "The board wants more.")
    assert (first["text"], first["change"]) == (minuting.TEXT, None)
    assert {one["name"] for one in found["stakeholders"]} == {"Mia Holm", "Olli Ranta"}
    assert "token" not in str(found)


def test_minutes_come_in_pages_the_latest_first():
    made = [minuting.a_minute().pk for _ in range(3)]
    program, found, after = program_of(ada()), [], ""
    while after is not None:
        page = program.get("/minutes", limit=1, after=after).body
        found += [line["id"] for line in page["items"]]
        after = page["next"]
    assert found == made[::-1]


def test_longer_lists_and_threads_take_no_more_queries():
    program, row, minute = program_of(ada()), threads.thread("One", team=team()), minuting.an_agreed_minute()
    paths = ("/conversations", f"/conversations/{row.pk}", "/minutes", f"/minutes/{minute.pk}")
    few = [queries_of(program, path) for path in paths]
    for number in range(5):
        threads.inbound(row, f"Number {number}")
        threads.outbound(row, f"Answer {number}", by=bo())
        threads.thread(team=team(), whose=threads.customer(), owner=bo())
        minuting.an_agreed_minute()
    minuting.a_change(minute)
    minuting.send(minute)
    assert [queries_of(program, path) for path in paths] == few
