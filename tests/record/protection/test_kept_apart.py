"""Whoever is restricted and writes again: kept and found, in nobody's queue, told once, and nobody is notified."""

from __future__ import annotations

from datetime import timedelta

import pytest
from builders import START, ada, bo, cy, helena
from django.db import connection
from django.test.utils import CaptureQueriesContext
from mail import HARBOURLINE, a_reading, a_turn, an_arrival, message_of
from measures import DAY, HOUR, a_restriction, acme, firm, mia, now, she_writes, turned

from evenhand.doors.jobs.handlers import HANDLERS
from evenhand.knowledge.language.terms import query
from evenhand.record.conversations import actions
from evenhand.record.conversations.models import Closure, Message
from evenhand.record.conversations.queries import Filters, inbox
from evenhand.record.conversations.queries_search import search
from evenhand.record.conversations.queries_today import waiting_for
from evenhand.record.erasing import arrivals
from evenhand.record.outbox.models import Job, Letter
from evenhand.record.protection.models import KeptApart, Restriction
from evenhand.record.protection.restrictions.telling_again import tell_again
from evenhand.record.protection.restrictions.turns import LIFT, Turn, end_what_is_over

pytestmark = pytest.mark.django_db
DAYS = timedelta(days=1)
AFTER = DAY + 2 * DAYS


@pytest.fixture(autouse=True)
def people():
    return [ada(), bo(), cy(), helena()]


def queue(at=AFTER + HOUR) -> list[int]:
    """The open conversations of Ada's inbox and of her day."""
    rows = inbox(ada(), Filters(), "ranked", now=at).rows
    day = waiting_for(ada(), now=at)
    return [row.pk for row in (*rows, *day.mine, *day.unowned, *(one.row for one in day.warming))]


def test_a_new_mail_is_kept_and_in_no_queue():
    row = a_restriction("end")
    message = she_writes(at=AFTER, manner="abusive")
    assert message.apart
    assert KeptApart.objects.get(message=message).restriction == row
    conversation = now(message.conversation)
    assert (conversation.waiting_since, conversation.closed_at) == (None, AFTER)
    assert queue() == []
    assert search(ada(), query("order")).messages


def test_before_it_begins_and_after_it_ends_she_is_heard():
    row = a_restriction("end")
    for at in (row.from_at - HOUR, row.until):
        message = she_writes(at=at, subject=f"On {at:%d}")
        assert not message.apart
        assert now(message.conversation).waiting_since == at


def test_nothing_reopens_and_nothing_wakes():
    first = she_writes(at=DAY - DAYS, message_id="first@acme.example")
    actions.close(first.conversation, by=ada(), at=DAY)
    a_restriction("end")
    again = she_writes(at=AFTER, references=("first@acme.example",), subject="Re: The late delivery")
    assert again.conversation == first.conversation
    row = now(first.conversation)
    assert row.closed_at == DAY
    assert Closure.objects.get(conversation=row).reopened_at is None
    assert (row.last_at, row.message_count) == (first.at, 2)


def test_in_an_open_conversation_the_list_does_not_move():
    first = she_writes(at=DAY - DAYS, message_id="first@acme.example")
    before = now(first.conversation)
    a_restriction("end")
    she_writes(at=AFTER, references=("first@acme.example",), manner="abusive", text="You fools!")
    after = now(first.conversation)
    for name in ("waiting_since", "last_at", "last_inbound_at", "manner", "temperature", "excerpt"):
        assert getattr(after, name) == getattr(before, name), name


def test_a_conversation_that_somebody_opened_by_hand_stays_open():
    a_restriction("end")
    message = she_writes(at=AFTER, message_id="one@acme.example")
    actions.reopen(message.conversation, by=ada(), at=AFTER)
    she_writes(at=AFTER + HOUR, references=("one@acme.example",))
    assert now(message.conversation).closed_at is None


def test_she_is_told_once_in_the_language_of_the_letter():
    row = a_restriction("end")
    messages = [she_writes(at=AFTER + HOUR * hour) for hour in range(3)]
    for _ in range(2):
        for message in messages:
            tell_again(message.pk, link_to="https://desk.example/appeal/{}".format, at=AFTER + 3 * HOUR)
    letter = Letter.objects.get(key__startswith="told-again:")
    assert letter.to == "mia@acme.example"
    assert letter.text.count("https://desk.example/appeal/") == 2
    row.refresh_from_db()
    assert row.told_at == AFTER + 3 * HOUR


def test_the_worker_is_asked_once_and_its_job_writes(settings):
    a_restriction("end")
    message = she_writes(at=AFTER)
    she_writes(at=AFTER + HOUR)
    job = Job.objects.get(name="tell-again")
    assert job.arguments == {"message": message.pk}
    assert job.name in HANDLERS


@pytest.mark.parametrize("given", [{"automatic": True}, {"automatic": True, "subject": "Out of office"}])
def test_a_machine_is_never_answered(given):
    a_restriction("end")
    message = she_writes(at=AFTER, **given)
    assert message.apart
    assert not Job.objects.filter(name="tell-again").exists()
    assert tell_again(message.pk, link_to=str, at=AFTER) is None


