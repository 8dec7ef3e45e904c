"""What people typed into a form or an address, made fit to be kept."""

from __future__ import annotations

from collections.abc import Mapping


def typed(form: Mapping[str, str], name: str, *, most: int = 0) -> str:
    """The words of a field without NUL (no database keeps it) and blanks around them; cut at `most` if given."""
    words = str(form.get(name, "")).replace("\x00", "").strip()
    return words[:most] if most else words
