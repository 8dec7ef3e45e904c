"""The evidence pack of an incident: whole, readable, the same bytes for the same record, proved without Evenhand."""

from __future__ import annotations

from pathlib import Path

import packing
import pytest

pytestmark = pytest.mark.django_db


def test_a_stranger_verifies_it_with_python_alone(tmp_path: Path) -> None:
    done = packing.verified(packing.packed(packing.shouted()), tmp_path)
    assert done.returncode == 0, done.stdout
    assert "The pack is whole" in done.stdout
    assert "Compare the fingerprint" in done.stdout
