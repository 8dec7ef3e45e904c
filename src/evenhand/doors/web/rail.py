"""What stands in the rail: the five places, and who may go there."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evenhand.record.people.access import may
from evenhand.record.people.models import Member


@dataclass(frozen=True, slots=True)
class Place:
    """A page of the rail; `right` is what a member needs to go there, empty for everybody."""

    url_name: str
    icon: str
    label: str | Promise
    right: str


@dataclass(frozen=True, slots=True)
class Item:
    """A place as one member sees it on one page."""

    url: str
    icon: str
    label: str
    is_current: bool


PLACES = (
    Place("today", "today", _("Today"), "see_conversations"),
    Place("inbox", "inbox", _("Inbox"), "see_conversations"),
    Place("customers", "customers", _("Customers"), "see_customers"),
    Place("record", "record", _("Record"), "see_minutes"),
    Place("protection", "shield", _("Protection"), ""),
    Place("search", "search", _("Search"), "see_conversations"),
    Place("settings", "settings", _("Settings"), ""),
)


SETTINGS_TABS = (
    ("settings", _("You"), ""),
    ("settings-security", _("Signing in"), ""),
    ("settings-members", _("Members"), "manage_members"),
    ("settings-teams", _("Teams"), "manage_members"),
    ("settings-workspace", _("Firm"), "manage_workspace"),
    ("settings-days", _("Working days"), "manage_workspace"),
    ("settings-authority", _("Authority"), ""),
    ("settings-protection", _("Protection"), ""),
    ("settings-draft-check", _("Draft check"), "set_draft_check"),
    ("settings-calendar", _("Calendar"), "see_conversations"),
    ("settings-api-keys", _("API keys"), ""),
    ("settings-imports", _("Imports"), "see_imports"),
    ("settings-readings", _("Readings"), "read_all_again"),
    ("ledger", _("Ledger"), "see_ledger"),
    ("settings-jobs", _("Work in the background"), "see_jobs"),
    ("settings-letters", _("Letters not sent"), "see_jobs"),
    ("settings-erasing", _("Erasing"), "see_erasures"),
    ("retention", _("How long things are kept"), "set_protection"),
    ("subject-access", _("Your data"), ""),
    ("mistakes", _("How often we are wrong"), ""),
)


def items_for(member: Member | None, path: str) -> list[Item]:
    """The places this member may go to; the one whose address begins `path` is current."""
    if member is None:
        return []
    return [_item(place, path) for place in PLACES if not place.right or may(member, place.right)]


def home_of(member: Member) -> str:
    """Where this member begins: the first place that their role is for.

    Everybody may go to Protection; whoever looks after wellbeing begins there.
    """
    own = next((place.url_name for place in PLACES if place.right and may(member, place.right)), "")
    return reverse(own or ("protection" if may(member, "see_all_incidents") else "settings"))


def _item(place: Place, path: str) -> Item:
    url = reverse(place.url_name)
    is_current = path == url if url == "/" else path == url or path.startswith(url + "/")
    return Item(url, place.icon, str(place.label), is_current)


def settings_tabs_for(member: Member) -> list[tuple[str, str]]:
    """URL name and label of the settings pages this member may see."""
    return [(name, str(label)) for name, label, right in SETTINGS_TABS if not right or may(member, right)]
