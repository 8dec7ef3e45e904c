"""How far an erasure reaches: what quotes, tells of or repeats the words elsewhere, and what a hold keeps."""

from __future__ import annotations

import json

import builders
import minuting
import pytest
import threads
from builders import ada, bo, helena
from threads import HOUR, NOW

from evenhand.record.agreements import approvals
from evenhand.record.agreements.actions import commitments
from evenhand.record.agreements.citing import cite
from evenhand.record.agreements.models import Approval, Change, Commitment, Question, Stakeholder, Version
from evenhand.record.conversations import writing
from evenhand.record.conversations.models import Conversation, Draft, Message, Raw, Run, ThreadKey
from evenhand.record.conversations.working import NotPossible
from evenhand.record.customers import actions as customers
from evenhand.record.customers.models import Contact
from evenhand.record.erasing import actions, again
from evenhand.record.erasing.extent import Extent
from evenhand.record.erasing.models import Hold, MinuteTombstone
from evenhand.record.ledger import erasing as ledger_erasing
from evenhand.record.ledger import verifying
from evenhand.record.ledger.actions import append
from evenhand.record.ledger.models import Content, Entry
from evenhand.record.outbox import letters
from evenhand.record.outbox.models import Job, Letter

pytestmark = pytest.mark.django_db
SECRET = "My daughter is called Aurelia"


def desk() -> Conversation:
    """Kari of Alder wrote a secret."""
    return threads.thread(SECRET, team=builders.team(), whose=threads.customer(team=builders.team()))


def kari() -> Contact:
    return Contact.objects.get(name="Kari Holm")


def erase(named: str) -> Extent:
    request = actions.ask(named, "objection", reason="", by=bo(), at=NOW)
    return actions.approve(request, by=helena(), at=NOW + HOUR)


def refused(named: str) -> str:
    with pytest.raises(NotPossible) as reason:
        erase(named)
    return reason.value.code


def test_a_draft_elsewhere_that_was_to_go_to_them_goes_to_the_usual_ones_again() -> None:
    desk()
    elsewhere = Conversation.objects.create(subject="Another matter", started_at=NOW, last_at=NOW)
    for member, to in ((ada(), f"Kari <{kari().address.upper()}>"), (bo(), "somebody@else.example")):
        addressed = {"to": to, "cc": "", "quotes": False}
        writing.save_draft(elsewhere, "It is on its way.", addressed=addressed, by=member, at=NOW)
    erase(f"contact:{kari().pk}")
    assert {draft.member: draft.addressed.get("to") for draft in Draft.objects.all()} == {
        ada(): None,
        bo(): "somebody@else.example",
    }


def test_a_draft_elsewhere_that_cites_the_words_is_dropped_and_the_others_stay() -> None:
    message = Message.objects.get(conversation=desk())
    elsewhere = threads.thread("Hello.", subject="Another matter", team=builders.team())
    writing.save_draft(elsewhere, f"Good day\n\n{cite(message, 'fi')}", by=ada(), at=NOW)
    writing.save_draft(elsewhere, "It is on its way.", by=bo(), at=NOW)
    erase(f"message:{message.pk}")
    assert [draft.member for draft in Draft.objects.all()] == [bo()]


def test_a_promise_with_a_person_that_no_conversation_holds_loses_its_words() -> None:
    row = desk()
    assert row.customer is not None
    promise = commitments.Promise("them", "Kari brings Aurelia", customer=row.customer, contact=kari())
    owed = commitments.record(promise, by=ada(), at=NOW)
    erase(f"contact:{kari().pk}")
    assert "Aurelia" not in Commitment.objects.get(pk=owed.pk).what


def test_letters_to_others_lose_what_the_person_wrote_of_minutes() -> None:
    row = desk()
    minute = minuting.a_minute(minuting.OLLI, minuting.stakeholders.Named("Kari Holm", "Kari.Holm@Alder.example"))
    mine = [one for one in minuting.send(minute) if one.link.stakeholder.name == "Kari Holm"]
    approvals.ask_by_link(mine[0].token, SECRET, at=NOW + HOUR)
    asked = Question.objects.get()
    approvals.answer(asked, f"You wrote: {SECRET}", by=ada(), at=NOW + HOUR)
    assert Letter.objects.filter(text__contains="Aurelia").exclude(to__istartswith="kari").exists()
    erase(f"contact:{kari().pk}")
    assert not Letter.objects.filter(text__contains="Aurelia").exists()
    assert not Letter.objects.filter(to__istartswith="kari").exists(), "whatever the capitals of the address"
    asked.refresh_from_db()
    assert "Aurelia" not in asked.words + asked.answer
    assert Stakeholder.objects.filter(name="Olli Ranta", email="olli@alder.example").exists()
    assert row.pk


