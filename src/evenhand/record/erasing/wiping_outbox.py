"""Letters that tell of what is erased, and traces that it left in jobs that failed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from evenhand.record.conversations.models import Message
from evenhand.record.erasing.extent import in_batches
from evenhand.record.outbox.models import Job, Letter

SHORTEST = 6
"""Characters of a line by which a trace is known; shorter ones stand in every error."""
OPEN = (Letter.State.WAITING, Letter.State.BY_HAND, Letter.State.REFUSED)


def letters_about(subjects: Sequence[str], addresses: Sequence[str]) -> list[int]:
    """The letters that tell of these subjects, or that went to these addresses."""
    found = set(Letter.objects.filter(to__in=addresses).values_list("pk", flat=True)) if addresses else set()
    for part in in_batches(subjects):
        found |= set(Letter.objects.filter(about__in=part).values_list("pk", flat=True))
    return sorted(found)


def wipe_letters(ids: Sequence[int], addresses: Collection[str], *, at: datetime) -> None:
    """Take out the words; what was not sent yet is withdrawn. The SHA-256 of what was sent stays."""
    for part in in_batches(ids):
        letters = Letter.objects.filter(pk__in=part)
        letters.filter(state__in=OPEN).update(state=Letter.State.WITHDRAWN, ended_at=at)
        letters.update(subject="", text="", answer="")
        letters.filter(to__in=list(addresses)).update(to="")


def telling_lines(message_ids: Sequence[int], addresses: Iterable[str]) -> set[str]:
    """What a trace of these messages would hold: their lines, subjects and senders. Asked before they are wiped."""
    lines = {address.lower() for address in addresses}
    for part in in_batches(message_ids):
        rows = Message.objects.filter(pk__in=part).values_list("subject", "text", "sender_name", "sender_address")
        for row in rows.iterator():
            lines |= {line.strip().lower() for words in row for line in words.splitlines()}
    return {line for line in lines if len(line) >= SHORTEST}


def wipe_errors(lines: Collection[str]) -> None:
    """Empty the errors of jobs that quote one of these lines; jobs themselves hold ids alone."""
    for job in Job.objects.exclude(error="").only("pk", "error"):
        error = job.error.lower()
        if any(line in error for line in lines):
            Job.objects.filter(pk=job.pk).update(error="")
