"""The filters of the inbox; what makes no sense in an address is left out, never an error."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from evenhand.doors.web.readings import LANGUAGES, MANNERS, Words
from evenhand.doors.web.typed import typed
from evenhand.record.conversations.queries import ORDERS, STATES, Filters

STATE_WORDS: Words = {"open": _("Open"), "snoozed": _("Later"), "closed": _("Closed")}
ORDER_WORDS: Words = {
    "ranked": _("Hot and waiting first"),
    "waiting": _("Longest waiting first"),
    "newest": _("Newest first"),
    "hottest": _("Hottest first"),
}
WAITS = {"1h": timedelta(hours=1), "4h": timedelta(hours=4), "1d": timedelta(days=1), "3d": timedelta(days=3)}
WAIT_WORDS: Words = {
    "1h": _("1 hour or longer"),
    "4h": _("4 hours or longer"),
    "1d": _("1 day or longer"),
    "3d": _("3 days or longer"),
}
FIELDS = (
    "state",
    "sort",
    "owner",
    "team",
    "customer",
    "customer_name",
    "language",
    "manner",
    "temperature",
    "waiting",
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for: the filters, the order, and the words as they stand in the form."""

    filters: Filters
    order: str
    chosen: Mapping[str, str]

    @property
    def is_filtered(self) -> bool:
        """Whether anything but state and order is set."""
        return any(name not in ("state", "sort") for name in self.chosen)

    @property
    def has_more(self) -> bool:
        """Whether one of the filters that stand in the second row is set."""
        return any(name in self.chosen for name in ("waiting", "team", "manner", "language"))


def read(query: Mapping[str, str]) -> Asked:
    """The filters of an address."""
    chosen = {name: typed(query, name) for name in FIELDS}
    state = chosen["state"] if chosen["state"] in STATES else "open"
    order = chosen["sort"] if chosen["sort"] in ORDERS else "ranked"
    owner = chosen["owner"] if chosen["owner"] in ("me", "nobody") or _number(chosen["owner"]) else ""
    filters = Filters(
        state=state,
        customer=_number(chosen["customer"]),
        customer_name=chosen["customer_name"][:100],
        team=_number(chosen["team"]),
        owner=owner,
        language=chosen["language"] if chosen["language"] in LANGUAGES else "",
        manner=chosen["manner"] if chosen["manner"] in MANNERS else "",
        temperature=_step(chosen["temperature"]),
        waiting=WAITS.get(chosen["waiting"]),
    )
    kept = {name: value for name, value in chosen.items() if value and _counts(name, filters)}
    return Asked(filters, order, kept | {"state": state, "sort": order})


def _counts(name: str, filters: Filters) -> bool:
    return name in ("state", "sort") or bool(getattr(filters, name))


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 18 else None


def _step(text: str) -> int | None:
    return int(text) if text in ("1", "2", "3", "4") else None
