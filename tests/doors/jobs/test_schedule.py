"""Names in the schedule and in enqueue calls are names that a handler is registered under."""

from __future__ import annotations

import re
from pathlib import Path

import evenhand
from evenhand.doors.jobs.handlers import HANDLERS
from evenhand.doors.jobs.schedule import SCHEDULE

SOURCE = Path(evenhand.__file__).parent


def test_everything_that_comes_round_has_a_handler() -> None:
    assert set(SCHEDULE) <= set(HANDLERS)


def test_everything_that_is_enqueued_has_a_handler() -> None:
    names = {
        name
        for path in (SOURCE / "record").rglob("*.py")
        for name in re.findall(r'\benqueue\(\s*"([^"]+)"', path.read_text(encoding="utf-8"))
    }
    assert names
    assert names <= set(HANDLERS)


def test_no_handler_is_without_a_use() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in (SOURCE / "record").rglob("*.py"))
    assert [name for name in HANDLERS if name not in SCHEDULE and f'"{name}"' not in text] == []
