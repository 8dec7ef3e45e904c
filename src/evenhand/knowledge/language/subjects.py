"""Subjects without their reply and forward prefixes, as mail clients in our languages write them."""

from __future__ import annotations

import re

# Re/Fwd (everywhere), VS/VL (Finnish and Swedish Outlook), SV, AW/WG (German), 答复/回复/转发 and 回覆/轉寄 (Chinese).
_ANSWER = (
    r"(?:re|fw|fwd|vs|vl|sv|aw|wg|antw|ref|答复|答覆|回复|回覆|回應|转发|轉寄|轉發)"
    r"\s*(?:\[\d{1,3}\]|\(\d{1,3}\))?\s*[:：]\s*"
)
# What mail gateways put before subjects from outside; it tells nothing about replies.
_MARK = r"\[(?:external|ulkoinen|外部)\]\s*"
_PREFIX = re.compile(rf"\s*(?:{_MARK}|{_ANSWER})", re.IGNORECASE)
_REPLY = re.compile(rf"\s*(?:{_MARK})*{_ANSWER}", re.IGNORECASE)
_SPACE = re.compile(r"\s+")


def bare_subject(subject: str) -> str:
    """The subject without prefixes and doubled spaces; at most 300 characters are looked at."""
    rest = subject[:300]
    while match := _PREFIX.match(rest):
        rest = rest[match.end() :]
    return _SPACE.sub(" ", rest).strip()


def is_reply(subject: str) -> bool:
    """Whether the subject begins with a reply or forward prefix."""
    return _REPLY.match(subject[:300]) is not None
