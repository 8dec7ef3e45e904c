"""Who sees which conversations."""

from __future__ import annotations

from collections.abc import Callable

import builders
import pytest
import threads

from evenhand.record.conversations import access
from evenhand.record.conversations.models import Attachment, Reading
from evenhand.record.people.errors import NotFound
from evenhand.record.people.models import Member

pytestmark = pytest.mark.django_db


def subjects_seen_by(member: Member) -> set[str]:
    """The subjects of what a member sees, after one conversation for each case was made."""
    threads.thread(subject="ours", team=builders.team("Nordic desk"))
    threads.thread(subject="theirs", team=builders.team("Training"))
    threads.thread(subject="nobody's")
    return set(access.conversations_for(member).values_list("subject", flat=True))


def test_an_agent_sees_their_teams_and_what_has_no_team() -> None:
    assert subjects_seen_by(builders.ada()) == {"ours", "nobody's"}


def test_a_lead_sees_no_more_teams_than_an_agent() -> None:
    assert subjects_seen_by(builders.bo()) == {"ours", "nobody's"}


def test_a_manager_sees_all() -> None:
    assert subjects_seen_by(builders.helena()) == {"ours", "theirs", "nobody's"}


@pytest.mark.parametrize("who", [builders.petra, builders.aino, builders.sam])
def test_finance_wellbeing_and_administrators_see_none(who: Callable[[], Member]) -> None:
    assert subjects_seen_by(who()) == set()


def test_whoever_has_left_sees_none() -> None:
    ada = builders.ada()
    ada.left_at = threads.NOW
    assert subjects_seen_by(ada) == set()


def test_what_another_team_has_is_not_found_in_any_shape() -> None:
    row = threads.thread(team=builders.team("Training"))
    message = row.messages.get()
    attachment = Attachment.objects.create(message=message, index=0, filename="a.txt")
    reading = Reading.objects.get(message=message)
    for find, pk in (
        (access.conversation_for, row.pk),
        (access.message_for, message.pk),
        (access.attachment_for, attachment.pk),
        (access.reading_for, reading.pk),
    ):
        with pytest.raises(NotFound):
            find(builders.ada(), pk)
        assert find(builders.cy(), pk) is not None


def test_what_does_not_exist_is_not_found_even_by_a_manager() -> None:
    with pytest.raises(NotFound):
        access.conversation_for(builders.helena(), 4711)
