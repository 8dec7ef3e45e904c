"""The page of one conversation: what it shows and what one does there."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import builders
import pytest
import threads
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from threads import HOUR, NOW

from evenhand.doors import clock
from evenhand.doors.web.conversation.later import later_times
from evenhand.doors.web.conversation.trend import trend_of
from evenhand.record.conversations.actions import assign, save_draft
from evenhand.record.conversations.models import Conversation, Correction, Draft, Message
from evenhand.record.conversations.queries_thread import points_of
from evenhand.record.outbox.models import Job

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _morning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


def page_of(row: Conversation, query: str = "", *, member: object = None, **headers: str) -> str:
    client = builders.signed_in(member or builders.ada())  # type: ignore[arg-type]
    answer = client.get(f"/conversations/{row.pk}{query}", headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


def post(address: str, *, member: object = None, **form: str) -> int:
    client = builders.signed_in(member or builders.ada())  # type: ignore[arg-type]
    return client.post(address, form).status_code


def fresh(row: Conversation) -> Conversation:
    return Conversation.objects.get(pk=row.pk)


def test_the_thread_tells_sender_direction_and_local_time() -> None:
    row = threads.thread("Where is it?", ended=NOW - HOUR)
    threads.outbound(row, "On its way.", by=builders.bo(), at=NOW - HOUR / 2)
    page = page_of(row)
    assert page.index("Kari Holm") < page.index("Where is it?") < page.index("On its way.")
    assert "from them" in page
    assert "from us" in page
    assert "today 9:00" in page


def test_quotes_are_folded_away_and_signatures_are_quiet() -> None:
    text = "Please look again.\n\nBest regards,\nKari Holm\n\nOn Tue, 3 Mar 2026 at 9:00, Ada wrote:\n> We looked.\n"
    page = page_of(threads.thread(text))
    folded = page.split('<details class="quoted">')[1].split("</details>")[0]
    assert "We looked." in folded
    assert "Please look again." not in folded
    assert "Kari Holm" in page.split('<div class="signature">')[1].split("</div>")[0]


def test_the_trend_has_a_point_for_each_message_from_them() -> None:
    row = threads.thread("One", "Two", temperature=1.0)
    threads.inbound(row, "Three", at=NOW, temperature=3.0)
    page = page_of(row)
    assert "Now hot, and rising." in page
    assert page.count('class="point"') == 3
    last = Message.objects.get(text="Three")
    assert f'href="#m-{last.pk}"' in page


def test_the_trend_remembers_the_hottest_day() -> None:
    row = threads.thread("One", temperature=4.0, ended=NOW - 30 * HOUR)
    threads.inbound(row, "Sorry about that.", at=NOW, temperature=0.0)
    found = trend_of(points_of(row), shown=set(), now=NOW)
    assert found is not None
    assert found.sentence == "Now calm, and cooling. It was boiling on Mon 9 Mar 2026 2:00."
    assert [dot.y for dot in found.dots] == [8.0, 56.0]


def test_one_message_makes_no_trend() -> None:
    assert trend_of(points_of(threads.thread("One")), shown=set(), now=NOW) is None


def test_a_long_thread_shows_the_last_thirty_and_a_link_to_what_came_before() -> None:
    row = threads.thread(*[f"Message number {number:02}" for number in range(40)])
    page = page_of(row)
    assert "10 earlier messages" in page
    assert "Message number 09" not in page
    assert "Message number 10" in page
    tenth = Message.objects.get(text="Message number 09")
    part = page_of(row, f"?at={tenth.pk}&part=earlier", **{"HX-Request": "true"})
    assert "Message number 00" in part
    assert "<html" not in part


def test_the_reading_speaks_in_sentences_with_quoted_words() -> None:
    text = "You lost it twice. Please send the list by Friday."
    ask = {"start": 19, "end": 50, "text": text[19:], "kind": "information"}
    row = threads.thread()
    message = threads.inbound(row, text, at=NOW)
    threads.read(
        message,
        temperature=2.0,
        demand={"level": "reasonable", "reasons": [], "asks": [ask]},
        our_fault={"claimed": True, "spans": [{"start": 0, "end": 11, "text": text[:11]}], "reasons": ["blames-us"]},
        commitments=[{"by": "reader", "what": "send", "due": "2026-03-13", "start": 19, "end": 50}],
    )
    page = page_of(row)
    reading = page.split('id="reading"')[1].split('id="record"')[0]
    for words in (
        "An answer or a document",
        "Please send the list by Friday.",
        "They say that the fault is ours. Whether it is, people decide.",
        "You lost it",
        "Found in the text. What is on record stands under Record.",
        "They say that we promised something.",
        "by Fri",
        "This message is insistent: 2 on a scale from 0 to 4.",
        "They set a time by which it must be done.",
        "Written in English.",
        "The machine points; people decide.",
    ):
        assert words in reading, words


def test_the_reading_is_of_the_last_message_from_them_or_of_the_one_chosen() -> None:
    row = threads.thread("First", "Second")
    first, second = Message.objects.get(text="First"), Message.objects.get(text="Second")
    assert f'href="#m-{second.pk}"' in page_of(row).split('id="reading"')[1].split("</section>")[0]
    part = page_of(row, f"?reading={first.pk}&part=reading", **{"HX-Request": "true"})
    assert f'href="#m-{first.pk}"' in part
    assert part.lstrip().startswith('<section class="panel reading"')


def test_saying_this_is_wrong_keeps_the_word_and_shows_it() -> None:
    row = threads.thread("Hm.")
    reading = row.messages.get().readings.get()
    post(f"/readings/{reading.pk}/correct", about="manner", better="heated", comment="He shouted before.")
    kept = Correction.objects.get()
    assert (kept.about, kept.found, kept.better, kept.member) == ("manner", "civil", "heated", builders.ada())
    page = page_of(row)
    assert "Ada Virtanen says: heated." in page
    assert "He shouted before." in page


def test_a_correction_that_says_the_same_is_refused_in_words() -> None:
    row = threads.thread("Hm.")
    reading = row.messages.get().readings.get()
    client = builders.signed_in(builders.ada())
    answer = client.post(f"/readings/{reading.pk}/correct", {"about": "manner", "better": "civil"}, follow=True)
    assert "That is what the reading says already." in answer.content.decode()
    assert not Correction.objects.exists()


def test_taking_giving_back_and_giving_to_somebody() -> None:
    ada, bo = builders.ada(), builders.bo()
    row = threads.thread(team=builders.team())
    address = f"/conversations/{row.pk}/assign"
    assert post(address, to="me") == 302
    assert fresh(row).owner == ada
    post(address, to="")
    assert fresh(row).owner is None
    post(address, member=bo, to=str(ada.pk))
    assert fresh(row).owner == ada
    assert "Bo Lindqvist gave it to Ada Virtanen." in page_of(row)


def test_an_agent_can_neither_give_to_others_nor_take_away_from_them() -> None:
    bo = builders.bo()
    row = threads.thread()
    assign(row, bo, by=bo, at=NOW)
    assert post(f"/conversations/{row.pk}/assign", to=str(builders.cy().pk)) == 403
    assert post(f"/conversations/{row.pk}/assign", to="") == 403
    assert fresh(row).owner == bo


def test_closing_and_opening_again() -> None:
    row = threads.thread()
    post(f"/conversations/{row.pk}/close")
    assert fresh(row).closed_at == NOW
    post(f"/conversations/{row.pk}/reopen")
    assert fresh(row).closed_at is None


def test_putting_aside_until_tomorrow_until_a_day_and_taking_up_again() -> None:
    row = threads.thread()
    address = f"/conversations/{row.pk}/snooze"
    helsinki = ZoneInfo("Europe/Helsinki")
    post(address, until="tomorrow")
    assert fresh(row).snoozed_until == datetime(2026, 3, 11, 9, 0, tzinfo=helsinki)
    post(address, until="day", day="2026-04-01")
    assert fresh(row).snoozed_until == datetime(2026, 4, 1, 9, 0, tzinfo=helsinki)
    post(f"/conversations/{row.pk}/wake")
    assert fresh(row).snoozed_until is None


@pytest.mark.parametrize(
    ("form", "words"),
    [({"until": "day"}, "Choose a time"), ({"until": "day", "day": "2020-01-01"}, "That time has passed")],
)
def test_a_time_that_cannot_be_is_refused_in_words(form: dict[str, str], words: str) -> None:
    row = threads.thread()
    answer = builders.signed_in(builders.ada()).post(f"/conversations/{row.pk}/snooze", form, follow=True)
    assert words in answer.content.decode()
    assert fresh(row).snoozed_until is None


def test_later_today_is_not_offered_in_the_evening() -> None:
    with timezone.override(ZoneInfo("Asia/Taipei")):
        offered = later_times(datetime(2026, 3, 13, 8, 20, tzinfo=ZoneInfo("Asia/Taipei")))
        assert {code: at.hour for code, at in offered.items()} == {"later": 11, "tomorrow": 9, "monday": 9}
        assert offered["monday"].day == 16
        assert set(later_times(datetime(2026, 3, 13, 17, 0, tzinfo=ZoneInfo("Asia/Taipei")))) == {"tomorrow", "monday"}


def test_a_note_is_kept_for_us_alone() -> None:
    row = threads.thread()
    post(f"/conversations/{row.pk}/note", text="Call her, do not write.")
    page = page_of(row)
    assert "Note by Ada Virtanen" in page
    assert "only we see it" in page


def test_a_draft_is_saved_as_one_goes_and_is_one_s_own() -> None:
    row = threads.thread()
    client = builders.signed_in(builders.ada())
    part = client.post(f"/conversations/{row.pk}/reply", {"text": "Dear Kari,"}, headers={"HX-Request": "true"})
    assert "Draft saved" in part.content.decode()
    assert "today 10:00" in part.content.decode()
    assert "Dear Kari," in page_of(row)
    assert "Dear Kari," not in page_of(row, member=builders.bo())


def test_a_reply_marked_as_sent_joins_the_thread_and_ends_the_draft_and_the_waiting() -> None:
    ada = builders.ada()
    row = threads.thread()
    save_draft(row, "Dear Kari,", by=ada, at=NOW)
    assert post(f"/conversations/{row.pk}/reply", text="Dear Kari, it comes.", act="sent") == 302
    assert row.messages.filter(direction="outbound", author=ada).get().text == "Dear Kari, it comes."
    assert not Draft.objects.exists()
    assert fresh(row).waiting_since is None


def test_an_empty_reply_is_not_marked_as_sent() -> None:
    row = threads.thread()
    answer = builders.signed_in(builders.ada()).post(
        f"/conversations/{row.pk}/reply", {"text": "  ", "act": "sent"}, follow=True
    )
    assert "There is nothing written yet." in answer.content.decode()


def test_what_moves_to_a_team_one_is_not_in_leaves_the_desk() -> None:
    row = threads.thread(team=builders.team("Nordic desk"))
    training = builders.team("Training")
    client = builders.signed_in(builders.ada())
    answer = client.post(f"/conversations/{row.pk}/team", {"team": str(training.pk)})
    assert answer.headers["Location"] == "/inbox"
    assert client.get(f"/conversations/{row.pk}").status_code == 404


def test_a_lead_says_whose_it_is_and_an_agent_may_not() -> None:
    row, alder = threads.thread(), threads.customer("Alder Logistics")
    address = f"/conversations/{row.pk}/customer"
    assert post(address, name="Alder Logistics") == 403
    post(address, member=builders.bo(), name="alder logistics")
    assert fresh(row).customer == alder
    answer = builders.signed_in(builders.bo()).post(address, {"name": "Nobody Ltd"}, follow=True)
    assert "There is no customer of that name." in answer.content.decode()
    assert fresh(row).customer == alder


def test_mail_read_in_part_says_what_is_missing_and_is_read_again_on_demand() -> None:
    row = threads.thread()
    message = row.messages.get()
    Message.objects.filter(pk=message.pk).update(level="tolerant", problems=["unknown-charset:x-odd", "too-many-parts"])
    page = page_of(row)
    assert "This mail could not be read fully." in page
    assert "It names an encoding that is not known" in page
    assert "It has more parts than are looked at." in page
    post(f"/messages/{message.pk}/read-again")
    assert Job.objects.get(name="read-again").arguments == {"message": message.pk}


def test_another_version_of_a_message_is_shown_as_such() -> None:
    row = threads.thread("Pay 100")
    second = threads.inbound(row, "Pay 900", at=NOW)
    Message.objects.filter(pk=second.pk).update(variant_of=row.messages.get(text="Pay 100"))
    assert "the same Message-ID with other words" in page_of(row)


@pytest.mark.parametrize("act", ["assign", "close", "reopen", "snooze", "wake", "team", "customer", "note", "reply"])
def test_changes_are_posted_and_only_by_who_may_see(act: str) -> None:
    row = threads.thread(team=builders.team("Nordic desk"))
    address = f"/conversations/{row.pk}/{act}"
    assert builders.signed_in(builders.ada()).get(address).status_code == 405
    assert builders.signed_in(builders.cy()).post(address, {"text": "x", "to": "me"}).status_code == 404
    assert builders.signed_in(builders.sam()).post(address).status_code == 403
    assert fresh(row).owner is None


def test_a_page_of_thirty_messages_costs_no_more_queries_than_one_of_one() -> None:
    client = builders.signed_in(builders.ada())
    short = threads.thread("You fool", temperature=1.0)
    long = threads.thread(*["Where is it?"] * 35, temperature=1.0)
    for row, count in ((short, 1), (long, 3)):
        for number in range(count):
            threads.outbound(row, f"Soon {number}", by=builders.bo(), at=NOW)
    with CaptureQueriesContext(connection) as one:
        client.get(f"/conversations/{short.pk}")
    with CaptureQueriesContext(connection) as many:
        client.get(f"/conversations/{long.pk}")
    assert len(many) <= len(one) + 1
    assert len(many) <= 47
