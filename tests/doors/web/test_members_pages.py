"""Members and teams as an administrator sees them."""

from __future__ import annotations

import re

import pytest
from builders import PASSWORD, START, ada, bo, cy, sam, signed_in, team
from django.test import Client
from mail import a_conversation

from evenhand.doors import clock
from evenhand.record.conversations.models import Conversation
from evenhand.record.people import actions
from evenhand.record.people.models import Invitation, Member, SecondFactor, Team

pytestmark = pytest.mark.django_db


def text_of(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_the_list_shows_everybody_with_roles_teams_and_second_step():
    ada(), bo(), cy()
    page = text_of(signed_in(sam()).get("/settings/members"))
    for words in ("Ada Virtanen", "Bo Lindqvist", "Team lead", "Nordic desk", "Training", "Sam Okafor"):
        assert words in page


def test_the_list_costs_the_same_however_many_members(django_assert_max_num_queries):
    for number in range(30):
        member = actions.create_member(actions.Person(f"{number}@firm.example", f"Person {number}"), at=START)
        actions.grant_role(member, "agent", by=None, at=START)
        actions.add_to_team(team(), member, by=None, at=START)
    client = signed_in(sam())
    with django_assert_max_num_queries(14):
        client.get("/settings/members")


def test_an_invitation_shows_its_link_once_and_the_link_works():
    client = signed_in(sam())
    wanted = {"email": "noor@firm.example", "name": "Noor", "language": "fi", "team": team().pk, "roles": ["agent"]}
    answer = client.post("/settings/members", wanted)
    link = re.search(r'value="(http://testserver/invitation/[^"]+)"', answer.content.decode())
    assert link
    assert Client().get(link[1], follow=True).status_code == 200
    listed = client.get("/settings/members").content.decode()
    assert link[1] not in listed
    assert "Noor" in listed
    assert Invitation.objects.get().team == team()


def test_inviting_somebody_who_is_here_is_told_at_the_field():
    answer = signed_in(sam()).post("/settings/members", {"email": ada().email, "language": "en", "roles": ["agent"]})
    assert "here already" in answer.context["form"].errors["email"][0]


def test_an_invitation_needs_a_role_and_a_real_address():
    answer = signed_in(sam()).post("/settings/members", {"email": "not an address", "language": "en"})
    assert set(answer.context["form"].errors) == {"email", "roles"}


def test_an_invitation_is_withdrawn_by_a_button():
    invitation, token = actions.invite(actions.Invited("noor@firm.example"), by=sam(), at=clock.now())
    client = signed_in(sam())
    client.post(f"/settings/invitations/{invitation.pk}/withdraw")
    assert "withdrawn" in text_of(Client().get(f"/invitation/{token}", follow=True))


def test_roles_and_teams_are_saved_together():
    member, training = ada(), team("Training")
    client = signed_in(sam())
    address = f"/settings/members/{member.pk}"
    assert client.post(address, {"roles": ["agent", "lead"], "teams": [training.pk]}).status_code == 302
    fresh = Member.objects.get(pk=member.pk)
    assert fresh.roles() == {"agent", "lead"}
    assert fresh.team_ids() == {training.pk}
    assert "Was given the role Team lead." in text_of(client.get(address))


def test_the_last_administrator_is_told_why_the_role_stays():
    answer = signed_in(sam()).post(f"/settings/members/{sam().pk}", {"roles": ["agent"]})
    assert "Somebody has to stay administrator" in answer.context["form"].errors["roles"][0]
    assert sam().roles() == {"administrator"}


def test_an_invented_role_is_refused():
    answer = signed_in(sam()).post(f"/settings/members/{ada().pk}", {"roles": ["king"]})
    assert "roles" in answer.context["form"].errors
    assert ada().roles() == {"agent"}


def test_a_reset_link_is_shown_and_works():
    answer = signed_in(sam()).post(f"/settings/members/{ada().pk}/reset")
    link = re.search(r'value="(http://testserver/new-password/[^"]+)"', answer.content.decode())
    assert link
    assert "Ada Virtanen" in text_of(Client().get(link[1], follow=True))


def test_a_lost_telephone_is_helped():
    actions.begin_second_factor(ada(), at=START)
    SecondFactor.objects.update(confirmed_at=START)
    client = signed_in(sam())
    assert "Switch their second step off" in text_of(client.get(f"/settings/members/{ada().pk}"))
    client.post(f"/settings/members/{ada().pk}/second-step/off")
    assert not SecondFactor.objects.exists()


def test_whoever_leaves_hands_over_to_a_successor_and_stays_in_the_list_by_name():
    conversation = a_conversation()
    Conversation.objects.filter(pk=conversation.pk).update(owner=ada())
    client = signed_in(sam())
    client.post(f"/settings/members/{ada().pk}/leave", {"successor": bo().pk})
    assert Conversation.objects.get(pk=conversation.pk).owner == bo()
    assert Member.objects.get(email=ada().email).left_at is not None
    page = text_of(client.get("/settings/members"))
    assert "Ada Virtanen" in page
    assert "has left" in page


def test_without_a_successor_the_work_goes_back_to_the_queue():
    conversation = a_conversation()
    Conversation.objects.filter(pk=conversation.pk).update(owner=ada())
    signed_in(sam()).post(f"/settings/members/{ada().pk}/leave", {"successor": ""})
    assert Conversation.objects.get(pk=conversation.pk).owner is None


def test_the_last_administrator_is_told_that_they_cannot_leave():
    answer = signed_in(sam()).post(f"/settings/members/{sam().pk}/leave", {"successor": ""})
    assert answer.status_code == 200
    assert "Somebody has to stay administrator" in text_of(answer)


def test_nobody_succeeds_themselves():
    answer = signed_in(sam()).post(f"/settings/members/{ada().pk}/leave", {"successor": ada().pk})
    assert answer.status_code == 200
    assert Member.objects.get(email="ada@harbourline.example").left_at is None


def test_whoever_left_gets_no_reset_link_but_a_sentence():
    member = ada()
    actions.leave(member, by=sam(), at=START)
    answer = signed_in(sam()).post(f"/settings/members/{member.pk}/reset", follow=True)
    assert "This member has left." in text_of(answer)


def test_a_member_who_does_not_exist_is_not_found():
    client = signed_in(sam())
    assert client.get("/settings/members/99999").status_code == 404
    assert client.post("/settings/members/99999/leave").status_code == 404


def test_teams_are_made_and_renamed_and_names_are_not_taken_twice():
    client = signed_in(sam())
    client.post("/settings/teams", {"name": "Sales"})
    row = Team.objects.get(name="Sales")
    client.post(f"/settings/teams/{row.pk}/rename", {"name": "Accounts"})
    assert Team.objects.get(pk=row.pk).name == "Accounts"
    answer = client.post("/settings/teams", {"name": "accounts"})
    assert "a team of this name already" in answer.context["form"].errors["name"][0]
    refused = client.post(f"/settings/teams/{team('Other').pk}/rename", {"name": "Accounts"}, follow=True)
    assert "a team of this name already" in text_of(refused)
    assert "A team needs a name." in text_of(client.post(f"/settings/teams/{row.pk}/rename", {"name": ""}, follow=True))


def test_the_teams_page_says_what_a_team_is_for_before_there_is_one():
    assert "A team shares a queue" in text_of(signed_in(sam()).get("/settings/teams"))


def test_names_are_shown_as_text_whatever_is_in_them():
    actions.create_member(actions.Person("x@firm.example", "<script>alert(1)</script>"), password=PASSWORD, at=START)
    page = signed_in(sam()).get("/settings/members").content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page
