"""Files that a member takes out: asked for, made by a job, lying ready for a while, and removed.

The ledger keeps each step, with hashes and counts and never a word of what is inside. Of a member's own file it keeps
no count: reports would show in it. The bytes lie in a folder beside the database; a job removes what no row needs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from evenhand.record.conversations.working import NotPossible
from evenhand.record.customers.models import Contact
from evenhand.record.erasing.models import Handout
from evenhand.record.erasing.models.handouts import KEPT_FOR
from evenhand.record.ledger import actions as ledger
from evenhand.record.ledger.models import Erasure
from evenhand.record.outbox.actions import enqueue
from evenhand.record.outbox.models import Job
from evenhand.record.people.access import may
from evenhand.record.people.models import Member
from evenhand.record.protection import packs
from evenhand.record.protection.incidents.access import actor_on, is_reporter
from evenhand.record.protection.incidents.looking import note_look
from evenhand.record.protection.models import Incident, Look, Pack

MAKE, SWEEP = "make-handout", "sweep-handouts"


@dataclass(frozen=True, slots=True)
class Made:
    """Which file it was: its SHA-256, that of its list, bytes, rows of each kind, and the incidents in it."""

    sha256: str
    manifest_sha256: str
    size: int
    counts: Mapping[str, int] = field(default_factory=dict)
    incidents: Sequence[int] = ()


@transaction.atomic
def ask_contact_file(
    contact: Contact, *, language: str, with_notes: bool, with_incidents: bool, by: Member, at: datetime
) -> Handout:
    """Have the file of a person at a customer made. Raises NotPossible: "handout-right"."""
    if not may(by, "export_customers"):
        raise NotPossible("handout-right")
    return _ask(
        Handout(contact=contact, language=language, with_notes=with_notes, with_incidents=with_incidents), by, at
    )


@transaction.atomic
def ask_member_file(member: Member, *, language: str, at: datetime) -> Handout:
    """Have a member's own file made, for themselves."""
    return _ask(Handout(member=member, language=language), member, at)


@transaction.atomic
def ask_pack_file(pack: Pack, *, by: Member, at: datetime) -> Handout:
    """Have the file of an approved pack made. Raises NotPossible: "pack-right", "pack-waiting"."""
    return _ask(Handout(pack=packs.approved(pack, by=by), language=pack.language), by, at)


@transaction.atomic
def begin(handout: Handout, *, at: datetime) -> Handout | None:
    """A try to make it begins; None where there is nothing to make any more."""
    row = Handout.objects.select_for_update().get(pk=handout.pk)
    if row.made_at or row.gone_at:
        return None
    row.begun_at, row.erasures, row.done, row.total = at, _erasures(), 0, 0
    row.save(update_fields=["begun_at", "erasures", "done", "total"])
    return row


def note_progress(handout: Handout, done: int, total: int) -> None:
    """Say how far this try is, for whoever waits. It is kept here and not with the job, which others see."""
    Handout.objects.filter(pk=handout.pk, begun_at=handout.begun_at).update(done=done, total=total)


def note_made(handout: Handout, made: Made, *, at: datetime) -> bool:
    """It lies ready. False where this try is of no use: something was erased meanwhile, or another try is at work."""
    try:
        _made(handout, made, at)
    except _OfNoUse:
        return False
    return True


@transaction.atomic
def note_taken(handout: Handout, *, at: datetime) -> Handout:
    """Whoever asked takes it now; whoever takes an incident out of the desk has seen it.

    Of what they reported themselves no look is noted: the same moment in both entries would tell who reported it.
    Raises NotPossible: "handout-gone", and for a pack what packs.note_taken raises.
    """
    row = Handout.objects.select_for_update(of=("self",)).select_related("asked_by", "pack").get(pk=handout.pk)
    if not row.is_ready or row.until is None or row.until <= at:
        raise NotPossible("handout-gone")
    Handout.objects.filter(pk=row.pk).update(taken_at=at)
    if row.pack is not None:
        packs.note_taken(row.pack, packs.File(row.sha256, row.manifest_sha256), by=row.asked_by, at=at)
        return row
    seen = Incident.objects.filter(pk__in=row.incidents).order_by("pk")
    for incident in (one for one in seen if not is_reporter(row.asked_by, one)):
        note_look(incident, by=row.asked_by, at=at, what=Look.What.EXPORT)
    _note("file-taken", row, at, sha256=row.sha256)
    return row


