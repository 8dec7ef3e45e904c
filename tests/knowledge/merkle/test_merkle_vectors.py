"""The public proof vectors of transparency-dev/merkle: 12 proofs to be accepted, 184 to be refused."""

from __future__ import annotations

import json
from base64 import b64decode
from pathlib import Path
from typing import Any

import pytest

from evenhand.knowledge.merkle.proofs import verify_consistency, verify_inclusion

VECTORS = Path(__file__).resolve().parents[4] / "shared" / "data" / "merkle-vectors" / "testdata"

pytestmark = pytest.mark.skipif(
    not VECTORS.is_dir(), reason="The vectors are public data that lies beside the project."
)


def of(folder: str) -> list[dict[str, Any]]:
    return [json.loads(path.read_text()) for path in sorted((VECTORS / folder).rglob("*.json"))]


def hashes(encoded: list[str] | None) -> list[bytes]:
    return [b64decode(each) for each in encoded or []]


def test_all_inclusion_vectors() -> None:
    vectors = of("inclusion")
    assert len(vectors) == 98
    for each in vectors:
        accepted = verify_inclusion(
            number=each["leafIdx"],
            size=each["treeSize"],
            leaf=b64decode(each["leafHash"]),
            root=b64decode(each["root"]),
            path=hashes(each["proof"]),
        )
        assert accepted is not each["wantErr"], each["desc"]


def test_all_consistency_vectors() -> None:
    vectors = of("consistency")
    assert len(vectors) == 98
    for each in vectors:
        accepted = verify_consistency(
            old_size=each["size1"],
            new_size=each["size2"],
            old_root=b64decode(each["root1"]),
            new_root=b64decode(each["root2"]),
            path=hashes(each["proof"]),
        )
        assert accepted is not each["wantErr"], each["desc"]
