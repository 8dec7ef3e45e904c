"""Members: joining, their own settings, leaving."""

from __future__ import annotations

from datetime import timedelta

import pytest
from builders import PASSWORD, START, ada, bo, sam, somebody, team
from django.contrib.auth.backends import ModelBackend

from evenhand.record.ledger.models import Entry
from evenhand.record.people import actions
from evenhand.record.people.errors import PeopleError
from evenhand.record.people.models import Member, RecoveryCode, SecondFactor

pytestmark = pytest.mark.django_db
LATER = START + timedelta(days=3)


def kinds(subject: str) -> list[str]:
    return list(Entry.objects.filter(subject=subject).values_list("kind", flat=True))


def test_an_address_is_kept_in_lower_case_and_belongs_to_one_member():
    member = actions.create_member(actions.Person(" Noor@Firm.Example ", " Noor "), password=PASSWORD, at=START)
    assert (member.email, member.name) == ("noor@firm.example", "Noor")
    with pytest.raises(PeopleError) as refused:
        actions.create_member(actions.Person("NOOR@firm.example", "Another"), at=START)
    assert refused.value.code == "email-taken"


def test_joining_is_in_the_ledger_under_the_member_or_whoever_made_them():
    own = actions.create_member(actions.Person("a@firm.example", "A"), password=PASSWORD, at=START)
    made = actions.create_member(actions.Person("b@firm.example", "B"), by=own, at=START)
    actors = dict(Entry.objects.filter(kind="member.joined").values_list("subject", "actor"))
    assert actors == {own.actor: own.actor, made.actor: own.actor}


def test_without_a_password_nobody_signs_in():
    member = actions.create_member(actions.Person("b@firm.example", "B"), at=START)
    assert not member.has_usable_password()


def test_a_profile_change_names_what_changed_and_keeps_no_values_but_the_name():
    member = ada()
    actions.set_profile(member, actions.Profile("Ada V.", "fi", "Europe/Helsinki", "dark"), at=LATER)
    entry = Entry.objects.get(kind="member.profile-set")
    assert entry.body == '{"changed":["language","name","theme"],"name":"Ada V."}'
    fresh = Member.objects.get(pk=member.pk)
    assert (fresh.name, fresh.language, fresh.theme) == ("Ada V.", "fi", "dark")


def test_an_unchanged_profile_leaves_no_entry():
    member = ada()
    same = actions.Profile(member.name, member.language, member.timezone, member.theme)
    actions.set_profile(member, same, at=LATER)
    assert not Entry.objects.filter(kind="member.profile-set").exists()


def test_whoever_leaves_keeps_row_and_name_and_loses_everything_else():
    member = bo()
    actions.begin_second_factor(member, at=START)
    RecoveryCode.objects.create(member=member, code_hash="x")
    actions.make_reset(member, by=None, at=START)
    actions.leave(member, by=sam(), at=LATER)
    fresh = Member.objects.get(pk=member.pk)
    assert (fresh.name, fresh.left_at) == ("Bo Lindqvist", LATER)
    assert not fresh.is_active
    assert not fresh.has_usable_password()
    assert fresh.roles() == frozenset() == member.roles()
    assert fresh.team_ids() == frozenset() == member.team_ids()
    assert not fresh.resets.exists()
    assert not SecondFactor.objects.exists()
    assert not RecoveryCode.objects.exists()
    assert ModelBackend().get_user(member.pk) is None
    assert kinds(member.actor)[-1] == "member.left"


def test_leaving_twice_is_refused():
    member = ada()
    actions.leave(member, by=sam(), at=LATER)
    with pytest.raises(PeopleError, match="already-left"):
        actions.leave(member, by=sam(), at=LATER)


def test_the_last_administrator_cannot_leave_and_nothing_of_the_try_stays():
    administrator = sam()
    before = Entry.objects.count()
    with pytest.raises(PeopleError, match="last-administrator"):
        actions.leave(administrator, by=administrator, at=LATER)
    assert Member.objects.get(pk=administrator.pk).is_active
    assert Entry.objects.count() == before


def test_an_administrator_may_leave_when_another_stays():
    administrator = sam()
    somebody("Uma Second", ["administrator"])
    actions.leave(administrator, by=administrator, at=LATER)
    assert not Member.objects.get(pk=administrator.pk).is_active


def test_teams_are_named_once_whatever_the_capitals():
    team("Nordic desk")
    with pytest.raises(PeopleError, match="team-name-taken"):
        actions.create_team(" nordic DESK ", by=None, at=START)


def test_renaming_a_team_keeps_both_names_in_the_ledger():
    row = team("Nordic desk")
    actions.rename_team(row, "North", by=sam(), at=LATER)
    assert Entry.objects.get(kind="team.renamed").body == '{"from":"Nordic desk","name":"North"}'


def test_a_team_may_change_the_capitals_of_its_own_name():
    row = team("Nordic desk")
    actions.rename_team(row, "Nordic Desk", by=sam(), at=LATER)
    assert row.name == "Nordic Desk"


def test_renaming_to_the_same_name_is_no_event():
    actions.rename_team(team("Nordic desk"), "Nordic desk", by=sam(), at=LATER)
    assert not Entry.objects.filter(kind="team.renamed").exists()


def test_teams_of_a_member_are_what_was_set_and_rights_are_seen_at_once():
    member, training = ada(), team("Training")
    assert training.pk not in member.team_ids()
    actions.set_teams(member, [training], by=sam(), at=LATER)
    assert member.team_ids() == {training.pk}
    assert kinds(f"team:{team('Nordic desk').pk}")[-1] == "team.left"


def test_putting_a_member_into_their_own_team_again_is_no_event():
    member = ada()
    before = Entry.objects.count()
    actions.add_to_team(team("Nordic desk"), member, by=sam(), at=LATER)
    actions.remove_from_team(team("Training"), member, by=sam(), at=LATER)
    assert Entry.objects.filter(kind__in=("team.joined", "team.left")).count() == 1
    assert Entry.objects.count() == before + 3  # Sam joined, got a role; the team Training was made


def test_whoever_left_joins_no_team():
    member = ada()
    actions.leave(member, by=sam(), at=LATER)
    with pytest.raises(PeopleError, match="already-left"):
        actions.add_to_team(team("Training"), member, by=sam(), at=LATER)


def test_roles_and_teams_are_set_together_or_not_at_all():
    administrator, training = sam(), team("Training")
    with pytest.raises(PeopleError, match="last-administrator"):
        actions.place_member(administrator, ["agent"], [training], by=administrator, at=LATER)
    fresh = Member.objects.get(pk=administrator.pk)
    assert fresh.roles() == {"administrator"}
    assert fresh.team_ids() == frozenset()
