"""Words and addresses as they may stand in the head of a letter."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.encoding import punycode

_BREAKS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


class BadAddress(ValueError):
    """Not a mail address that a letter can be sent to."""


def one_line(words: str) -> str:
    """Words without line breaks and control characters: nothing in them can begin another header."""
    return " ".join(_BREAKS.sub(" ", words.encode("utf-8", "replace").decode("utf-8")).split())


def clean_address(to: str) -> str:
    """The address as a letter goes to it, its domain in ASCII. Raises BadAddress."""
    local, _, domain = to.rpartition("@")
    try:
        validate_email(to)
        return f"{local}@{punycode(domain)}"
    except (ValidationError, UnicodeError) as error:
        raise BadAddress(to) from error
