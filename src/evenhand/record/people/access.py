"""Who may do what, and the only ways to obtain a person's row for a member.

A role gives rights; a member has the rights of all roles they hold; whoever left has none.
"""

from __future__ import annotations

from evenhand.record.people.errors import NotFound
from evenhand.record.people.models import ApiKey, Holiday, Invitation, Member, Role, Team

RIGHTS: dict[str, frozenset[str]] = {
    "see_conversations": frozenset({Role.AGENT, Role.LEAD, Role.MANAGER}),
    "see_all_conversations": frozenset({Role.MANAGER}),
    "assign_others": frozenset({Role.LEAD, Role.MANAGER}),
    "see_customers": frozenset({Role.AGENT, Role.LEAD, Role.MANAGER, Role.FINANCE}),
    "edit_customers": frozenset({Role.LEAD, Role.MANAGER}),
    "see_minutes": frozenset({Role.AGENT, Role.LEAD, Role.MANAGER}),
    "manage_members": frozenset({Role.ADMINISTRATOR}),
    "manage_workspace": frozenset({Role.ADMINISTRATOR}),
    "grant_authority": frozenset({Role.MANAGER, Role.ADMINISTRATOR}),
    "see_jobs": frozenset({Role.ADMINISTRATOR}),
    "see_ledger": frozenset({Role.ADMINISTRATOR, Role.LEAD, Role.MANAGER}),
    "see_imports": frozenset({Role.ADMINISTRATOR, Role.LEAD, Role.MANAGER}),
    "ask_erasure": frozenset({Role.LEAD, Role.MANAGER}),
    "approve_erasure": frozenset({Role.MANAGER, Role.ADMINISTRATOR}),
    "see_erasures": frozenset({Role.LEAD, Role.MANAGER, Role.ADMINISTRATOR}),
    "export_customers": frozenset({Role.LEAD, Role.MANAGER}),
    "set_draft_check": frozenset({Role.ADMINISTRATOR, Role.LEAD, Role.MANAGER}),
    "read_all_again": frozenset({Role.ADMINISTRATOR, Role.LEAD, Role.MANAGER}),
    "see_team_incidents": frozenset({Role.LEAD}),
    "see_line_incidents": frozenset({Role.MANAGER}),
    "see_all_incidents": frozenset({Role.WELLBEING}),
    "see_exposure": frozenset({Role.WELLBEING}),
    "see_team_exposure": frozenset({Role.MANAGER, Role.WELLBEING}),
    "set_protection": frozenset({Role.MANAGER, Role.ADMINISTRATOR}),
    "record_merit": frozenset({Role.LEAD, Role.MANAGER}),
    "see_restrictions": frozenset({Role.AGENT, Role.LEAD, Role.MANAGER}),
    "export_incidents": frozenset({Role.MANAGER, Role.WELLBEING}),
}


def may(member: Member, what: str) -> bool:
    """Whether `member` holds the right `what`. KeyError for a right that does not exist."""
    return member.is_active and not RIGHTS[what].isdisjoint(member.roles())


def member_for(member: Member, pk: int) -> Member:
    """A member's row, for whoever manages members. Raises NotFound."""
    found = Member.objects.filter(pk=pk).first() if may(member, "manage_members") else None
    if found is None:
        raise NotFound
    return found


def team_for(member: Member, pk: int) -> Team:
    """A team's row, for whoever manages members. Raises NotFound."""
    found = Team.objects.filter(pk=pk).first() if may(member, "manage_members") else None
    if found is None:
        raise NotFound
    return found


def holiday_for(member: Member, pk: int) -> Holiday:
    """A day off, for whoever manages the workspace. Raises NotFound."""
    found = Holiday.objects.filter(pk=pk).first() if may(member, "manage_workspace") else None
    if found is None:
        raise NotFound
    return found


def invitation_for(member: Member, pk: int) -> Invitation:
    """An invitation's row, for whoever manages members. Raises NotFound."""
    found = Invitation.objects.filter(pk=pk).first() if may(member, "manage_members") else None
    if found is None:
        raise NotFound
    return found


def api_key_for(member: Member, pk: int) -> ApiKey:
    """A key of the API: one's own, or anybody's for whoever manages members. Raises NotFound."""
    query = ApiKey.objects.all() if may(member, "manage_members") else ApiKey.objects.filter(member=member)
    found = query.filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found
