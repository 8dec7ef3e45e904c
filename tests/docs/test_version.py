"""One version everywhere: in the package, in the newest heading of the changelog, in every reading."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from evenhand.knowledge.language.shape import ModelName

ROOT = Path(__file__).resolve().parents[2]


def packaged() -> str:
    return str(tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"])


def newest_heading() -> str:
    heading = re.search(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert heading, "the changelog has no heading of a version"
    return heading[1]


def test_the_package_has_the_version_of_the_newest_heading_in_the_changelog() -> None:
    assert packaged() == newest_heading()


def test_readings_name_the_version_of_the_package() -> None:
    assert ModelName().version == packaged()
