"""The difference between two versions, ready for a page."""

from __future__ import annotations

from evenhand.knowledge.language.differences import Difference, differences
from evenhand.record.agreements.models import Change, Version


def change_of(version: Version) -> Change | None:
    """The reason and impact beside a version that is to replace an agreed one."""
    return getattr(version, "change", None)


def difference_of(version: Version) -> Difference | None:
    """What becomes of the agreed text by a change; None where there is no change."""
    change = change_of(version)
    return differences(change.base.text, version.text) if change else None
