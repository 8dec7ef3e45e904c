"""The list of erasures beside the database: what cannot be read is named, and one person's word is not taken."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from evenhand.server.backups import erasures
from evenhand.server.workspace import WorkspaceError

GOOD = {
    "asked_by": "member:1",
    "asked_at": "2026-03-10T08:00:00+00:00",
    "basis": "objection",
    "approved_by": "member:2",
    "approved_at": "2026-03-10T09:00:00+00:00",
    "rows": ["message:1"],
    "entries": [[0, "ab" * 32]],
}


def listed(folder: Path, **changes: Any) -> Path:
    path = folder / erasures.NAME
    path.write_text(json.dumps(GOOD) + "\n" + json.dumps(GOOD | changes) + "\n", encoding="utf-8")
    return path


def test_a_list_is_read_and_no_list_is_an_empty_one(tmp_path: Path) -> None:
    assert erasures.read(tmp_path / erasures.NAME) == []
    assert erasures.read(listed(tmp_path)) == [GOOD, GOOD]


@pytest.mark.parametrize(
    "changes",
    [
        {"approved_by": "member:1"},
        {"approved_by": ""},
        {"approved_at": None},
        {"asked_at": "yesterday"},
        {"rows": [1]},
        {"rows": None},
        {"entries": [["one", "ab"]]},
        {"entries": [[1]]},
    ],
)
def test_a_line_that_no_desk_wrote_is_named(tmp_path: Path, changes: dict[str, Any]) -> None:
    with pytest.raises(WorkspaceError, match="Line 2 of the list of erasures"):
        erasures.read(listed(tmp_path, **changes))
