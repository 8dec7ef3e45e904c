"""Whatever files or reads a message goes through agreements, so that no promise in it is passed over."""

from __future__ import annotations

import re
from pathlib import Path

import evenhand.doors

DOORS = Path(evenhand.doors.__file__).parent
# The acts of conversations that agreements does with more: see record/agreements/actions/arrivals.py.
WRAPPED = re.compile(
    r"\b(?:actions|conversations)\.(?:file_messages|keep_reading|keep_batch|mark_sent|recompute_directions)\("
    r"|conversations\.actions import [^\n]*\b(?:file_messages|keep_reading|keep_batch|mark_sent|recompute_directions)\b"
)


def test_no_door_goes_around_agreements():
    around = [
        f"{path.relative_to(DOORS)}: {found.group()}"
        for path in sorted(DOORS.rglob("*.py"))
        for found in WRAPPED.finditer(path.read_text(encoding="utf-8"))
    ]
    assert around == []
