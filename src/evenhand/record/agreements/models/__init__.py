"""What both sides gave their word on: commitments, what is owed and awaited, checks of ability, and agreed minutes."""

from evenhand.record.agreements.models.ability import CapabilityCheck
from evenhand.record.agreements.models.commitments import (
    Breach,
    Commitment,
    Fulfilment,
    Party,
    Postponement,
    Release,
    Reopening,
    Suggestion,
    Update,
    Wait,
)
from evenhand.record.agreements.models.minutes import (
    Approval,
    ApprovalLink,
    Change,
    Minute,
    Objection,
    Question,
    Stakeholder,
    Version,
    WrongLink,
)

__all__ = [
    "Approval", "ApprovalLink", "Breach", "CapabilityCheck", "Change", "Commitment", "Fulfilment", "Minute",
    "Objection", "Party", "Postponement", "Question", "Release", "Reopening", "Stakeholder", "Suggestion", "Update",
    "Version", "Wait", "WrongLink",
]  # fmt: skip
