"""Taking words out of incidents and of what followed them: that they were, how grave, who was told and when stays.

An incident loses its words with the message or conversation it began in, or with the person it is about; one that only
quotes an erased message loses that quotation, and what repeats it. The names of those a pack was handed to stay: they
are whom the law has us tell of the erasure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db.models import Model, Q, QuerySet

from evenhand.record.customers.models import Contact
from evenhand.record.erasing.extent import Extent, in_batches
from evenhand.record.erasing.models import Wiped
from evenhand.record.ledger.models import Erasure
from evenhand.record.protection.models import (
    Act,
    Alert,
    Amends,
    Answer,
    Appeal,
    EmployerLetter,
    Extension,
    Incident,
    Lift,
    Merit,
    Pack,
    Quotation,
    Request,
    Restriction,
    Review,
    Warning,
)

SHORTEST = 6
"""Code points of a quotation that is looked for in other words; shorter ones stand in any sentence."""
TURNS = (Review, Lift, Extension)


def incidents_in(extent: Extent) -> list[int]:
    """The incidents that lose their words."""
    found = set(extent.incidents)
    for ids in in_batches(extent.messages):
        found |= _ids(Incident.objects.filter(message__in=ids))
    for ids in in_batches(extent.conversations):
        found |= _ids(Incident.objects.filter(conversation__in=ids))
    return sorted(found | _ids(Incident.objects.filter(contact__in=extent.contacts)))


def measures_in(extent: Extent) -> tuple[list[int], list[int]]:
    """The warnings and the restrictions that lose their words."""
    return _measures(Warning, extent, extent.warnings), _measures(Restriction, extent, extent.restrictions)


def letters_of_protection(extent: Extent) -> list[str]:
    """What letters about these incidents and measures say that they tell of."""
    incidents, (warnings, restrictions) = incidents_in(extent), measures_in(extent)
    requests = _ids(Request.objects.filter(Q(incident__in=incidents) | Q(conversation__in=extent.conversations)))
    named = {
        "incident": incidents,
        "request": requests,
        "alert": _ids(Alert.objects.filter(Q(incident__in=incidents) | Q(request__in=requests))),
        "warning": warnings,
        "restriction": restrictions,
        "appeal": _ids(Appeal.objects.filter(restriction__in=restrictions)),
        "employer-letter": _ids(_employer_letters(extent, restrictions)),
    }
    return [f"{kind}:{pk}" for kind, ids in named.items() for pk in sorted(ids)]


def letter_ids_of_protection(extent: Extent) -> set[int]:
    """The letters that these measures keep themselves, however they name what they tell of."""
    warnings, restrictions = measures_in(extent)
    rows: list[QuerySet[Model]] = [
        Warning.objects.filter(pk__in=warnings),
        Restriction.objects.filter(pk__in=restrictions),
        Appeal.objects.filter(restriction__in=restrictions),
        _employer_letters(extent, restrictions),
        *(turn._default_manager.filter(restriction__in=restrictions) for turn in TURNS),
    ]
    return {pk for query in rows for pk in query.exclude(letter=None).values_list("letter_id", flat=True)}


def wipe_protection(extent: Extent, erasure: Erasure | None, *, neutral: str, at: datetime) -> None:
    """Put `neutral`, or nothing, in the place of the words. Call before the messages are wiped. Twice does no harm."""
    _wipe_quotations(extent)
    for ids in in_batches(incidents_in(extent)):
        _wipe_incidents(ids, neutral, at)
    warnings, restrictions = measures_in(extent)
    _wipe_addressed(Warning.objects.filter(pk__in=warnings), neutral)
    _wipe_addressed(Restriction.objects.filter(pk__in=restrictions), neutral)
    _wipe_around(extent, restrictions, neutral)
    _wipe_merits(extent, neutral)
    _wipe_deeds(extent)
    _lift_limits(extent)
    for subject in _subjects(warnings, restrictions):
        Wiped.objects.get_or_create(subject=subject, defaults={"erasure": erasure, "at": at})


def _measures(kind: type[Warning] | type[Restriction], extent: Extent, named: Sequence[int]) -> list[int]:
    concerned = Q(pk__in=named) | Q(contact__in=extent.contacts) | Q(incident__contact__in=extent.contacts)
    found = _ids(kind._default_manager.filter(concerned))
    for ids in in_batches(extent.conversations):
        found |= _ids(kind._default_manager.filter(incident__conversation__in=ids))
    return sorted(found)


def _employer_letters(extent: Extent, restrictions: Sequence[int]) -> QuerySet[EmployerLetter]:
    concerned = Q(contact__in=extent.contacts) | Q(incident__contact__in=extent.contacts)
    by_incident = Q(incident__in=extent.incidents) | Q(incident__conversation__in=extent.conversations)
    return EmployerLetter.objects.filter(concerned | by_incident | Q(restriction__in=restrictions))


def _wipe_quotations(extent: Extent) -> None:
    """The quotations by the number of the message, which outlives it; and what repeats them in the incident's words."""
    for ids in in_batches(extent.messages):
        rows = Quotation.objects.filter(number__in=ids).exclude(text="").select_related("incident")
        for row in rows.iterator():
            _take_out(row.incident, row.text.strip())
        Quotation.objects.filter(number__in=ids).update(text="")
        Amends.objects.filter(message__in=ids).update(words="")
        Appeal.objects.filter(message__in=ids).exclude(words="").update(words="", reason="")


