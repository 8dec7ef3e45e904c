"""How much abuse somebody has had to read: what counts, and who may ask."""

from __future__ import annotations

from datetime import timedelta

import pytest
import threads
from builders import ada, aino, bo, cy, helena, petra, sam, somebody, team
from django.db import connection
from django.test.utils import CaptureQueriesContext
from threads import HOUR, NOW

from evenhand.record.conversations import actions
from evenhand.record.conversations.models import Conversation, Message
from evenhand.record.ledger.models import Entry
from evenhand.record.people.errors import NotFound
from evenhand.record.protection.wellbeing import exposure
from evenhand.record.protection.wellbeing.exposure import Exposure, exposure_of_all, least_exposed, own_exposure
from evenhand.record.protection.wellbeing.team_exposure import team_exposures

pytestmark = pytest.mark.django_db
TEXT = "Where is my order? You brainless fools."
DAYS = timedelta(days=1)


def a_thread(owner=None, *, since=NOW - 90 * DAYS) -> Conversation:
    """A civil conversation of the Nordic desk, which its owner has had for long."""
    row = threads.thread("Hello.", ended=NOW - 90 * DAYS, team=team())
    if owner is not None:
        actions.assign(row, owner, by=owner, at=since)
    return row


def rude(row: Conversation, at=NOW - HOUR, **found) -> Message:
    return threads.inbound(row, TEXT, at=at, **({"attack": "brainless fools"} | found))


def opens(message: Message, member, at=NOW - HOUR / 2) -> None:
    for step in (1, 2):
        actions.reveal(message, step, by=member, at=at)


def test_an_attack_in_one_s_own_conversation_counts_from_when_it_came():
    rude(a_thread(ada()), at=NOW - 3 * HOUR)
    found = own_exposure(ada(), NOW)
    assert (found.day, found.week, found.month, found.opened_day) == (1, 1, 1, 0)
    assert found.last_at == NOW - 3 * HOUR
    assert own_exposure(bo(), NOW) == Exposure()


@pytest.mark.parametrize("manner", ["civil", "heated", "unclear"])
def test_anger_at_the_matter_does_not_count(manner):
    threads.inbound(a_thread(ada()), TEXT, manner=manner)
    assert own_exposure(ada(), NOW) == Exposure()


def test_a_threat_counts_like_an_attack():
    rude(a_thread(ada()), attack="", manner="threatening")
    assert own_exposure(ada(), NOW).day == 1


@pytest.mark.parametrize(
    ("ago", "counts"),
    [(0.5, (1, 1, 1)), (2, (0, 1, 1)), (8, (0, 0, 1)), (27.9, (0, 0, 1)), (28.1, (0, 0, 0))],
)
def test_it_is_counted_for_a_day_a_week_and_four_weeks(ago, counts):
    rude(a_thread(ada()), at=NOW - ago * DAYS)
    found = own_exposure(ada(), NOW)
    assert (found.day, found.week, found.month) == counts


def test_whoever_took_it_within_a_day_had_to_read_it_and_whoever_took_it_later_had_not():
    rude(a_thread(ada(), since=NOW - 5 * DAYS), at=NOW - 5 * DAYS - 20 * HOUR)
    rude(a_thread(bo(), since=NOW - 5 * DAYS), at=NOW - 5 * DAYS - 30 * HOUR)
    assert own_exposure(ada(), NOW).last_at == NOW - 5 * DAYS
    assert own_exposure(bo(), NOW) == Exposure()


def test_whoever_handed_it_on_before_it_came_did_not_meet_it():
    row = a_thread(ada())
    actions.assign(row, bo(), by=bo(), at=NOW - 2 * HOUR)
    rude(row)
    assert own_exposure(ada(), NOW) == Exposure()
    assert own_exposure(bo(), NOW).day == 1


def test_a_conversation_given_back_to_the_queue_is_nobody_s():
    row = a_thread(ada())
    actions.assign(row, None, by=ada(), at=NOW - 2 * HOUR)
    rude(row)
    assert own_exposure(ada(), NOW) == Exposure()


def test_whoever_answered_within_a_day_had_to_read_it():
    row = a_thread()
    rude(row, at=NOW - 30 * HOUR)
    threads.outbound(row, "We look into it.", by=ada(), at=NOW - 8 * HOUR)
    threads.outbound(row, "It comes.", by=bo(), at=NOW - 5 * HOUR)
    assert own_exposure(ada(), NOW).last_at == NOW - 8 * HOUR
    assert own_exposure(bo(), NOW) == Exposure()


def test_hidden_words_count_when_they_are_opened_however_old_the_message():
    message = rude(a_thread(), at=NOW - 60 * DAYS)
    opens(message, ada())
    found = own_exposure(ada(), NOW)
    assert (found.day, found.opened_day, found.opened_month) == (1, 1, 1)
    assert found.last_at == NOW - HOUR / 2


