"""Taking words out of what was promised: that it was, by whom, by when and how it ended stays."""

from __future__ import annotations

from django.db.models import Q

from evenhand.record.agreements.models import (
    Breach,
    CapabilityCheck,
    Commitment,
    Fulfilment,
    Postponement,
    Release,
    Reopening,
    Suggestion,
)
from evenhand.record.erasing.extent import Extent, in_batches

STEPS = (Fulfilment, Release, Breach, Reopening, Postponement)


def commitments_in(extent: Extent) -> list[int]:
    """The commitments that were made in these messages or conversations, or with these people."""
    found: set[int] = set()
    for ids in in_batches(extent.messages):
        made = Q(message__in=ids) | Q(suggestion__message__in=ids)
        found |= set(Commitment.objects.filter(made).values_list("pk", flat=True))
    for ids in in_batches(extent.conversations):
        found |= set(Commitment.objects.filter(conversation__in=ids).values_list("pk", flat=True))
    found |= set(Commitment.objects.filter(contact__in=extent.contacts).values_list("pk", flat=True))
    return sorted(found)


def suggestions_in(extent: Extent) -> list[int]:
    """The promises that were read in these messages."""
    found: list[int] = []
    for ids in in_batches(extent.messages):
        found += Suggestion.objects.filter(message__in=ids).values_list("pk", flat=True)
    return found


def wipe_agreements(extent: Extent, *, neutral: str) -> None:
    """Put `neutral` in the place of the words of promises and checks; suggestions go. Twice does no harm."""
    for ids in in_batches(commitments_in(extent)):
        Commitment.objects.filter(pk__in=ids).update(what=neutral, words="", start=None, end=None)
        for steps in STEPS:
            steps._default_manager.filter(commitment__in=ids).update(note="")
    for ids in in_batches(extent.messages):
        for steps in STEPS:
            steps._default_manager.filter(proof__in=ids).update(note="")
        Suggestion.objects.filter(message__in=ids).delete()
    for ids in in_batches(extent.conversations):
        CapabilityCheck.objects.filter(conversation__in=ids).update(what=neutral, skills="")
