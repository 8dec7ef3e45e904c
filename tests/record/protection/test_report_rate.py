"""The share of harsh messages that were reported: by conversation and team, never by person, never the count alone."""

from __future__ import annotations

from datetime import timedelta

import pytest
import threads
from builders import ada, bo, helena, somebody, team
from incidents import an_incident
from threads import HOUR, NOW

from evenhand.record.conversations import actions
from evenhand.record.conversations.models import Conversation, Message
from evenhand.record.protection.wellbeing.report_rate import PERIOD, WITHIN, Rate, report_rates

pytestmark = pytest.mark.django_db
TEXT = "Where is my order? You brainless fools."
DAYS = timedelta(days=1)
THEN = NOW - 40 * DAYS


def people_of(name: str, count: int) -> None:
    """So many people serve in this team."""
    row = threads.thread("Hello.", ended=NOW - 60 * DAYS, team=team(name))
    for number in range(count):
        threads.outbound(row, "Yes.", by=somebody(f"{name}{number} Who", ["agent"], team_name=name), at=THEN)


@pytest.fixture(autouse=True)
def desk():
    bo(), helena()
    people_of("Alpha", 5)


def rude(name: str = "Alpha", at=THEN, **found) -> Message:
    row = threads.thread("Hello.", ended=NOW - 60 * DAYS, team=team(name) if name else None)
    return threads.inbound(row, TEXT, at=at, **({"attack": "brainless fools"} | found))


def reported(message: Message, after=DAYS, **changed) -> None:
    an_incident(conversation=message.conversation, by=ada(), at=message.at + after, **changed)


def rate() -> tuple[int, int]:
    found = report_rates(NOW).desk
    assert found is not None
    return found.reported, found.messages


def test_two_of_three_were_reported():
    reported(rude())
    reported(rude())
    rude()
    assert rate() == (2, 3)
    assert report_rates(NOW).teams == (Rate(3, 2, "Alpha"),)


@pytest.mark.parametrize(("after", "counts"), [(WITHIN, 1), (WITHIN + HOUR / 60, 0)])
def test_a_report_counts_for_fourteen_days(after, counts):
    reported(rude(), after)
    assert rate() == (counts, 1)


def test_a_report_from_before_the_message_is_about_something_else():
    message = rude()
    an_incident(conversation=message.conversation, by=ada(), at=message.at - DAYS)
    assert rate() == (0, 1)


def test_two_reports_of_one_conversation_count_its_messages_once():
    message = rude()
    threads.inbound(message.conversation, TEXT, at=THEN + HOUR, attack="brainless fools")
    reported(message)
    reported(message, 2 * DAYS)
    assert rate() == (2, 2)


def test_a_report_by_the_second_route_cannot_be_worked_out_from_it():
    before = report_rates(NOW)
    message = rude()
    reported(message, route="second")
    assert rate() == (0, 1)
    assert before.desk == Rate(0, 0)


def test_angry_but_fair_and_corrected_messages_and_other_versions_do_not_count():
    rude(attack="", manner="heated")
    wrong = rude()
    actions.correct(wrong.readings.get(), "manner", "heated", "", by=bo(), at=NOW)
    first, second = rude(), rude()
    Message.objects.filter(pk=second.pk).update(variant_of=first, conversation=first.conversation)
    Message.objects.filter(pk=rude().pk).update(automatic=True)
    assert rate() == (0, 1)


@pytest.mark.parametrize(
    ("at", "counts"),
    [(NOW - WITHIN, 1), (NOW - WITHIN + HOUR, 0), (NOW - WITHIN - PERIOD + HOUR, 1), (NOW - WITHIN - PERIOD, 0)],
)
def test_only_messages_whose_fourteen_days_are_over_count_and_for_half_a_year(at, counts):
    rude(at=at)
    assert rate() == (0, counts)


def test_a_desk_of_four_is_told_nothing():
    Conversation.objects.all().delete()
    people_of("Beta", 4)
    reported(rude("Beta"))
    found = report_rates(NOW)
    assert found.desk is None
    assert not found.teams


def test_a_team_of_four_is_not_told_of_nor_a_team_beside_which_it_could_be_worked_out():
    people_of("Beta", 4)
    people_of("Gamma", 6)
    for name in ("Alpha", "Beta", "Gamma"):
        rude(name)
    found = report_rates(NOW)
    assert found.desk == Rate(3, 0)
    assert [each.team for each in found.teams] == ["Gamma"]


def test_messages_without_a_team_count_for_the_desk():
    reported(rude(""))
    assert rate() == (1, 1)
