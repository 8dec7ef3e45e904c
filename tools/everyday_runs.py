"""Count which runs of characters messages hold everywhere: python tools/everyday_runs.py

Reads corpus/messages and writes language/signals/everyday_runs.tsv: how many of a thousand messages hold a run, in the
variety that has most of them. Only runs that one message in fifty holds are kept; what is not in the table is rare. A
finding never depends on it: it only says by which run of a phrase to look for the phrase.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from evenhand.knowledge.language.signals.runs import TABLE, runs_of
from evenhand.knowledge.language.text import fold

MESSAGES = Path(__file__).resolve().parent.parent / "corpus" / "messages"
LEAST = 20  # of a thousand messages

HEAD = """\
# Runs of characters that messages hold everywhere, with how many of a thousand messages hold them ("_" is a blank).
# Written by tools/everyday_runs.py.
"""


def main() -> None:
    """Count and write."""
    most: Counter[str] = Counter()
    for folder in sorted(MESSAGES.iterdir()):
        texts = list(_texts(folder))
        held = Counter(run for text in texts for run in runs_of(fold(text).folded.replace("\n", " ")))
        for run, count in held.items():
            most[run] = max(most[run], round(1000 * count / len(texts)))
    rows = [f"{run.replace(' ', '_')}\t{count}" for run, count in sorted(most.items()) if count >= LEAST]
    TABLE.write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")
    print(f"{len(rows)} runs")


def _texts(folder: Path) -> Iterator[str]:
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip():
                yield json.loads(line)["text"]


if __name__ == "__main__":
    main()
