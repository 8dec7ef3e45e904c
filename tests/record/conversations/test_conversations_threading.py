"""Which conversation a message belongs to: by references in any order, then by subject and person."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from mail import US, a_turn, an_arrival, file, message_of

from evenhand.record.conversations.incoming import Arrived
from evenhand.record.conversations.models import Conversation, Message, ThreadKey

IN_ONE_BATCH_AND_APART = pytest.mark.parametrize("together", [True, False])


def letter(message_id: str = "", *references: str, **given: Any) -> Arrived:
    return an_arrival(message_id=message_id, references=references, **({"subject": f"About {message_id}"} | given))


def threads(*arrivals: Arrived, together: bool = True) -> list[int]:
    """The conversations of these messages, filed as one batch or one by one in this order, numbered as they come."""
    for batch in [arrivals] if together else [(arrival,) for arrival in arrivals]:
        file(*batch)
    found = [message_of(arrival).conversation_id for arrival in arrivals]
    order = list(dict.fromkeys(found))
    return [order.index(pk) for pk in found]


@pytest.mark.django_db
@IN_ONE_BATCH_AND_APART
class TestByReference:
    """Message-IDs decide where they are there."""

    def test_an_answer_joins_what_it_answers(self, together: bool) -> None:
        assert threads(letter("a"), letter("b", "a"), letter("c"), together=together) == [0, 0, 1]

    def test_an_answer_that_comes_before_its_question_waits_for_it(self, together: bool) -> None:
        assert threads(letter("b", "a"), letter("a"), together=together) == [0, 0]

    def test_two_answers_to_a_mail_that_never_comes_belong_together(self, together: bool) -> None:
        assert threads(letter("b", "a"), letter("c", "a"), together=together) == [0, 0]

    def test_a_mail_that_refers_to_two_threads_makes_them_one(self, together: bool) -> None:
        assert threads(letter("a"), letter("b"), letter("c", "a", "b"), together=together) == [0, 0, 0]
        assert Conversation.objects.count() == 1

    def test_a_mail_that_refers_to_three_threads_makes_them_one(self, together: bool) -> None:
        mails = [letter("a"), letter("b"), letter("c"), letter("d", "c", "a", "b"), letter("e", "c"), letter("f", "b")]
        assert threads(*mails, together=together) == [0] * 6
        assert Conversation.objects.count() == 1

    def test_three_threads_joined_one_after_the_other_are_one(self, together: bool) -> None:
        mails = [letter("a"), letter("b"), letter("c"), letter("d", "b", "c"), letter("e", "a", "d"), letter("f", "c")]
        assert set(threads(*mails, together=together)) == {0}
        assert ThreadKey.objects.values("conversation").distinct().count() == 1

    def test_a_reference_in_a_chat_reaches_no_mail(self, together: bool) -> None:
        assert threads(a_turn(0, conversation="a"), letter("b", "a"), together=together) == [0, 1]

    def test_references_beyond_the_database_column_still_match(self, together: bool) -> None:
        long = "x" * 400
        assert threads(letter(long), letter("b", long), together=together) == [0, 0]

    def test_mails_without_any_id_stay_apart(self, together: bool) -> None:
        assert threads(letter(subject="One"), letter(subject="Two"), together=together) == [0, 1]


def test_threads_on_record_are_joined_by_a_later_mail(db: None) -> None:
    file(letter("a"), letter("b"))
    file(letter("c"), letter("d", "a", "b"))
    assert Conversation.objects.count() == 2
    assert sorted(Conversation.objects.values_list("message_count", flat=True)) == [1, 3]


@pytest.mark.django_db
@IN_ONE_BATCH_AND_APART
class TestBySubject:
    """A reply without references joins the thread of its subject and person."""

    @pytest.mark.parametrize("prefix", ["Re: ", "VS: ", "回复：", "回覆: ", "FW: RE:  "])
    def test_a_reply_joins_the_thread_of_the_same_person(self, together: bool, prefix: str) -> None:
        reply = letter("b", subject=f"{prefix}Invoice 7", days=3)
        assert threads(letter("a", subject="Invoice 7"), reply, together=together) == [0, 0]

    def test_our_answer_joins_too(self, together: bool) -> None:
        ours = letter("b", subject="Re: Invoice 7", sender=US, to="mia@acme.example", days=1)
        assert threads(letter("a", subject="Invoice 7"), ours, together=together) == [0, 0]

    def test_the_same_subject_without_a_prefix_is_a_new_matter(self, together: bool) -> None:
        again = letter("b", subject="Invoice 7", days=1)
        assert threads(letter("a", subject="Invoice 7"), again, together=together) == [0, 1]

    def test_a_mark_of_the_gateway_is_no_reply(self, together: bool) -> None:
        again = letter("b", subject="[EXTERNAL] Invoice 7", days=1)
        assert threads(letter("a", subject="[EXTERNAL] Invoice 7"), again, together=together) == [0, 1]

    def test_another_person_with_the_same_subject_stays_apart(self, together: bool) -> None:
        other = letter("b", subject="Re: Invoice 7", sender="tom@acme.example", days=1)
        assert threads(letter("a", subject="Invoice 7"), other, together=together) == [0, 1]

    @pytest.mark.parametrize(("days", "wanted"), [(30, [0, 0]), (31, [0, 1])])
    def test_a_reply_after_thirty_days_is_a_new_matter(self, together: bool, days: int, wanted: list[int]) -> None:
        reply = letter("b", subject="Re: Invoice 7", days=days)
        assert threads(letter("a", subject="Invoice 7"), reply, together=together) == wanted

    def test_each_message_keeps_the_thread_young(self, together: bool) -> None:
        replies = [letter(f"m{day}", subject="Re: Invoice 7", days=day) for day in (20, 40, 60)]
        assert threads(letter("a", subject="Invoice 7"), *replies, together=together) == [0, 0, 0, 0]

    def test_a_subject_that_says_nothing_joins_nothing(self, together: bool) -> None:
        assert threads(letter("a", subject="Hi"), letter("b", subject="Re: Hi"), together=together) == [0, 1]

    def test_a_reply_that_names_what_it_answers_waits_for_that(self, together: bool) -> None:
        named = letter("b", "unknown", subject="Re: Invoice 7", days=1)
        assert threads(letter("a", subject="Invoice 7"), named, together=together) == [0, 1]

    def test_a_mail_does_not_join_a_chat_of_the_same_subject(self, together: bool) -> None:
        chat = a_turn(0, subject="Invoice 7", sender="mia@acme.example", direction="inbound")
        assert threads(chat, letter("b", subject="Re: Invoice 7", days=1), together=together) == [0, 1]


@pytest.mark.django_db
@IN_ONE_BATCH_AND_APART
def test_turns_of_one_source_conversation_belong_together(together: bool) -> None:
    turns = [a_turn(0), a_turn(1, "agent"), a_turn(0, conversation="c2"), a_turn(2)]
    assert threads(*turns, together=together) == [0, 0, 1, 0]
    assert set(Conversation.objects.values_list("external_id", "channel")) == {("c1", "chat"), ("c2", "chat")}


def _groups(arrivals: list[Arrived]) -> set[frozenset[str]]:
    """The mails as they stand together on record, by Message-ID."""
    found: dict[int, set[str]] = {}
    ids = [arrival.identity for arrival in arrivals]
    for conversation, message_id in Message.objects.filter(identity__in=ids).values_list("conversation", "message_id"):
        found.setdefault(conversation, set()).add(message_id.rpartition("-")[2])
    return {frozenset(group) for group in found.values()}


def _connected(references: list[set[int]]) -> set[frozenset[str]]:
    """What belongs together by the references alone."""
    group = list(range(len(references)))
    for place, answered in enumerate(references):
        for other in answered:
            old, new = group[other], group[place]
            group = [new if value == old else value for value in group]
    return {frozenset(str(place) for place, value in enumerate(group) if value == each) for each in set(group)}


Box = tuple[list[set[int]], list[int], list[int]]


@st.composite
def _mailboxes(draw: st.DrawFn) -> Box:
    """Who refers to whom (also to later mails), the order of arrival, and where batches end."""
    size = draw(st.integers(1, 9))
    references = [draw(st.sets(st.integers(0, size - 1), max_size=3)) - {place} for place in range(size)]
    order = draw(st.permutations(range(size)))
    return references, list(order), sorted(draw(st.sets(st.integers(1, size), max_size=4)) | {size})


class AnyOrder(TestCase):
    """A property over mailboxes."""

    runs = 0

    @settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(_mailboxes())
    def test_threads_are_the_same_in_any_order_and_any_batches(self, box: Box) -> None:
        """What refers to each other is one conversation, however it arrives."""
        references, order, ends = box
        AnyOrder.runs += 1
        name = f"box{AnyOrder.runs}"
        mails = [
            letter(
                f"{name}-{place}", *(f"{name}-{other}" for other in sorted(answered)), subject=f"Re: Invoice {place}"
            )
            for place, answered in enumerate(references)
        ]
        start = 0
        for end in ends:
            file(*(mails[place] for place in order[start:end]))
            start = end
        assert _groups(mails) == _connected(references)
        assert Conversation.objects.filter(messages=None).count() == 0


def test_an_empty_batch_is_filed_without_harm(db: None) -> None:
    assert file().messages == 0
