"""The list of promises and the page of one."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import builders
import promises
import pytest
import threads
from threads import NOW

from evenhand.doors import clock
from evenhand.record.agreements.actions.endings import fulfil
from evenhand.record.agreements.models import Commitment
from evenhand.record.agreements.queries import commitments as queries

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _morning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


def get(address: str, member: Any = None) -> str:
    return builders.signed_in(member or builders.ada()).get(address).content.decode()


def post(address: str, **form: Any) -> str:
    return builders.signed_in(builders.ada()).post(address, form, follow=True).content.decode()


@pytest.fixture
def promised() -> dict[str, Commitment]:
    row, pike = promises.desk(), threads.customer("Pike", team=builders.team("Nordic desk"))
    other = threads.thread("Hello", whose=pike, team=builders.team("Nordic desk"))
    found = {
        "late": promises.commitment(row, "Late figures", due=NOW - DAY),
        "theirs": promises.commitment(row, "Their list", party="them", due=NOW + DAY),
        "bos": promises.commitment(other, "Call Pike", by=builders.bo()),
        "done": promises.commitment(row, "Old thing"),
    }
    fulfil(found["done"], by=builders.ada(), at=NOW)
    return found


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", {"late", "theirs", "bos"}),
        ("?state=overdue", {"late"}),
        ("?state=ended", {"done"}),
        ("?party=them", {"theirs"}),
        ("?owner=me", {"late", "theirs"}),
        ("?state=nonsense&party=nobody&customer=x", {"late", "theirs", "bos"}),
    ],
)
def test_the_filters(promised: dict[str, Commitment], query: str, shown: set[str]):
    page = get(f"/record/commitments{query}")
    assert {name for name, row in promised.items() if row.what in page} == shown


def test_one_customer(promised: dict[str, Commitment]):
    page = get(f"/record/commitments?customer={promised['bos'].customer_id}")
    assert "Call Pike" in page
    assert "Late figures" not in page


def test_the_outsider_sees_none(promised: dict[str, Commitment]):
    assert "No promise is open" in get("/record/commitments", builders.cy())


def test_the_pages_of_the_list_go_on_where_the_last_ended():
    row = promises.desk()
    for number in range(5):
        promises.commitment(row, f"Promise {number}", due=NOW + DAY if number < 3 else None)
    seen: list[str] = []
    after = ""
    for _ in range(3):
        page = queries.commitments_page(builders.ada(), queries.Filters(), now=NOW, after=after, size=2)
        seen += [one.what for one in page.rows]
        after = page.more
    assert seen == [f"Promise {number}" for number in range(5)]
    assert after == ""


def test_the_page_of_one_tells_all_that_happened(promised: dict[str, Commitment]):
    late = promised["late"]
    address = f"/record/commitments/{late.pk}"
    post(f"{address}/postpone", day="2026-03-20", time="", words="They asked for more.")
    page = get(address)
    assert "They asked for more." in page
    assert "Ada Virtanen moved it from" in page
    assert "1 day late" not in page
    assert "Write why, in a few words" in post(f"{address}/release", words="")
    assert "need not be done" in post(f"{address}/release", words="They have it.")
    page = post(f"{address}/reopen", words="Another one.")
    assert "taken back later" in page
    assert "Ada Virtanen took that back: it was a mistake." in page


def test_another_member_sees_to_it(promised: dict[str, Commitment]):
    address = f"/record/commitments/{promised['late'].pk}"
    post(f"{address}/owner", owner=builders.bo().pk)
    assert Commitment.objects.get(pk=promised["late"].pk).owner == builders.bo()
    assert "Choose a colleague." in post(f"{address}/owner", owner="")


def test_a_promise_given_by_telephone_stands_with_the_customer():
    row = promises.desk()
    page = post(f"/customers/{row.customer_id}/promise", party="them", what="Pay on Monday", day="2026-03-16", time="")
    assert "Pay on Monday" in page
    assert Commitment.objects.get().conversation is None
