"""Who may see and take evidence packs: whoever may take incidents out of the desk and sees this one."""

from __future__ import annotations

from django.db.models import QuerySet

from evenhand.record.people.access import may
from evenhand.record.people.errors import NotFound
from evenhand.record.people.models import Member
from evenhand.record.protection.incidents.access import incidents_for
from evenhand.record.protection.models import Incident, Pack


def packs_for(member: Member) -> QuerySet[Pack]:
    """The packs this member may see: also the reporter those of their own incident, to know who took what."""
    rows = Pack.objects.filter(incident__in=incidents_for(member).values("pk"))
    return rows.select_related("incident", "asked_by", "approved_by", "refused_by")


def pack_for(member: Member, pk: int) -> Pack:
    """One pack, for whoever may take incidents out. Raises NotFound, also where it may not be seen."""
    found = packs_for(member).filter(pk=pk).first() if may(member, "export_incidents") else None
    if found is None:
        raise NotFound
    return found


def packs_waiting(member: Member) -> list[Pack]:
    """The packs that wait for this member's yes or no, oldest first; never their own."""
    if not may(member, "export_incidents"):
        return []
    rows = packs_for(member).filter(approved_at=None, refused_at=None, made_at=None)
    return list(rows.exclude(asked_by=member).order_by("asked_at", "pk"))


def packs_about(incident: Incident, member: Member) -> list[Pack]:
    """The packs of one incident that this member may see, the newest first, with who was given them."""
    return list(packs_for(member).filter(incident=incident).prefetch_related("recipients"))
