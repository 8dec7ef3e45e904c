"""The columns of a reading that repeat its body, for counting."""

from __future__ import annotations

from typing import Any


def columns_of(body: dict[str, Any]) -> dict[str, str]:
    """Language, level of manner and kinds of a reading's JSON, as its row keeps them."""
    manner = body.get("manner", {})
    return {
        "language": body.get("language", "und"),
        "manner": manner.get("level", "unclear"),
        "kinds": " ".join(manner.get("kinds", ())),
    }
