"""The difference between two versions, ready for a page."""

from __future__ import annotations

from evenhand.knowledge.language.differences import Piece, differences
from evenhand.record.agreements.models import Change, Version


def change_of(version: Version) -> Change | None:
    """The reason and impact beside a version that is to replace an agreed one."""
    return getattr(version, "change", None)


def pieces_of(version: Version, base: Version | None) -> tuple[Piece, ...]:
    """What became of the base's text in this version; nothing where there is no base."""
    return differences(base.text, version.text) if base is not None else ()
