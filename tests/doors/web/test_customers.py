"""The list of customers and the page of one."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import builders
import pytest
import threads
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from threads import HOUR, NOW

from evenhand.doors import clock
from evenhand.doors.web.customers.months import chart_of, month_begins, month_of
from evenhand.record.conversations.queries_customer import Month
from evenhand.record.customers.models import Contact, Customer, CustomerDomain

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _morning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


def page_at(address: str, *, member: object = None, **headers: str) -> str:
    answer = builders.signed_in(member or builders.ada()).get(address, headers=headers)  # type: ignore[arg-type]
    assert answer.status_code == 200
    return answer.content.decode()


def post(address: str, *, member: object = None, **form: object) -> str:
    client = builders.signed_in(member or builders.bo())  # type: ignore[arg-type]
    return client.post(address, form, follow=True).content.decode()


def test_the_list_tells_how_things_stand_with_each() -> None:
    alder = threads.customer("Alder Logistics", team=builders.team("Nordic desk"))
    threads.thread(whose=alder, temperature=3.0)
    row = page_at("/customers").split("Alder Logistics")[1].split("</tr>")[0]
    assert "hot" in row
    assert "Nordic desk" in row
    assert row.count(">1</td>") == 2


def test_the_list_is_narrowed_by_name_or_domain_also_in_part() -> None:
    CustomerDomain.objects.create(domain="alder.example", customer=threads.customer("Alder Logistics"))
    threads.customer("Fenwick")
    part = page_at("/customers?name=alder.ex", **{"HX-Request": "true"})
    assert "Alder Logistics" in part
    assert "Fenwick" not in part
    assert "<html" not in part


def test_the_list_costs_no_more_queries_for_fifty_than_for_one() -> None:
    client = builders.signed_in(builders.ada())
    threads.thread(whose=threads.customer("A", team=builders.team()))
    with CaptureQueriesContext(connection) as one:
        client.get("/customers")
    for number in range(40):
        threads.thread(whose=threads.customer(f"C{number}", team=builders.team()))
    with CaptureQueriesContext(connection) as many:
        client.get("/customers")
    assert len(many) == len(one) <= 9


def test_the_page_shows_people_domains_conversations_and_quiet_facts() -> None:
    alder = threads.customer("Alder Logistics")
    CustomerDomain.objects.create(domain="alder.example", customer=alder)
    row = threads.thread("Thanks!", subject="Order 7", whose=alder, ended=NOW - 3 * HOUR)
    threads.outbound(row, "Welcome.", by=builders.bo())
    page = page_at(f"/customers/{alder.pk}")
    for words in ("Kari Holm", "kari.holm@alder.example", "alder.example", "Order 7", "Last contact without trouble"):
        assert words in page
    assert "Calm in every month." in page
    assert page.count('class="month"') == 12


def test_the_chart_has_a_table_and_says_what_is_seen() -> None:
    alder = threads.customer()
    threads.thread(whose=alder, temperature=4.0, ended=datetime(2025, 12, 3, tzinfo=UTC))
    threads.thread(whose=alder, temperature=1.0, ended=NOW)
    page = page_at(f"/customers/{alder.pk}")
    assert "Hottest in Dec 2025: boiling. In the last month with mail: firm." in page
    assert '<th scope="row">Dec 2025</th>' in page


def test_months_begin_where_the_member_is() -> None:
    with timezone.override(ZoneInfo("Asia/Taipei")):
        begins = month_begins(datetime(2026, 1, 31, 20, 0, tzinfo=UTC), 3)
    assert [(at.year, at.month, at.day, at.hour) for at in begins] == [
        (2025, 12, 1, 0), (2026, 1, 1, 0), (2026, 2, 1, 0), (2026, 3, 1, 0)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("language", "words"), [("en", "Mar 2026"), ("fi", "3/2026"), ("zh-hant", "2026年3月"), ("zh-hans", "2026年3月")]
)
def test_a_month_is_written_as_each_language_writes_it(language: str, words: str) -> None:
    with translation.override(language):
        assert month_of(datetime(2026, 3, 1, tzinfo=UTC)) == words


def test_a_month_without_mail_has_no_bar() -> None:
    chart = chart_of([Month(NOW, 0, None, None), Month(NOW, 2, 1.0, 2.0)])
    assert [bar.height > 0 for bar in chart.bars] == [False, True]


def test_finance_sees_the_customer_without_words_of_messages() -> None:
    alder = threads.customer("Alder Logistics")
    threads.thread("Top secret words", subject="Secret subject", whose=alder)
    page = page_at(f"/customers/{alder.pk}", member=builders.petra())
    assert "Alder Logistics" in page
    assert "Secret subject" not in page
    assert "Top secret" not in page
    assert "/conversations/" not in page


def test_another_team_s_conversations_are_not_on_the_page() -> None:
    alder = threads.customer("Alder Logistics")
    threads.thread(subject="Their matter", whose=alder, team=builders.team("Training"))
    assert "Their matter" not in page_at(f"/customers/{alder.pk}")


def test_a_lead_renames_and_the_page_tells() -> None:
    alder = threads.customer("alder.example")
    page = post(f"/customers/{alder.pk}/rename", name="Alder Logistics")
    assert "Bo Lindqvist renamed alder.example to Alder Logistics." in page


def test_a_lead_merges_by_name_and_lands_on_the_other() -> None:
    one, other = threads.customer("Alder Oy"), threads.customer("Alder Logistics")
    threads.thread(subject="Moved along", whose=one)
    page = post(f"/customers/{one.pk}/merge", into="alder logistics")
    assert "Alder Oy is now part of Alder Logistics." in page
    assert "Moved along" in page
    assert Customer.objects.get(pk=one.pk).merged_into == other


@pytest.mark.parametrize("name", ["Nobody Ltd", "", "Alder Oy"])
def test_a_merge_into_nothing_or_itself_is_refused_in_words(name: str) -> None:
    one = threads.customer("Alder Oy")
    assert "There is no customer of that name." in post(f"/customers/{one.pk}/merge", into=name)
    assert Customer.objects.get(pk=one.pk).merged_into is None


def test_a_lead_splits_a_contact_off() -> None:
    alder = threads.customer("Alder Logistics")
    kim = Contact.objects.create(customer=alder, name="Kim", first_seen_at=NOW)
    page = post(f"/customers/{alder.pk}/split", name="Kim's firm", contact=[str(kim.pk)])
    assert "Kim&#x27;s firm is a customer of its own now." in page
    kim.refresh_from_db()
    assert kim.customer is not None
    assert kim.customer.name == "Kim's firm"
    assert "Choose at least one contact or domain." in post(f"/customers/{alder.pk}/split", name="Empty")


def test_a_lead_names_a_contact() -> None:
    alder = threads.customer()
    kim = Contact.objects.create(customer=alder, address="kim@alder.example", first_seen_at=NOW)
    assert "Kim Holm" in post(f"/contacts/{kim.pk}/name", name="Kim Holm")


@pytest.mark.parametrize("act", ["rename", "merge", "split"])
def test_agents_change_no_customers_and_nothing_changes_by_looking(act: str) -> None:
    alder = threads.customer("Alder Logistics")
    address = f"/customers/{alder.pk}/{act}"
    form = {"name": "Hacked", "into": "Hacked"}
    assert builders.signed_in(builders.ada()).post(address, form).status_code == 403
    assert builders.signed_in(builders.bo()).get(address).status_code == 405
    assert Customer.objects.get().name == "Alder Logistics"
    assert "Rename the customer" not in page_at(f"/customers/{alder.pk}")


def test_a_lead_cannot_touch_a_customer_of_another_team() -> None:
    theirs = threads.customer("Theirs", team=builders.team("Training"))
    client = builders.signed_in(builders.bo())
    assert client.get(f"/customers/{theirs.pk}").status_code == 404
    assert client.post(f"/customers/{theirs.pk}/rename", {"name": "x"}).status_code == 404
