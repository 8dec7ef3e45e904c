"""`evenhand demo` as a process."""

from __future__ import annotations

import fcntl
import re

import pytest
from desks import Desk


def password_in(said: str) -> str:
    found = re.search(r"Everybody's password here is (\S+)", said)
    assert found is not None
    return found[1]


@pytest.mark.slow
def test_the_demo_is_made_once_and_says_how_to_sign_in(desk: Desk) -> None:
    first = desk.evenhand("demo", "--no-serve")
    assert first.returncode == 0, first.stderr
    assert "Season 1 of" in first.stderr
    assert re.search(r"ada@harbourline\.example +Ada Virtanen  \(agent; en\)", first.stdout)
    messages = desk.sql("SELECT count(*) FROM conversations_message")
    second = desk.evenhand("demo", "--no-serve")
    assert second.returncode == 0, second.stderr
    assert password_in(second.stdout) == password_in(first.stdout)
    assert desk.sql("SELECT count(*) FROM conversations_message") == messages


def test_a_desk_that_runs_is_not_built_over(desk: Desk) -> None:
    with (desk.folder / "up.lock").open("w") as held:
        held.write("4242\n")
        held.flush()
        fcntl.flock(held, fcntl.LOCK_EX)
        done = desk.evenhand("demo", "--no-serve")
    assert (done.returncode, done.stdout) == (2, "")
    assert f"A desk already runs on {desk.folder} (process 4242)." in done.stderr


def test_a_workspace_that_people_work_in_is_left_alone(desk: Desk) -> None:
    desk.python(
        "from datetime import datetime, UTC\nfrom evenhand.record.people import actions\n"
        "actions.create_member(actions.Person('ada@harbourline.example', 'Ada'), at=datetime.now(UTC))"
    )
    done = desk.evenhand("demo", "--no-serve")
    assert (done.returncode, done.stdout) == (2, "")
    assert "is not a demo, people work in it" in done.stderr
    assert desk.sql("SELECT count(*) FROM people_member") == [(1,)]
