"""Shapes that several resources share."""

from __future__ import annotations

from typing import Annotated, Any

from ninja import Path, Schema
from pydantic import ConfigDict, Field, StringConstraints

from evenhand.record.customers.models import Customer
from evenhand.record.people.models import Member

Id = Annotated[int, Field(ge=1, le=2**63 - 1)]
PathId = Annotated[int, Path(ge=1, le=2**63 - 1)]
Words = Annotated[str, StringConstraints(max_length=100_000)]


class Body(Schema):
    """What a request sends; a key that is not known is a mistake, not a wish that goes unheard."""

    model_config = ConfigDict(extra="forbid")


class Named(Schema):
    """Something by its number and name."""

    id: int
    name: str


def named(row: Member | Customer | None) -> Named | None:
    """A member or customer by number and name; None for nobody."""
    return Named(id=row.pk, name=row.name) if row is not None else None


Json = dict[str, Any]
