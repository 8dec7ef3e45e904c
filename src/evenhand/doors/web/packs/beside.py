"""The packs of one incident, as its page shows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext, pgettext

from evenhand.doors.web.incidents.naming import who_did
from evenhand.record.people.access import may
from evenhand.record.people.models import Member
from evenhand.record.protection.models import Incident, Pack
from evenhand.record.protection.packs_access import packs_about, packs_waiting


@dataclass(frozen=True, slots=True)
class Row:
    """A pack: who asked for it, how it stands, and when it got there."""

    pack: Pack
    who: str
    state: str
    at: datetime
    waits: bool


@dataclass(frozen=True, slots=True)
class Packs:
    """The packs of an incident, and whether this member may ask for one."""

    rows: list[Row]
    may_ask: bool


def packs_of(incident: Incident, member: Member) -> Packs:
    """The packs this member may see."""
    return Packs([row_of(pack) for pack in packs_about(incident, member)], may(member, "export_incidents"))


def waiting_for(member: Member) -> list[Row]:
    """The packs that wait for this member's yes or no."""
    return [row_of(pack) for pack in packs_waiting(member)]


def row_of(pack: Pack) -> Row:
    """How a pack stands."""
    state, at = _standing(pack)
    return Row(pack, _asked_by(pack), state, at, is_waiting(pack))


def is_waiting(pack: Pack) -> bool:
    """Whether it waits for somebody's yes or no."""
    return not (pack.approved_at or pack.refused_at or pack.made_at)


def is_taken_back(pack: Pack) -> bool:
    """Whether whoever asked for it said no themselves."""
    return pack.refused_by_id is not None and pack.refused_by_id == pack.asked_by_id


def _standing(pack: Pack) -> tuple[str, datetime]:
    if pack.refused_at and is_taken_back(pack):
        return pgettext("evidence pack", "taken back"), pack.refused_at
    if pack.refused_at:
        return pgettext("evidence pack", "refused"), pack.refused_at
    if pack.one_pair_of_eyes and pack.made_at:
        return gettext("made on the server by one pair of eyes"), pack.made_at
    if pack.made_at:
        return pgettext("evidence pack", "taken out"), pack.made_at
    if pack.approved_at:
        return pgettext("evidence pack", "approved"), pack.approved_at
    return gettext("waits for a second person"), pack.asked_at


def _asked_by(pack: Pack) -> str:
    if pack.one_pair_of_eyes and pack.asked_by is None:
        return gettext("whoever runs the server")
    return who_did(pack.incident, pack.asked_by)
