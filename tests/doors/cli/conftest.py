"""A desk with processes of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from desks import Desk, desk_at


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk on the database of this test run."""
    with desk_at(tmp_path / "desk") as made:
        yield made
