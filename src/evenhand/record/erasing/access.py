"""Who may ask, approve and see what was asked: the only ways to obtain these rows on a member's behalf."""

from __future__ import annotations

from django.db.models import QuerySet

from evenhand.record.customers.access import contact_for
from evenhand.record.customers.models import Contact
from evenhand.record.erasing.models import Handout, RetentionRule
from evenhand.record.ledger.models import Erasure
from evenhand.record.people.access import may
from evenhand.record.people.errors import NotFound
from evenhand.record.people.models import Member
from evenhand.record.protection.incidents.access import incidents_for
from evenhand.record.protection.models import Pack
from evenhand.record.protection.packs_access import pack_for


def erasures_for(member: Member) -> QuerySet[Erasure]:
    """All requests for whoever may approve them; their own for whoever may ask; else none."""
    if may(member, "approve_erasure"):
        return Erasure.objects.all()
    if may(member, "ask_erasure"):
        return Erasure.objects.filter(asked_by=member.actor)
    return Erasure.objects.none()


def erasure_for(member: Member, pk: int) -> Erasure:
    """One request. Raises NotFound, also where it may not be seen."""
    found = erasures_for(member).filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found


def retention_rules_for(member: Member) -> QuerySet[RetentionRule]:
    """All rules of retention, newest first, for whoever sets them; else none."""
    return RetentionRule.objects.all() if may(member, "set_protection") else RetentionRule.objects.none()


def retention_rule_for(member: Member, pk: int) -> RetentionRule:
    """One rule. Raises NotFound, also where it may not be seen."""
    found = retention_rules_for(member).filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found


def handout_for(member: Member, pk: int) -> Handout:
    """A file that this member asked for, while they may still see what it is about. Raises NotFound."""
    rows = Handout.objects.select_related("contact__customer", "pack__incident", "job", "asked_by")
    found = rows.filter(pk=pk, asked_by=member).first()
    if found is None or not member.is_active:
        raise NotFound
    may_see(found, member)
    return found


def may_see(handout: Handout, member: Member) -> None:
    """Raises NotFound where this member may not see now what the file is about, or an incident that stands in it."""
    if handout.contact_id:
        if not may(member, "export_customers"):
            raise NotFound
        contact_for(member, handout.contact_id)
    elif handout.pack_id:
        pack_for(member, handout.pack_id)
    wanted = set(handout.incidents)
    if wanted - set(incidents_for(member).filter(pk__in=wanted).values_list("pk", flat=True)):
        raise NotFound


def handouts_of(member: Member, subject: Contact | Member | Pack) -> list[Handout]:
    """The files about this that this member asked for and that are being made or lie ready, the newest first."""
    about = {"contact": Contact, "member": Member, "pack": Pack}
    name = next(name for name, kind in about.items() if isinstance(subject, kind))
    return list(Handout.objects.filter(**{name: subject}, asked_by=member, gone_at=None).select_related("job"))
