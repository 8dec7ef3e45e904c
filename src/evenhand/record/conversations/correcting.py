"""What members say against a reading: which part is wrong, and what would be right."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from django.db import transaction

from evenhand.record.conversations.models import Correction, Reading
from evenhand.record.conversations.working import NotPossible
from evenhand.record.ledger import actions as ledger
from evenhand.record.people.models import Member

Direction = Literal["too-harsh", "too-mild", ""]

# Parts of one word, and parts that hold several things.
WORDS = ("manner", "target", "language", "temperature", "demand")
LISTS = {"kinds": ("missed", "wrong"), "asks": ("missed", "not-there", "wrong"),
         "promises": ("missed", "not-there", "wrong")}  # fmt: skip
SAID = {"our_fault": ("claimed", "not-claimed"), "haggle": ("found", "not-found")}
CORRECTABLE = (*WORDS, *LISTS, *SAID, "other")
NOT_A = "not:"  # of kinds: "not:insult", one that was found and is not there
_BY_HARSHNESS = {
    "manner": ("civil", "heated", "abusive", "threatening"),
    "demand": ("reasonable", "unreasonable"),
    "temperature": ("0", "1", "2", "3", "4"),
}


@transaction.atomic
def correct(reading: Reading, about: str, better: str, comment: str, *, by: Member, at: datetime) -> Correction:
    """Keep a member's word that a reading is wrong. The reading stays.

    What a reading says already is refused, unless somebody said against it before: then it is upheld.
    Raises NotPossible("about"), ("same") or ("comment"): something else needs words.
    """
    if about not in CORRECTABLE or not better.strip() or not _fits(reading.body, about, better):
        raise NotPossible("about")
    if about == "other" and not comment.strip():
        raise NotPossible("comment")
    found = found_in(reading.body, about)
    if found == better and not reading.corrections.filter(about=about).exists():
        raise NotPossible("same")
    row = Correction.objects.create(
        reading=reading, member=by, about=about, found=found, better=better[:40], comment=comment.strip()[:2000], at=at
    )
    ledger.append(
        kind="reading.corrected", actor=by.actor, at=at, subject=f"message:{reading.message_id}",
        body={"about": about, "found": found, "better": better[:40]},
    )  # fmt: skip
    return row


def found_in(body: dict[str, Any], about: str) -> str:
    """What a reading says about one of CORRECTABLE, as the word that a correction replaces; of lists how many."""
    match about:
        case "language":
            return str(body.get("language", "und"))
        case "target":
            return str(body.get("manner", {}).get("target", "none"))
        case "temperature":
            return str(round(body.get("temperature", {}).get("value", 0)))
        case "kinds":
            return str(len(body.get("manner", {}).get("kinds", ())))
        case "asks":
            return str(len(body.get("demand", {}).get("asks", ())))
        case "promises":
            return str(len(body.get("commitments", ())))
        case "our_fault":
            return "claimed" if body.get("our_fault", {}).get("claimed") else "not-claimed"
        case "haggle":
            return "found" if body.get("haggle", {}).get("found") else "not-found"
        case "other":
            return ""
    return str(body.get(about, {}).get("level", "unclear"))


def direction(about: str, found: str, better: str) -> Direction:
    """Whether a correction says that the reading was too harsh on the writer or too mild; empty for neither."""
    if about == "kinds":
        return "too-harsh" if better.startswith(NOT_A) else "too-mild" if better == "missed" else ""
    scale = _BY_HARSHNESS.get(about, ())
    if found not in scale or better not in scale or found == better:
        return ""
    return "too-harsh" if scale.index(better) < scale.index(found) else "too-mild"


def _fits(body: dict[str, Any], about: str, better: str) -> bool:
    if about == "kinds" and better.startswith(NOT_A):
        return better.removeprefix(NOT_A) in body.get("manner", {}).get("kinds", ())
    if about == "other":
        return better == "other"
    return about in WORDS or better in {**LISTS, **SAID}[about]
