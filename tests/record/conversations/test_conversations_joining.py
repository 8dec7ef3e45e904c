"""Two conversations that turn out to be one: nothing that somebody must see or wrote gets lost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from builders import ada, bo, helena, team
from incidents import an_incident
from mail import CUSTOMER, LATER, US, a_conversation, an_arrival, file

from evenhand.record.conversations import actions
from evenhand.record.conversations.models import Assignment, Closure, Conversation, Draft, Snooze
from evenhand.record.erasing.actions import hold
from evenhand.record.erasing.models import Hold
from evenhand.record.ledger.models import Entry
from evenhand.record.protection.alerts.requesting import Wanted, ask
from evenhand.record.protection.models import Act, Request
from evenhand.record.protection.policy.acting import Doing, act
from evenhand.record.replies.actions.pausing import pause
from evenhand.record.replies.models import Pause

pytestmark = pytest.mark.django_db
SOON = LATER + timedelta(days=3)
LATE = LATER + timedelta(days=9)


@pytest.fixture
def older() -> Conversation:
    return a_conversation(an_arrival(message_id="a", subject="First matter"))


@pytest.fixture
def younger(older: Conversation) -> Conversation:
    return a_conversation(an_arrival(message_id="b", subject="Second matter", days=1))


def join() -> Conversation:
    """We answer both in one mail, which makes them one and wakes nothing by itself."""
    file(an_arrival(US, CUSTOMER, message_id="c", references=("a", "b"), days=2), at=LATER + timedelta(hours=1))
    return Conversation.objects.get()


def test_the_older_one_stays_with_all_messages(older: Conversation, younger: Conversation) -> None:
    joined = join()
    assert (joined.pk, joined.subject, joined.message_count) == (older.pk, "First matter", 3)
    entry = Entry.objects.get(kind="conversation.joined")
    assert (entry.subject, entry.body) == (f"conversation:{older.pk}", f'{{"joined":{younger.pk}}}')


def test_an_open_one_keeps_the_whole_open(older: Conversation, younger: Conversation) -> None:
    actions.close(older, by=ada(), at=LATER)
    assert join().closed_at is None
    assert not Closure.objects.filter(reopened_at=None).exists()


def test_a_closure_of_the_younger_one_does_not_close_the_whole(older: Conversation, younger: Conversation) -> None:
    actions.close(younger, by=ada(), at=LATER)
    assert join().closed_at is None
    assert not Closure.objects.filter(reopened_at=None).exists()


def test_two_closed_ones_stay_closed(older: Conversation, younger: Conversation) -> None:
    actions.close(older, by=ada(), at=LATER)
    actions.close(younger, by=ada(), at=LATER)
    assert join().closed_at == LATER
    assert Closure.objects.filter(reopened_at=None).count() == 2


def test_what_one_side_has_in_sight_is_not_put_aside(older: Conversation, younger: Conversation) -> None:
    actions.snooze(older, SOON, by=ada(), at=LATER)
    assert join().snoozed_until is None
    assert not Snooze.objects.filter(ended_at=None).exists()


def test_of_two_snoozes_the_earlier_counts(older: Conversation, younger: Conversation) -> None:
    actions.snooze(older, LATE, by=ada(), at=LATER)
    actions.snooze(younger, SOON, by=ada(), at=LATER)
    assert join().snoozed_until == SOON
    assert Snooze.objects.get(ended_at=None).until == SOON


def test_a_snooze_counts_where_the_other_is_closed(older: Conversation, younger: Conversation) -> None:
    actions.close(older, by=ada(), at=LATER)
    actions.snooze(younger, SOON, by=ada(), at=LATER)
    joined = join()
    assert (joined.closed_at, joined.snoozed_until) == (None, SOON)


def test_owner_and_team_of_the_younger_count_where_the_older_has_none(
    older: Conversation, younger: Conversation
) -> None:
    actions.assign(younger, ada(), by=bo(), at=LATER)
    actions.move_to_team(younger, team("Training"), by=bo(), at=LATER)
    joined = join()
    assert (joined.owner, joined.team) == (ada(), team("Training"))
    assert Assignment.objects.get().conversation == joined


def test_what_members_were_writing_is_kept(older: Conversation, younger: Conversation) -> None:
    actions.save_draft(older, "Dear Mia,", by=ada(), at=LATER)
    actions.save_draft(younger, "I am sorry", by=ada(), at=LATER)
    actions.save_draft(younger, "Please ask Ada", by=bo(), at=LATER)
    joined = join()
    kept = {draft.member: draft.text for draft in Draft.objects.filter(conversation=joined)}
    assert kept == {ada(): "Dear Mia,\n\nI am sorry", bo(): "Please ask Ada"}


def test_what_was_reported_done_and_held_of_the_younger_one_stays_with_the_whole(
    older: Conversation, younger: Conversation
) -> None:
    incident = an_incident(conversation=younger, at=LATER)
    ask(Wanted("switch", conversation=younger), by=ada(), at=LATER)
    act(Doing("pause", "abuse", conversation=younger), by=ada(), at=LATER)
    for row in (older, younger):
        hold(row, "A claim of March.", by=helena(), at=LATER)
        pause(row, SOON, by=ada(), at=LATER)
    joined = join()
    incident.refresh_from_db()
    assert incident.conversation == joined
    assert Request.objects.get().conversation == Act.objects.get().conversation == joined
    assert [(row.conversation, row.ended_at is None) for row in Hold.objects.all()] == [(joined, True), (joined, False)]
    assert Pause.objects.filter(conversation=joined, ended_at=None).count() == 1


def test_a_hold_of_the_younger_one_keeps_the_whole(older: Conversation, younger: Conversation) -> None:
    kept = hold(younger, "A claim of March.", by=helena(), at=LATER)
    joined = join()
    assert Hold.objects.get(ended_at=None) == kept
    assert Hold.objects.get().conversation == joined


def test_a_mail_that_names_two_teams_threads_opens_neither_to_the_other(
    older: Conversation, younger: Conversation
) -> None:
    """Whoever writes chooses what a mail refers to; that must not show one team what another has."""
    actions.move_to_team(older, team("Nordic desk"), by=bo(), at=LATER)
    actions.move_to_team(younger, team("Training"), by=bo(), at=LATER)
    file(
        an_arrival(message_id="c", references=("a", "b"), days=2),
        an_arrival(message_id="d", references=("b",), days=3),
        at=LATER + timedelta(hours=1),
    )
    file(an_arrival(message_id="e", references=("b",), days=4), at=LATER + timedelta(hours=2))
    found = Conversation.objects.order_by("pk").values_list("pk", "team__name", "message_count")
    assert list(found) == [(older.pk, "Nordic desk", 2), (younger.pk, "Training", 3)]
    assert not Entry.objects.filter(kind="conversation.joined").exists()
