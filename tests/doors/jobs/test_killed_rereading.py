"""300 messages of an earlier reader, read again by a worker that is killed in the middle, once and again."""

from __future__ import annotations

import json
import signal
from pathlib import Path

from desks import SUPPORT, Desk
from mail import a_mail, mbox

MESSAGES = 300
# Where a kill hurts most: before a batch is kept, in the middle of its transaction, between batches, before the end.
MOMENTS = [
    ("evenhand.doors.intake.rereading._read", 3),
    ("evenhand.record.conversations.rereading.ledger.append", 3),
    ("evenhand.doors.intake.rereading.next_batch", 3),
    ("evenhand.doors.intake.rereading.actions.end_rereading", 1),
]
INSIDE = ("evenhand.record.conversations.rereading.summarise", 4)
TEXTS = ("Where is my order?", "You are a useless idiot.", "Third time I ask. Send the refund by Friday!")


def imported(desk: Desk, folder: Path) -> None:
    """300 messages in 60 threads, whose readings then belong to an earlier version that found nothing."""
    mails = [
        a_mail(
            subject=f"Order {n % 60}", text=f"{TEXTS[n % 3]} Number {n}.", message_id=f"m{n}@acme.example",
            answers=[f"m{n - 60}@acme.example"] if n >= 60 else [],
        )
        for n in range(MESSAGES)
    ]  # fmt: skip
    (folder / "mail.mbox").write_bytes(mbox(mails))
    done = desk.evenhand("import", folder / "mail.mbox")
    assert done.returncode == 0, done.stderr
    desk.sql("UPDATE conversations_reading SET version = '0.0.1', manner = 'civil', kinds = ''")
    desk.sql("UPDATE conversations_message SET manner = 'civil', temperature = 0")
    desk.sql("UPDATE conversations_conversation SET manner = 'civil', temperature = 0")


def work(desk: Desk, *trap: object) -> int:
    """Run a worker until nothing is due; leases of those that died are over."""
    desk.sql("UPDATE outbox_job SET lease_until = '2026-01-01 00:00:00+00:00' WHERE state = 'running'")
    output = desk.folder / "worker.txt"
    code = desk.begin([SUPPORT / "killed_rereading.py", *trap], output).wait(120)
    assert code in (0, -signal.SIGKILL), output.read_text()
    return code


def state(desk: Desk) -> dict[str, object]:
    """What stands on record now."""
    rows = desk.sql("SELECT done, total, not_read, ended_at FROM conversations_rereading")
    readings = dict(desk.sql("SELECT version, COUNT(*) FROM conversations_reading GROUP BY version"))
    manners = dict(desk.sql("SELECT manner, COUNT(*) FROM conversations_message GROUP BY manner"))
    return {"run": rows[0][:3], "ended": rows[0][3] is not None, "readings": readings, "manners": manners}


def test_killed_at_four_places_every_message_is_read_again_exactly_once(desk: Desk, tmp_path: Path) -> None:
    imported(desk, tmp_path)
    before = desk.sql("SELECT COUNT(*) FROM conversations_reading")[0][0]
    assert before == MESSAGES
    for function, call in MOMENTS:
        assert work(desk, function, call) == -signal.SIGKILL, function
    assert work(desk) == 0
    found = state(desk)
    version = desk.python("from evenhand.knowledge.language.shape import ModelName\nprint(ModelName().version)")
    assert found["run"] == (MESSAGES, MESSAGES, 0)
    assert found["ended"]
    assert found["readings"] == {"0.0.1": MESSAGES, version: MESSAGES}
    assert found["manners"].get("abusive", 0) >= MESSAGES / 3  # type: ignore[attr-defined]
    entries = desk.sql(
        "SELECT c.body FROM ledger_entry e JOIN ledger_content c ON c.number = e.number"
        " WHERE e.kind = 'messages.read-again' ORDER BY e.number"
    )
    assert sum(json.loads(body)["kept"] for (body,) in entries) == MESSAGES
    hot = desk.sql("SELECT COUNT(*) FROM conversations_conversation WHERE manner = 'abusive' AND temperature > 0")
    assert hot[0][0] > 0
    states = dict(desk.sql("SELECT state, COUNT(*) FROM outbox_job WHERE name = 'reread' GROUP BY state"))
    assert set(states) == {"done"}


def test_a_kill_inside_a_transaction_loses_that_batch_and_no_other(desk: Desk, tmp_path: Path) -> None:
    imported(desk, tmp_path)
    assert work(desk, *INSIDE) == -signal.SIGKILL
    done = state(desk)["run"][0]  # type: ignore[index]
    assert done == 120
    assert dict(desk.sql("SELECT version, COUNT(*) FROM conversations_reading GROUP BY version"))["0.0.1"] == MESSAGES
    assert sum(state(desk)["readings"].values()) == MESSAGES + done  # type: ignore[attr-defined]
