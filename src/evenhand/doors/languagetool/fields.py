"""What a client asks for: the fields of a form, or the same as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, QueryDict

from evenhand.doors.languagetool.marked import Marked, Piece
from evenhand.doors.languagetool.refused import Refused

# Texts and keys are taken from the body alone: addresses end up in logs.
_IN_THE_BODY = frozenset({"text", "data", "apiKey", "username"})
Fields = Mapping[str, str]


def fields_of(request: HttpRequest) -> Fields:
    """The fields by name, those of the body before those of the address. Raises Refused."""
    asked = {name: value for name, value in _strings(request.GET).items() if name not in _IN_THE_BODY}
    if request.content_type == "application/json":
        return asked | _from_json(request.body)
    if request.content_type == "multipart/form-data":
        return asked | _strings(request.POST)
    return asked | _strings(QueryDict(request.body, encoding="utf-8"))


def text_of(fields: Fields) -> Marked:
    """The text to be checked. Raises Refused where there is none, or more than one."""
    if "text" in fields and "data" in fields:
        raise Refused(400, "Send only one of “text” and “data”.")
    if "text" in fields:
        return Marked([Piece(fields["text"], fields["text"])])
    if "data" in fields:
        return _marked(_json(fields["data"], "data"))
    raise Refused(400, "Send “text” or “data”.")


def listed(fields: Fields, name: str) -> list[str]:
    """The words of a field that holds several, by commas."""
    return [word for each in fields.get(name, "").split(",") if (word := each.strip())]


def is_yes(fields: Fields, name: str) -> bool:
    """Whether a field says yes."""
    return fields.get(name, "").strip().lower() in {"true", "yes", "1"}


def _strings(sent: QueryDict) -> dict[str, str]:
    """Each field once, as it was sent last."""
    return {name: value for name, value in sent.items() if isinstance(value, str)}


def _from_json(body: bytes) -> dict[str, str]:
    try:
        value = _json(body.decode(), "the body")
    except UnicodeDecodeError as error:
        raise Refused(400, "The body is not UTF-8.") from error
    if not isinstance(value, dict):
        raise Refused(400, "The body is no JSON object.")
    return {name: _as_field(each) for name, each in value.items() if each is not None}


def _as_field(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return ",".join(value)
    return json.dumps(value)


def _json(text: str, name: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Refused(400, f"JSON cannot be read from {name}.") from error


def _marked(data: Any) -> Marked:
    pieces = data.get("annotation") if isinstance(data, dict) else None
    text = data.get("text") if isinstance(data, dict) else None
    if isinstance(text, str) and pieces is None:
        return Marked([Piece(text, text)])
    if not isinstance(pieces, list) or text is not None:
        raise Refused(400, "“data” holds either “text”, or “annotation” with a list.")
    return Marked(map(_piece, pieces))


def _piece(value: Any) -> Piece:
    """`{"text": …}`, or `{"markup": …}` with or without `"interpretAs": …`."""
    keys = set(value) if isinstance(value, dict) and all(isinstance(each, str) for each in value.values()) else set()
    if keys == {"text"}:
        return Piece(value["text"], value["text"])
    if keys in ({"markup"}, {"markup", "interpretAs"}):
        return Piece(value["markup"], value.get("interpretAs", ""))
    raise Refused(400, "A piece of “annotation” holds “text”, or “markup” with or without “interpretAs”: strings.")
