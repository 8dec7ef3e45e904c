"""Run in a desk of its own: fifty people with one link approve at the same moment; prints how each came out."""

from __future__ import annotations

import json
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

from evenhand.server.start import start

start()
sys.path.insert(0, str(Path(__file__).parent))

from django.db import connections  # noqa: E402
from minuting import HOUR, MIA, OLLI, a_minute, send  # noqa: E402
from threads import NOW  # noqa: E402

from evenhand.record.agreements import approvals  # noqa: E402
from evenhand.record.agreements.models import Approval, Version  # noqa: E402
from evenhand.record.ledger.models import Entry  # noqa: E402
from evenhand.record.people.errors import LinkRefused  # noqa: E402

MANY = 50


def main() -> None:
    """One link fifty times; then the last two of a minute at once."""
    (one,) = send(a_minute(MIA))
    outcomes = at_once([one.token] * MANY)
    pair = send(a_minute(MIA, OLLI))
    both = at_once([made.token for made in pair])
    print(  # noqa: T201
        json.dumps(
            {
                "outcomes": outcomes,
                "approvals": Approval.objects.filter(version=one.link.version).count(),
                "entries": Entry.objects.filter(
                    kind="minute.approved", subject=f"minute:{one.link.version.minute_id}"
                ).count(),
                "both": both,
                "agreed": Version.objects.filter(agreed_at__isnull=False).count(),
            }
        )
    )


def at_once(tokens: list[str]) -> list[str]:
    """Approve with each token at the same moment; "done" or the code of the refusal."""
    barrier = Barrier(len(tokens))

    def approve(token: str) -> str:
        try:
            barrier.wait(timeout=30)
            approvals.approve_by_link(token, at=NOW + HOUR)
        except LinkRefused as refused:
            return refused.code
        finally:
            connections.close_all()
        return "done"

    with ThreadPoolExecutor(len(tokens)) as pool:
        return list(pool.map(approve, tokens))


main()
