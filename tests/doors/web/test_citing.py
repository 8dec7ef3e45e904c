"""Citing in a reply: the line, its language, and what may be cited."""

from __future__ import annotations

from typing import Any

import builders
import promises
import pytest
import threads
from threads import NOW

from evenhand.record.agreements.citing import FORMS, LANGUAGES, cite
from evenhand.record.agreements.models import Minute, Version
from evenhand.record.conversations.actions import add_note
from evenhand.record.conversations.models import Conversation, Draft

pytestmark = pytest.mark.django_db


def a_minute(row: Conversation, text: str = "Delivery in two parts.\nThe rest later.") -> Version:
    minute = Minute.objects.create(title="Kick-off", customer=row.customer, conversation=row, opened_at=NOW)
    return Version.objects.create(minute=minute, number=1, text=text, written_at=NOW, sent_at=NOW, agreed_at=NOW)


def post(row: Conversation, cite_what: str, text: str = "", member: Any = None) -> int:
    client = builders.signed_in(member or builders.ada())
    return client.post(f"/conversations/{row.pk}/cite", {"cite": cite_what, "text": text}).status_code


@pytest.mark.parametrize(("language", "line"), [
    ("en", "On 10 March 2026 we promised by 13 March 2026: Send the figures"),
    ("fi", "Lupasimme 10.3.2026 (määräpäivä 13.3.2026): Send the figures"),
    ("zh-Hant", "我們在2026年3月10日承諾於2026年3月13日前完成：Send the figures"),
    ("zh-Hans", "我们在2026年3月10日承诺于2026年3月13日前完成：Send the figures"),
    ("yue", "我哋喺2026年3月10號應承過喺2026年3月13號之前做好：Send the figures"),
    ("und", "On 10 March 2026 we promised by 13 March 2026: Send the figures"),
])  # fmt: skip
def test_a_promise_in_the_letters_language(language: str, line: str):
    row = promises.commitment(promises.desk(), due=NOW + 3 * promises.DAY)
    assert cite(row, language) == line


def test_a_message_is_cited_by_its_first_sentence():
    row = promises.desk()
    theirs = threads.inbound(row, "Hello Ada,\n\nWe need it by Friday. And the rest.\n\nBest regards\nKari")
    ours = promises.our_word(row, "It comes on Monday.")
    assert cite(theirs, "en") == "On 10 March 2026 you wrote: “We need it by Friday.”"
    assert cite(ours, "fi") == "Kirjoitimme 10.3.2026: ”It comes on Monday.”"


def test_hidden_words_are_never_cited():
    row = promises.desk()
    message = threads.inbound(row, "You are idiots.", attack="You are idiots.")
    assert cite(message, "en") == "You wrote to us on 10 March 2026."


def test_a_minute_is_cited_by_its_first_line():
    version = a_minute(promises.desk())
    said = "The minutes “Kick-off”, agreed on 10 March 2026, say: “Delivery in two parts.”"
    assert cite(version, "en") == said


def test_every_language_of_letters_has_its_forms():
    assert set(FORMS) == set(LANGUAGES)


def test_the_line_goes_to_the_end_of_the_draft():
    row = promises.desk()
    promise = promises.commitment(row)
    assert post(row, f"commitment:{promise.pk}", "Dear Kari,") == 302
    assert Draft.objects.get().text == "Dear Kari,\n\nOn 10 March 2026 we promised: Send the figures"


def test_the_page_offers_minutes_promises_and_messages():
    row = promises.desk()
    promises.commitment(row)
    a_minute(row)
    page = builders.signed_in(builders.ada()).get(f"/conversations/{row.pk}").content.decode()
    part = page.split('class="menu cite"')[1].split("</details>")[0]
    assert part.index("Kick-off") < part.index("we promised") < part.index("you wrote")


def test_the_draft_says_the_language():
    row = promises.desk()
    promise = promises.commitment(row)
    post(row, f"commitment:{promise.pk}", "Hei Kari, kiitos viestistäsi. Palaan asiaan huomenna aamulla.")
    assert "Lupasimme" in Draft.objects.get().text


def test_what_one_may_not_see_or_say_is_not_cited():
    row = promises.desk()
    note = add_note(row, "He shouts.", by=builders.ada(), at=NOW)
    version = a_minute(row)
    Version.objects.filter(pk=version.pk).update(agreed_at=None)
    hers = threads.thread("Hello", team=builders.team("Training"))
    for name in (
        f"message:{note.pk}",
        f"version:{version.pk}",
        f"message:{hers.messages.get().pk}",
        "message:x",
        "a:1",
    ):
        assert post(row, name) == 404
    assert not Draft.objects.exists()
