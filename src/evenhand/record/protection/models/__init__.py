"""The rows of protection."""

from evenhand.record.protection.models.alerts import Alert, Answer
from evenhand.record.protection.models.incidents import (
    Amends,
    Demand,
    Fault,
    Incident,
    Manner,
    Quotation,
    Reporter,
    Route,
    Severity,
)
from evenhand.record.protection.models.looks import Look, Pack, Recipient
from evenhand.record.protection.models.policy import Act, ActKind, Allowed, AnswerTime, Policy, Request
from evenhand.record.protection.models.restrictions import (
    Appeal,
    AppealLink,
    EmployerLetter,
    Extension,
    KeptApart,
    Lift,
    Merit,
    Restriction,
    Review,
    Warning,
)

__all__ = [
    "Act",
    "ActKind",
    "Alert",
    "Allowed",
    "Amends",
    "Answer",
    "AnswerTime",
    "Appeal",
    "AppealLink",
    "Demand",
    "EmployerLetter",
    "Extension",
    "Fault",
    "Incident",
    "KeptApart",
    "Lift",
    "Look",
    "Manner",
    "Merit",
    "Pack",
    "Policy",
    "Quotation",
    "Recipient",
    "Reporter",
    "Request",
    "Restriction",
    "Review",
    "Route",
    "Severity",
    "Warning",
]
