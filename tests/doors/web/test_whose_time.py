"""Whose time has passed: both clocks and whose delay it was, on the customer's page and over the thread."""

from __future__ import annotations

import builders
import promises
import pytest
import threads
from django.db import connection
from django.test.utils import CaptureQueriesContext
from threads import HOUR, NOW

from evenhand.doors import clock
from evenhand.record.agreements.actions.waits import begin_wait
from evenhand.record.conversations.models import Conversation, Message

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _evening(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW + 6 * HOUR)  # Tuesday 14:00 UTC; the firm works nine to five


def page(address: str, member: object = None) -> str:
    answer = builders.signed_in(member or builders.ada()).get(address)  # type: ignore[arg-type]
    assert answer.status_code == 200
    return answer.content.decode()


def late_because_of_them() -> tuple[Conversation, Message]:
    """Our promise was due at ten; at eleven we wrote that we wait for their list, which never came."""
    row = promises.desk()
    promises.commitment(row, "Move the store", due=NOW + 2 * HOUR)
    said = promises.our_word(row, "We wait for your list.", at=NOW + 3 * HOUR)
    begin_wait(promises.commitment(row, "Send the list", party="them"), said, by=builders.ada(), at=NOW + 3 * HOUR)
    return row, said


@pytest.mark.parametrize("where", ["customer", "thread"])
def test_the_delay_is_split_and_each_standstill_links_to_the_message_that_said_so(where: str) -> None:
    row, said = late_because_of_them()
    text = page(f"/customers/{row.customer_id}" if where == "customer" else f"/conversations/{row.pk}")
    part = text.split('id="clocks"' if where == "customer" else 'id="course"')[1]
    part = part.split("</section>" if where == "customer" else "</details>")[0]
    assert "Our clock ran 2 h, theirs 3 h, in working time." in part
    assert part.count("<rect") == 2
    turns, delays = part.split("course-table")[1].split("delays-table")
    assert f"at={said.pk}#m-{said.pk}" in turns
    late = delays.split("Move the store")[1].split("</tr>")[0]
    assert [cell.split("<")[0] for cell in late.split('class="figure"')[1:]] == [
        ' data-head="Late by">4 h', ' data-head="Our part">1 h', ' data-head="Their part">3 h'
    ]  # fmt: skip


def test_without_waiting_all_of_it_is_ours_and_no_picture_is_drawn() -> None:
    row = promises.desk()
    text = page(f"/customers/{row.customer_id}")
    assert "In the conversations listed here all the working time is ours: 5 h." in text
    assert 'class="course"' not in text
    assert 'id="course"' not in page(f"/conversations/{row.pk}")


def test_of_a_customer_of_all_an_outsider_sees_no_clock_of_another_teams_conversation() -> None:
    row = threads.thread(whose=threads.customer(), team=builders.team("Nordic desk"), owner=builders.ada())
    promises.commitment(row, "Move the store", due=NOW)
    shown = {who.name[:3]: page(f"/customers/{row.customer_id}", who) for who in (builders.ada(), builders.cy())}
    assert {name: 'id="clocks"' in text for name, text in shown.items()} == {"Ada": True, "Cy ": False}
    assert {name: "Move the store" in text for name, text in shown.items()} == {"Ada": True, "Cy ": False}


def test_ten_waits_cost_no_more_queries_than_one() -> None:
    row, said = late_because_of_them()
    client = builders.signed_in(builders.ada())
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(f"/customers/{row.customer_id}")
        counts.append(len(asked))
        for number in range(9):
            other = threads.thread(f"And {number}?", team=row.team, whose=row.customer)
            word = promises.our_word(other)
            owed = promises.commitment(other, f"List {number}", party="them", due=NOW + HOUR)
            begin_wait(owed, word, by=builders.ada(), at=NOW)
    assert counts[1] <= counts[0]
