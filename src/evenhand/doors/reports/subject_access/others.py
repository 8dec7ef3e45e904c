"""Taking the names of others out of words that one person is given: colleagues here, and people at customers.

Names are found as they stand in the record; a nickname is not. Whoever hands the file over reads it first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from re import Pattern

from django.utils.translation import gettext

from evenhand.record.customers.models import Contact
from evenhand.record.people.models import Member

ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
SHORTEST = 2
"""Letters of a part of a name that is looked for by itself."""


@dataclass(frozen=True, slots=True)
class Others:
    """Takes out names and addresses, but for those of whom the file is about (`own`, in lower case)."""

    pattern: Pattern[str] | None
    own: frozenset[str]

    def out_of(self, text: str) -> str:
        """The text with a bracket where a name or an address was."""
        gone = gettext("[somebody’s address]")
        text = ADDRESS.sub(lambda found: found.group() if found.group().lower() in self.own else gone, text)
        return self.pattern.sub(gettext("[somebody]"), text) if self.pattern else text


def others_than(own_names: Iterable[str], own_addresses: Iterable[str], *, customer: int | None = None) -> Others:
    """All members, and everybody at this customer, but for whoever has these names and addresses."""
    own = {part.lower() for name in own_names for part in (name, *name.split())}
    names = list(Member.objects.values_list("name", flat=True))
    if customer is not None:
        names += Contact.objects.filter(customer=customer).exclude(name="").values_list("name", flat=True)
    wanted = {part for name in names for part in (name, *name.split()) if len(part) >= SHORTEST}
    wanted = {part for part in wanted if part.lower() not in own}
    return Others(_pattern(wanted), frozenset(address.lower() for address in own_addresses))


def _pattern(names: set[str]) -> Pattern[str] | None:
    if not names:
        return None
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    return re.compile("|".join(_bounded(name) for name in longest_first))


def _bounded(name: str) -> str:
    """Words of letters end at the ends of words; Chinese has none."""
    before = r"(?<!\w)" if name[0].isascii() else ""
    after = r"(?!\w)" if name[-1].isascii() else ""
    return f"{before}{re.escape(name)}{after}"
