"""What the tests of intake share: an import into the tests' database from files of their own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from evenhand.doors.connectors.incoming import Skipped


@pytest.fixture
def take(tmp_path: Path) -> Callable[..., tuple[dict[str, int | float], list[Skipped]]]:
    """Import paths; the counts that are not zero (without the time it took), and what was not taken."""
    from mail import LATER

    from evenhand.doors.intake.importing import import_paths

    def import_them(*paths: Path) -> tuple[dict[str, int | float], list[Skipped]]:
        counts, notices = import_paths(paths, folder=tmp_path, by=None, clock=lambda: LATER, processes=1)
        return {name: value for name, value in counts.as_dict().items() if value and name != "seconds"}, notices

    return import_them
