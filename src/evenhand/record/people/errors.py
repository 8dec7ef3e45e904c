"""What can go wrong with people. The door turns codes into sentences in the reader's language."""

from __future__ import annotations

from datetime import timedelta
from typing import TypeVar

_Row = TypeVar("_Row")


class PeopleError(Exception):
    """An action was refused; nothing was changed. `code` is one of the words listed beside each raise."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class LinkRefused(PeopleError):
    """An invitation or reset link that cannot be used: link-unknown, link-used, link-expired, link-withdrawn."""


class WrongSecret(PeopleError):
    """A password or code that does not fit: wrong-sign-in, wrong-password, wrong-code, code-used-before."""


class TooManyTries(PeopleError):
    """Too many failed tries; `wait` says how long the next one has to wait."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__("too-many-tries")
        self.wait = wait


class KeyRefused(PeopleError):
    """A key of the API that does not let anybody in: key-unknown, key-revoked, key-expired."""


class NotFound(PeopleError):
    """There is no such row, or the asking member may not see it; the same for both."""

    def __init__(self) -> None:
        super().__init__("not-found")


def or_not_found(row: _Row | None) -> _Row:
    """The row that was looked for. Raises NotFound where there is none."""
    if row is None:
        raise NotFound
    return row