def _take_out(incident: Incident, words: str) -> None:
    if len(words) < SHORTEST:
        return
    for name in ("asked", "answered", "line"):
        if words in getattr(incident, name):
            Incident.objects.filter(pk=incident.pk).update(**{name: getattr(incident, name).replace(words, "…")})


def _wipe_incidents(ids: Sequence[int], neutral: str, at: datetime) -> None:
    rows = Incident.objects.filter(pk__in=ids)
    rows.filter(wiped_at=None).update(wiped_at=at)
    rows.update(asked="", answered="", line=neutral, who="", joined="", place="")
    Quotation.objects.filter(incident__in=ids).update(text="")
    Amends.objects.filter(incident__in=ids).update(words="")
    Alert.objects.filter(incident__in=ids).update(reason="")
    Answer.objects.filter(alert__incident__in=ids).update(reason=neutral, despite="")
    Act.objects.filter(incident__in=ids).update(note="")
    Request.objects.filter(incident__in=ids).update(line="")
    Pack.objects.filter(incident__in=ids).update(reason="")
    Merit.objects.filter(incident__in=ids).update(asked=neutral, owed="", reason="")


def _wipe_addressed(rows: QuerySet[Warning] | QuerySet[Restriction], neutral: str) -> None:
    rows.update(reason=neutral, text="")


def _wipe_around(extent: Extent, restrictions: Sequence[int], neutral: str) -> None:
    letters = _employer_letters(extent, restrictions)
    EmployerLetter.objects.filter(pk__in=_ids(letters)).update(reason=neutral, text="", to="", answer="")
    for turn in TURNS:
        turn._default_manager.filter(restriction__in=restrictions).update(reason=neutral)
    appeals = Appeal.objects.filter(restriction__in=restrictions)
    appeals.exclude(decided_at=None).update(reason=neutral)
    appeals.update(words="")


def _wipe_merits(extent: Extent, neutral: str) -> None:
    merits = _ids(Merit.objects.filter(contact__in=extent.contacts))
    for ids in in_batches(extent.conversations):
        merits |= _ids(Merit.objects.filter(conversation__in=ids))
    for ids in in_batches(sorted(merits)):
        Merit.objects.filter(pk__in=ids).update(asked=neutral, owed="", reason="")


def _wipe_deeds(extent: Extent) -> None:
    """Notes of what members did, and what they said when they asked to be taken off a conversation."""
    Act.objects.filter(contact__in=extent.contacts).update(note="")
    for ids in in_batches(extent.conversations):
        Act.objects.filter(conversation__in=ids).update(note="")
        Request.objects.filter(conversation__in=ids).update(line="")


def _lift_limits(extent: Extent) -> None:
    """A contact without a name or an address is limited in nothing; the customer's limits stand by themselves."""
    limits = next((field for field in Contact._meta.fields if field.name == "limits"), None)
    if limits is not None:
        Contact.objects.filter(pk__in=extent.contacts).update(limits=limits.get_default())


def _subjects(warnings: Sequence[int], restrictions: Sequence[int]) -> Iterator[str]:
    yield from (f"warning:{pk}" for pk in warnings)
    yield from (f"restriction:{pk}" for pk in restrictions)


def _ids(rows: QuerySet[Model]) -> set[int]:
    return set(rows.order_by().values_list("pk", flat=True))
