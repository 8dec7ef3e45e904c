"""Changing a password, and reset links."""

from __future__ import annotations

from datetime import timedelta

import pytest
from builders import PASSWORD, START, ada, sam

from evenhand.record.ledger.models import Entry
from evenhand.record.people import actions
from evenhand.record.people.errors import LinkRefused, PeopleError, WrongSecret
from evenhand.record.people.models import Member, PasswordReset

pytestmark = pytest.mark.django_db
NEW = "four calm grey herons"
DAY = timedelta(hours=24)


def test_a_password_changes_only_with_the_present_one():
    member = ada()
    with pytest.raises(WrongSecret, match="wrong-password"):
        actions.change_password(member, "not it", NEW, at=START)
    assert member.check_password(PASSWORD)
    actions.change_password(member, PASSWORD, NEW, at=START)
    assert Member.objects.get(pk=member.pk).check_password(NEW)


def test_a_new_password_ends_every_session():
    member = ada()
    before = member.get_session_auth_hash()
    actions.change_password(member, PASSWORD, NEW, at=START)
    assert member.get_session_auth_hash() != before


def test_no_password_stands_in_the_ledger():
    member = ada()
    actions.change_password(member, PASSWORD, NEW, at=START)
    token = actions.make_reset(member, by=sam(), at=START)
    actions.use_reset(token, "another " + NEW, at=START)
    written = " ".join(Entry.objects.values_list("content__body", flat=True))
    assert not any(secret in written for secret in (PASSWORD, NEW, token))
    kinds = list(Entry.objects.filter(subject=member.actor).values_list("kind", flat=True))
    assert kinds[-3:] == ["member.password-changed", "member.reset-made", "member.password-reset"]


def test_a_reset_link_works_once():
    token = actions.make_reset(ada(), by=sam(), at=START)
    member = actions.use_reset(token, NEW, at=START)
    assert Member.objects.get(pk=member.pk).check_password(NEW)
    with pytest.raises(LinkRefused, match="link-used"):
        actions.use_reset(token, "yet another one", at=START)


def test_a_reset_link_ends_after_a_day_to_the_second():
    token = actions.make_reset(ada(), by=sam(), at=START)
    assert actions.open_reset(token, at=START + DAY - timedelta(seconds=1))
    with pytest.raises(LinkRefused, match="link-expired"):
        actions.open_reset(token, at=START + DAY)


def test_a_second_link_replaces_the_first():
    first = actions.make_reset(ada(), by=sam(), at=START)
    actions.make_reset(ada(), by=sam(), at=START)
    with pytest.raises(LinkRefused, match="link-unknown"):
        actions.open_reset(first, at=START)
    assert PasswordReset.objects.count() == 1


def test_whoever_left_gets_no_link_and_an_old_one_is_dead():
    member = ada()
    token = actions.make_reset(member, by=sam(), at=START)
    Member.objects.filter(pk=member.pk).update(left_at=START)
    with pytest.raises(LinkRefused, match="link-unknown"):
        actions.open_reset(token, at=START)
    with pytest.raises(PeopleError, match="already-left"):
        actions.make_reset(Member.objects.get(pk=member.pk), by=sam(), at=START)
