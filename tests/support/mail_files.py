"""Mailboxes as files, for tests that run the command as a process; knows nothing of the record."""

from __future__ import annotations

from pathlib import Path


def a_letter(number: int) -> bytes:
    """A customer's mail; each third begins a thread that the next two go on with."""
    head = [
        f"From: Mia Stone <mia{number // 3}@acme.example>",
        "To: Ada Virtanen <ada@harbourline.example>",
        f"Subject: Matter {number // 3}",
        f"Message-ID: <{number}@acme.example>",
        f"Date: Mon, {number % 27 + 1} Dec 2025 07:00:00 +0000",
    ]
    if number % 3:
        head.append(f"In-Reply-To: <{number - 1}@acme.example>")
    return "\r\n".join([*head, "", f"Where is order {number}? I have waited for {number} days.", ""]).encode()


def letters(number: int) -> int:
    """How many threads so many letters make."""
    return (number + 2) // 3


def write_mbox(path: Path, number: int) -> Path:
    """A mailbox of so many letters of people who wrote once each where there are three or fewer."""
    each = 3 if number <= 3 else 1
    mails = [a_letter(place * each) for place in range(number)]
    path.write_bytes(b"".join(b"From - Mon Mar  2 07:00:00 2026\r\n" + mail + b"\r\n" for mail in mails))
    return path
