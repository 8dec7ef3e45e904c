"""Public sets through the command into a fresh workspace: hostile mail, and real support dialogues."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from desks import Desk

pytestmark = pytest.mark.slow
REPOSITORY = Path(__file__).resolve().parents[3]
PLACES = (REPOSITORY.parent / "shared" / "data", REPOSITORY / "shared" / "data")


def public(name: str) -> Path:
    """A public set, at hand beside the repository or in it; the test is skipped elsewhere."""
    for place in PLACES:
        if (place / name).exists():
            return place / name
    pytest.skip(f"{name} is not here: put it into shared/data beside the repository")


def test_every_file_of_the_hostile_set_is_taken_or_named_and_every_mail_is_there(desk: Desk) -> None:
    folder = public("hostile-mail")
    done = desk.evenhand("import", folder, "--json")
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    counts = json.loads(done.stdout)
    files = sum(1 for path in folder.rglob("*") if path.is_file())
    assert counts["files"] + counts["skipped"] == files
    assert counts["messages"] > 200
    states = dict(desk.sql("SELECT state, count(*) FROM conversations_raw GROUP BY state"))
    assert "waiting" not in states
    assert desk.sql(
        "SELECT count(*) FROM conversations_raw r WHERE state = 'filed' AND kind = 'mail' AND 1 <> "
        "(SELECT count(*) FROM conversations_message m WHERE m.raw_id = r.id)"
    ) == [(0,)]
    assert desk.sql("SELECT count(*) FROM conversations_message") == [(counts["messages"],)]
    assert desk.sql("SELECT coalesce(sum(message_count), 0) FROM conversations_conversation") == [
        (counts["messages"] - counts["variants"],)
    ]
    again = json.loads(desk.evenhand("import", folder, "--json").stdout)
    assert (again["messages"], again["skipped"], again["files"]) == (0, counts["skipped"], counts["files"])
    assert again["duplicates"] == counts["messages"] + counts["duplicates"]


def test_support_dialogues_are_taken_turn_by_turn_and_only_once(desk: Desk) -> None:
    dialogues = public("TweetSumm") / "dialogues.jsonl"
    first = json.loads(desk.evenhand("import", dialogues, "--json").stdout)
    assert (first["conversations"], first["messages"], first["duplicates"]) == (1_099, 11_178, 0)
    assert (first["rows"], first["rejected"], first["variants"]) == (1_099, 0, 0)
    again = json.loads(desk.evenhand("import", dialogues, "--json").stdout)
    assert (again["messages"], again["duplicates"]) == (0, 11_178)
    assert desk.sql("SELECT direction, count(*) FROM conversations_message GROUP BY direction ORDER BY 1") == [
        ("inbound", 6_022), ("outbound", 5_156),
    ]  # fmt: skip
