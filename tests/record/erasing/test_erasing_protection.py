"""Erasing and incidents: words go with whom they are about and with what they quote; times, codes and proofs stay."""

from __future__ import annotations

import incidents
import pytest
import threads
from builders import ada, bo, helena, team
from canaries_protection import WORD, plant_protection
from threads import HOUR, NOW

from evenhand.record.conversations.models import Conversation, Message
from evenhand.record.conversations.working import NotPossible
from evenhand.record.customers.models import Contact
from evenhand.record.erasing import actions
from evenhand.record.erasing.extent import extent_of
from evenhand.record.erasing.models import Wiped
from evenhand.record.erasing.what_stands import what_stands
from evenhand.record.ledger.models import Entry
from evenhand.record.protection.incidents.reporting import Words
from evenhand.record.protection.models import (
    Alert,
    Answer,
    Appeal,
    Incident,
    Merit,
    Pack,
    Quotation,
    Recipient,
    Restriction,
    Warning,
)

pytestmark = pytest.mark.django_db
INSULT = "You are all idiots over there"


def desk() -> tuple[Conversation, Message, Message]:
    """Kari insulted Ada, and asked again later."""
    row = threads.thread(INSULT, "Where is my invoice?", team=team(), whose=threads.customer(team=team()))
    first, second = row.messages.order_by("at")
    return row, first, second


def erased(named: str) -> None:
    actions.approve(actions.ask(named, "objection", reason="", by=bo(), at=NOW), by=helena(), at=NOW + HOUR)


def test_a_quoted_message_takes_the_quotation_and_what_repeats_it_and_leaves_the_rest() -> None:
    row, first, second = desk()
    told = incidents.an_incident(
        at=NOW,
        conversation=row,
        message=second,
        quotations=[Words(first, 0, len(INSULT)), Words(second, 0, 5)],
        line=f"He wrote “{INSULT}” and I cried.",
    )
    erased(f"message:{first.pk}")
    told.refresh_from_db()
    assert told.line == "He wrote “…” and I cried."
    assert told.wiped_at is None
    gone, kept = Quotation.objects.get(number=first.pk), Quotation.objects.get(number=second.pk)
    assert (gone.text, gone.start, gone.end) == ("", 0, len(INSULT))
    assert kept.text == "Where"


def test_the_message_it_began_with_takes_all_words_and_the_clock_stands() -> None:
    helena()
    row, first, _second = desk()
    told = incidents.an_incident(at=NOW, conversation=row, message=first)
    alert = Alert.objects.get(incident=told)
    Answer.objects.create(alert=alert, by=helena(), at=NOW, decision="backed", reason="Kari Holm was rude.")
    before = Entry.objects.filter(subject=f"incident:{told.pk}").count()
    erased(f"message:{first.pk}")
    told.refresh_from_db()
    alert.refresh_from_db()
    assert (told.asked, told.answered, told.who, told.joined, told.wiped_at) == ("", "", "", "", NOW + HOUR)
    assert told.line == "Content erased on 2026-03-10"
    assert (told.severity, told.manner, told.occurred_at) == ("abuse", "unacceptable", NOW - HOUR - HOUR)
    assert alert.due_at > NOW
    answer = Answer.objects.get()
    assert (answer.decision, answer.reason) == ("backed", "Content erased on 2026-03-10")
    entries = Entry.objects.filter(subject=f"incident:{told.pk}")
    assert entries.count() == before
    assert all(entry.body for entry in entries), "they hold codes alone, and prove what the employer did"


def test_a_contact_takes_measures_letters_and_appeals() -> None:
    row, first, _second = desk()
    plant_protection(first, member=ada(), at=NOW)
    erased(f"contact:{Contact.objects.get(name='Kari Holm').pk}")
    (restriction,), (warning,), (merit,) = Restriction.objects.all(), Warning.objects.all(), Merit.objects.all()
    assert (restriction.text, warning.text, merit.owed) == ("", "", "")
    assert restriction.letter is not None
    assert (restriction.letter.text, restriction.letter.subject) == ("", "")
    assert restriction.review_at == NOW.date()
    appeal = Appeal.objects.get()
    assert (appeal.words, appeal.outcome) == ("", "refused")
    assert Wiped.objects.filter(subject=f"restriction:{restriction.pk}").exists()


def test_whom_a_pack_was_given_to_stays_so_that_they_can_be_told() -> None:
    row, first, _second = desk()
    told = incidents.an_incident(at=NOW, conversation=row, message=first)
    pack = Pack.objects.create(incident=told, asked_by=helena(), asked_at=NOW, reason="For the police")
    Recipient.objects.create(pack=pack, name="Helsinki police", by=helena(), at=NOW)
    erased(f"conversation:{row.pk}")
    pack.refresh_from_db()
    assert (pack.reason, pack.recipients.get().name) == ("", "Helsinki police")


def test_others_keep_theirs() -> None:
    row, first, _second = desk()
    other = incidents.an_incident(at=NOW, line="Somebody else on the phone.")
    incidents.an_incident(at=NOW, conversation=row, message=first)
    erased(f"conversation:{row.pk}")
    other.refresh_from_db()
    assert other.line == "Somebody else on the phone."
    assert Incident.objects.exclude(wiped_at=None).count() == 1


def test_a_hold_on_the_conversation_of_an_incident_keeps_the_person() -> None:
    desk()
    kari = Contact.objects.get(name="Kari Holm")
    elsewhere = threads.thread("From a colleague", team=team())
    incidents.an_incident(at=NOW, conversation=elsewhere, contact=kari)
    actions.hold(elsewhere, "A claim.", by=helena(), at=NOW)
    with pytest.raises(NotPossible) as refused:
        actions.ask(f"contact:{kari.pk}", "objection", reason="", by=bo(), at=NOW)
    assert refused.value.code == "held"


def test_twice_does_no_harm() -> None:
    row, first, _second = desk()
    plant_protection(first, member=ada(), at=NOW)
    erased(f"message:{first.pk}")
    erased(f"conversation:{row.pk}")
    assert WORD not in str(list(Incident.objects.values()) + list(Restriction.objects.values()))


def test_what_still_stands_is_named() -> None:
    row, first, second = desk()
    assert what_stands(extent_of(f"conversation:{row.pk}")) == []
    plant_protection(first, member=ada(), at=NOW)
    assert what_stands(extent_of(f"conversation:{row.pk}")) == ["pack", "restriction", "alert"]
    assert what_stands(extent_of(f"message:{second.pk}")) == []


def test_nothing_is_said_of_what_was_reported_past_the_line() -> None:
    row, _first, _second = desk()
    helena()
    incidents.an_incident(at=NOW, conversation=row)
    assert what_stands(extent_of(f"conversation:{row.pk}")) == ["alert"]
    Incident.objects.update(route="second")
    assert what_stands(extent_of(f"conversation:{row.pk}")) == []
