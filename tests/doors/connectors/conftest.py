"""What the tests of the connectors share: the public set of hostile mail, and one pool of children."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from evenhand.doors.connectors.bounded import ParserPool

REPOSITORY = Path(__file__).resolve().parents[3]
PLACES = (REPOSITORY.parent / "shared" / "data", REPOSITORY / "shared" / "data")


@pytest.fixture(scope="session")
def hostile_mail() -> Path:
    """The folder of hostile mail; a test that needs it is skipped where it is not at hand."""
    for place in PLACES:
        if (place / "hostile-mail").is_dir():
            return place / "hostile-mail"
    pytest.skip("the set of hostile mail is not here: put it into shared/data beside the repository")


@pytest.fixture(scope="session")
def xss_payloads() -> Path:
    """The module of script payloads; skipped where it is not at hand."""
    for place in PLACES:
        found = list((place / "xss-dompurify").rglob("expect.mjs"))
        if found:
            return found[0]
    pytest.skip("the set of script payloads is not here: put it into shared/data beside the repository")


@pytest.fixture(scope="module")
def pool() -> Iterator[ParserPool]:
    """One child that parses and does not analyse."""
    with ParserPool(workers=1, reading=False) as made:
        yield made
