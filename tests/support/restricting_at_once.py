"""Run in a desk of its own: managers restrict a person and her firm at the same moment; prints how each came out."""

from __future__ import annotations

import json
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

from evenhand.server.start import start

start()
sys.path.insert(0, str(Path(__file__).parent))

from builders import helena  # noqa: E402
from django.db import connections  # noqa: E402
from measures import a_merit, a_plan, a_warning, decided, firm, her  # noqa: E402

from evenhand.record.conversations.working import NotPossible  # noqa: E402
from evenhand.record.protection.models import Restriction  # noqa: E402
from evenhand.record.protection.restrictions.whom import Whom  # noqa: E402

EACH = 6


def main() -> None:
    """The same end of the exchange, for her and for her whole firm, by as many at once."""
    both = [her(), firm()]
    for whom in both:
        a_merit(whom)
        a_warning(whom)
    helena()
    outcomes = at_once(both * EACH)
    print(json.dumps({"outcomes": outcomes, "restrictions": Restriction.objects.count()}))  # noqa: T201


def at_once(everybody: list[Whom]) -> list[str]:
    """Restrict each of these at the same moment; "done" or the code of the refusal."""
    barrier = Barrier(len(everybody))

    def restrict(whom: Whom) -> str:
        try:
            barrier.wait(timeout=30)
            decided(a_plan("end", whom), by=helena())
        except NotPossible as refused:
            return refused.code
        finally:
            connections.close_all()
        return "done"

    with ThreadPoolExecutor(len(everybody)) as pool:
        return list(pool.map(restrict, everybody))


main()
