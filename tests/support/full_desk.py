"""Rows of every kind of column, with values that are hard to keep; run as a program on a desk of its own."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta, timezone

from evenhand.server.start import start

start()

from django.contrib.sessions.models import Session  # noqa: E402
from django.db import transaction  # noqa: E402

from evenhand.record.conversations.models import Conversation, Message, Raw, SearchTerm  # noqa: E402
from evenhand.record.customers.models import Contact, Customer  # noqa: E402
from evenhand.record.ledger.actions import append  # noqa: E402
from evenhand.record.outbox.actions import enqueue  # noqa: E402
from evenhand.record.people.models import Member, Team, Workspace  # noqa: E402

AT = datetime(2026, 3, 2, 7, 0, 0, 123456, tzinfo=UTC)
TEXTS = [
    "",
    "plain",
    "嘢嘅喺 聽日",
    "a\r\nb\tc\u2028d",
    "🙂 \u202e back",
    "\"quoted\" \\ and 'single'",
    "null",
    "ä" * 3000,
]

with transaction.atomic():
    Workspace.objects.create(name="Harbourline", end_of_business=time(16, 30, 59))
    team = Team.objects.create(name="Nordic desk", created_at=AT)
    ada = Member.objects.create(email="ada@harbourline.example", name="Ada", joined_at=AT, left_at=None)
    alder = Customer.objects.create(name="Alder Oy", team=team, first_seen_at=AT)
    became = Customer.objects.create(name="Alder Group", first_seen_at=AT)
    Customer.objects.filter(pk=alder.pk).update(merged_into=became)
    kari = Contact.objects.create(customer=alder, name="Kari", address="kari@alder.example", first_seen_at=AT)
    for number, text in enumerate(TEXTS):
        data = bytes(range(256)) * number
        raw = Raw.objects.create(sha256=f"{number:064}", kind="mail", size=len(data), data=data, stored_at=AT)
        conversation = Conversation.objects.create(
            subject=text[:100],
            contact=kari,
            started_at=AT.astimezone(timezone(timedelta(hours=8))),
            last_at=AT + timedelta(microseconds=number),
            temperature=number / 3,
            temperature_reasons=[{"code": "deadline", "b": number / 7, "a": None, "text": text}, [], {}],
        )
        message = Message.objects.create(
            conversation=conversation, raw=raw, identity=f"m{number}", direction="inbound", at=AT, text=text
        )
        SearchTerm.objects.create(term=f"聽日{number}", message=message)
        append(kind="message.filed", actor="system", at=AT, subject=f"message:{message.pk}", body={"text": text})
    enqueue("tidy", {"ids": [1, 2], "none": None}, at=AT, key="all")
    Session.objects.create(session_key="s" * 32, session_data="secret", expire_date=AT + timedelta(days=9000))
