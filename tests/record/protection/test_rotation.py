"""When somebody has had enough for a day, and who is named to take over."""

from __future__ import annotations

from datetime import timedelta

import pytest
import threads
from builders import START, ada, aino, bo, cy, petra, somebody, team
from threads import HOUR, NOW

from evenhand.record.conversations import actions
from evenhand.record.conversations.models import Conversation, Message
from evenhand.record.people import actions as people
from evenhand.record.protection.wellbeing.rotation import (
    MANY_MESSAGES,
    MANY_OPENED,
    has_had_enough,
    who_could_take_over,
)

pytestmark = pytest.mark.django_db


def of(member) -> Conversation:
    row = threads.thread("Hello.", ended=NOW - timedelta(days=9), team=team())
    actions.assign(row, member, by=member, at=NOW - timedelta(days=9))
    return row


def rude(row: Conversation, at=NOW - HOUR) -> Message:
    return threads.inbound(row, "You fools.", at=at, attack="You fools")


def test_four_a_day_are_not_yet_many_and_five_are():
    row = of(ada())
    for _ in range(MANY_MESSAGES - 1):
        rude(row)
    assert not has_had_enough(ada(), NOW)
    rude(row)
    assert has_had_enough(ada(), NOW)
    assert not has_had_enough(bo(), NOW)


def test_they_are_many_for_one_day_only():
    row = of(ada())
    for _ in range(MANY_MESSAGES):
        rude(row)
    assert not has_had_enough(ada(), NOW + 24 * HOUR)


def test_three_opened_are_many():
    row = of(bo())
    for number in range(MANY_OPENED):
        assert not has_had_enough(ada(), NOW)
        message = rude(row, NOW - timedelta(days=4) + HOUR * number)
        for step in (1, 2):
            actions.reveal(message, step, by=ada(), at=NOW)
    assert has_had_enough(ada(), NOW)


def test_colleagues_of_the_team_who_serve_are_named_those_first_who_had_least():
    eve = somebody("Eve Lahti", ["agent"], team_name="Nordic desk")
    somebody("Ilo Wellbeing", ["wellbeing"], team_name="Nordic desk")
    cy(), petra(), aino()
    row = of(bo())
    rude(row)
    assert who_could_take_over(ada(), row, NOW) == [eve, bo()]
    assert who_could_take_over(eve, row, NOW) == [ada(), bo()]


def test_whoever_has_left_is_not_named():
    row = of(ada())
    gone = bo()
    people.leave(gone, by=None, at=START + timedelta(hours=1))
    assert who_could_take_over(ada(), row, NOW) == []


def test_three_are_named_at_most_and_each_once():
    for number in range(5):
        member = somebody(f"N{number} Who", ["agent", "lead"], team_name="Nordic desk")
        people.add_to_team(team("Training"), member, by=None, at=START)
    people.add_to_team(team("Training"), ada(), by=None, at=START)
    named = who_could_take_over(ada(), None, NOW)
    assert len(named) == len(set(named)) == 3


def test_a_conversation_of_another_team_is_for_that_team():
    row = threads.thread("Hello.", team=team("Training"))
    bo(), cy()
    assert who_could_take_over(ada(), row, NOW) == [cy()]
