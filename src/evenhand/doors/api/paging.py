"""Lists in pages: each ends with the place where the next begins, which only the same list understands."""

from __future__ import annotations

from typing import Annotated

from django.core import signing
from ninja import Query, Schema
from pydantic import Field

from evenhand.doors.api.problems import invalid

MOST = 100


class Paging(Schema):
    """Where to go on, and how many at a time."""

    after: str = Field("", max_length=1000, description="`next` of the page before; empty for the first page.")
    limit: int = Field(50, ge=1, le=MOST, description="How many at a time.")


PageOf = Annotated[Paging, Query()]


def next_of(place: str | int | None, *, of: str) -> str | None:
    """The cursor for a place in the list `of`; None where there is no more."""
    return signing.dumps(str(place), salt=_salt(of)) if place else None


def place_of(after: str, *, of: str) -> str:
    """The place that a cursor of the list `of` stands for, "" for the beginning. Raises Problem."""
    if not after:
        return ""
    try:
        return str(signing.loads(after, salt=_salt(of)))
    except signing.BadSignature as error:
        raise invalid("after", "This is no `next` of this list.", "query") from error


def _salt(of: str) -> str:
    return f"evenhand.api.{of}"
