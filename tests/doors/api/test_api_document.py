"""The document of the API: every operation says what it does, what it answers, and which key it needs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

REFERENCE = Path(__file__).resolve().parents[3] / "docs" / "reference" / "openapi.json"
DOCUMENT = json.loads(REFERENCE.read_text(encoding="utf-8"))


def operations() -> Iterator[tuple[str, dict[str, Any]]]:
    """Every operation by its method and path."""
    for path, methods in DOCUMENT["paths"].items():
        for method, operation in methods.items():
            yield f"{method} {path}", operation


def test_every_operation_says_what_it_does_in_words_of_its_own():
    ids = [operation["operationId"] for _, operation in operations()]
    assert len(ids) == len(set(ids)) > 15
    for name, operation in operations():
        assert operation["summary"], name
        assert operation["description"] != operation["summary"], name
        assert operation["security"], name


def test_every_operation_names_its_problems_under_their_media_type():
    for name, operation in operations():
        responses = operation["responses"]
        assert {"401", "403", "422", "429"} <= set(responses), name
        assert ("{" in name) <= ("404" in responses), name
        assert ("requestBody" in operation) <= ("400" in responses), name
        for status, response in responses.items():
            if int(status) >= 400:
                assert list(response["content"]) == ["application/problem+json"], name
                assert response["description"].endswith("."), name


def test_every_reference_leads_to_a_shape():
    text = REFERENCE.read_text(encoding="utf-8")
    shapes = DOCUMENT["components"]["schemas"]
    assert [
        part.split('"')[0] for part in text.split("#/components/schemas/")[1:] if part.split('"')[0] not in shapes
    ] == []


def test_what_makes_something_may_be_sent_twice():
    made = {name for name, operation in operations() if "201" in operation["responses"]}
    words = {
        name
        for name, operation in operations()
        if any(parameter["name"] == "Idempotency-Key" for parameter in operation["parameters"])
    }
    assert made == words != set()
