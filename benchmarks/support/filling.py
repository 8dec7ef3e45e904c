"""A workspace with many messages, filed by the real action; readings are made by the real reader, once a text."""

from __future__ import annotations

import hashlib
import random
import sys
from datetime import UTC, datetime, timedelta
from typing import Any

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from benchmarks.support.mails import OURS
from evenhand.doors.demo.story import conversations
from evenhand.knowledge.language.reading import read
from evenhand.record.conversations.actions import assign, file_messages, store
from evenhand.record.conversations.incoming import Arrived, Person
from evenhand.record.conversations.models import Conversation
from evenhand.record.conversations.storing import Bytes
from evenhand.record.customers.models import Customer
from evenhand.record.customers.ours import ours, set_ours
from evenhand.record.people import actions as people
from evenhand.record.people.models import Member

START = datetime(2025, 1, 6, 8, 0, tzinfo=UTC)
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


def fill(count: int) -> dict[str, Any]:
    """File `count` messages in threads of one to eight, of 900 contacts and 300 customers."""
    set_ours([OURS], actor="system", at=START)
    dice = random.Random(3)
    texts = [
        (told.subject, told.body, read(told.body, told.date).as_dict()) for story in conversations() for told in story
    ]
    (raw_id,) = store([Bytes("mail", b"From: filling@example\n\nfilling", "filling")], run=None, at=START).waiting
    batch: list[Arrived] = []
    made, thread = 0, 0
    while made < count:
        thread += 1
        length = min(dice.choice((1, 1, 2, 2, 3, 4, 5, 8)), count - made)
        batch.extend(_thread(thread, length, texts, raw_id, dice))
        made += length
        if len(batch) >= 500 or made >= count:
            file_messages(batch, ours=ours(), actor="system", at=NOW)
            batch = []
            if thread % 40 == 0:
                print(f"{made} of {count}", file=sys.stderr)
    return _look_back(dice)


def _thread(number: int, length: int, texts: list[Any], raw_id: int, dice: random.Random) -> list[Arrived]:
    customer = Person(f"Person {number % 900}", f"person{number % 900}@firm{number % 300}.example")
    desk = Person(f"Member {number % 12}", f"member{number % 12}@{OURS}")
    at = START + timedelta(minutes=26 * number)
    found: list[Arrived] = []
    for place in range(length):
        subject, body, reading = dice.choice(texts)
        at += timedelta(minutes=dice.randrange(5, 900))
        sender, receiver = (customer, desk) if place % 2 == 0 else (desk, customer)
        key = f"{number}.{place}"
        found.append(
            Arrived(
                raw_id=raw_id,
                identity=f"mail:{hashlib.sha256(key.encode()).hexdigest()}",
                sender=sender,
                recipients=(receiver,),
                sent_at=min(at, NOW),
                subject=subject,
                text=f"{body}\n({key})",
                message_id=f"{key}@bench.example",
                references=tuple(item.message_id for item in found),
                reading=reading,
            )
        )
    return found


def _look_back(dice: random.Random) -> dict[str, Any]:
    reader = _reader(0)
    pks = list(Conversation.objects.values_list("pk", flat=True))
    for conversation in Conversation.objects.filter(pk__in=dice.sample(pks, min(300, len(pks)))):
        assign(conversation, reader, by=reader, at=NOW)
    return {
        "conversations": len(pks),
        "some_conversations": dice.sample(pks, min(200, len(pks))),
        "some_customers": list(Customer.objects.values_list("pk", flat=True)[:50]),
    }


def session_cookies(readers: int = 20) -> list[str]:
    """Signed-in sessions, one a reader."""
    cookies = []
    for number in range(readers):
        member = _reader(number)
        session = SessionStore()
        session[SESSION_KEY] = str(member.pk)
        session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
        session[HASH_SESSION_KEY] = member.get_session_auth_hash()
        session.create()
        cookies.append(f"evenhand_session={session.session_key}")
    return cookies


def _reader(number: int) -> Member:
    email = f"reader{number}@{OURS}"
    found = Member.objects.filter(email=email).first()
    if found is None:
        person = people.Person(email, f"Reader {number}", "en", "Europe/Helsinki")
        found = people.create_member(person, at=START)
        people.grant_role(found, "agent", by=None, at=START)
    return found
