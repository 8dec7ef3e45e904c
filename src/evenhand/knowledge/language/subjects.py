"""Subjects without their reply and forward prefixes, as mail clients in our languages write them."""

from __future__ import annotations

import re

# Re/Fwd (everywhere), VS/VL (Finnish and Swedish Outlook), SV, AW/WG (German), 答复/回复/转发 and 回覆/轉寄 (Chinese).
_PREFIX = re.compile(
    r"\s*(?:\[(?:external|ulkoinen|外部)\]\s*|"
    r"(?:re|fw|fwd|vs|vl|sv|aw|wg|antw|ref|答复|答覆|回复|回覆|回應|转发|轉寄|轉發)"
    r"\s*(?:\[\d{1,3}\]|\(\d{1,3}\))?\s*[:：]\s*)",
    re.IGNORECASE,
)
_SPACE = re.compile(r"\s+")


def bare_subject(subject: str) -> str:
    """The subject without prefixes and doubled spaces; at most 300 characters are looked at."""
    rest = subject[:300]
    while match := _PREFIX.match(rest):
        if match.end() == 0:
            break
        rest = rest[match.end() :]
    return _SPACE.sub(" ", rest).strip()


def is_reply(subject: str) -> bool:
    """Whether the subject begins with a reply or forward prefix."""
    return _PREFIX.match(subject[:300]) is not None
