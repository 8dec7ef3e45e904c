"""Links that let somebody in stop working when whoever made them may no longer make any."""

from __future__ import annotations

from datetime import timedelta

import pytest
from builders import PASSWORD, START, ada, bo, sam, somebody

from evenhand.record.ledger.models import Entry
from evenhand.record.people import actions
from evenhand.record.people.errors import LinkRefused
from evenhand.record.people.models import Invitation

pytestmark = pytest.mark.django_db
NEW = "four calm grey herons"
LATER = START + timedelta(hours=1)


@pytest.fixture
def links() -> tuple[str, str]:
    """An invitation as administrator and a reset link for Ada, both made by Sam; Iris is an administrator too."""
    somebody("Iris Falk", ["administrator"])
    invited = actions.Invited("friend@outside.example", roles=["administrator"])
    return actions.invite(invited, by=sam(), at=START)[1], actions.make_reset(ada(), by=sam(), at=START)


def refusals(links: tuple[str, str]) -> list[str]:
    found = []
    for opened, token in zip((actions.open_invitation, actions.open_reset), links, strict=True):
        try:
            opened(token, at=LATER)
        except LinkRefused as refused:
            found.append(refused.code)
    return found


def test_an_administrator_who_leaves_leaves_no_way_in_behind(links: tuple[str, str]) -> None:
    actions.leave(sam(), by=somebody("Iris Falk"), at=LATER)
    assert refusals(links) == ["link-withdrawn", "link-unknown"]
    invitation = Invitation.objects.get()
    entry = Entry.objects.get(kind="invitation.withdrawn", subject=f"invitation:{invitation.pk}")
    assert (entry.actor, invitation.withdrawn_at) == (somebody("Iris Falk").actor, LATER)


def test_so_does_one_who_is_no_longer_administrator(links: tuple[str, str]) -> None:
    actions.set_roles(sam(), ["agent"], by=somebody("Iris Falk"), at=LATER)
    assert refusals(links) == ["link-withdrawn", "link-unknown"]


def test_another_role_that_goes_leaves_links_alone(links: tuple[str, str]) -> None:
    actions.grant_role(sam(), "agent", by=None, at=START)
    actions.revoke_role(sam(), "agent", by=None, at=LATER)
    actions.leave(bo(), by=sam(), at=LATER)
    assert refusals(links) == []


def test_whoever_joined_by_an_invitation_stays_when_its_maker_leaves(links: tuple[str, str]) -> None:
    person = actions.Person("", "Friend")
    joined = actions.accept_invitation(links[0], person, NEW, at=LATER)
    actions.leave(sam(), by=joined, at=LATER)
    joined.refresh_from_db()
    assert joined.is_active
    assert not Entry.objects.filter(kind="invitation.withdrawn").exists()


def test_an_own_change_of_password_ends_a_reset_link_that_is_still_about() -> None:
    token = actions.make_reset(ada(), by=sam(), at=START)
    actions.change_password(ada(), PASSWORD, NEW, at=LATER)
    with pytest.raises(LinkRefused, match="link-unknown"):
        actions.open_reset(token, at=LATER)
