"""Compile what a first check would have to compile: python tools/compile_lists.py

The modules, the draft check's lists of phrases, and the patterns that the rules' own examples need. It is a step of the
build, so it writes also where Python is told to write no compiled modules while it runs.
"""

from __future__ import annotations

import compileall
import sys
from pathlib import Path

from evenhand.knowledge.drafting.catalogue import catalogue
from evenhand.knowledge.drafting.check import check
from evenhand.knowledge.drafting.cues import READS, finder, keep_compiled
from evenhand.knowledge.drafting.facts_reading import facts_from
from evenhand.knowledge.drafting.page import page_of
from evenhand.knowledge.language.patterns_kept import keep_patterns

SOURCE = Path(__file__).resolve().parent.parent / "src" / "evenhand"
SENT_AT = "2026-03-11T10:00"  # so that times are looked for as in a real reply


def main() -> None:
    """Compile what was changed since the last time, and keep it beside the sources."""
    sys.dont_write_bytecode = False
    compileall.compile_dir(SOURCE, quiet=1, workers=1)
    for languages in dict.fromkeys(READS.values()):
        finder(languages)
    for rule in catalogue():
        for example in page_of(type(rule)).examples:
            facts = facts_from({"sent_at": SENT_AT, **example.facts})
            check(example.text, example.variety, min(rule.audiences, key=lambda each: each.value), facts)  # type: ignore[arg-type]
    keep_compiled()
    keep_patterns()


if __name__ == "__main__":
    main()
