"""Words of incidents for pages; they live where evidence packs find them, too."""

from __future__ import annotations

from evenhand.doors.incident_words import (
    AMENDS,
    CHANNELS,
    DEMANDS,
    FAULTS,
    MANNERS,
    ROUTES,
    SEVERITIES,
    SEVERITIES_MEAN,
    TONES,
    Words,
    amends_word,
    channel_word,
    demand_word,
    fault_word,
    manner_word,
    route_sentence,
    severity_word,
)

__all__ = [
    "AMENDS",
    "CHANNELS",
    "DEMANDS",
    "FAULTS",
    "MANNERS",
    "ROUTES",
    "SEVERITIES",
    "SEVERITIES_MEAN",
    "TONES",
    "Words",
    "amends_word",
    "channel_word",
    "demand_word",
    "fault_word",
    "manner_word",
    "route_sentence",
    "severity_word",
]
