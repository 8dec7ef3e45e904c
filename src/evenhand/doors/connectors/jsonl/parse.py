"""One line of JSON to a conversation."""

from __future__ import annotations

import json
from datetime import UTC, tzinfo

from evenhand.doors.connectors import conversation
from evenhand.doors.connectors.conversation import BadTurns, Conversation


def parse_line(line: bytes, zone: tzinfo = UTC) -> Conversation:
    """The conversation of one line. Raises BadTurns with what is wrong, in words for people."""
    try:
        values = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise BadTurns("the line is not UTF-8") from error
    except json.JSONDecodeError as error:
        raise BadTurns(f"the line is no JSON: {error.msg} at column {error.colno}") from error
    except (RecursionError, ValueError) as error:
        raise BadTurns("the line is no JSON that can be read") from error
    return conversation.from_json(values, zone)


def looks_like_conversations(line: bytes) -> bool:
    """Whether a first line is a JSON object with turns."""
    try:
        values = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return False
    return isinstance(values, dict) and "turns" in values
