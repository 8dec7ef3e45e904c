"""The evaluation: `python -m benchmarks.evaluate [SECTION…]`, all sections by default.

Writes benchmarks/results/evaluation.json, docs/reference/evaluation.md, the rates of the model card and the figures
that the desk shows. Packages:
requirements/train.txt. Sets that are not beside the repository are left out, and the page says so.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime

from benchmarks.evaluation import card, desk, page, results
from benchmarks.evaluation.catalogue import SECTIONS


def main(arguments: Sequence[str]) -> int:
    """Run the sections named, or all. Exit 2 where a name is not known."""
    by_name = {section.name: section for section in SECTIONS}
    unknown = [name for name in arguments if name not in by_name]
    if unknown:
        print(f"No section is called {', '.join(unknown)}. There are: {', '.join(by_name)}.", file=sys.stderr)
        return 2
    for name in arguments or by_name:
        print(name, file=sys.stderr, flush=True)
        began = time.perf_counter()
        measured = by_name[name].measure()
        results.keep(by_name[name], measured, datetime.now(UTC).date(), time.perf_counter() - began)
        print(f"{name}: {time.perf_counter() - began:.0f} s", file=sys.stderr, flush=True)
    kept = results.kept()
    page.write(SECTIONS, kept)
    desk.write(kept)
    card.write(kept)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
