"""Where much hangs on a minute a link alone does not do."""

from __future__ import annotations

from decimal import Decimal

import pytest
from builders import START, ada, bo, sam
from minuting import HOUR, MIA, a_change, a_minute, an_agreed_minute, send
from threads import NOW

from evenhand.record.agreements import approvals
from evenhand.record.agreements.minutes import set_value
from evenhand.record.agreements.models import Approval, ApprovalLink
from evenhand.record.outbox.models import Letter
from evenhand.record.people.actions import Firm, set_approval_limit, set_workspace
from evenhand.record.people.errors import LinkRefused, WrongSecret
from evenhand.server.environment import Smtp

pytestmark = pytest.mark.django_db
LATER = NOW + HOUR


@pytest.fixture(autouse=True)
def _limit(settings):
    settings.MAIL_SERVER, settings.MAIL_FROM = Smtp("127.0.0.1", 1, tls="none"), "desk@harbourline.example"
    set_workspace(Firm("Harbourline", "en", "Europe/Helsinki", START.time()), by=None, at=START)
    set_approval_limit(Decimal("1000"), "EUR", by=sam(), at=START)


def sent(value: str, currency: str = "EUR", **more):
    minute = a_minute(MIA, **more)
    set_value(minute, Decimal(value), currency, by=ada(), at=NOW)
    return send(minute)


def test_up_to_the_limit_a_link_does():
    (mia,) = sent("1000")
    assert mia.code == ""
    assert approvals.approve_by_link(mia.token, at=LATER).how == "mailbox"


@pytest.mark.parametrize(("value", "currency"), [("1000.01", "EUR"), ("1", "USD")])
def test_above_it_or_in_another_currency_a_code_is_needed(value, currency):
    (mia,) = sent(value, currency)
    assert (len(mia.code), mia.code.isdecimal()) == (8, True)
    for wrong in ("", f"{(int(mia.code) + 1) % 10**8:08d}"):
        with pytest.raises(WrongSecret):
            approvals.approve_by_link(mia.token, code=wrong, at=LATER)
    assert not Approval.objects.exists()
    spaced = f"{mia.code[:4]} {mia.code[4:]}"
    assert approvals.approve_by_link(mia.token, code=spaced, at=LATER).how == "code"


def test_the_code_stands_in_no_letter_and_is_kept_as_a_hash():
    (mia,) = sent("5000")
    assert not any(mia.code in letter.text for letter in Letter.objects.all())
    assert mia.code not in str(vars(ApprovalLink.objects.get()))


def test_five_wrong_codes_end_the_link_even_for_the_right_one():
    (mia,) = sent("5000")
    wrong = f"{(int(mia.code) + 1) % 10**8:08d}"
    for _ in range(5):
        with pytest.raises(WrongSecret):
            approvals.approve_by_link(mia.token, code=wrong, at=LATER)
    with pytest.raises(LinkRefused) as refused:
        approvals.approve_by_link(mia.token, code=mia.code, at=LATER)
    assert refused.value.code == "link-locked"


def test_four_wrong_ones_do_not():
    (mia,) = sent("5000")
    for _ in range(4):
        with pytest.raises(WrongSecret):
            approvals.approve_by_link(mia.token, code="1", at=LATER)
    assert approvals.approve_by_link(mia.token, code=mia.code, at=LATER)


def test_an_objection_needs_the_code_too():
    (mia,) = sent("5000")
    with pytest.raises(WrongSecret):
        approvals.object_by_link(mia.token, "No", at=LATER)


def test_a_member_who_is_signed_in_needs_none():
    mia, _ = sent("5000", ours=True)
    assert approvals.approve_as_member(mia.link.version.minute, by=bo(), at=LATER).how == "member"


def test_wrong_codes_by_whoever_has_the_letter_do_not_keep_a_member_from_deciding():
    _, lead = sent("5000", ours=True)
    for _ in range(5):
        with pytest.raises(WrongSecret):
            approvals.object_by_link(lead.token, "No", code="1", at=LATER)
    assert approvals.approve_as_member(lead.link.version.minute, by=bo(), at=LATER).how == "member"


def test_a_change_that_moves_much_money_either_way_needs_one():
    minute = an_agreed_minute()
    a_change(minute, amount=Decimal("-2000"), currency="EUR")
    (mia,) = send(minute, at=LATER)
    assert mia.code


def test_without_a_limit_none_is_needed():
    set_approval_limit(None, "", by=sam(), at=START)
    (mia,) = sent("5000000")
    assert mia.code == ""
