"""Letters that tell of what is erased, and traces that it left in jobs that failed."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import datetime

from django.db.models import Q
from django.utils.encoding import punycode

from evenhand.record.erasing.extent import in_batches
from evenhand.record.outbox.models import Addressee, Job, Letter
from evenhand.record.outbox.replies import key_of

REMINDER = "due:"
_KIND_OF_ERROR = re.compile(r"\w*", re.ASCII)
OPEN = (Letter.State.WAITING, Letter.State.BY_HAND, Letter.State.REFUSED)


def letters_about(subjects: Sequence[str], addresses: Sequence[str]) -> list[int]:
    """The letters that tell of these subjects, or that went to these addresses."""
    found: set[int] = set()
    for address in addresses:
        found |= set(Letter.objects.filter(_to(address)).values_list("pk", flat=True))
    for part in in_batches(subjects):
        found |= set(Letter.objects.filter(about__in=part).values_list("pk", flat=True))
    return sorted(found)


def wipe_letters(ids: Sequence[int], addresses: Collection[str], *, at: datetime) -> None:
    """Take out the words; what was not sent yet is withdrawn. The SHA-256 of what was sent stays."""
    for part in in_batches(ids):
        letters = Letter.objects.filter(pk__in=part)
        letters.filter(state__in=OPEN).update(state=Letter.State.WITHDRAWN, ended_at=at)
        letters.update(subject="", text="", answer="", in_reply_to="", references="")
        Addressee.objects.filter(letter__in=part).delete()
        for address in addresses:
            letters.filter(_to(address)).update(to="")


def wipe_addressees(addresses: Collection[str]) -> None:
    """Take people out of the replies of others that they would get, or got, a copy of."""
    for address in addresses:
        Addressee.objects.filter(_to(address, "address")).delete()


def forget_threads(message_ids: Sequence[int]) -> None:
    """Take the identifiers of earlier mail out of these replies, where they are still on their way."""
    for part in in_batches(message_ids):
        Letter.objects.filter(key__in=[key_of(pk) for pk in part]).update(in_reply_to="", references="")


def reminders_with(words: Collection[str]) -> list[int]:
    """The reminders to members in which one of these words, names or subjects stands."""
    wanted = {each.lower() for each in words}
    reminders = Letter.objects.filter(key__startswith=REMINDER).exclude(text="").values_list("pk", "text")
    return [pk for pk, text in reminders.iterator() if any(each in text.lower() for each in wanted)] if wanted else []


def wipe_errors() -> None:
    """Leave only the kind of what went wrong in jobs: an error may quote a part of anything, and nobody could tell."""
    for job in Job.objects.exclude(error="").only("pk", "error"):
        found = _KIND_OF_ERROR.match(job.error)
        Job.objects.filter(pk=job.pk).update(error=found.group() if found else "")


def _to(address: str, column: str = "to") -> Q:
    """Letters go to the ASCII form of a domain."""
    local, _, domain = address.rpartition("@")
    forms = (address, f"{local}@{punycode(domain)}")
    return Q(**{f"{column}__iexact": forms[0]}) | Q(**{f"{column}__iexact": forms[1]})
