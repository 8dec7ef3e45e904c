"""Evidence packs: asked for by one member and approved by another, or made by one alone on the server.

The pack itself is made by doors/reports/incident; here is kept who wanted it, who said yes, which file it was, and who
was given it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from evenhand.record.conversations.working import NotPossible
from evenhand.record.ledger import actions as ledger
from evenhand.record.people.access import may
from evenhand.record.people.models import Member
from evenhand.record.protection.incidents.access import actor_on, incidents_for
from evenhand.record.protection.incidents.looking import note_look
from evenhand.record.protection.models import Incident, Look, Pack, Recipient

LONGEST = 2_000
LANGUAGES = ("en", "fi", "zh-hant", "zh-hans")
OPERATOR = "operator"
"""How the ledger names whoever works on the server itself and says of nobody that it is they."""


@dataclass(frozen=True, slots=True)
class File:
    """Which file it was: the SHA-256 of the whole, and of the list of what is in it, in hexadecimal."""

    sha256: str
    manifest_sha256: str


@transaction.atomic
def ask(incident: Incident, *, reason: str, language: str, redacts: bool, by: Member, at: datetime) -> Pack:
    """Ask for a pack. Raises NotPossible: "pack-right", "pack-reason" (empty or too long), "pack-language"."""
    _demand(by, incident)
    words = reason.strip()
    if not words or len(words) > LONGEST:
        raise NotPossible("pack-reason")
    if language not in LANGUAGES:
        raise NotPossible("pack-language")
    row = Pack.objects.create(
        incident=incident, asked_by=by, asked_at=at, reason=words, redacts=redacts, language=language
    )
    _note("pack.asked", row, by, at, language=language, redacts=redacts)
    return row


@transaction.atomic
def approve(pack: Pack, *, by: Member, at: datetime) -> Pack:
    """Say yes as the second member. Raises NotPossible: "pack-right", "pack-four-eyes", "pack-decided"."""
    row = _open(pack, by)
    if row.asked_by_id == by.pk:
        raise NotPossible("pack-four-eyes")
    row.approved_by, row.approved_at = by, at
    row.save(update_fields=["approved_by", "approved_at"])
    _note("pack.approved", row, by, at)
    return row


@transaction.atomic
def refuse(pack: Pack, *, by: Member, at: datetime) -> Pack:
    """Say no, or take one's own back. Raises NotPossible: "pack-right", "pack-decided"."""
    row = _open(pack, by)
    row.refused_by, row.refused_at = by, at
    row.save(update_fields=["refused_by", "refused_at"])
    _note("pack.refused", row, by, at)
    return row


@transaction.atomic
def note_taken(pack: Pack, file: File, *, by: Member, at: datetime) -> Pack:
    """Keep that the file was made for this member, and which it was. The row has the newest, the ledger each.

    Raises NotPossible: "pack-right", "pack-waiting" (nobody approved it).
    """
    row = approved(pack, by=by)
    row.made_at, row.sha256, row.manifest_sha256 = at, file.sha256, file.manifest_sha256
    row.save(update_fields=["made_at", "sha256", "manifest_sha256"])
    note_look(row.incident, by=by, at=at, what=Look.What.EXPORT)
    _note("pack.taken", row, by, at, sha256=file.sha256, manifest_sha256=file.manifest_sha256)
    return row


def approved(pack: Pack, *, by: Member) -> Pack:
    """The pack, locked, once it may be made. Raises NotPossible: "pack-right", "pack-waiting"."""
    row = Pack.objects.select_for_update(of=("self",)).select_related("incident").get(pk=pack.pk)
    _demand(by, row.incident)
    if row.approved_at is None or row.refused_at is not None:
        raise NotPossible("pack-waiting")
    return row


@transaction.atomic
def note_alone(
    incident: Incident, file: File, *, language: str, redacts: bool, by: Member | None, at: datetime
) -> Pack:
    """Keep that a pack was made on the server by one pair of eyes; `by` is None where they did not say who they are."""
    row = Pack.objects.create(
        incident=incident,
        asked_by=by,
        asked_at=at,
        redacts=redacts,
        language=language,
        made_at=at,
        sha256=file.sha256,
        manifest_sha256=file.manifest_sha256,
        one_pair_of_eyes=True,
    )
    if by is not None:
        note_look(incident, by=by, at=at, what=Look.What.EXPORT)
    else:
        Look.objects.create(incident=incident, what=Look.What.EXPORT, at=at)
    _note("pack.made-alone", row, by, at, sha256=file.sha256, manifest_sha256=file.manifest_sha256, redacts=redacts)
    return row


@transaction.atomic
def note_recipient(pack: Pack, name: str, *, by: Member, at: datetime) -> Recipient:
    """Keep who was given it. The ledger keeps that somebody was, not who.

    Raises NotPossible: "pack-right", "pack-waiting" (there is no file yet), "pack-name".
    """
    row = Pack.objects.select_related("incident").get(pk=pack.pk)
    _demand(by, row.incident)
    words = " ".join(name.split())
    if not words or len(words) > 200:
        raise NotPossible("pack-name")
    if row.made_at is None:
        raise NotPossible("pack-waiting")
    given = Recipient.objects.create(pack=row, name=words, by=by, at=at)
    _note("pack.given", row, by, at, recipient=given.pk, sha256=row.sha256)
    return given


def _open(pack: Pack, by: Member) -> Pack:
    """The pack, locked, while it waits for a decision."""
    row = Pack.objects.select_for_update().select_related("incident").get(pk=pack.pk)
    _demand(by, row.incident)
    if row.approved_at or row.refused_at or row.made_at:
        raise NotPossible("pack-decided")
    return row


def _demand(by: Member, incident: Incident) -> None:
    if not may(by, "export_incidents") or not incidents_for(by).filter(pk=incident.pk).exists():
        raise NotPossible("pack-right")


def _note(kind: str, row: Pack, by: Member | None, at: datetime, **body: object) -> None:
    actor = actor_on(row.incident, by) if by else OPERATOR
    facts = {"incident": row.incident_id, **body}
    ledger.append(kind=kind, actor=actor, at=at, subject=f"pack:{row.pk}", body=facts)