def test_reminders_that_name_the_promise_lose_their_words_and_the_others_keep_them() -> None:
    row = desk()
    commitments.record(commitments.Promise("us", "Meet Aurelia", conversation=row), by=ada(), at=NOW)
    about = letters.post(ada().email, "1 thing", "- Meet Aurelia (Alder)", NOW, key="due:1:2026-03-10")
    other = letters.post(ada().email, "1 thing", "- Send the list (Birch)", NOW, key="due:1:2026-03-11")
    erase(f"conversation:{row.pk}")
    about.refresh_from_db()
    other.refresh_from_db()
    assert (about.text, other.text) == ("", "- Send the list (Birch)")


def test_of_errors_of_jobs_only_their_kind_is_left() -> None:
    Job.objects.create(
        name="read-again", state="dead", enqueued_at=NOW, due_at=NOW, error=f"ValueError: bad {SECRET[3:12]!r}\n\nat x"
    )
    erase(f"message:{Message.objects.get(conversation=desk()).pk}")
    assert Job.objects.get(name="read-again").error == "ValueError"


def test_the_name_of_the_file_it_was_imported_from_goes() -> None:
    message = threads.from_mail(Message.objects.get(conversation=desk()), b"Subject: x")
    run = Run.objects.create(origin="/mail/kari-holm.eml", started_at=NOW, beat_at=NOW)
    other = Run.objects.create(origin="/mail/others.mbox", started_at=NOW, beat_at=NOW)
    Raw.objects.filter(pk=message.raw_id).update(run=run)
    erase(f"message:{message.pk}")
    run.refresh_from_db()
    other.refresh_from_db()
    assert (run.origin, other.origin) == ("", "/mail/others.mbox")


def chat(name: str, *turns: str) -> Raw:
    data = json.dumps({"id": name, "turns": [{"from": "customer", "text": text} for text in turns]}).encode()
    digest = f"{Raw.objects.count():064x}"
    return Raw.objects.create(sha256=digest, kind="turns", size=len(data), data=data, stored_at=NOW, state="filed")


def test_every_export_of_a_chat_repeats_it_and_goes_too() -> None:
    row = threads.thread(SECRET, "And the second turn", team=builders.team())
    first, second = Message.objects.filter(conversation=row).order_by("at")
    raws = [chat("Kari Holm", SECRET), chat("Kari Holm", SECRET, "…"), chat("Kari Holm", SECRET, " "), chat("Mia", "x")]
    Message.objects.filter(pk=first.pk).update(raw=raws[0])
    Message.objects.filter(pk=second.pk).update(raw=raws[1])
    erase(f"message:{first.pk}")
    left = [bytes(data) for data in Raw.objects.order_by("pk").values_list("data", flat=True)]
    assert left[:3] == [b"", b"", b""], "also the one that held nothing new"
    assert b"Mia" in left[3]
    second.refresh_from_db()
    assert second.text == "And the second turn"


def test_the_name_that_a_source_gave_a_conversation_goes_with_it() -> None:
    row = desk()
    Conversation.objects.filter(pk=row.pk).update(external_id="Chat with Kari Holm")
    ThreadKey.objects.create(key="source:Chat with Kari Holm", conversation=row)
    erase(f"conversation:{row.pk}")
    row.refresh_from_db()
    assert row.external_id is None
    assert not ThreadKey.objects.filter(key__contains="Kari").exists()


def test_an_address_outside_ascii_leaves_the_recipients_of_other_mail() -> None:
    desk()
    elsewhere = threads.outbound(threads.thread(), "Both of you", by=bo())
    Contact.objects.filter(pk=kari().pk).update(address="kari@älder.example")
    Message.objects.filter(pk=elsewhere.pk).update(recipients=[{"name": "Kari", "address": "kari@älder.example"}])
    erase(f"contact:{kari().pk}")
    elsewhere.refresh_from_db()
    assert elsewhere.recipients == []


def test_a_hold_also_keeps_those_who_are_only_named_in_the_conversation() -> None:
    desk()
    person = kari()
    elsewhere = threads.thread(team=builders.team())
    Conversation.objects.filter(pk=elsewhere.pk).update(contact=None)
    Message.objects.filter(conversation=elsewhere).update(
        contact=None, recipients=[{"name": "Kari", "address": person.address}]
    )
    actions.hold(elsewhere, "Claim 7/2026", by=helena(), at=NOW)
    assert refused(f"contact:{person.pk}") == "held"
    actions.end_hold(elsewhere, by=helena(), at=NOW)
    erase(f"contact:{person.pk}")


