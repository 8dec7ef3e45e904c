"""Import of 20,000 real-shaped mails, stored, parsed, read and filed; beside it the standard library's parser alone.

Target: 300 mails a second and 500 MB at most on two cores.
"""

from __future__ import annotations

import email
import email.policy
import json
import statistics
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.support.mails import mails, write_mbox
from benchmarks.support.measuring import keep, run

COUNT = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000


def main() -> None:
    """Three parts: our import (fresh workspace), the same import again, the reference."""
    with tempfile.TemporaryDirectory(prefix="evenhand-bench-") as folder:
        box = Path(folder) / "box.mbox"
        size = write_mbox(box, COUNT)
        environment = {"EVENHAND_DATA": str(Path(folder) / "workspace")}
        command = [
            str(Path(sys.executable).parent / "evenhand"),
            "import",
            str(box),
            "--ours",
            "harbourline.example",
            "--json",
        ]
        first, second = run(command, environment), run(command, environment)
    counts = json.loads(first.output.splitlines()[-1])
    keep(
        "import_speed",
        {
            "mails": COUNT,
            "mbox_mb": round(size / 2**20, 1),
            "mails_per_second": round(COUNT / first.seconds, 1),
            "seconds_with_start": round(first.seconds, 1),
            "peak_mb_whole_tree": first.peak_mb,
            "second_run_seconds": round(second.seconds, 1),
            "counts": counts,
            "second_counts": json.loads(second.output.splitlines()[-1]),
            "reference": reference(),
            "target": {"mails_per_second": 300, "peak_mb": 500},
        },
    )


def reference() -> dict[str, float]:
    """The standard library alone: parse, decode all parts and the main headers on one core; nothing is stored."""
    sample = list(mails(min(COUNT, 3000)))
    found = {}
    for name, policy in (("compat32", email.policy.compat32), ("default", email.policy.default)):
        times = []
        for _ in range(3):
            began = time.perf_counter()
            for data in sample:
                message = email.message_from_bytes(data, policy=policy)
                for part in message.walk():
                    if not part.is_multipart():
                        part.get_payload(decode=True)
                for header in ("From", "To", "Subject", "Date", "Message-ID", "References"):
                    str(message[header])
            times.append(len(sample) / (time.perf_counter() - began))
        found[f"stdlib_{name}_mails_per_second_one_core"] = round(statistics.median(times), 1)
    return found | {"n": len(sample)}


if __name__ == "__main__":
    main()
