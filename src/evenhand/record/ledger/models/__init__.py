"""The rows of the ledger."""

from evenhand.record.ledger.models.checkpoints import Checkpoint, Departure, Verification
from evenhand.record.ledger.models.entries import Content, Entry, EntryIsFinal, Head
from evenhand.record.ledger.models.erasures import Erasure, ErasureItem

__all__ = [
    "Checkpoint",
    "Content",
    "Departure",
    "Entry",
    "EntryIsFinal",
    "Erasure",
    "ErasureItem",
    "Head",
    "Verification",
]
