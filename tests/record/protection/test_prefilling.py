"""A report begins with what is known: the words, what was asked and answered. The machine points, people decide."""

from __future__ import annotations

from datetime import timedelta

import pytest
import threads
from builders import ada, team
from threads import HOUR, NOW

from evenhand.record.conversations.models import Message
from evenhand.record.protection.incidents.prefilling import prefill, quoted_before, words_in
from evenhand.record.protection.incidents.reporting import MOST_QUOTATIONS, Report, report

pytestmark = pytest.mark.django_db
INSULT = "You are a stupid cow"
WROTE = f"{INSULT}. Send the invoice by Friday."
ASK = {"start": 22, "end": 49, "text": "Send the invoice by Friday.", "kind": "information"}


def harsh(text: str = WROTE, **found) -> Message:
    """What Kari wrote to the Nordic desk, read."""
    row = threads.thread("Good morning.", team=team(), whose=threads.customer())
    found = {"attack": INSULT, "demand": {"level": "reasonable", "asks": [ASK]}} | found
    return threads.inbound(row, text, at=NOW - HOUR / 2, **found)


def read_as(manner: dict[str, object], **found) -> Message:
    """The same message, where the reading of its manner is this one."""
    message = harsh(attack="", **found)
    reading = message.readings.get()
    reading.body["manner"] = manner
    reading.save()
    return message


def level(manner: str, kinds: tuple[str, ...] = ()) -> dict[str, object]:
    return {"level": manner, "target": "staff", "spans": [], "kinds": list(kinds)}


def test_the_words_are_quoted_the_asks_stand_without_the_attack():
    known = prefill(harsh(), None, NOW)
    quoted = [(one.message.text[one.start : one.end], one.is_attack) for one in known.quotations]
    assert quoted == [(INSULT, True), ("Send the invoice by Friday.", False)]
    assert known.asked == "Send the invoice by Friday"
    assert (known.who, known.channel, known.occurred_at) == ("Kari Holm", "mail", NOW - HOUR / 2)
    assert known.customer == threads.customer()


@pytest.mark.parametrize(
    ("manner", "kinds", "axis", "severity"),
    [
        ("civil", (), "acceptable", "discontent"),
        ("heated", (), "borderline", "aggression"),
        ("abusive", (), "unacceptable", "abuse"),
        ("threatening", (), "unacceptable", "threat"),
        ("threatening", ("physical",), "unacceptable", "blow"),
        ("unclear", (), "", ""),
    ],
)
def test_manner_and_severity_follow_the_reading_and_unclear_stays_open(manner, kinds, axis, severity):
    known = prefill(read_as(level(manner, kinds)), None, NOW)
    assert (known.manner, known.severity) == (axis, severity)


@pytest.mark.parametrize(
    ("read", "axis"), [("reasonable", "fair"), ("unclear", "unclear"), ("none", "unclear"), ("unreasonable", "unfair")]
)
def test_the_demand_follows_the_reading(read, axis):
    assert prefill(harsh(demand={"level": read, "asks": []}), None, NOW).demand == axis


@pytest.mark.parametrize(("claimed", "ours"), [(True, "unclear"), (False, "")])
def test_our_fault_is_never_more_than_unclear_by_machine(claimed, ours):
    assert prefill(harsh(our_fault={"claimed": claimed, "spans": []}), None, NOW).ours == ours


def test_going_to_court_or_to_the_press_is_not_quoted_against_anybody():
    spans = [
        {"start": 0, "end": 7, "text": "You are", "kind": "legal"},
        {"start": 8, "end": 14, "text": "a stup", "kind": "profanity"},
    ]
    known = prefill(read_as(level("heated") | {"spans": spans}, demand={"asks": []}), None, NOW)
    assert [(one.start, one.end) for one in known.quotations] == [(8, 14)]


def test_our_reply_after_it_stands_as_the_answer_else_the_last_before():
    message = harsh()
    threads.outbound(message.conversation, "It comes on Monday.", by=ada(), at=NOW - 3 * HOUR)
    assert prefill(message, None, NOW).answered == "It comes on Monday."
    threads.outbound(message.conversation, f"You wrote: {INSULT}. It comes today.", by=ada(), at=NOW)
    answered = prefill(message, None, NOW).answered
    assert "It comes today." in answered
    assert "stupid" not in answered


@pytest.mark.parametrize("signed", ["Ada Virtanen", "Ada", "– Ada."])
def test_the_answer_is_not_signed_for_its_writer_may_be_the_one_who_reports(signed):
    message = harsh()
    threads.outbound(message.conversation, f"We won't.\n\n{signed}", by=ada(), at=NOW)
    assert prefill(message, None, NOW).answered == "We won't."


def test_earlier_attacks_of_the_same_person_are_counted_and_quoted_newest_first():
    message = harsh()
    row = message.conversation
    for days in (3, 2, 1):
        threads.inbound(row, f"Day {days}: {INSULT}.", at=NOW - timedelta(days=days), attack=INSULT)
    threads.inbound(row, "Thank you.", at=NOW - timedelta(days=1))
    threads.inbound(row, f"Later: {INSULT}", at=NOW, attack=INSULT)
    assert prefill(message, None, NOW).earlier == 3
    found = [one.message.text[:5] for one in quoted_before(message, most=MOST_QUOTATIONS)]
    assert found == ["Day 1", "Day 2", "Day 3"]
    assert len(list(quoted_before(message, most=2))) == 2


def test_about_something_of_our_own_nothing_is_held_against_anybody():
    message = harsh()
    ours = threads.outbound(message.conversation, "You stupid people. It comes on Monday.", by=ada())
    known = prefill(ours, None, NOW)
    assert known.quotations == ()
    assert (known.demand, known.manner, known.severity, known.ours, known.earlier) == ("", "", "", "", 0)
    assert known.answered.startswith("You stupid people")
    Message.objects.filter(pk=ours.pk).update(direction="note")
    assert prefill(Message.objects.get(pk=ours.pk), None, NOW).quotations == ()


def test_a_message_whose_words_were_erased_quotes_nothing_and_can_be_reported():
    message = harsh()
    Message.objects.filter(pk=message.pk).update(text="")
    known = prefill(Message.objects.get(pk=message.pk), None, NOW)
    assert (known.quotations, known.asked) == ((), "")
    told = Report("fair", "borderline", "aggression", message=known.message, quotations=known.quotations)
    assert report(told, by=ada(), at=NOW).message_id == message.pk


def test_a_message_that_was_never_read_suggests_nothing():
    message = harsh()
    message.readings.all().delete()
    known = prefill(message, None, NOW)
    assert (known.demand, known.manner, known.severity, known.ours, known.quotations) == ("", "", "", "", ())


def test_without_a_message_it_is_a_call_that_was_just_now():
    known = prefill(None, None, NOW)
    assert (known.channel, known.occurred_at, known.who) == ("phone", NOW, "")


def test_words_that_the_reading_missed_can_be_quoted_as_they_stand_there():
    message = harsh()
    found = words_in(message, "by Friday")
    assert found
    assert message.text[found.start : found.end] == "by Friday"
    assert words_in(message, "by Monday") is None
    assert words_in(message, "") is None


def test_a_thousand_harsh_messages_cost_few_queries(django_assert_max_num_queries):
    message = harsh()
    for number in range(40):
        threads.inbound(message.conversation, f"{number} {INSULT}", at=NOW - (number + 1) * HOUR, attack=INSULT)
    with django_assert_max_num_queries(12):
        known = prefill(message, None, NOW)
        assert len(list(quoted_before(message, most=MOST_QUOTATIONS))) == known.earlier == 40
