"""Which entries of the ledger a member may read: those about incidents, requests and packs that they may see.

Nor do letters about others: a letter to whoever looks after wellbeing, at a minute when nothing else happened, says it.

An entry says who did something about what, and when. Of what somebody reported past the line, or asked for, that alone
would tell who it was; whoever may not see the thing sees only that there is an entry, and its hash.
"""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Q

from evenhand.record.outbox.models import TO_REPORTER, Letter
from evenhand.record.people.models import Member
from evenhand.record.protection.incidents.access import incidents_for, requests_for
from evenhand.record.protection.models import Alert
from evenhand.record.protection.packs_access import packs_for


def readable_by(member: Member) -> Callable[[str], bool]:
    """Whether this member may read an entry, by its subject ("incident:7"). Asks the database five times, here."""
    rows = {"incident": incidents_for(member), "request": requests_for(member), "pack": packs_for(member)}
    seen = {kind: {str(pk) for pk in query.order_by().values_list("pk", flat=True)} for kind, query in rows.items()}

    hidden = _letters_about_others(member)

    def is_readable(subject: str) -> bool:
        kind, _colon, number = subject.partition(":")
        return subject not in hidden and (kind not in seen or number in seen[kind])

    return is_readable


def _letters_about_others(member: Member) -> set[str]:
    """Letters about alerts that this member may not see, and those to whoever reported, as the ledger names them."""
    about_seen = Q(incident__in=incidents_for(member)) | Q(request__in=requests_for(member))
    alerts = {f"alert:{pk}" for pk in Alert.objects.filter(about_seen).order_by().values_list("pk", flat=True)}
    letters = Letter.objects.filter(Q(about__startswith="alert:") | Q(about=TO_REPORTER))
    return {f"letter:{pk}" for pk, about in letters.order_by().values_list("pk", "about") if about not in alerts}
