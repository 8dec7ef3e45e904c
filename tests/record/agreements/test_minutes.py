"""Opening and writing minutes, and who is named in them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from builders import ada, bo, cy, helena, petra
from minuting import MIA, MORE, OLLI, TEXT, a_minute, an_agreed_minute, person, send, version
from threads import NOW, customer

from evenhand.record.agreements import stakeholders
from evenhand.record.agreements.minutes import LONGEST_TEXT, NewMinute, open_minute, rewrite, set_value
from evenhand.record.agreements.minutes_access import minute_for, question_for, stakeholder_for
from evenhand.record.agreements.models import Version
from evenhand.record.conversations.actions import NotPossible
from evenhand.record.customers.models import OwnAddress
from evenhand.record.ledger.models import Entry
from evenhand.record.people.errors import NotFound

pytestmark = pytest.mark.django_db


def opened(text: str = TEXT, title: str = "Reports"):
    return open_minute(NewMinute(title, text, customer=customer()), by=ada(), at=NOW)


def test_a_minute_opens_with_a_first_version_that_nobody_is_asked_about():
    minute = a_minute()
    first = version(minute, 1)
    assert (first.text, first.sent_at, first.written_by) == (TEXT, None, ada())
    assert minute.customer == minute.conversation.customer


@pytest.mark.parametrize(
    ("text", "title", "code"),
    [
        ("", "Reports", "minute-empty"),
        (" \n\x00", "Reports", "minute-empty"),
        ("We agree.", " ", "minute-no-title"),
        ("議" * (LONGEST_TEXT + 1), "Reports", "minute-too-long"),
    ],
)
def test_what_is_no_minute_is_refused(text, title, code):
    with pytest.raises(NotPossible, match=code):
        opened(text, title)


def test_a_million_characters_of_chinese_are_kept_to_the_last_one():
    text = "議" * LONGEST_TEXT
    assert version(opened(text), 1).text == text


def test_until_it_is_sent_the_text_may_be_rewritten():
    minute = a_minute()
    rewrite(minute, MORE, by=ada(), at=NOW)
    assert [one.text for one in Version.objects.filter(minute=minute)] == [MORE]


def test_once_sent_the_text_is_frozen():
    minute = a_minute()
    send(minute)
    with pytest.raises(NotPossible, match="version-sent"):
        rewrite(minute, MORE, by=ada(), at=NOW)
    assert version(minute, 1).text == TEXT


def test_once_agreed_only_a_change_does():
    with pytest.raises(NotPossible, match="change-needed"):
        rewrite(an_agreed_minute(), MORE, by=ada(), at=NOW)


def test_what_hangs_on_it_is_an_amount_with_a_currency():
    minute = a_minute()
    set_value(minute, Decimal("900"), "eur", by=ada(), at=NOW)
    minute.refresh_from_db()
    assert (minute.value, minute.currency) == (Decimal("900.00"), "EUR")
    for value, currency, code in (("-1", "EUR", "bad-value"), ("NaN", "EUR", "bad-value"), ("1", "euros", "bad-curr")):
        with pytest.raises(NotPossible, match=code):
            set_value(minute, Decimal(value), currency, by=ada(), at=NOW)


def test_people_are_named_on_both_sides_and_once():
    minute = a_minute(MIA, OLLI, ours=True)
    assert [one.name for one in stakeholders.named_in(minute)] == ["Mia Holm", "Olli Ranta", "Bo Lindqvist"]
    with pytest.raises(NotPossible, match="stakeholder-twice"):
        stakeholders.add_theirs(minute, stakeholders.Named("Mia", "MIA@alder.example"), by=ada(), at=NOW)


@pytest.mark.parametrize(
    ("name", "email", "code"),
    [
        ("", "kim@alder.example", "no-name"),
        ("Kim", "kim at alder", "bad-address"),
        ("Kim", "kim@" + "ä" * 60 + ".example", "bad-address"),
        ("Kim", "kim@alder.example\nBcc: x@y.example", "bad-address"),
        ("Bo", "bo@harbourline.example", "is-ours"),
        ("Kim", "kim@own.example", "is-ours"),
    ],
)
def test_nobody_of_ours_and_no_bad_address_speaks_for_them(name, email, code):
    bo()
    OwnAddress.objects.create(value="own.example", noted_at=NOW)
    with pytest.raises(NotPossible, match=code):
        stakeholders.add_theirs(a_minute(), stakeholders.Named(name, email), by=ada(), at=NOW)


def test_nobody_is_named_while_others_are_being_asked():
    minute = a_minute()
    send(minute)
    with pytest.raises(NotPossible, match="version-sent"):
        stakeholders.add_theirs(minute, OLLI, by=ada(), at=NOW)


def test_whoever_sees_the_conversation_sees_its_minutes_and_nobody_else():
    minute = a_minute()
    assert all(minute_for(member, minute.pk) == minute for member in (ada(), bo(), helena()))
    for member in (cy(), petra()):
        with pytest.raises(NotFound):
            minute_for(member, minute.pk)
        with pytest.raises(NotFound):
            stakeholder_for(member, person(minute, "Mia").pk)
        with pytest.raises(NotFound):
            question_for(member, 1)


def test_whoever_is_named_sees_it_too():
    minute = a_minute()
    stakeholders.add_ours(minute, cy(), by=ada(), at=NOW)
    assert minute_for(cy(), minute.pk) == minute


def test_the_ledger_holds_hashes_and_ids_and_no_words():
    minute = an_agreed_minute(MIA, OLLI, ours=True)
    told = "\n".join(f"{one.kind} {one.subject} {one.actor} {one}" for one in Entry.objects.all())
    bodies = "\n".join(one.body or "" for one in Entry.objects.all())
    assert version(minute, 1).sha256 in bodies
    for words in ("Mia", "mia@", "Reports in spring", "two reports"):
        assert words not in told + bodies
