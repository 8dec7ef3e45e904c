"""Words that must be nowhere after an erasure, planted in every place a message can reach; run on a desk of its own.

    python canaries.py plant | plant-more | erase | scrub

Each canary begins with MARK, so that one search finds them all; HAN is for the index of Chinese words.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evenhand.record.conversations.models import Conversation, Message
    from evenhand.record.people.models import Member

MARK, HAN = "zqxvw", "麤鱻"
AT = datetime(2026, 3, 10, 8, 0, tzinfo=UTC)
ADDRESS = f"{MARK}.kari@alder.example"
PLACES = (
    "subject", "text", "html", "sender", "file", "quote", "comment", "draft", "promise", "note", "check", "letter",
    "answer", "job", "objection", "question", "ledger", "header", "path", "owed", "reply", "reminder", "hold",
    "standing", "cc", "answered", "protection",
)  # fmt: skip
MAIL = f"""From: "Kari {MARK}sender" <{ADDRESS}>
To: Ada Virtanen <ada@harbourline.example>
Cc: mia@birch.example
Subject: Order {MARK}subject
Date: Mon, 09 Mar 2026 08:00:00 +0000
Message-ID: <{MARK}header@{MARK}-mail.example>
X-Secret: {MARK}header
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=cut

--cut
Content-Type: multipart/alternative; boundary=alt

--alt
Content-Type: text/plain; charset=utf-8

You are a {MARK}quote idiot. I will send the {MARK}promise list by Friday 20 March 2026. {MARK}text {HAN}
--alt
Content-Type: text/html; charset=utf-8

<p>You are a {MARK}quote idiot. <b>{MARK}html</b> {HAN}</p>
--alt--
--cut
Content-Type: text/plain; name="{MARK}file.txt"
Content-Disposition: attachment; filename="{MARK}file.txt"

