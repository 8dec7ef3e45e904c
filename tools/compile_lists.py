"""Compile the draft check's lists of phrases, so that nobody's first check has to: python tools/compile_lists.py"""

from __future__ import annotations

from evenhand.knowledge.drafting.cues import READS, finder, keep_compiled


def main() -> None:
    """Compile what was changed since the last time, and keep it beside the lists."""
    for languages in dict.fromkeys(READS.values()):
        finder(languages)
    keep_compiled()


if __name__ == "__main__":
    main()
