"""The next word we owe: one at a time, met by what we write, gone when withdrawn."""

from __future__ import annotations

import pytest
import threads
from builders import ada, bo
from ledger_kinds import kinds_of, refused
from mail import HARBOURLINE, an_arrival, message_of
from promises import DAY, desk
from threads import HOUR, NOW

from evenhand.record.agreements.actions import arrivals
from evenhand.record.agreements.actions.updates import meet_updates, set_next_update, withdraw_update
from evenhand.record.agreements.models import Update
from evenhand.record.conversations.actions import close

pytestmark = pytest.mark.django_db


def test_the_next_one_replaces_the_one_before():
    row = desk()
    first = set_next_update(row, NOW + DAY, by=ada(), at=NOW)
    second = set_next_update(row, NOW + 2 * DAY, by=bo(), at=NOW + HOUR)
    assert set_next_update(row, NOW + 2 * DAY, by=bo(), at=NOW + HOUR) == second
    first.refresh_from_db()
    assert (first.ended_at, first.met_by, first.withdrawn_by) == (NOW + HOUR, None, None)
    assert Update.objects.get(ended_at=None) == second


def test_none_is_owed_in_the_past_or_where_all_is_closed():
    row = desk()
    assert refused(lambda: set_next_update(row, NOW, by=ada(), at=NOW)) == "past"
    close(row, by=ada(), at=NOW)
    assert refused(lambda: set_next_update(row, NOW + DAY, by=ada(), at=NOW)) == "closed"


def test_withdrawing_it_says_who():
    row = desk()
    owed = set_next_update(row, NOW + DAY, by=ada(), at=NOW)
    withdraw_update(row, by=bo(), at=NOW + HOUR)
    owed.refresh_from_db()
    assert owed.withdrawn_by == bo()
    assert refused(lambda: withdraw_update(row, by=bo(), at=NOW)) == "no-update"
    assert kinds_of(owed) == ["update.set", "update.withdrawn"]


def test_what_we_write_meets_it():
    row = desk()
    owed = set_next_update(row, NOW + DAY, by=ada(), at=NOW)
    message = arrivals.mark_sent(row, "Nothing new yet; more on Friday.", by=ada(), at=NOW + HOUR)
    owed.refresh_from_db()
    assert (owed.met_by, owed.ended_at) == (message, NOW + HOUR)
    assert kinds_of(owed) == ["update.set", "update.met"]
    assert meet_updates([message.pk], actor="system", at=NOW + 2 * HOUR) == 0


def test_mail_of_ours_that_is_filed_later_meets_it():
    started = an_arrival(message_id="<first@acme.example>", text="Where is it?")
    arrivals.file_arrivals([started], ours=HARBOURLINE, actor="system", at=NOW)
    row = message_of(started).conversation
    owed = set_next_update(row, NOW + 400 * DAY, by=ada(), at=started.sent_at)
    sent = an_arrival("ada@harbourline.example", "mia@acme.example", references=("<first@acme.example>",), days=1)
    arrivals.file_arrivals([sent], ours=HARBOURLINE, actor="system", at=NOW + DAY)
    owed.refresh_from_db()
    assert message_of(sent).conversation == row
    assert owed.met_by == message_of(sent)


@pytest.mark.parametrize("kind", ["earlier", "theirs", "automatic"])
def test_other_messages_do_not(kind: str):
    row = desk()
    owed = set_next_update(row, NOW + DAY, by=ada(), at=NOW)
    if kind == "theirs":
        message = threads.inbound(row, "Any news?", at=NOW + HOUR)
    else:
        message = threads.outbound(row, "We look.", by=ada(), at=NOW - HOUR if kind == "earlier" else NOW + HOUR)
    if kind == "automatic":
        type(message).objects.filter(pk=message.pk).update(automatic=True)
    assert meet_updates([message.pk], actor="system", at=NOW + HOUR) == 0
    owed.refresh_from_db()
    assert owed.ended_at is None