def test_the_first_step_opens_nothing():
    actions.reveal(rude(a_thread()), 1, by=ada(), at=NOW)
    assert own_exposure(ada(), NOW) == Exposure()


def test_a_message_counts_once_however_often_it_was_met():
    row = a_thread(ada())
    message = rude(row)
    opens(message, ada())
    opens(message, ada(), at=NOW - HOUR / 4)
    threads.outbound(row, "We look into it.", by=ada(), at=NOW - HOUR / 8)
    found = own_exposure(ada(), NOW)
    assert (found.day, found.opened_day, found.last_at) == (1, 1, NOW - HOUR / 8)


def test_another_version_of_the_same_message_does_not_count_twice():
    row = a_thread(ada())
    first, second = rude(row), rude(row)
    Message.objects.filter(pk=second.pk).update(variant_of=first)
    assert own_exposure(ada(), NOW).day == 1


def test_what_somebody_said_is_no_attack_does_not_count_and_counts_again_when_that_is_taken_back():
    message = rude(a_thread(ada()))
    actions.correct(message.readings.get(), "manner", "heated", "", by=bo(), at=NOW)
    assert own_exposure(ada(), NOW).day == 0
    actions.correct(message.readings.get(), "manner", "abusive", "", by=bo(), at=NOW + HOUR / 60)
    assert own_exposure(ada(), NOW).day == 1


def test_a_message_that_comes_later_than_now_is_not_counted_yet():
    rude(a_thread(ada()), at=NOW + HOUR)
    assert own_exposure(ada(), NOW) == Exposure()


def test_whoever_looks_after_wellbeing_sees_everybody_who_serves_by_name():
    rude(a_thread(bo()))
    people = [ada(), bo(), cy(), helena(), petra(), sam()]
    found = exposure_of_all(aino(), NOW)
    assert [member.name for member, _ in found] == sorted(member.name for member in people[:4])
    assert {member.name: each.day for member, each in found} == {
        "Ada Virtanen": 0, "Bo Lindqvist": 1, "Cy Marlow": 0, "Helena Ström": 0
    }  # fmt: skip


@pytest.mark.parametrize("who", [ada, bo, cy, helena, petra, sam])
def test_nobody_else_obtains_the_list(who):
    with pytest.raises(NotFound):
        exposure_of_all(who(), NOW)


def test_whoever_left_obtains_nothing():
    member = aino()
    member.left_at = NOW
    with pytest.raises(NotFound):
        exposure_of_all(member, NOW)


def test_a_view_of_everybody_is_in_the_ledger_and_says_no_figure():
    exposure.note_exposure_seen(by=aino(), at=NOW)
    entry = Entry.objects.get(kind="exposure.seen")
    assert (entry.subject, entry.actor, entry.body) == ("exposure:all", aino().actor, "{}")
    assert exposure.who_saw() == [("Aino Rask", NOW)]


def test_who_had_least_to_read_comes_first():
    rude(a_thread(bo()))
    rude(a_thread(cy()), at=NOW - 10 * DAYS)
    assert least_exposed([bo(), cy(), ada()], NOW) == [ada(), cy(), bo()]


def test_it_costs_the_same_queries_for_one_and_for_many():
    def cost(members) -> int:
        with CaptureQueriesContext(connection) as queries:
            least_exposed(members, NOW)
        return len(queries)

    for member in (ada(), bo(), cy()):
        row = a_thread(member)
        threads.outbound(row, "Yes.", by=member, at=NOW - HOUR / 2)
        opens(rude(row), member)
    assert cost([ada()]) == cost([ada(), bo(), cy()])


def a_team_of(count: int, name: str) -> None:
    for number in range(count):
        member = somebody(f"{name}{number} Who", ["agent"], team_name=name)
        row = threads.thread("Hello.", ended=NOW - 5 * DAYS, team=team(name))
        threads.outbound(row, "Good morning.", by=member, at=NOW - 4 * DAYS)


def test_a_team_is_told_of_from_five_people_on():
    a_team_of(5, "Alpha")
    a_team_of(4, "Beta")
    rude(Conversation.objects.filter(team__name="Alpha").first())
    rude(Conversation.objects.filter(team__name="Beta").first())
    (found,) = team_exposures(helena(), NOW)
    assert (found.team, found.people, found.messages) == ("Alpha", 5, 1)


@pytest.mark.parametrize("who", [ada, bo, cy, petra, sam])
def test_teams_are_told_of_to_managers_and_wellbeing_alone(who):
    a_team_of(5, "Alpha")
    assert team_exposures(aino(), NOW)
    with pytest.raises(NotFound):
        team_exposures(who(), NOW)
