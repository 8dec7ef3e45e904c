"""What the log must not keep: tokens of links, which stand in the address for one request."""

from __future__ import annotations

import logging
import re

_LINK = re.compile(r"(/(?:invitation|new-password|agree|calendar|lt)/)[^\s?'\"]+")


class WithoutTokens(logging.Filter):
    """Writes "…" in the place of a link's token; lets every record pass."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always true. The record's words change where they hold an address with a token."""
        words = record.getMessage()
        kept = _LINK.sub(r"\1…", words)
        if kept != words:
            record.msg, record.args = kept, ()
        return True
