"""Which entries of the ledger a member may read: those about incidents, requests and packs that they may see.

An entry says who did something about what, and when. Of what somebody reported past the line, or asked for, that alone
would tell who it was; whoever may not see the thing sees only that there is an entry, and its hash.
"""

from __future__ import annotations

from collections.abc import Callable

from evenhand.record.people.models import Member
from evenhand.record.protection.incidents.access import incidents_for, requests_for
from evenhand.record.protection.packs_access import packs_for


def readable_by(member: Member) -> Callable[[str], bool]:
    """Whether this member may read an entry, by its subject ("incident:7"). Asks the database three times, here."""
    rows = {"incident": incidents_for(member), "request": requests_for(member), "pack": packs_for(member)}
    seen = {kind: {str(pk) for pk in query.order_by().values_list("pk", flat=True)} for kind, query in rows.items()}

    def is_readable(subject: str) -> bool:
        kind, _colon, number = subject.partition(":")
        return kind not in seen or number in seen[kind]

    return is_readable
