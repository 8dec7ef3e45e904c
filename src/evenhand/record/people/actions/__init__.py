"""The only writes to the rows of people, one file an act."""

from evenhand.record.people.actions.api_keys import NewKey, make_key, note_failed_key, revoke_key, use_key
from evenhand.record.people.actions.api_requests import claim_request, note_made
from evenhand.record.people.actions.authority import Grant, end_authority, grant_authority
from evenhand.record.people.actions.calendar_feeds import close_feed, make_feed, member_of_feed
from evenhand.record.people.actions.invitations import (
    Invited,
    accept_invitation,
    create_first_administrator_invitation,
    invite,
    open_desk,
    open_invitation,
)
from evenhand.record.people.actions.links import withdraw_invitation
from evenhand.record.people.actions.members import Person, Profile, create_member, leave, set_profile
from evenhand.record.people.actions.passwords import change_password, make_reset, open_reset, use_reset
from evenhand.record.people.actions.roles import grant_role, revoke_role, set_roles
from evenhand.record.people.actions.second_factor import (
    begin_second_factor,
    confirm_second_factor,
    has_second_factor,
    pass_second_step,
    remove_second_factor,
    renew_recovery_codes,
)
from evenhand.record.people.actions.signing_in import begin_try, check_password, record_sign_in
from evenhand.record.people.actions.teams import (
    add_to_team,
    create_team,
    place_member,
    remove_from_team,
    rename_team,
    set_teams,
)
from evenhand.record.people.actions.working_days import add_holidays, remove_holiday, set_week
from evenhand.record.people.actions.workspace import Firm, set_approval_limit, set_workspace

__all__ = [
    "Firm",
    "Grant",
    "Invited",
    "NewKey",
    "Person",
    "Profile",
    "accept_invitation",
    "add_holidays",
    "add_to_team",
    "begin_second_factor",
    "begin_try",
    "change_password",
    "check_password",
    "claim_request",
    "close_feed",
    "confirm_second_factor",
    "create_first_administrator_invitation",
    "create_member",
    "create_team",
    "end_authority",
    "grant_authority",
    "grant_role",
    "has_second_factor",
    "invite",
    "leave",
    "make_feed",
    "make_key",
    "make_reset",
    "member_of_feed",
    "note_failed_key",
    "note_made",
    "open_desk",
    "open_invitation",
    "open_reset",
    "pass_second_step",
    "place_member",
    "record_sign_in",
    "remove_from_team",
    "remove_holiday",
    "remove_second_factor",
    "rename_team",
    "renew_recovery_codes",
    "revoke_key",
    "revoke_role",
    "set_approval_limit",
    "set_profile",
    "set_roles",
    "set_teams",
    "set_week",
    "set_workspace",
    "use_key",
    "use_reset",
    "withdraw_invitation",
]
