"""The ledger as programs see it: its head, what checks found, proofs. Hashes are hexadecimal."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from ninja import Schema
from pydantic import Field

from evenhand.doors.api.shapes.common import Body


class Break(Schema):
    """The first thing that does not hold."""

    kind: str = Field(description="Such as body-altered, gap, truncated; docs/how-to/ledger.md names them all.")
    number: int | None = Field(description="The entry, counted from 0.")
    parameters: dict[str, Any]


class VerificationShape(Schema):
    """One check of all entries: how many, their root, and whether all held."""

    at: datetime
    whole: bool
    size: int
    root: str
    erased: int = Field(description="Entries whose content was erased as the ledger says; they are no break.")
    lingering: int = Field(description="Entries whose content was erased and is here again.")
    break_: Break | None = Field(alias="break")
    seconds: float


class Erased(Schema):
    """An entry whose content was erased: neither intact nor tampered with."""

    number: int
    erased_at: datetime


class Checked(Schema):
    """The answer to a wish to verify."""

    state: Literal["done", "queued"] = Field(
        description="done: verified now. queued: the worker verifies; `verification` is the one before."
    )
    verification: VerificationShape | None
    erased: list[Erased] = Field(description="The newest hundred entries whose content was erased.")


class Head(Schema):
    """A signed head."""

    size: int
    root: str
    made_at: datetime


class LedgerState(Schema):
    """The ledger as it stands: how many entries, their root, the newest checkpoint and check."""

    size: int
    root: str
    checkpoint: Head | None
    verification: VerificationShape | None


class OlderCheckpoint(Body):
    """A checkpoint that was kept elsewhere."""

    checkpoint: str = Field(min_length=1, max_length=100_000, description="The note, byte for byte.")


class Prefix(Schema):
    """Whether the ledger that a checkpoint signed is the beginning of this one."""

    prefix: bool
    reason: str = Field(description="Empty, rolled-back (it counts more entries) or not-a-prefix.")
    old_size: int
    old_root: str
    size: int
    root: str
    path: list[str] = Field(description="The consistency proof of RFC 6962; empty where both are the same.")


class InclusionProof(Schema):
    """What proves to others that an entry stands in the tree of a checkpoint, without its content."""

    number: int
    meta: str = Field(description="What the leaf says of the entry, exactly: kind, actor, time, subject.")
    commitment: str = Field(description="The HMAC of the content under its salt.")
    leaf_hash: str
    erased_at: datetime | None
    size: int
    root: str
    path: list[str] = Field(description="The inclusion proof of RFC 6962.")
    checkpoint: str = Field(description="The signed note.")
