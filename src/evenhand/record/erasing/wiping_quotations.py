"""What quotes the words that are erased from elsewhere: replies that are being written, and reminders."""

from __future__ import annotations

from collections.abc import Iterator

from evenhand.knowledge.language.shown_subjects import shown_subject
from evenhand.record.agreements.citing import words_of
from evenhand.record.agreements.models import Commitment, Minute, Version
from evenhand.record.conversations.models import Conversation, Draft, Message
from evenhand.record.conversations.queries_thread import readings_of
from evenhand.record.customers.models import Contact
from evenhand.record.erasing.extent import Extent, in_batches
from evenhand.record.erasing.wiping_agreements import commitments_in

SHORTEST = 6
"""Code points of a citation that is looked for; shorter ones stand in any letter."""


def wipe_drafts(extent: Extent) -> None:
    """Drop what is being written in these conversations, for whoever answers quotes; elsewhere what cites them.

    A draft elsewhere that was to go to one of these people goes to the usual ones again.
    """
    for ids in in_batches(extent.touched()):
        Draft.objects.filter(conversation__in=ids).delete()
    drafts = {pk: " ".join(text.split()) for pk, text in Draft.objects.values_list("pk", "text")}
    cited = set(_cited(extent)) if drafts else set()
    cited = {words.removesuffix("…") for words in cited if len(words) >= SHORTEST}
    Draft.objects.filter(pk__in=[pk for pk, text in drafts.items() if any(words in text for words in cited)]).delete()
    people = set(Contact.objects.filter(pk__in=extent.contacts).values_list("address", flat=True)) - {""}
    for draft in Draft.objects.exclude(addressed={}):
        typed = f"{draft.addressed['to']} {draft.addressed['cc']}".lower()
        if any(address.lower() in typed for address in people):
            Draft.objects.filter(pk=draft.pk).update(addressed={})


def names_in(extent: Extent) -> set[str]:
    """What a reminder would call these things: promises, subjects, people. Asked before they are wiped."""
    found: set[str] = set()
    for ids in in_batches(commitments_in(extent)):
        found |= set(Commitment.objects.filter(pk__in=ids).values_list("what", flat=True))
    for ids in in_batches(extent.touched()):
        subjects = set(Conversation.objects.filter(pk__in=ids).values_list("subject", flat=True))
        found |= subjects | {shown for shown in map(shown_subject, subjects) if any(map(str.isalnum, shown))}
    people = Contact.objects.filter(pk__in=extent.contacts)
    found |= {name for row in people.values_list("name", "address") for name in row}
    return {words.strip() for words in found if len(words.strip()) > 1}


def _cited(extent: Extent) -> Iterator[str]:
    """The words that a citation of any of these has, on one line."""
    for ids in in_batches(extent.messages):
        readings = readings_of(list(ids))
        for message in Message.objects.filter(pk__in=ids):
            yield words_of(message, readings.get(message.pk))
    for ids in in_batches(commitments_in(extent)):
        for what in Commitment.objects.filter(pk__in=ids).values_list("what", flat=True):
            yield " ".join(what.split())[:150]
    for title in Minute.objects.filter(pk__in=extent.minutes).values_list("title", flat=True):
        yield " ".join(title.split())
    for text in Version.objects.filter(minute__in=extent.minutes).values_list("text", flat=True):
        yield next((" ".join(line.split())[:150] for line in text.splitlines() if line.strip()), "")
