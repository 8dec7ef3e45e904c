"""Taking, giving, closing, putting aside: once is enough, what cannot be is refused, and the ledger knows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from builders import ada, bo, cy, team
from mail import LATER, a_conversation, an_arrival

from evenhand.record.conversations import actions
from evenhand.record.conversations.actions import NotPossible
from evenhand.record.conversations.models import Assignment, Closure, Conversation, Snooze
from evenhand.record.customers.models import Customer
from evenhand.record.ledger.models import Entry
from evenhand.record.people import actions as people
from evenhand.record.people.errors import PeopleError

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def conversation() -> Conversation:
    ada(), bo(), cy()
    return a_conversation()


def kinds(conversation: Conversation) -> list[str]:
    entries = Entry.objects.filter(subject=f"conversation:{conversation.pk}")
    return [kind.removeprefix("conversation.") for kind in entries.values_list("kind", flat=True)]


def now(conversation: Conversation) -> Conversation:
    return Conversation.objects.get(pk=conversation.pk)


def refused(act: Callable[[], object]) -> str:
    """The code of a refusal, which leaves no entry in the ledger."""
    before = Entry.objects.count()
    with pytest.raises(NotPossible) as caught:
        act()
    assert Entry.objects.count() == before
    return caught.value.code


def test_a_conversation_is_taken_given_on_and_given_back(conversation: Conversation) -> None:
    for to in (ada(), bo(), None):
        actions.assign(conversation, to, by=ada(), at=LATER)
        assert now(conversation).owner == to
    assert [row.member for row in Assignment.objects.order_by("pk")] == [ada(), bo(), None]
    assert kinds(conversation) == ["assigned"] * 3


def test_doing_it_again_does_nothing(conversation: Conversation) -> None:
    acts: list[Callable[[], object]] = [
        lambda: actions.assign(conversation, ada(), by=ada(), at=LATER),
        lambda: actions.move_to_team(conversation, team(), by=ada(), at=LATER),
        lambda: actions.set_customer(conversation, None, by=ada(), at=LATER),
        lambda: actions.snooze(conversation, LATER + HOUR, by=ada(), at=LATER),
        lambda: actions.wake(conversation, by=ada(), at=LATER),
        lambda: actions.close(conversation, by=ada(), at=LATER),
        lambda: actions.reopen(conversation, by=ada(), at=LATER),
    ]
    team()
    for act in acts:
        before = Entry.objects.count()
        act()
        assert Entry.objects.count() == before + 1
        act()
        assert Entry.objects.count() == before + 1
    assert (Assignment.objects.count(), Closure.objects.count(), Snooze.objects.count()) == (1, 1, 1)


def test_closing_ends_a_snooze(conversation: Conversation) -> None:
    actions.snooze(conversation, LATER + HOUR, by=ada(), at=LATER)
    actions.close(conversation, by=bo(), at=LATER)
    assert (now(conversation).closed_at, now(conversation).snoozed_until) == (LATER, None)
    assert (Closure.objects.get().by, Snooze.objects.get().ended_at) == (bo(), LATER)


def test_reopening_says_by_whom(conversation: Conversation) -> None:
    actions.close(conversation, by=ada(), at=LATER)
    actions.reopen(conversation, by=bo(), at=LATER + HOUR)
    closure = Closure.objects.get()
    assert (closure.reopened_by, closure.reopened_at, now(conversation).closed_at) == (bo(), LATER + HOUR, None)


def test_a_later_snooze_takes_the_place_of_an_earlier(conversation: Conversation) -> None:
    actions.snooze(conversation, LATER + HOUR, by=ada(), at=LATER)
    actions.snooze(conversation, LATER + 2 * HOUR, by=ada(), at=LATER)
    assert now(conversation).snoozed_until == LATER + 2 * HOUR
    assert Snooze.objects.get(ended_at=None).until == LATER + 2 * HOUR


def test_what_cannot_be_is_refused(conversation: Conversation) -> None:
    assert refused(lambda: actions.snooze(conversation, LATER, by=ada(), at=LATER)) == "past"
    actions.close(conversation, by=ada(), at=LATER)
    assert refused(lambda: actions.snooze(conversation, LATER + HOUR, by=ada(), at=LATER)) == "closed"
    people.leave(cy(), by=bo(), at=LATER)
    assert refused(lambda: actions.assign(conversation, cy(), by=ada(), at=LATER)) == "member-left"


def test_snoozes_whose_time_has_come_end(conversation: Conversation) -> None:
    other = a_conversation(an_arrival(subject="Another matter"))
    actions.snooze(conversation, LATER + HOUR, by=ada(), at=LATER)
    actions.snooze(other, LATER + 3 * HOUR, by=ada(), at=LATER)
    assert actions.wake_due(at=LATER + 2 * HOUR) == 1
    assert actions.wake_due(at=LATER + 2 * HOUR) == 0
    assert (now(conversation).snoozed_until, now(other).snoozed_until) == (None, LATER + 3 * HOUR)
    assert Entry.objects.filter(kind="conversation.woken", actor="system").count() == 1


def test_a_snooze_that_was_made_longer_meanwhile_is_not_ended_by_the_clock(conversation: Conversation) -> None:
    actions.snooze(conversation, LATER + 3 * HOUR, by=ada(), at=LATER)
    actions.wake(conversation, by=None, at=LATER + 2 * HOUR)
    assert now(conversation).snoozed_until == LATER + 3 * HOUR


def test_an_action_looks_at_the_row_as_it_is_and_not_as_it_was(conversation: Conversation) -> None:
    stale = now(conversation)
    actions.close(conversation, by=ada(), at=LATER)
    actions.close(stale, by=bo(), at=LATER + HOUR)
    assert (now(conversation).closed_at, Closure.objects.count()) == (LATER, 1)


def test_an_action_that_fails_leaves_neither_row_nor_entry(
    conversation: Conversation, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = Entry.objects.count()

    def fail(**_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("evenhand.record.conversations.working.ledger.append", fail)
    with pytest.raises(RuntimeError):
        actions.assign(conversation, ada(), by=ada(), at=LATER)
    with pytest.raises(RuntimeError):
        actions.close(conversation, by=ada(), at=LATER)
    row = now(conversation)
    assert (row.owner, row.closed_at, Assignment.objects.count(), Closure.objects.count()) == (None, None, 0, 0)
    assert Entry.objects.count() == before


def test_a_conversation_moves_between_teams_and_customers(conversation: Conversation) -> None:
    birch = Customer.objects.create(name="Birch", first_seen_at=LATER)
    actions.move_to_team(conversation, team("Training"), by=ada(), at=LATER)
    actions.set_customer(conversation, birch, by=ada(), at=LATER)
    assert (now(conversation).team, now(conversation).customer) == (team("Training"), birch)
    assert kinds(conversation) == ["moved", "customer-set"]


class TestLeaving:
    """A member leaves: open work goes to somebody, and the door closes, together or not at all."""

    def test_open_work_goes_to_the_successor_and_closed_work_stays(self, conversation: Conversation) -> None:
        done = a_conversation(an_arrival(subject="Another matter"))
        for each in (conversation, done):
            actions.assign(each, ada(), by=bo(), at=LATER)
        actions.close(done, by=ada(), at=LATER)
        assert actions.member_leaves(ada(), bo(), by=bo(), at=LATER) == 1
        assert (now(conversation).owner, now(done).owner) == (bo(), ada())
        assert ada().left_at == LATER

    def test_without_a_successor_it_goes_to_the_queue(self, conversation: Conversation) -> None:
        actions.assign(conversation, ada(), by=bo(), at=LATER)
        assert actions.member_leaves(ada(), None, by=bo(), at=LATER) == 1
        assert now(conversation).owner is None

    def test_what_is_put_aside_is_handed_over_too(self, conversation: Conversation) -> None:
        actions.assign(conversation, ada(), by=bo(), at=LATER)
        actions.snooze(conversation, LATER + HOUR, by=ada(), at=LATER)
        actions.member_leaves(ada(), bo(), by=bo(), at=LATER)
        assert (now(conversation).owner, now(conversation).snoozed_until) == (bo(), LATER + HOUR)

    def test_one_who_leaves_or_left_is_no_successor(self, conversation: Conversation) -> None:
        people.leave(cy(), by=bo(), at=LATER)
        assert refused(lambda: actions.member_leaves(ada(), ada(), by=bo(), at=LATER)) == "successor"
        assert refused(lambda: actions.member_leaves(ada(), cy(), by=bo(), at=LATER)) == "successor"
        assert ada().left_at is None

    def test_who_cannot_leave_keeps_their_work(self, conversation: Conversation) -> None:
        actions.assign(conversation, ada(), by=bo(), at=LATER)
        people.grant_role(ada(), "administrator", by=None, at=LATER)
        before = Entry.objects.count()
        with pytest.raises(PeopleError):
            actions.member_leaves(ada(), bo(), by=bo(), at=LATER)
        assert now(conversation).owner == ada()
        assert Entry.objects.count() == before

    def test_a_closed_conversation_of_one_who_left_goes_to_the_queue_when_it_is_opened(
        self, conversation: Conversation
    ) -> None:
        actions.assign(conversation, ada(), by=bo(), at=LATER)
        actions.close(conversation, by=ada(), at=LATER)
        actions.member_leaves(ada(), bo(), by=bo(), at=LATER)
        actions.reopen(conversation, by=bo(), at=LATER)
        assert now(conversation).owner is None
