"""Measure and write benchmarks/results/offence.json.

Run: python -m benchmarks.offence [--without-encoder]. Needs benchmarks/offence/requirements.txt and ../shared/data.
A first run tunes an encoder on one core, in an hour or more; what it found is kept under build/, and later runs
take two minutes.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from benchmarks.offence import chinese, english
from benchmarks.offence.encoded import Encoded

RESULT = Path(__file__).resolve().parents[1] / "results" / "offence.json"
TARGETS = {"COLD test": 0.824, "OLID test A": 0.74}


def main() -> None:
    """Both languages, the targets beside them."""
    begun = time.monotonic()
    encoded = None if "--without-encoder" in sys.argv else Encoded()
    found = {"COLD test": chinese.measured(encoded), "OLID test A": english.measured()}
    for name, target in TARGETS.items():
        reached = found[name]["headline"]["macro_f1"]
        found[name]["target"] = {"macro_f1": target, "reached": reached, "met": reached >= target}
    result = {
        "what": "research only; never shipped, never imported by src; intervals are 95 % by 2,000 bootstrap draws",
        "sets": found,
        "seconds_without_tuning": round(time.monotonic() - begun),
    }
    RESULT.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
    for name, target in TARGETS.items():
        print(name, found[name]["headline"], f"target {target}")


if __name__ == "__main__":
    main()
