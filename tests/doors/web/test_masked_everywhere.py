"""New abusive mail arrives masked: no list, page, feed or letter of the desk says the words, the substance stays."""

from __future__ import annotations

from datetime import UTC, timedelta

import pytest
from builders import ada, bo, helena, sam, signed_in, team
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from mail import CUSTOMER, an_arrival, filed
from programs import program_of
from threads import NOW

from evenhand.doors import clock
from evenhand.doors.jobs.reminding import reminder
from evenhand.knowledge.language.reading import read
from evenhand.record.agreements.actions.updates import set_next_update
from evenhand.record.agreements.queries.due import due_for
from evenhand.record.conversations import actions
from evenhand.record.conversations.models import Conversation, Message
from evenhand.record.conversations.queries import Filters, inbox
from evenhand.record.conversations.sending import subject_of
from evenhand.record.customers.models import Customer
from evenhand.record.people.actions import make_feed
from evenhand.record.people.calendar import working_calendar
from evenhand.record.people.models import Member

pytestmark = pytest.mark.django_db
VARIETIES = {
    "en": (
        "Send me the corrected invoice 48213 by Friday, you brainless morons.",
        "Invoice 48213, you brainless morons",
        "morons",
    ),
    "fi": (
        "Lähettäkää korjattu lasku 48213 perjantaihin mennessä, senkin ääliöt.",
        "Lasku 48213, senkin ääliöt",
        "ääliöt",
    ),
    "zh-Hant": (
        "你們這群廢物，星期五前把更正的發票 48213 寄給我。",
        "發票 48213 又錯，你們這群廢物",
        "廢物",
    ),
    "zh-Hans": ("周五之前把更正后的发票48213发给我，傻逼。", "发票48213又错了，傻逼", "傻逼"),
    "yue": ("你班廢柴，禮拜五之前寄返張改好嘅發票48213俾我。", "張單48213又錯，你班廢柴", "廢柴"),
}
PAGES = (
    "/",
    "/inbox",
    "/inbox?as=csv",
    "/search?q=48213",
    "/customers",
    "/record",
    "/record/commitments",
    "/protection",
)
API = ("/conversations", "/conversations/{pk}", "/commitments")


@pytest.fixture(autouse=True)
def _morning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture(params=VARIETIES)
def arrived(request) -> tuple[Message, str]:
    """A mail of a customer as it comes in, read, of the Nordic desk and Ada's; and the word that nobody may meet."""
    text, subject, insult = VARIETIES[request.param]
    at = NOW - timedelta(hours=2)
    arrival = an_arrival(CUSTOMER, sent_at=at, text=text, subject=subject, reading=read(text, at).as_dict())
    message = filed(arrival, at=NOW)
    row = message.conversation
    customer = row.customer or Customer.objects.create(name="Acme", first_seen_at=at)
    Customer.objects.filter(pk=customer.pk).update(team=team())
    Conversation.objects.filter(pk=row.pk).update(team=team(), customer=customer)
    row.refresh_from_db()
    actions.assign(row, ada(), by=ada(), at=at)
    message.refresh_from_db()
    assert message.manner == "abusive", "the reader sees the attack"
    return message, insult


def got(member: Member, address: str) -> str:
    answer = signed_in(member).get(address, follow=True)
    assert answer.status_code in (200, 403, 404), address
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    return body.decode()


@pytest.mark.parametrize("who", [ada, bo, helena, sam])
def test_no_page_says_it(arrived, who):
    message, insult = arrived
    row = message.conversation
    pages = (
        *PAGES,
        f"/conversations/{row.pk}",
        f"/customers/{row.customer_id}",
        f"/customers/{row.customer_id}?as=csv",
        f"/protection/report?message={message.pk}",
        f"/protection/requests/new?conversation={row.pk}",
        f"/record/minutes/new?conversation={row.pk}",
        "/settings/imports",
        reverse("ledger"),
    )
    assert not [address for address in pages if insult in got(who(), address)]


def test_the_substance_is_there_all_the_same(arrived):
    message, _ = arrived
    for address in ("/inbox", "/search?q=48213", f"/conversations/{message.conversation_id}"):
        assert "48213" in got(ada(), address)


def test_no_program_is_given_it(arrived):
    message, insult = arrived
    program = program_of(ada(), "read")
    for address in API:
        answer = program.get(address.format(pk=message.conversation_id))
        assert answer.status == 200, address
        assert insult not in answer.text


def test_neither_calendar_nor_reminder_says_it(arrived):
    message, insult = arrived
    set_next_update(message.conversation, NOW + timedelta(hours=3), by=ada(), at=NOW)
    feed = signed_in(ada()).get(f"/calendar/{make_feed(ada(), at=NOW)}").content.decode()
    assert "acme.example" in feed
    assert insult not in feed
    subject, text = reminder(ada(), due_for(ada(), now=NOW, zone=UTC), working_calendar())
    assert "acme.example" in text
    assert insult not in subject + text


def test_the_rest_of_the_subject_is_there_and_what_is_hidden_has_a_name(arrived):
    message, _ = arrived
    for address in ("/", "/inbox", "/search?q=48213", f"/conversations/{message.conversation_id}"):
        html = got(ada(), address)
        assert "48213" in html.split("<main", 1)[1]
        assert 'class="hatched" role="img" aria-label="hidden words"' in html
    assert "Words in the subject are hidden." in got(ada(), f"/conversations/{message.conversation_id}")


def test_an_answer_keeps_the_subject_as_it_came_and_a_minute_takes_none(arrived):
    message, insult = arrived
    row = message.conversation
    assert insult in subject_of(row)
    assert insult in row.subject
    assert 'name="title" value=' not in got(bo(), f"/record/minutes/new?conversation={row.pk}")


def test_a_subject_in_strong_words_about_the_matter_stays(arrived):
    row = arrived[0].conversation
    for subject in (
        "This delivery is a disaster!",
        "發票又錯了，太離譜",
        "系统又崩了，垃圾软件",
        "Surkea laite rikki taas",
    ):
        Conversation.objects.filter(pk=row.pk).update(subject=subject)
        assert subject in got(ada(), "/inbox")
        assert "Words in the subject are hidden." not in got(ada(), f"/conversations/{row.pk}")


def test_a_list_asks_the_database_no_more_for_it(arrived):
    member, row = ada(), arrived[0].conversation
    listed(member)  # their roles are asked for once
    hidden, asked = listed(member)
    Conversation.objects.filter(pk=row.pk).update(subject="Invoice 48213")
    assert "▒" in hidden
    assert listed(member) == ("Invoice 48213", asked)


def listed(member: Member) -> tuple[str, int]:
    """The only subject in the inbox, and how many queries it took."""
    with CaptureQueriesContext(connection) as asked:
        (row,) = inbox(member, Filters(), "newest", now=NOW).rows
    return row.subject, len(asked)
