"""Who may do what. A role gives rights; a member has the rights of all roles they hold; whoever left has none."""

from __future__ import annotations

from evenhand.record.people.models import Member, Role

RIGHTS: dict[str, frozenset[str]] = {
    "see_conversations": frozenset({Role.AGENT, Role.LEAD, Role.MANAGER}),
    "see_all_conversations": frozenset({Role.MANAGER}),
    "assign_others": frozenset({Role.LEAD, Role.MANAGER}),
    "see_customers": frozenset({Role.AGENT, Role.LEAD, Role.MANAGER, Role.FINANCE}),
    "edit_customers": frozenset({Role.LEAD, Role.MANAGER}),
    "manage_members": frozenset({Role.ADMINISTRATOR}),
    "manage_workspace": frozenset({Role.ADMINISTRATOR}),
    "see_jobs": frozenset({Role.ADMINISTRATOR}),
    "see_imports": frozenset({Role.ADMINISTRATOR, Role.LEAD, Role.MANAGER}),
}


def may(member: Member, what: str) -> bool:
    """Whether `member` holds the right `what`. KeyError for a right that does not exist."""
    return member.is_active and not RIGHTS[what].isdisjoint(member.roles())
