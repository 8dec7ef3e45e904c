"""Invitations by link."""

from __future__ import annotations

from datetime import time, timedelta

import pytest
from builders import PASSWORD, START, ada, sam, team

from evenhand.record.ledger.models import Entry
from evenhand.record.people import actions
from evenhand.record.people.errors import LinkRefused, PeopleError
from evenhand.record.people.models import Invitation, Member, Workspace
from evenhand.record.people.queries import open_invitations
from evenhand.record.people.tokens import digest

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)
NOOR = actions.Person("somebody-else@firm.example", "Noor Haddad", "fi", "Europe/Helsinki")


def invited(email: str = "noor@firm.example", **more: object) -> tuple[Invitation, str]:
    return actions.invite(actions.Invited(email, **more), by=sam(), at=START)  # type: ignore[arg-type]


def refusal(token: str, at=START) -> str:
    with pytest.raises(LinkRefused) as refused:
        actions.open_invitation(token, at=at)
    return refused.value.code


def test_only_the_hash_of_a_token_is_kept():
    invitation, token = invited()
    assert len(token) == 43
    assert invitation.token_hash == digest(token)
    assert token not in str(list(Invitation.objects.values())) + str(list(Entry.objects.values()))


def test_two_tokens_are_never_alike():
    assert len({invited(f"{number}@firm.example")[1] for number in range(20)}) == 20


def test_the_invited_person_joins_with_the_address_roles_and_team_of_the_invitation():
    _, token = invited(roles=("agent", "lead"), team=team("Training"))
    member = actions.accept_invitation(token, NOOR, PASSWORD, at=START)
    assert (member.email, member.name, member.language) == ("noor@firm.example", "Noor Haddad", "fi")
    assert member.roles() == {"agent", "lead"}
    assert member.team_ids() == {team("Training").pk}
    assert member.check_password(PASSWORD)
    assert {grant.granted_by for grant in member.grants.all()} == {sam()}


def test_an_invitation_works_once():
    _, token = invited()
    actions.accept_invitation(token, NOOR, PASSWORD, at=START)
    with pytest.raises(LinkRefused, match="link-used"):
        actions.accept_invitation(token, NOOR, PASSWORD, at=START)
    assert Member.objects.filter(email="noor@firm.example").count() == 1


def test_an_invitation_ends_after_seven_days_to_the_second():
    _, token = invited()
    assert actions.open_invitation(token, at=START + WEEK - timedelta(seconds=1))
    assert refusal(token, START + WEEK) == "link-expired"


def test_a_withdrawn_invitation_says_so():
    invitation, token = invited()
    actions.withdraw_invitation(invitation, by=sam(), at=START)
    assert refusal(token) == "link-withdrawn"
    assert Entry.objects.filter(kind="invitation.withdrawn").count() == 1


def test_withdrawing_what_was_accepted_changes_nothing():
    invitation, token = invited()
    actions.accept_invitation(token, NOOR, PASSWORD, at=START)
    actions.withdraw_invitation(invitation, by=sam(), at=START)
    assert not Entry.objects.filter(kind="invitation.withdrawn").exists()
    assert refusal(token) == "link-used"


@pytest.mark.parametrize("token", ["", "x", "a" * 43])
def test_an_unknown_token_is_unknown(token):
    invited()
    assert refusal(token) == "link-unknown"


def test_inviting_the_same_address_again_withdraws_the_link_before_it():
    _, first = invited()
    _, second = invited("NOOR@firm.example")
    assert refusal(first) == "link-withdrawn"
    assert actions.open_invitation(second, at=START)
    assert open_invitations(START).count() == 1


def test_members_are_not_invited_again():
    with pytest.raises(PeopleError, match="email-taken"):
        invited(ada().email)


def test_if_joining_fails_the_invitation_stays_open():
    _, token = invited()
    actions.create_member(actions.Person("noor@firm.example", "Noor"), at=START)
    with pytest.raises(PeopleError, match="email-taken"):
        actions.accept_invitation(token, NOOR, PASSWORD, at=START)
    assert actions.open_invitation(token, at=START)


def test_the_first_administrator_brings_their_own_address_and_opens_the_desk():
    token = actions.create_first_administrator_invitation(at=START)
    assert token is not None
    firm = actions.Firm("Harbourline", "fi", "Europe/Helsinki", time(16, 30))
    member = actions.open_desk(token, NOOR, PASSWORD, firm, ["manager"], at=START)
    assert member.email == "somebody-else@firm.example"
    assert member.roles() == {"administrator", "manager"}
    workspace = Workspace.objects.get()
    assert (workspace.name, workspace.end_of_business) == ("Harbourline", time(16, 30))


def test_only_the_latest_link_for_the_first_administrator_works():
    first = actions.create_first_administrator_invitation(at=START)
    second = actions.create_first_administrator_invitation(at=START)
    assert first is not None
    assert second is not None
    assert refusal(first) == "link-withdrawn"
    assert actions.open_invitation(second, at=START)


def test_there_is_no_link_for_a_first_administrator_once_somebody_is_here():
    ada()
    assert actions.create_first_administrator_invitation(at=START) is None


def test_the_firms_settings_are_one_row_and_the_ledger_names_what_changed():
    actions.set_workspace(actions.Firm("A", "en", "UTC", time(17)), by=sam(), at=START)
    actions.set_workspace(actions.Firm("B", "en", "UTC", time(17)), by=sam(), at=START)
    actions.set_workspace(actions.Firm("B", "en", "UTC", time(17)), by=sam(), at=START)
    assert Workspace.objects.count() == 1
    bodies = list(Entry.objects.filter(kind="workspace.set").values_list("content__body", flat=True))
    assert bodies == ['{"end_of_business":"17:00:00","language":"en","name":"A","timezone":"UTC"}', '{"name":"B"}']
