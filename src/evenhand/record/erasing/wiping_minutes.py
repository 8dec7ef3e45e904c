"""Taking the words out of minutes: versions, answers and their times stay, what was agreed to is told no more."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from evenhand.record.agreements.approvals_links import withdraw_links
from evenhand.record.agreements.minutes import is_waiting
from evenhand.record.agreements.models import ApprovalLink, Change, Minute, Objection, Question, Stakeholder, Version
from evenhand.record.erasing.models import MinuteTombstone
from evenhand.record.ledger.models import Erasure

NOBODY = "erased-{pk}@erased.invalid"


def wipe_minutes(ids: Sequence[int], erasure: Erasure | None, *, neutral: str, at: datetime) -> None:
    """Put `neutral` in the place of all that stands in these minutes. Twice does no harm.

    What people were being asked to agree to is withdrawn. Colleagues of ours who are named stay named.
    """
    for minute in Minute.objects.select_for_update().filter(pk__in=ids).order_by("pk"):
        Minute.objects.filter(pk=minute.pk).update(title=neutral)
        for version in minute.versions.filter(sent_at__isnull=False):
            withdraw_links(version, at=at)
            if is_waiting(version):
                Version.objects.filter(pk=version.pk).update(withdrawn_at=at)
        minute.versions.update(text=neutral, sha256="")
        changes = Change.objects.filter(version__minute=minute)
        changes.update(why=neutral, time_impact=neutral, money_impact=neutral, scope_impact=neutral)
        for person in minute.stakeholders.filter(member=None):
            wipe_stakeholder(person, neutral)
        _wipe_words_of([person.pk for person in minute.stakeholders.all()], neutral)
        MinuteTombstone.objects.get_or_create(minute=minute, defaults={"erasure": erasure, "at": at})


def wipe_stakeholder(person: Stakeholder, neutral: str) -> None:
    """Take out who it was, what they wrote, and what was answered to them."""
    _wipe_words_of([person.pk], neutral)
    Stakeholder.objects.filter(pk=person.pk).update(name=neutral[:120], email=NOBODY.format(pk=person.pk))


def letters_of_minutes(minutes: Sequence[int], addresses: Sequence[str]) -> list[str]:
    """What letters about these minutes, and about those in which these people are named, say that they tell of."""
    found = set(minutes)
    for address in addresses:
        named = Stakeholder.objects.filter(email__iexact=address, member=None)
        found |= set(named.values_list("minute_id", flat=True))
    versions = list(Version.objects.filter(minute__in=found).values_list("pk", flat=True))
    links = ApprovalLink.objects.filter(version__in=versions).values_list("pk", flat=True)
    return [*(f"version:{pk}" for pk in versions), *(f"approval-link:{pk}" for pk in links)]


def _wipe_words_of(people: Sequence[int], neutral: str) -> None:
    Objection.objects.filter(stakeholder__in=people).update(words=neutral)
    Question.objects.filter(stakeholder__in=people).update(words=neutral)
    Question.objects.filter(stakeholder__in=people).exclude(answer="").update(answer=neutral)
