"""Bodies of requests as values; what could not be kept is refused before anything looks at it."""

from __future__ import annotations

import json
from typing import Any, NoReturn

from django.http import HttpRequest
from ninja.parser import Parser


class StrictParser(Parser):
    """JSON as RFC 8259 has it: no NaN, and no half of a surrogate pair, which no database takes."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        """The body's value. Raises ValueError, RecursionError for one nested too deep."""
        text = request.body.decode()
        value: dict[str, Any] = json.loads(text, parse_constant=_refuse)
        if "\\ud" in text.lower():
            json.dumps(value, ensure_ascii=False).encode()
        return value


def _refuse(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON.")
