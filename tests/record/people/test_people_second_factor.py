"""The second step of signing in. The code is checked against RFC 6238's own vectors too."""

from __future__ import annotations

import base64
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from builders import START, ada, sam
from hypothesis import given
from hypothesis import strategies as st

from evenhand.record.ledger.models import Entry
from evenhand.record.people import actions
from evenhand.record.people.actions.second_factor import _matching_step, address_for_authenticator
from evenhand.record.people.errors import PeopleError, WrongSecret
from evenhand.record.people.models import Member, RecoveryCode, SecondFactor

pytestmark = pytest.mark.django_db
REAL = datetime(2026, 3, 2, 7, 0, 10, tzinfo=UTC)
STEP = timedelta(seconds=30)


def code_of(member: Member, at: datetime = REAL) -> str:
    return pyotp.TOTP(SecondFactor.objects.get(member=member).secret).at(at)


def switched_on(member: Member) -> list[str]:
    actions.begin_second_factor(member, at=START)
    return actions.confirm_second_factor(member, code_of(member), at=START, code_at=REAL)


def passes(member: Member, code: str, code_at: datetime = REAL) -> str:
    """Empty when the code lets the member in, else the refusal."""
    try:
        actions.pass_second_step(member, code, at=START, code_at=code_at)
    except PeopleError as refused:
        return refused.code
    return ""


def test_it_is_off_until_a_first_code_confirms_it():
    member = ada()
    actions.begin_second_factor(member, at=START)
    assert not actions.has_second_factor(member)
    with pytest.raises(WrongSecret, match="wrong-code"):
        actions.confirm_second_factor(member, "000000", at=START, code_at=REAL)
    assert not actions.has_second_factor(member)
    actions.confirm_second_factor(member, code_of(member), at=START, code_at=REAL)
    assert actions.has_second_factor(member)


def test_beginning_again_shows_the_same_secret_until_it_is_confirmed():
    member = ada()
    first = actions.begin_second_factor(member, at=START).secret
    assert actions.begin_second_factor(member, at=START).secret == first
    actions.confirm_second_factor(member, code_of(member), at=START, code_at=REAL)
    for call in (
        lambda: actions.begin_second_factor(member, at=START),
        lambda: actions.confirm_second_factor(member, code_of(member), at=START, code_at=REAL),
    ):
        with pytest.raises(PeopleError, match="second-factor-on"):
            call()


def test_confirming_what_was_never_begun_is_refused():
    with pytest.raises(PeopleError, match="second-factor-off"):
        actions.confirm_second_factor(ada(), "123456", at=START, code_at=REAL)


def test_the_code_that_switched_it_on_does_not_let_anybody_in():
    member = ada()
    switched_on(member)
    assert passes(member, code_of(member)) == "code-used-before"


def test_the_same_code_is_taken_once_and_the_next_one_is_taken():
    member = ada()
    switched_on(member)
    later = REAL + STEP * 2
    assert passes(member, code_of(member, later), later) == ""
    assert passes(member, code_of(member, later), later) == "code-used-before"
    assert passes(member, code_of(member, later + STEP), later + STEP) == ""


def test_an_older_code_is_refused_after_a_newer_one():
    member = ada()
    switched_on(member)
    later = REAL + STEP * 3
    assert passes(member, code_of(member, later + STEP), later) == ""
    assert passes(member, code_of(member, later), later) == "code-used-before"


@pytest.mark.parametrize(("steps", "answer"), [(-2, "wrong-code"), (-1, ""), (0, ""), (1, ""), (2, "wrong-code")])
def test_clocks_may_differ_by_one_step(steps, answer):
    member = ada()
    switched_on(member)
    later = REAL + STEP * 10
    assert passes(member, code_of(member, later + STEP * steps), later) == answer


def test_spaces_in_a_code_do_no_harm():
    member = ada()
    switched_on(member)
    later = REAL + STEP * 2
    code = code_of(member, later)
    assert passes(member, f" {code[:3]} {code[3:]} ", later) == ""


def test_full_width_digits_are_digits():
    member = ada()
    switched_on(member)
    later = REAL + STEP * 2
    wide = code_of(member, later).translate({ord(str(digit)): chr(0xFF10 + digit) for digit in range(10)})
    assert passes(member, wide, later) == ""


def test_ten_recovery_codes_each_let_one_in_once():
    member = ada()
    codes = switched_on(member)
    assert len(set(codes)) == 10
    for code in codes:
        assert passes(member, code.upper()) == ""
        assert passes(member, code) == "code-used-before"
    assert Entry.objects.filter(kind="member.recovery-code-used").count() == 10


def test_recovery_codes_are_kept_only_as_hashes():
    codes = switched_on(ada())
    kept = str(list(RecoveryCode.objects.values())) + str(list(Entry.objects.values()))
    assert not any(code in kept or code.replace("-", "") in kept for code in codes)


def test_one_members_recovery_code_is_nothing_to_another():
    codes = switched_on(ada())
    switched_on(sam())
    assert passes(sam(), codes[0]) == "wrong-code"
    assert passes(ada(), codes[0]) == ""


def test_new_recovery_codes_replace_the_old():
    member = ada()
    old = switched_on(member)
    new = actions.renew_recovery_codes(member, at=START)
    assert passes(member, old[0]) == "wrong-code"
    assert passes(member, new[0]) == ""


def test_recovery_codes_need_a_second_step():
    with pytest.raises(PeopleError, match="second-factor-off"):
        actions.renew_recovery_codes(ada(), at=START)


def test_without_a_second_step_no_code_is_right():
    assert passes(ada(), "123456") == "second-factor-off"


def test_switching_off_removes_secret_and_codes_and_says_by_whom():
    member = ada()
    switched_on(member)
    actions.remove_second_factor(member, by=sam(), at=START)
    assert not SecondFactor.objects.exists()
    assert not RecoveryCode.objects.exists()
    assert Entry.objects.get(kind="member.second-factor-removed").actor == sam().actor


def test_switching_off_what_is_off_is_no_event():
    actions.remove_second_factor(ada(), by=sam(), at=START)
    assert not Entry.objects.filter(kind="member.second-factor-removed").exists()


def test_the_authenticators_address_names_desk_and_member():
    factor = actions.begin_second_factor(ada(), at=START)
    address = address_for_authenticator(factor, "Harbourline")
    assert address.startswith("otpauth://totp/Harbourline:ada%40harbourline.example?secret=" + factor.secret)


@pytest.mark.parametrize(
    ("seconds", "code"),
    [(59, "287082"), (1111111109, "081804"), (1111111111, "050471"), (1234567890, "005924"), (2000000000, "279037")],
)
def test_the_vectors_of_rfc_6238(seconds, code):
    secret = base64.b32encode(b"12345678901234567890").decode()
    assert _matching_step(secret, code, datetime.fromtimestamp(seconds, UTC)) == seconds // 30


@given(text=st.text(st.characters(), max_size=12) | st.from_regex(r"[0-9]{6}", fullmatch=True))
def test_nothing_that_is_no_code_matches(text):
    secret = base64.b32encode(b"12345678901234567890").decode()
    moment = datetime.fromtimestamp(59, UTC)
    right = {pyotp.TOTP(secret).generate_otp(step) for step in (0, 1, 2)}
    assert (_matching_step(secret, text, moment) is not None) == (text in right)
