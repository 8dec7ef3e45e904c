"""Signing in, slowed down for whoever guesses."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from builders import PASSWORD, START, ada, bo
from hypothesis import given
from hypothesis import strategies as st

from evenhand.record.ledger.models import Entry
from evenhand.record.people import actions
from evenhand.record.people.actions.signing_in import ACCOUNT, ADDRESS, PAIR, Limit
from evenhand.record.people.errors import TooManyTries, WrongSecret
from evenhand.record.people.models import Member, SignInFailure

pytestmark = pytest.mark.django_db
HERE, ELSEWHERE = "192.0.2.1", "198.51.100.7"


def outcome(password: str, *, email: str = "", address: str = HERE, at: datetime = START) -> str:
    try:
        actions.check_password(email or ada().email, password, address=address, at=at)
    except WrongSecret as refused:
        return refused.code
    except TooManyTries as refused:
        return f"wait {refused.wait.total_seconds():.0f}"
    return "in"


def test_address_and_password_let_in_whatever_the_capitals():
    assert outcome(PASSWORD, email=" ADA@harbourline.example ") == "wrong-sign-in"
    ada()
    assert outcome(PASSWORD, email=" ADA@harbourline.example ") == "in"


def test_an_unknown_address_a_wrong_password_and_having_left_are_told_alike():
    member = bo()
    Member.objects.filter(pk=member.pk).update(left_at=START)
    answers = {outcome("wrong"), outcome(PASSWORD, email="nobody@firm.example"), outcome(PASSWORD, email=member.email)}
    assert answers == {"wrong-sign-in"}


def test_five_failures_are_free_and_then_the_wait_doubles_up_to_a_quarter_of_an_hour():
    for _ in range(5):
        assert outcome("wrong") == "wrong-sign-in"
    waits, now = [], START
    for _ in range(7):
        answer = outcome(PASSWORD, at=now)
        waits.append(int(answer.removeprefix("wait ")))
        now += timedelta(seconds=waits[-1])
        assert outcome("wrong", at=now) == "wrong-sign-in"
    assert waits == [30, 60, 120, 240, 480, 900, 900]


def test_waiting_out_the_wait_lets_the_right_password_in():
    for _ in range(5):
        outcome("wrong")
    assert outcome(PASSWORD, at=START + timedelta(seconds=29)) == "wait 1"
    assert outcome(PASSWORD, at=START + timedelta(seconds=30)) == "in"


def test_a_try_while_waiting_does_not_make_the_wait_longer():
    for _ in range(5):
        outcome("wrong")
    for second in range(10):
        assert outcome("wrong", at=START + timedelta(seconds=second)) == f"wait {30 - second}"


def test_the_owner_gets_in_from_elsewhere_while_somebody_guesses():
    for _ in range(6):
        outcome("wrong", address=ELSEWHERE)
    assert outcome(PASSWORD, address=HERE) == "in"


def test_one_address_that_tries_many_accounts_is_slowed_down():
    for number in range(ADDRESS.free):
        assert outcome("wrong", email=f"{number}@firm.example") == "wrong-sign-in"
    assert outcome(PASSWORD) == "wait 30"
    assert outcome(PASSWORD, address=ELSEWHERE) == "in"


def test_many_addresses_that_try_one_account_are_slowed_down_but_the_owner_never_waits_long():
    for number in range(ACCOUNT.free + 20):
        SignInFailure.objects.create(email=ada().email, address=f"203.0.113.{number}", at=START)
    assert outcome(PASSWORD) == "wait 60"
    assert outcome(PASSWORD, at=START + timedelta(seconds=60)) == "in"


def test_signing_in_forgets_the_failures_of_this_pair_and_no_others():
    for _ in range(3):
        outcome("wrong")
        outcome("wrong", address=ELSEWHERE)
    member = actions.check_password(ada().email, PASSWORD, address=HERE, at=START)
    actions.record_sign_in(member, address=HERE, at=START, second_step=False)
    assert set(SignInFailure.objects.values_list("address", flat=True)) == {ELSEWHERE}


def test_an_hour_later_all_is_forgiven_and_a_day_later_the_rows_are_gone():
    for _ in range(8):
        SignInFailure.objects.create(email=ada().email, address=HERE, at=START)
    assert outcome("wrong", at=START + timedelta(hours=1)) == "wrong-sign-in"
    outcome("wrong", at=START + timedelta(days=1, seconds=1))
    assert SignInFailure.objects.filter(at=START).count() == 0


def test_signing_in_is_in_the_ledger_without_the_network_address():
    actions.record_sign_in(ada(), address=HERE, at=START, second_step=True)
    entry = Entry.objects.get(kind="member.signed-in")
    assert (entry.actor, entry.body) == (ada().actor, '{"second_step":true}')


def test_a_very_long_address_is_only_a_wrong_one():
    assert outcome("wrong", email="x" * 5000 + "@firm.example") == "wrong-sign-in"


@given(failures=st.integers(0, 10_000))
def test_a_wait_never_shrinks_with_more_failures_and_never_passes_its_longest(failures):
    for limit in (PAIR, ADDRESS, ACCOUNT, Limit(1, timedelta(seconds=1), timedelta(hours=1))):
        assert limit.wait(failures) <= limit.wait(failures + 1) <= limit.longest
        assert (limit.wait(failures) == timedelta(0)) == (failures < limit.free)
