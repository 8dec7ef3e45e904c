"""Run in a desk of its own: a firm is being merged into another while somebody records something about it.

The merge holds its locks until the other has had time to look; prints how the other came out, and about which firm the
rows are afterwards.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from typing import Any

from evenhand.server.start import start

start()
sys.path.insert(0, str(Path(__file__).parent))

from builders import bo, helena  # noqa: E402
from django.db import connections, transaction  # noqa: E402
from measures import DAY, HOUR, a_merit, a_warning, acme, firm  # noqa: E402

from evenhand.record.conversations.working import NotPossible  # noqa: E402
from evenhand.record.customers.actions import merge  # noqa: E402
from evenhand.record.customers.models import Customer  # noqa: E402
from evenhand.record.protection.models import EmployerLetter, Merit, Warning  # noqa: E402
from evenhand.record.protection.restrictions.employer_letters import (  # noqa: E402
    NewEmployerLetter,
    write_to_employer,
)
from evenhand.record.protection.restrictions.letters import Outgoing  # noqa: E402

LONG_ENOUGH = 1.5
"""Seconds: whoever does not wait for the merge has written by then."""


def main() -> None:
    """A merit, a warning and a letter to the firm, each begun while the firm is being merged."""
    bo(), helena()
    outcomes = {what: while_merging(act) for what, act in ACTS.items()}
    kinds = (Merit, Warning, EmployerLetter)
    lost = sum(kind.objects.filter(customer__merged_into__isnull=False).count() for kind in kinds)
    print(json.dumps({"outcomes": outcomes, "lost": lost}))  # noqa: T201


def write() -> None:
    """Ask the firm for something."""
    new = NewEmployerLetter("ask", firm(), "Names were called.", "Please speak with her.", (DAY + 48 * HOUR).date())
    write_to_employer(new, Outgoing("hr@acme.example", "A request", "Please speak with her."), by=bo(), at=DAY)


ACTS: dict[str, Callable[[], Any]] = {
    "merit": lambda: a_merit(firm()),
    "warning": lambda: a_warning(firm()),
    "letter": write,
}


def while_merging(act: Callable[[], Any]) -> str:
    """ "done", or the code of the refusal."""
    opened, into = acme(), Customer.objects.create(name="Acme Group", first_seen_at=DAY)
    assert opened.merged_into_id is None
    merging = Event()

    def other() -> str:
        try:
            merging.wait(timeout=30)
            act()
        except NotPossible as refused:
            return refused.code
        finally:
            connections.close_all()
        return "done"

    with ThreadPoolExecutor(1) as pool:
        answer = pool.submit(other)
        with transaction.atomic():
            merge(opened, into, by=helena(), at=DAY)
            merging.set()
            Event().wait(LONG_ENOUGH)
        told = answer.result(timeout=60)
    Customer.objects.filter(pk=opened.pk).update(name=f"Acme {opened.pk}")  # the next round finds a firm of its own
    return told


main()
