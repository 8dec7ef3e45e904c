"""Mail in the shapes of real mail, made from the demo's texts: threads, quotes, HTML, attachments, five varieties.

The same seed gives the same bytes.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from html import escape
from pathlib import Path

from evenhand.doors.demo.quoting import quoted
from evenhand.doors.demo.story import Told, conversations

OURS = "harbourline.example"
CLIENTS = ("gmail", "outlook", "apple", "thunderbird", "qq", "netease")
START = datetime(2025, 1, 6, 8, 0, tzinfo=UTC)


def mails(count: int, seed: int = 1) -> Iterator[bytes]:
    """`count` mails in threads of one to eight, about half answers that quote; one in twelve has an attachment."""
    dice = random.Random(seed)
    bodies = [told for story in conversations() for told in story]
    made = 0
    thread = 0
    while made < count:
        thread += 1
        length = min(dice.choice((1, 1, 2, 2, 3, 4, 5, 8)), count - made)
        yield from _thread(thread, length, bodies, dice)
        made += length


def write_mbox(path: Path, count: int, seed: int = 1) -> int:
    """Write an mbox of `count` mails; returns its size in bytes."""
    with path.open("wb") as file:
        for mail in mails(count, seed):
            file.write(b"From sender@example Mon Jan  6 08:00:00 2025\n")
            file.write(mail.replace(b"\r\n", b"\n").replace(b"\nFrom ", b"\n>From ") + b"\n")
    return path.stat().st_size


def _thread(number: int, length: int, bodies: list[Told], dice: random.Random) -> Iterator[bytes]:
    customer = (f"Person {number % 900}", f"person{number % 900}@firm{number % 300}.example")
    member = (f"Member {number % 12}", f"member{number % 12}@{OURS}")
    date = START + timedelta(minutes=17 * number)
    ids: list[str] = []
    last: Told | None = None
    subject = ""
    for place in range(length):
        told = dice.choice(bodies)
        sender, receiver = (customer, member) if place % 2 == 0 else (member, customer)
        date += timedelta(minutes=dice.randrange(5, 900))
        body = f"{told.body}\n({number}-{place})\n"
        mail = EmailMessage(policy=SMTP)
        mail["From"] = f'"{sender[0]}" <{sender[1]}>'
        mail["To"] = f'"{receiver[0]}" <{receiver[1]}>'
        mail["Date"] = format_datetime(date)
        subject = subject or f"{told.subject} #{number}"
        mail["Subject"] = f"Re: {subject}" if place else subject
        mail["Message-ID"] = f"<{number}.{place}@{sender[1].partition('@')[2]}>"
        _plumbing(mail, dice)
        if ids:
            mail["In-Reply-To"] = ids[-1]
            mail["References"] = " ".join(ids)
        if last is not None:
            body += quoted(last, dice.choice(CLIENTS), told.language)
        _content(mail, body, number, place, dice)
        ids.append(str(mail["Message-ID"]))
        last = told
        yield mail.as_bytes()


def _plumbing(mail: EmailMessage, dice: random.Random) -> None:
    """The headers that servers add on the way."""
    for hop in range(3):
        mail["Received"] = (
            f"from relay{hop}.example (relay{hop}.example [192.0.2.{dice.randrange(255)}]) by mx.{OURS} "
            f"with ESMTPS id {dice.randrange(10**12):x} for <desk@{OURS}>; Mon, 6 Jan 2025 08:00:00 +0000"
        )
    mail["DKIM-Signature"] = "v=1; a=rsa-sha256; d=firm.example; s=mail; bh=" + f"{dice.getrandbits(900):x}"
    mail["X-Mailer"] = "Benchmark"


def _content(mail: EmailMessage, body: str, number: int, place: int, dice: random.Random) -> None:
    encoding = dice.choice(("base64", "quoted-printable", "8bit"))
    mail.set_content(body, charset="utf-8", cte=encoding)
    if dice.random() < 0.6:
        lines = "".join(f"<p style='margin:0'>{escape(line)}</p>" for line in body.splitlines())
        mail.add_alternative(
            f"<html><body><div class='x'>{lines}</div></body></html>", subtype="html", cte="quoted-printable"
        )
    if dice.random() < 1 / 12:
        data = dice.randbytes(dice.randrange(2_000, 60_000))
        mail.add_attachment(data, maintype="application", subtype="pdf", filename=f"scan-{number}-{place}.pdf")
    for index, part in enumerate(mail.walk()):
        if part.is_multipart():
            part.set_boundary(f"=_{number}_{place}_{index}")