{MARK}file
--cut--
"""


def plant() -> None:
    """After the import of MAIL: everything members and the desk add to it."""
    from canaries_protection import plant_protection
    from django.db import transaction

    from evenhand.record.agreements.actions import commitments
    from evenhand.record.agreements.citing import cite
    from evenhand.record.agreements.models import (
        CapabilityCheck,
        Fulfilment,
        Minute,
        Objection,
        Question,
        Stakeholder,
        Suggestion,
        Version,
    )
    from evenhand.record.conversations import actions, writing
    from evenhand.record.conversations.models import Conversation, Correction, Message
    from evenhand.record.erasing.models import Hold
    from evenhand.record.ledger import actions as ledger
    from evenhand.record.outbox import letters
    from evenhand.record.outbox.models import Job, Letter
    from evenhand.record.people import actions as people
    from evenhand.record.replies.models import SentAnyway, Standing

    ada = people.create_member(people.Person("ada@harbourline.example", "Ada", "en", "UTC"), at=AT)
    people.grant_role(ada, "lead", by=None, at=AT)
    mia = people.create_member(people.Person("helena@harbourline.example", "Helena", "en", "UTC"), at=AT)
    people.grant_role(mia, "manager", by=None, at=AT)
    message = Message.objects.select_related("conversation", "contact").get(direction="inbound")
    row = message.conversation
    actions.ask_to_read_again(message, by=ada, at=AT)
    Correction.objects.create(
        reading=message.readings.first(), member=ada, about="manner", found="abusive", better="heated",
        comment=f"{MARK}comment", at=AT,
    )  # fmt: skip
    assert Suggestion.objects.filter(message=message, what__contains=MARK).exists(), "a promise was read"
    promise = commitments.Promise(
        "them", f"Send the {MARK}promise list", conversation=row, message=message, start=0, end=9
    )
    owed = commitments.record(promise, by=ada, at=AT)
    Fulfilment.objects.create(commitment=owed, by=ada, at=AT, note=f"{MARK}note", proof=message)
    CapabilityCheck.objects.create(
        what=f"{MARK}check", hours=1, ready_by=AT.date(), valid_until=AT.date(), conversation=row, checked_at=AT
    )
    Job.objects.create(
        name="read-again", arguments={"message": message.pk}, state=Job.State.DEAD, enqueued_at=AT, due_at=AT,
        error=f"ValueError: cannot parse 'Order {MARK}subject' {MARK}job",
    )  # fmt: skip
    Standing.objects.create(
        conversation=row, member=ada, slug="heat", words=f"{MARK}standing", reason=f"{MARK}standing", at=AT
    )
    SentAnyway.objects.create(message=message, slugs=["heat"], reason=f"{MARK}standing", by=ada, at=AT)
    minute = Minute.objects.create(title="Reports", customer=row.customer, conversation=row, opened_at=AT)
    version = Version.objects.create(minute=minute, number=1, text="Two reports.", sha256="", written_at=AT)
    kari = Stakeholder.objects.create(minute=minute, party="them", name=f"{MARK}sender", email=ADDRESS, added_at=AT)
    Objection.objects.create(version=version, stakeholder=kari, at=AT, how="link", words=f"{MARK}objection")
    Question.objects.create(
        version=version, stakeholder=kari, at=AT, words=f"{MARK}question", answer=f"{MARK}reply", answered_at=AT
    )
    commitments.record(
        commitments.Promise("us", f"{MARK}owed", customer=row.customer, contact=message.contact), by=ada, at=AT
    )
    elsewhere = Conversation.objects.create(subject="Another matter", started_at=AT, last_at=AT)
    writing.save_draft(elsewhere, cite(message, "en"), by=mia, at=AT)
    answered = _answer(row, by=ada)
    plant_protection(message, member=ada, at=AT)
    writing.save_draft(row, f"You wrote {MARK}draft", by=ada, at=AT)
    Letter.objects.filter(about=f"message:{answered.pk}").update(answer=f"550 {MARK}answered")
    Hold.objects.create(conversation=row, at=AT, reason=f"{MARK}hold", ended_at=AT)
    with transaction.atomic():
        sent = letters.post(ADDRESS, f"{MARK}letter", f"{MARK}letter", AT, about=f"message:{message.pk}")
        letters.post("olli@birch.example", "A question", f"{MARK}question", AT, about=f"version:{version.pk}")
        letters.post(
            "ada@harbourline.example",
            "1 thing",
            f"- {MARK}owed ({MARK}reminder {MARK}sender)",
            AT,
            key="due:1:2026-03-10",
        )
        type(sent).objects.filter(pk=sent.pk).update(answer=f"550 {MARK}answer")
        ledger.append(
            kind="message.read", actor="system", at=AT, subject=f"message:{message.pk}", body={"said": f"{MARK}ledger"}
        )


def _answer(row: Conversation, *, by: Member) -> Message:
    """A reply on its way that quotes the mail, names it in its head, and goes to somebody else as well."""
    from django.conf import settings

    from evenhand.record.conversations.actions import send_reply
    from evenhand.record.conversations.recipients import typed_recipients
    from evenhand.server.environment import Smtp

    settings.MAIL_SERVER, settings.MAIL_FROM = Smtp("127.0.0.1", 1, tls="none"), "desk@harbourline.example"
    to = typed_recipients(ADDRESS, f"{MARK}cc <{MARK}.cc@alder.example>")
    sent = send_reply(row, f"It comes {MARK}answered.", to, by=by, at=AT, quoting=True)
    settings.MAIL_SERVER = None
    return sent


def plant_more() -> None:
    """A later draft, so that something was written while others had the desk open."""
    from evenhand.record.conversations import writing
    from evenhand.record.conversations.models import Conversation
    from evenhand.record.people.models import Member

    writing.save_draft(
        Conversation.objects.get(messages__direction="inbound"),
        f"And {MARK}draft",
        by=Member.objects.get(name="Ada"),
        at=AT,
    )


def erase() -> None:
    """Ada asks to erase the contact, Helena says yes."""
    from evenhand.record.customers.models import Contact
    from evenhand.record.erasing import actions
    from evenhand.record.people.models import Member

    ada, helena = (Member.objects.get(name=name) for name in ("Ada", "Helena"))
    kari = Contact.objects.get(address=ADDRESS)
    asked = actions.ask(f"contact:{kari.pk}", "objection", reason="She asked us to.", by=ada, at=AT)
    actions.approve(asked, by=helena, at=AT + timedelta(hours=1))


def scrub() -> None:
    """What the worker does next."""
    from django.conf import settings

    from evenhand.record.erasing.scrubbing import scrub
    from evenhand.record.ledger.models import Erasure
    from evenhand.server.backups import erasures

    erasures.write(settings.WORKSPACE.folder)

    scrub(Erasure.objects.get(), at=AT + timedelta(hours=2))


if __name__ == "__main__":
    from evenhand.server.start import start

    start()
    {"plant": plant, "plant-more": plant_more, "erase": erase, "scrub": scrub}[sys.argv[1]]()
