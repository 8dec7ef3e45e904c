"""The rows of erasing and keeping."""

from evenhand.record.erasing.models.handouts import Handout
from evenhand.record.erasing.models.holds import Hold, MinuteTombstone, Scrubbing, Tombstone
from evenhand.record.erasing.models.retention import Procedure, RetentionClass, RetentionNotice, RetentionRule, Wiped

__all__ = [
    "Handout",
    "Hold",
    "MinuteTombstone",
    "Procedure",
    "RetentionClass",
    "RetentionNotice",
    "RetentionRule",
    "Scrubbing",
    "Tombstone",
    "Wiped",
]
