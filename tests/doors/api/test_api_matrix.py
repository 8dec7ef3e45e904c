"""Every address of the API × every kind of key, against one readable table: matrix.txt."""

from __future__ import annotations

import json
import re
from pathlib import Path

import minuting
import promises
import pytest
from builders import START, ada, bo, cy, petra
from django.db import transaction
from programs import V1, Program, program_of

from evenhand.record.ledger import checkpoints
from evenhand.record.people.actions import NewKey, make_key, revoke_key
from evenhand.server.signing import origin, signing_key

TABLE = Path(__file__).with_name("matrix.txt")
DOCUMENT = Path(__file__).resolve().parents[3] / "docs" / "reference" / "openapi.json"
UNDESCRIBED = {("GET", "/openapi.json"), ("GET", "/nothing")}


def rows() -> dict[tuple[str, str], dict[str, str]]:
    """The table: (method, path) → whose key → status."""
    lines = [line.split() for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return {(line[0], line[1]): dict(zip(lines[0][2:], line[2:], strict=True)) for line in lines[1:]}


def programs() -> dict[str, Program]:
    """A program of each kind."""
    key, secret = make_key(NewKey("Old", ["read", "write"]), by=ada(), at=START)
    revoke_key(key, by=ada(), at=START)
    return {
        "none": Program(), "revoked": Program(secret), "checks": program_of(ada(), "check"),
        "reads": program_of(ada(), "read"), "ada": program_of(ada()), "cy": program_of(cy()),
        "bo": program_of(bo()), "petra": program_of(petra()),
    }  # fmt: skip


def bodies(note: str) -> dict[str, object]:
    """What is sent, by the last word of the path."""
    return {
        "commitments": {"party": "us", "what": "Send the figures"},
        "release": {"words": "They no longer need it."},
        "notes": {"text": "Called Kari."},
        "prefix": {"checkpoint": note},
        "check": {"text": "We guarantee it."},
    }


def test_the_table_names_every_operation_of_the_document():
    paths = json.loads(DOCUMENT.read_text(encoding="utf-8"))["paths"]
    described = {
        (method.upper(), path.removeprefix(V1).replace("{pk}", "{}")) for path in paths for method in paths[path]
    }
    named = {(method, re.sub(r"\{(?!number)\w+\}", "{}", path)) for method, path in rows()}
    assert named - UNDESCRIBED == described


@pytest.mark.django_db
def test_each_key_gets_what_the_table_says():
    conversation = promises.desk()
    things = {
        "conversation": conversation.pk,
        "commitment": promises.commitment(conversation).pk,
        "minute": minuting.a_minute().pk,
        "number": 0,
    }
    signed = checkpoints.make(origin=origin(), private_pem=signing_key(), at=START)
    asking, sent = programs(), bodies(signed.note)
    differing = {}
    for (method, path), expected in rows().items():
        address = path.format(**things)
        for who, status in expected.items():
            with transaction.atomic():
                answer = (
                    asking[who].get(address)
                    if method == "GET"
                    else asking[who].post(address, sent.get(address.rsplit("/", 1)[-1]))
                )
                transaction.set_rollback(True)
            if str(answer.status) != status:
                differing[method, path, who] = answer
    assert not differing
