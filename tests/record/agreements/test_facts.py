"""The facts for a reply, in the shape that the draft check reads."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
import threads
from builders import ada, cy, helena
from promises import DAY, commitment, desk, our_word
from threads import HOUR, NOW

from evenhand.record.agreements.actions.ability import Ability, record_check
from evenhand.record.agreements.actions.waits import begin_wait
from evenhand.record.agreements.facts import facts_for
from evenhand.record.agreements.models import Minute, Version
from evenhand.record.people.actions import Grant, grant_authority

pytestmark = pytest.mark.django_db


def test_all_that_is_known():
    row = desk()
    commitment(row, "Send the figures", due=NOW + DAY)
    owed = commitment(row, "Send the list", party="them")
    said = our_word(row, at=NOW - HOUR)
    begin_wait(owed, said, by=ada(), at=NOW)
    record_check(
        Ability("Move it", Decimal(4), date(2026, 3, 20), date(2026, 3, 14)), by=ada(), at=NOW, conversation=row
    )
    grant_authority(Grant("refund", role="agent", amount=Decimal(200), currency="EUR"), by=helena(), at=NOW)
    minute = Minute.objects.create(title="Kick-off", customer=row.customer, conversation=row, opened_at=NOW)
    Version.objects.create(minute=minute, number=1, text="In two parts.", written_at=NOW, sent_at=NOW, agreed_at=NOW)
    assert facts_for(row, ada(), now=NOW) == {
        "sent_at": NOW.isoformat(),
        "owed_inputs": [{"what": "Send the list", "since": said.at.isoformat()}],
        "open_commitments": [{"what": "Send the figures", "due": (NOW + DAY).isoformat()}],
        "minutes": [{"text": "In two parts.", "agreed_on": "2026-03-10"}],
        "capability_checks": [{"what": "Move it", "by": "Ada Virtanen", "until": "2026-03-14"}],
        "authority": {
            "refund_max": {"amount": "200", "currency": "EUR"},
            "discount_max_percent": 0,
            "concession_max": {"amount": "0", "currency": ""},
        },
        "customer_language": "en",
        "inbound": "When will it come?",
    }


def test_none_is_told_apart_from_not_known():
    facts = facts_for(desk(), ada(), now=NOW)
    assert facts["owed_inputs"] == facts["open_commitments"] == facts["minutes"] == []
    assert "authority" not in facts


def test_other_conversations_with_the_customer_count_as_far_as_one_sees_them():
    row = desk()
    hers = threads.thread("Hello", team=threads.customer().team, whose=row.customer)
    commitment(hers, "Train them")
    assert facts_for(row, ada(), now=NOW)["open_commitments"] == [{"what": "Train them"}]
    assert facts_for(row, cy(), now=NOW)["open_commitments"] == []


def test_a_check_that_ran_out_is_none():
    row = desk()
    check = Ability("Move it", Decimal(4), date(2026, 3, 20), date(2026, 3, 11))
    record_check(check, by=ada(), at=NOW, conversation=row)
    assert len(facts_for(row, ada(), now=NOW + DAY)["capability_checks"]) == 1
    assert facts_for(row, ada(), now=NOW + 2 * DAY)["capability_checks"] == []