def test_what_a_hold_was_for_goes_with_the_conversation() -> None:
    row = desk()
    actions.hold(row, "The claim of Kari Holm", by=helena(), at=NOW)
    actions.end_hold(row, by=helena(), at=NOW)
    erase(f"conversation:{row.pk}")
    assert Hold.objects.get().reason == ""


def test_a_customer_that_is_but_one_person_is_nobody_under_any_name_it_had() -> None:
    row = desk()
    assert row.customer is not None
    old = threads.customer("Kari Holm, private")
    customers.merge(old, row.customer, by=bo(), at=NOW)
    erase(f"contact:{kari().pk}")
    old.refresh_from_db()
    assert "Kari" not in old.name


def test_another_message_under_the_same_number_is_not_taken_for_the_erased_one() -> None:
    row = desk()
    erase(f"conversation:{row.pk}")
    lines = ledger_erasing.erasure_list()
    # As a desk has it that was restored without the list and went on: other words under a number that was erased.
    other = threads.inbound(threads.thread(subject="Later"), "It is about something else.")
    append(kind="message.filed", actor="system", at=NOW, subject=f"message:{other.pk}", body={})
    line = lines[0] | {"rows": [*lines[0]["rows"], f"message:{other.pk}"]}
    extent = again._ours(Extent.from_rows(line["rows"]), {leaf for _, leaf in line["entries"]})
    assert other.pk not in extent.messages
    assert set(extent.messages) == set(Message.objects.filter(conversation=row).values_list("pk", flat=True))


def test_a_minute_is_erased_by_itself_and_what_was_agreed_when_stays() -> None:
    minute = minuting.an_agreed_minute()
    waiting = minuting.a_change(minute)
    (sent,) = minuting.send(minute)
    approvals.ask_by_link(sent.token, f"Why? {SECRET}", at=NOW + minuting.DAY)
    erase(f"minute:{minute.pk}")
    minute.refresh_from_db()
    waiting.refresh_from_db()
    everything = str([list(rows.values()) for rows in (Version.objects, Change.objects, Question.objects)])
    for words in ("reports", "Aurelia", "board", "900 euros"):
        assert words not in everything + minute.title
    assert set(Version.objects.values_list("sha256", flat=True)) == {""}
    assert not Stakeholder.objects.filter(name__contains="Mia").exists()
    assert Approval.objects.count() == 1
    assert minuting.version(minute, 1).agreed_at is not None
    assert waiting.withdrawn_at is not None, "nobody is asked to agree to nothing"
    assert not Letter.objects.filter(text__contains="reports").exists()
    assert MinuteTombstone.objects.get(minute=minute).erasure.basis == "objection"
    assert not Content.objects.filter(entry__subject=f"minute:{minute.pk}").exists()
    assert Entry.objects.filter(subject=f"minute:{minute.pk}", kind="minute.sent").exists()
    assert verifying.verify().first is None


def test_a_person_leaves_the_minute_and_its_text_stays() -> None:
    minute = minuting.an_agreed_minute(minuting.stakeholders.Named("Kari Holm", "kari.holm@alder.example"))
    erase(f"contact:{kari().pk}")
    assert minuting.version(minute, 1).text == minuting.TEXT
    assert not Stakeholder.objects.filter(name__contains="Kari").exists()


def test_a_hold_on_the_conversation_keeps_its_minutes() -> None:
    minute = minuting.an_agreed_minute()
    assert minute.conversation is not None
    actions.hold(minute.conversation, "Claim 7/2026", by=helena(), at=NOW)
    assert refused(f"minute:{minute.pk}") == "held"
    assert minuting.version(minute, 1).text == minuting.TEXT


def test_a_minute_that_a_backup_brings_back_is_erased_again() -> None:
    minute = minuting.an_agreed_minute()
    entry = Entry.objects.filter(subject=f"minute:{minute.pk}").order_by("number")[0]
    erase(f"minute:{minute.pk}")
    lines = ledger_erasing.erasure_list()
    Version.objects.filter(minute=minute).update(text=minuting.TEXT)
    Content.objects.bulk_create([Content(entry=entry, salt=b"s" * 32, body="{}")])
    assert again.erase_again(lines, at=NOW + HOUR) == 1
    assert "reports" not in minuting.version(minute, 1).text
