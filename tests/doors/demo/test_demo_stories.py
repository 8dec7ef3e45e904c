"""The demo's stories: they parse, their dates can be, their letters are the same bytes each time."""

from __future__ import annotations

import io
import re
from collections import Counter
from datetime import UTC, datetime

import pytest

from evenhand.doors.connectors.mail.parse import parse
from evenhand.doors.connectors.mbox.fetch import split
from evenhand.doors.demo.letters import TYPES, letter, mbox
from evenhand.doors.demo.quoting import quoted
from evenhand.doors.demo.story import Told, company, conversations, parse_story

STORIES = list(conversations())
TOLD = [message for story in STORIES for message in story]
BY_KEY = {message.key: message for message in TOLD}
ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)*|(?:https?://|www\.)[\w.-]+")
each_message = pytest.mark.parametrize("told", TOLD, ids=lambda told: told.key)


def test_there_are_stories_and_every_key_is_used_once() -> None:
    assert len(STORIES) >= 25
    assert [key for key, times in Counter(message.key for message in TOLD).items() if times > 1] == []


def test_dates_ascend_in_every_story_and_lie_before_the_demo_opens() -> None:
    opening = company()["company"]["now"]
    for story in STORIES:
        dates = [message.date for message in story]
        assert dates == sorted(dates), story[0].key
        assert all(date.tzinfo is not None and date < opening for date in dates), story[0].key
    months = (max(told.date for told in TOLD) - min(told.date for told in TOLD)).days / 30.4
    assert 14 <= months <= 20


def test_an_answer_answers_an_earlier_message_of_its_own_story() -> None:
    for story in STORIES:
        met: set[str] = set()
        for told in story:
            assert not told.answers or told.answers in met, told.key
            met.add(told.key)


def test_every_variety_is_written_by_customers() -> None:
    ours = tuple(company()["company"]["ours"])
    theirs = Counter(told.language for told in TOLD if not told.sender[1].endswith(ours))
    assert set(theirs) == {"en", "fi", "zh-Hant", "zh-Hans", "yue"}
    assert min(theirs.values()) >= 3


@each_message
def test_nothing_in_a_message_leads_out_of_the_example_domains(told: Told) -> None:
    people = [told.sender, *told.to, *told.cc]
    text = " ".join([told.subject, told.body, *(address for _, address in people)])
    assert [found for found in ADDRESS.findall(text) if not found.rstrip(".").endswith(".example")] == []


@each_message
def test_a_letter_is_real_mail_that_says_what_its_story_says(told: Told) -> None:
    mail = parse(letter(told, BY_KEY), "full")
    assert (mail.level, mail.problems) == ("full", ())
    assert (mail.subject, mail.sent_at) == (told.subject, told.date)
    assert (mail.sender.name, mail.sender.address) == told.sender
    assert [(person.name, person.address) for person in mail.to] == list(told.to)
    assert told.body.split() == mail.text.split()[: len(told.body.split())]
    assert mail.in_reply_to.partition("@")[0] == told.answers
    assert [file.filename for file in mail.attachments if not file.inline] == ([told.attach] if told.attach else [])
    assert bool(mail.html) == told.html


def test_letters_are_the_same_bytes_each_time() -> None:
    assert mbox(TOLD, STORIES) == mbox(list(reversed(TOLD)), STORIES)


def test_the_mailbox_holds_every_letter() -> None:
    mails = list(split(io.BytesIO(mbox(TOLD, STORIES))))
    assert len(mails) == len(TOLD)


def test_every_kind_of_attachment_has_the_content_its_name_promises() -> None:
    sample = TOLD[0]
    for ending, (kind, subtype) in TYPES.items():
        told = Told(**{name: getattr(sample, name) for name in Told.__slots__} | {"attach": f"file.{ending}"})
        (file,) = [file for file in parse(letter(told, BY_KEY), "full").attachments if not file.inline]
        assert file.declared_type == f"{kind}/{subtype}"
        assert file.size > 0


def test_customers_members_and_teams_of_the_company_fit_together() -> None:
    firm = company()
    teams = {row["name"] for row in firm["team"]}
    assert {team for row in firm["member"] for team in row["teams"]} <= teams
    assert {row["team"] for row in firm["customer"]} <= teams
    domains = {told.sender[1].partition("@")[2] for told in TOLD} - set(firm["company"]["ours"])
    assert domains <= {row["domain"] for row in firm["customer"]}
    members = {row["email"] for row in firm["member"]}
    written = {told.sender[1] for told in TOLD if told.sender[1].endswith(tuple(firm["company"]["ours"]))}
    assert written <= members


@pytest.mark.parametrize("client", ["gmail", "outlook", "apple", "thunderbird", "qq", "netease", "none"])
@pytest.mark.parametrize("language", ["en", "fi", "zh-Hant", "zh-Hans", "yue"])
def test_every_mail_client_quotes_in_every_language(client: str, language: str) -> None:
    words = quoted(TOLD[0], client, language)
    if client == "none":
        assert words == ""
    else:
        assert TOLD[0].sender[1] in words or TOLD[0].sender[0] in words
        assert TOLD[0].body.split()[0] in words


STORY = """
key: a1
from: Mia Stone <mia@acme.example>
to: Ada Virtanen <ada@harbourline.example>, Bo <bo@harbourline.example>
date: 2026-03-02T09:00:00+02:00
subject: Late: again

Where is it?

Mia
=====
key: a2
from: Ada Virtanen <ada@harbourline.example>
to: Mia Stone <mia@acme.example>
date: 2026-03-02T10:00:00+02:00
subject: Re: Late: again
reply-to-key: a1
quote: outlook
lang: fi
html: yes

Here.
"""


def test_a_story_is_headers_an_empty_line_and_words() -> None:
    first, second = parse_story(STORY)
    assert first.sender == ("Mia Stone", "mia@acme.example")
    assert first.to == (("Ada Virtanen", "ada@harbourline.example"), ("Bo", "bo@harbourline.example"))
    assert (first.subject, first.body, first.language) == ("Late: again", "Where is it?\n\nMia\n", "en")
    assert first.date == datetime(2026, 3, 2, 7, tzinfo=UTC)
    assert (second.answers, second.quote, second.language, second.html) == ("a1", "outlook", "fi", True)


def test_a_story_with_a_missing_header_or_a_bad_date_is_refused() -> None:
    with pytest.raises(KeyError, match="subject"):
        parse_story(STORY.replace("subject: Late: again\n", "", 1))
    with pytest.raises(ValueError, match="tomorrow"):
        parse_story(STORY.replace("2026-03-02T09:00:00+02:00", "tomorrow"))
