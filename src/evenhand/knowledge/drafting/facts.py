"""What the record knows when a draft is checked: passed in by the door, never fetched.

A key that is absent is not known, and rules that need it stay silent; an empty list is known to be none.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple


class OwedInput(NamedTuple):
    """What the customer still owes us, and since when."""

    what: str
    since: date | datetime | None = None


class AgreedMinute(NamedTuple):
    """A text that both sides agreed to."""

    text: str
    agreed_on: date | None = None


class OpenCommitment(NamedTuple):
    """What we have promised and not yet done."""

    what: str
    due: date | datetime | None = None


class CapabilityCheck(NamedTuple):
    """Somebody looked whether we can do a thing, and until when that answer holds."""

    what: str
    by: str = ""
    until: date | datetime | None = None


class Money(NamedTuple):
    """An amount; `currency` is an ISO 4217 code, or "" where none is named."""

    amount: Decimal
    currency: str = ""


class Limits(NamedTuple):
    """What the writer may decide alone. None is not known; 0 is nothing."""

    refund_max: Money | None = None
    discount_max_percent: Decimal | None = None
    concession_max: Money | None = None


class Facts(NamedTuple):
    """The facts of one draft; None is not known."""

    customer_language: str | None = None
    sent_at: datetime | None = None
    owed_inputs: tuple[OwedInput, ...] | None = None
    minutes: tuple[AgreedMinute, ...] | None = None
    authority: Limits | None = None
    open_commitments: tuple[OpenCommitment, ...] | None = None
    capability_checks: tuple[CapabilityCheck, ...] | None = None
    inbound: str | None = None
    customer: str | None = None
    other_customers: tuple[str, ...] | None = None
    notes: tuple[str, ...] | None = None


NOTHING_KNOWN = Facts()


class FactsError(ValueError):
    """Facts that cannot be understood: `path` is where in the JSON, `code` what is wrong, `value` what stands there."""

    def __init__(self, path: str, code: str, expected: str = "") -> None:
        super().__init__(f"{path}: {code}" + (f" ({expected})" if expected else ""))
        self.path, self.code, self.expected = path, code, expected


Values = Mapping[str, object]
