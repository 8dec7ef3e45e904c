"""Desks with processes of their own, and one backup that many tests look at."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from desks import Desk, desk_at

MakeDesk = Callable[..., Desk]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk with empty tables, on the database of this test run."""
    with desk_at(tmp_path / "desk") as made:
        yield made


@pytest.fixture
def make_desk(tmp_path: Path) -> Iterator[MakeDesk]:
    """Makes desks; the arguments are those of `desk_at` after the folder."""
    with ExitStack() as stack:
        made: list[Desk] = []

        def make(holds: str = "tables", *, postgres: bool | None = None) -> Desk:
            made.append(stack.enter_context(desk_at(tmp_path / f"desk-{len(made)}", holds, postgres=postgres)))
            return made[-1]

        yield make


@pytest.fixture(scope="session")
def full_backup(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup, with its key, of a desk that holds everything; tests only read it."""
    folder = tmp_path_factory.mktemp("full")
    with desk_at(folder / "desk", "everything") as full:
        done = full.evenhand("backup", folder / "full.zip", "--with-key")
        assert done.returncode == 0, done.stderr
        assert "with the secret key" in done.stdout
    return folder / "full.zip"
