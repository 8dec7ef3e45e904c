"""Roles and the rights they give."""

from __future__ import annotations

from datetime import timedelta

import pytest
from builders import ROLES, START, ada, sam, somebody
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evenhand.record.ledger.models import Entry
from evenhand.record.people import actions
from evenhand.record.people.access import RIGHTS, invitation_for, may, member_for, team_for
from evenhand.record.people.errors import NotFound, PeopleError
from evenhand.record.people.models import Member, Role, RoleGrant

pytestmark = pytest.mark.django_db
LATER = START + timedelta(days=1)


def test_a_role_given_twice_is_one_grant_and_one_entry():
    member = ada()
    actions.grant_role(member, "lead", by=sam(), at=LATER)
    actions.grant_role(member, "lead", by=sam(), at=LATER)
    assert RoleGrant.objects.filter(member=member, role="lead").count() == 1
    assert Entry.objects.filter(kind="role.granted", subject=member.actor, content__body='{"role":"lead"}').count() == 1


def test_an_unknown_role_is_an_error():
    with pytest.raises(ValueError, match="king"):
        actions.grant_role(ada(), "king", by=None, at=LATER)


def test_a_right_is_there_at_once_and_gone_at_once():
    member = ada()
    assert not may(member, "assign_others")
    actions.grant_role(member, "lead", by=sam(), at=LATER)
    assert may(member, "assign_others")
    actions.revoke_role(member, "lead", by=sam(), at=LATER)
    assert not may(member, "assign_others")


def test_taking_a_role_that_is_not_held_is_no_event():
    actions.revoke_role(ada(), "finance", by=sam(), at=LATER)
    assert not Entry.objects.filter(kind="role.revoked").exists()


def test_the_last_administrator_keeps_the_role():
    with pytest.raises(PeopleError, match="last-administrator"):
        actions.revoke_role(sam(), Role.ADMINISTRATOR, by=sam(), at=LATER)
    assert may(Member.objects.get(pk=sam().pk), "manage_members")


def test_whoever_left_is_not_counted_as_an_administrator():
    sam()
    gone = somebody("Uma Second", ["administrator"])
    Member.objects.filter(pk=gone.pk).update(left_at=LATER)
    with pytest.raises(PeopleError, match="last-administrator"):
        actions.revoke_role(sam(), Role.ADMINISTRATOR, by=sam(), at=LATER)


def test_somebody_who_is_no_administrator_may_lose_other_roles():
    member = ada()
    sam()
    actions.revoke_role(member, "agent", by=sam(), at=LATER)
    assert member.roles() == frozenset()


def test_whoever_left_gets_no_role():
    member = ada()
    actions.leave(member, by=sam(), at=LATER)
    with pytest.raises(PeopleError, match="already-left"):
        actions.grant_role(member, "lead", by=sam(), at=LATER)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30, deadline=None)
@given(wishes=st.lists(st.sets(st.sampled_from(ROLES)), max_size=6))
def test_after_any_wishes_somebody_is_administrator_and_roles_are_the_last_wish_that_went_through(wishes):
    member = sam()
    kept = set(Member.objects.get(pk=member.pk).roles())
    for wish in wishes:
        try:
            actions.set_roles(member, wish, by=member, at=LATER)
            kept = wish
        except PeopleError:
            assert "administrator" not in wish
        assert set(Member.objects.get(pk=member.pk).roles()) == kept
        assert RoleGrant.objects.filter(role="administrator", member__left_at=None).exists()


@pytest.mark.parametrize(
    ("role", "rights"),
    [
        ("agent", {"see_conversations", "see_customers", "see_minutes", "see_restrictions"}),
        (
            "lead",
            {
                "see_conversations", "see_customers", "see_minutes", "assign_others", "edit_customers", "see_imports",
                "see_ledger", "read_all_again", "set_draft_check", "ask_erasure", "see_erasures", "export_customers",
                "see_team_incidents", "record_merit", "see_restrictions",
            },
        ),
        (
            "manager",
            {
                "see_conversations", "see_all_conversations", "see_customers", "see_minutes", "assign_others",
                "edit_customers", "see_imports", "see_ledger", "read_all_again", "grant_authority", "ask_erasure",
                "approve_erasure", "see_erasures", "export_customers", "set_draft_check", "see_line_incidents",
                "set_protection", "record_merit", "see_restrictions", "export_incidents", "see_team_exposure",
            },
        ),
        ("finance", {"see_customers"}),
        ("wellbeing", {"see_all_incidents", "export_incidents", "see_exposure", "see_team_exposure"}),
        (
            "administrator",
            {
                "manage_members", "manage_workspace", "see_jobs", "see_imports", "see_ledger", "read_all_again",
                "grant_authority", "approve_erasure", "see_erasures", "set_draft_check", "set_protection",
            },
        ),
    ],
)  # fmt: skip
def test_each_role_has_these_rights_and_no_more(role, rights):
    member = somebody("Solo Person", [role])
    assert {right for right in RIGHTS if may(member, right)} == rights


def test_whoever_left_has_no_rights_even_where_a_grant_is_left_behind():
    member = sam()
    Member.objects.filter(pk=member.pk).update(left_at=LATER)
    fresh = Member.objects.get(pk=member.pk)
    assert "administrator" in fresh.roles()
    assert not any(may(fresh, right) for right in RIGHTS)


def test_a_right_that_does_not_exist_is_a_mistake_in_the_program():
    with pytest.raises(KeyError):
        may(ada(), "fly")


@pytest.mark.parametrize("obtain", [member_for, team_for, invitation_for])
def test_only_who_manages_members_obtains_rows_and_the_rest_learn_nothing(obtain):
    row = {
        member_for: lambda: ada(),
        team_for: lambda: actions.create_team("Sales", by=None, at=START),
        invitation_for: lambda: actions.invite(actions.Invited("x@firm.example"), by=sam(), at=START)[0],
    }[obtain]()
    assert obtain(sam(), row.pk).pk == row.pk
    for asker, pk in ((ada(), row.pk), (sam(), row.pk + 1000)):
        with pytest.raises(NotFound):
            obtain(asker, pk)