def test_nobody_is_written_to_because_of_an_old_archive():
    a_restriction("end")
    arrival = an_arrival("mia@acme.example", days=(AFTER - START) / DAYS)
    arrivals.file_arrivals([arrival], ours=HARBOURLINE, actor="system", at=AFTER + 10 * DAYS)
    assert message_of(arrival).apart
    assert not Job.objects.filter(name="tell-again").exists()


def test_all_people_of_a_restricted_firm_are_told_each_once():
    a_restriction("end", firm())
    for name in ("mia", "olga"):
        arrival = an_arrival(f"{name}@acme.example", days=(AFTER - START) / DAYS)
        mia(), acme().contacts.get_or_create(address="olga@acme.example", defaults={"first_seen_at": START})
        arrivals.file_arrivals([arrival], ours=HARBOURLINE, actor="system", at=AFTER)
        assert message_of(arrival).apart
        tell_again(message_of(arrival).pk, link_to=str, at=AFTER)
    assert sorted(Letter.objects.filter(key__startswith="told-again:").values_list("to", flat=True)) == [
        "mia@acme.example", "olga@acme.example"
    ]  # fmt: skip


def test_once_it_is_lifted_she_is_heard_and_told_nothing():
    row = a_restriction("end")
    before = she_writes(at=AFTER)
    turned("lift", row, Turn(LIFT, "She apologised."), at=AFTER + HOUR)
    assert tell_again(before.pk, link_to=str, at=AFTER + HOUR) is None
    after = she_writes(at=AFTER + 2 * HOUR)
    assert not after.apart
    assert now(after.conversation).waiting_since == after.at
    mia().refresh_from_db()
    assert mia().limits == []


def test_the_job_that_tidies_changes_nothing_that_anybody_sees():
    row = a_restriction("end")
    assert end_what_is_over(at=row.until) == 1
    assert end_what_is_over(at=row.until) == 0
    row.refresh_from_db()
    assert row.ended_at == row.until
    assert mia().limits == []
    assert not she_writes(at=row.until).apart


def test_only_abuse_is_kept_apart_where_only_that_is_restricted():
    a_restriction("no-abuse")
    firm_but_fair = she_writes(at=AFTER, manner="heated")
    assert not firm_but_fair.apart
    assert queue() == [firm_but_fair.conversation_id] * len(queue())
    assert she_writes(at=AFTER + HOUR, manner="abusive").apart


def test_a_later_reading_decides_again_both_ways():
    a_restriction("no-abuse")
    message = she_writes(at=AFTER, manner="civil")
    arrivals.keep_reading(message, a_reading(manner="abusive", version="2"), actor="system", at=AFTER + HOUR)
    message.refresh_from_db()
    assert message.apart
    assert now(message.conversation).waiting_since is None
    arrivals.keep_reading(message, a_reading(manner="heated", version="3"), actor="system", at=AFTER + 2 * HOUR)
    message.refresh_from_db()
    assert not message.apart
    assert not KeptApart.objects.exists()
    row = now(message.conversation)
    assert (row.waiting_since, row.closed_at) == (message.at, None)


def test_a_later_reading_leaves_alone_what_is_apart_for_another_reason():
    a_restriction("end")
    message = she_writes(at=AFTER, manner="abusive")
    arrivals.keep_reading(message, a_reading(manner="civil", version="2"), actor="system", at=AFTER + HOUR)
    message.refresh_from_db()
    assert message.apart


def test_the_one_colleague_is_reached_and_nobody_else():
    a_restriction("one-contact", member=ada())
    assert not she_writes(at=AFTER, to="ada@harbourline.example").apart
    assert she_writes(at=AFTER + HOUR, to="desk@harbourline.example").apart


def test_in_a_conversation_of_that_colleague_the_shared_address_will_do():
    first = she_writes(at=DAY - DAYS, message_id="first@acme.example")
    actions.assign(first.conversation, ada(), by=ada(), at=DAY)
    a_restriction("one-contact", member=ada())
    assert not she_writes(at=AFTER, to="desk@harbourline.example", references=("first@acme.example",)).apart


def test_what_we_write_is_never_kept_apart():
    a_restriction("end")
    arrival = an_arrival("ada@harbourline.example", "mia@acme.example", days=(AFTER - START) / DAYS)
    arrivals.file_arrivals([arrival], ours=HARBOURLINE, actor="system", at=AFTER)
    assert not message_of(arrival).apart


def test_people_known_by_name_only_are_restricted_with_their_firm():
    a_restriction("end", firm())
    turn = a_turn(1, customer="Acme", name="Olga", days=(AFTER - START) / DAYS)
    arrivals.file_arrivals([turn], ours=HARBOURLINE, actor="system", at=AFTER)
    assert message_of(turn).apart
    assert KeptApart.objects.get().restriction == Restriction.objects.get()


def test_filing_costs_no_query_for_each_message():
    a_restriction("end")
    first = she_writes(at=AFTER, message_id="one@acme.example")

    def queries(count: int) -> int:
        given = {"days": (AFTER - START) / DAYS, "references": ("one@acme.example",)}
        batch = [an_arrival("mia@acme.example", **given) for _ in range(count)]
        with CaptureQueriesContext(connection) as seen:
            arrivals.file_arrivals(batch, ours=HARBOURLINE, actor="system", at=AFTER)
        return len(seen)

    queries(1)
    assert queries(20) == queries(2)
    assert Message.objects.filter(apart=True, conversation=first.conversation).count() == 24