@transaction.atomic
def end(handout: Handout, why: str, *, at: datetime) -> bool:
    """It cannot be taken any more, for this reason (Handout.Why); False where it was gone already."""
    row = Handout.objects.select_for_update().get(pk=handout.pk)
    if row.gone_at:
        return False
    row.gone_at, row.why = at, why
    row.save(update_fields=["gone_at", "why"])
    _note("file-ended", row, at, why=why)
    _sweep(at)
    return True


def end_what_is_over(*, at: datetime) -> int:
    """End the files whose time is over, and those of members who have left; how many."""
    live = Handout.objects.filter(gone_at=None).order_by("pk")
    over = [(row, Handout.Why.TIME) for row in live.filter(until__lte=at)]
    over += [(row, Handout.Why.RIGHT) for row in live.filter(asked_by__left_at__isnull=False)]
    return sum(end(row, why, at=at) for row, why in over)


def end_all(*, at: datetime) -> None:
    """Something is erased: no file that lies ready may still hold it, and one that is being made begins anew.

    All of them go, for a word can stand in any, and each is made again in minutes. Call in the transaction that erases.
    """
    Handout.objects.filter(made_at=None, gone_at=None).update(begun_at=None)
    for row in Handout.objects.filter(made_at__isnull=False, gone_at=None).order_by("pk"):
        end(row, Handout.Why.ERASED, at=at)


def lying_ready() -> set[tuple[int, str]]:
    """The files whose bytes are needed: number and SHA-256."""
    rows = Handout.objects.filter(made_at__isnull=False, gone_at=None)
    return set(rows.values_list("pk", "sha256"))


class _OfNoUse(Exception):
    pass


@transaction.atomic
def _made(handout: Handout, made: Made, at: datetime) -> None:
    row = Handout.objects.select_for_update().get(pk=handout.pk)
    if row.made_at or row.gone_at or row.begun_at != handout.begun_at:
        raise _OfNoUse
    row.made_at, row.until = at, at + KEPT_FOR
    row.sha256, row.manifest_sha256, row.size = made.sha256, made.manifest_sha256, made.size
    row.incidents, row.done = list(made.incidents), row.total
    row.save()
    body = {"sha256": made.sha256, "manifest_sha256": made.manifest_sha256}
    _note("file-made", row, at, **body, **({"counts": dict(made.counts)} if row.contact_id else {}))
    # The entry waited for whoever erases right now; only after it can be seen whether they did.
    if _erasures() != row.erasures:
        raise _OfNoUse


def ended_since(since: datetime) -> set[tuple[int, str]]:
    """The files whose bytes are to go: number and SHA-256."""
    rows = Handout.objects.filter(gone_at__gte=since).exclude(sha256="")
    return set(rows.values_list("pk", "sha256"))


def _ask(row: Handout, by: Member, at: datetime) -> Handout:
    """The one that is being made already, where the same was asked for twice."""
    Member.objects.select_for_update().get(pk=by.pk)
    same = {name: getattr(row, name) for name in ("contact_id", "member_id", "pack_id", "language", "with_notes")}
    waiting = Handout.objects.filter(**same, with_incidents=row.with_incidents, asked_by=by, made_at=None, gone_at=None)
    if (found := waiting.exclude(job=None).first()) is not None and found.job and found.job.state != Job.State.DEAD:
        return found
    row.asked_by, row.asked_at = by, at
    row.save()
    row.job = enqueue(MAKE, {"handout": row.pk}, at=at)
    row.save(update_fields=["job"])
    _note("file-asked", row, at)
    return row


def _erasures() -> int:
    return Erasure.objects.exclude(approved_at=None).count()


def _sweep(at: datetime) -> None:
    enqueue(SWEEP, {}, at=at, key=SWEEP)


def _note(what: str, row: Handout, at: datetime, **body: object) -> None:
    kind = f"{row.subject.partition(':')[0]}.{what}"
    by = actor_on(row.pack.incident, row.asked_by) if row.pack else row.asked_by.actor
    actor = ledger.SYSTEM if row.gone_at and row.why != Handout.Why.REMOVED else by
    if row.pack:
        body["incident"] = row.pack.incident_id
    ledger.append(kind=kind, actor=actor, at=at, subject=row.subject, body={"handout": row.pk, **body})
