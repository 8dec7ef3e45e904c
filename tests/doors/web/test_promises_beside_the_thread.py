"""The record beside a thread: what is offered, owed, waited for and checked, and what one does there."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any

import builders
import promises
import pytest
import threads
from django.db import connection
from django.test.utils import CaptureQueriesContext
from threads import HOUR, NOW

from evenhand.doors import clock
from evenhand.record.agreements.actions.updates import set_next_update
from evenhand.record.agreements.actions.waits import begin_wait
from evenhand.record.agreements.models import CapabilityCheck, Commitment, Suggestion, Update, Wait
from evenhand.record.conversations.models import Conversation, Message
from evenhand.record.people.models import Workspace

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _morning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


def page_of(row: Conversation, *, member: Any = None) -> str:
    answer = builders.signed_in(member or builders.ada()).get(f"/conversations/{row.pk}")
    assert answer.status_code == 200
    return answer.content.decode()


def post(address: str, *, member: Any = None, **form: Any) -> str:
    """The text of the page that follows."""
    client = builders.signed_in(member or builders.ada())
    return client.post(address, form, follow=True).content.decode()


def offered(row: Conversation, by: str = "writer", **found: Any) -> Suggestion:
    message = threads.inbound(row, "I will send the floor plan on Friday.", **found)
    return promises.promised(message, (by, "send the floor plan", "2026-03-13"))[0]


def test_a_promise_is_settled_in_one_click():
    row = promises.desk()
    found = offered(row)
    page = page_of(row)
    assert "They promise:" in page
    assert "by Fri" in page
    after = post(f"/suggestions/{found.pk}/record")
    assert "It is on record now." in after
    assert Commitment.objects.get().what == "send the floor plan"
    assert f'action="/suggestions/{found.pk}/record"' not in after


def test_it_is_put_right_on_the_way():
    found = offered(promises.desk())
    post(f"/suggestions/{found.pk}/record", what="Send plan and list", day="2026-03-12", time="11:30")
    row = Commitment.objects.get()
    assert (row.what, row.due_is_day) == ("Send plan and list", False)
    assert row.due_at is not None
    assert row.due_at.isoformat() == "2026-03-12T09:30:00+00:00"  # Helsinki


def test_what_is_no_promise_is_offered_no_more():
    row = promises.desk()
    found = offered(row)
    assert f"/suggestions/{found.pk}/" not in post(f"/suggestions/{found.pk}/set-aside")
    assert not Commitment.objects.exists()


def test_what_they_say_we_promised_is_to_be_checked():
    row = promises.desk()
    offered(row, by="reader")
    page = page_of(row)
    assert "They say that we promised this. Check it first." in page
    assert "We promise:" not in page


def test_hidden_words_are_not_offered_in_the_open():
    row = promises.desk()
    found = offered(row, attack="send the floor plan")
    promises.promised(found.message, ("writer", "send the floor plan", None), version="2")
    page = page_of(row).split('id="offers"')[1].split('id="update"')[0]
    assert "floor plan" not in page
    assert f"/suggestions/{found.pk}/record" not in page


def test_hidden_words_do_not_get_on_record_by_a_form_made_by_hand():
    found = offered(promises.desk(), attack="send the floor plan")
    after = post(f"/suggestions/{found.pk}/record")
    assert "Its words are hidden. Open them in the message, then record the promise in your own words." in after
    assert not Commitment.objects.exists()
    post(f"/suggestions/{found.pk}/record", what="The plan of the hall")
    row = Commitment.objects.get()
    assert (row.what, row.words, row.message) == ("The plan of the hall", "", found.message)


def test_marked_words_are_found_in_the_message():
    row = promises.desk()
    sent = promises.our_word(row, "You get the\nreport   tomorrow.")
    address, form = f"/conversations/{row.pk}/promise", {"party": "us", "what": "Send the report", "proof": sent.pk}
    post(address, **form, words="the report tomorrow")
    found = Commitment.objects.get()
    assert (found.message, found.words) == (sent, "the\nreport   tomorrow")
    said = post(address, **form, words="next week")
    assert "These words do not stand in that message." in said
    assert Commitment.objects.count() == 1


def test_the_next_update_stands_at_the_head_in_the_inbox_and_on_today():
    row = promises.desk()
    page = page_of(row)
    assert "None is owed." in page
    post(f"/conversations/{row.pk}/update", by="today")
    assert Update.objects.get().due_at.isoformat() == "2026-03-10T15:00:00+00:00"  # 17:00 in Helsinki
    assert "next update by today 17:00" in page_of(row)
    client = builders.signed_in(builders.ada())
    assert "update by today 17:00" in client.get("/inbox").content.decode()
    assert "Tell them how it stands" in client.get("/").content.decode()


def test_an_update_that_is_late_says_so():
    row = promises.desk()
    set_next_update(row, NOW - HOUR, by=builders.ada(), at=NOW - 2 * HOUR)
    assert "update owed: 1 h late" in page_of(row)


def test_an_update_is_withdrawn():
    row = promises.desk()
    set_next_update(row, NOW + HOUR, by=builders.ada(), at=NOW)
    assert "None is owed." in post(f"/conversations/{row.pk}/update/withdraw")


def test_a_reply_marked_as_sent_meets_it():
    row = promises.desk()
    set_next_update(row, NOW + HOUR, by=builders.ada(), at=NOW - HOUR)
    post(f"/conversations/{row.pk}/reply", act="sent", text="Still looking.")
    assert Update.objects.get().met_by == Message.objects.get(text="Still looking.")


def test_the_clocks_part_while_we_wait():
    row = threads.thread("Where is it?", ended=NOW - 3 * DAY, whose=threads.customer(), owner=builders.ada())
    owed = promises.commitment(row, "Send the list", party="them")
    said = promises.our_word(row, at=NOW - 2 * DAY)
    assert "All of it is ours" in page_of(row)
    post(f"/record/commitments/{owed.pk}/wait", proof=said.pk, back="conversation")
    page = page_of(row).split('id="clocks"')[1].split("</dl>")[0]
    # Sunday and Monday 10:00 to Tuesday 10:00 in Helsinki; the firm works in UTC from nine to five.
    assert ">8 h<" in page
    assert Wait.objects.get().since == said.at


def test_a_wait_ends_with_what_came():
    row = promises.desk()
    owed = promises.commitment(row, "Send the list", party="them")
    wait = begin_wait(owed, promises.our_word(row, at=NOW - HOUR), by=builders.ada(), at=NOW)
    came = threads.inbound(row, "Here it is.", at=NOW)
    post(f"/waits/{wait.pk}/end", proof=came.pk, back="conversation")
    assert Wait.objects.get().arrived_in == came


def test_a_check_of_ability_is_kept_and_withdrawn():
    row = promises.desk()
    form = {"what": "Move the store", "hours": "12,5", "ready_by": "2026-03-20", "valid_until": "2026-03-14"}
    page = post(f"/conversations/{row.pk}/check", **form)
    assert "12.50 h, ready by 20 Mar 2026; this holds until 14 Mar 2026." in page
    check = CapabilityCheck.objects.get()
    assert "Nobody has checked." in post(f"/checks/{check.pk}/withdraw")
    assert "Choose both days" in post(f"/conversations/{row.pk}/check", **form | {"ready_by": "soon"})
    assert "how many hours" in post(f"/conversations/{row.pk}/check", **form | {"hours": "many"})


def test_the_page_takes_the_same_number_of_queries_for_many_promises():
    row = promises.desk()
    client = builders.signed_in(builders.ada())
    counts = []
    for more in (1, 8):
        for number in range(more):
            promises.commitment(row, f"Promise {more}-{number}")
            offered(row)
        with CaptureQueriesContext(connection) as captured:
            client.get(f"/conversations/{row.pk}")
        counts.append(len(captured))
    assert counts[1] <= counts[0] + 1


def test_an_update_by_a_day_is_owed_by_its_end_of_business_where_the_member_is() -> None:
    row = promises.desk()
    Workspace.objects.create(name="Harbourline", timezone="Asia/Taipei", end_of_business=time(15, 30))
    post(f"/conversations/{row.pk}/update", day="2026-03-12", time="")
    assert Update.objects.get().due_at.isoformat() == "2026-03-12T13:30:00+00:00"  # 15:30 in Helsinki
    assert "Look at the year" in post(f"/conversations/{row.pk}/update", day="9999-12-31", time="")
    assert "Choose a time or a day" in post(f"/conversations/{row.pk}/update", day="soon", time="")


def test_the_message_stays_its_source_without_words_marked_in_it() -> None:
    row = promises.desk()
    sent = promises.our_word(row, "You have the report on Friday.")
    post(f"/conversations/{row.pk}/promise", party="us", what="Send the report", proof=sent.pk, words="")
    found = Commitment.objects.get()
    assert (found.message, found.start, found.words) == (sent, None, "")
