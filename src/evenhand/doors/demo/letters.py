"""Stories turned into real mail: RFC 5322 bytes with Message-IDs, quotes, HTML parts and attachments.

The same story gives the same bytes each time, so that importing the demo twice stores nothing twice.
"""

from __future__ import annotations

import hashlib
import io
import struct
import zipfile
import zlib
from collections.abc import Iterable
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from html import escape

from evenhand.doors.demo.quoting import quoted
from evenhand.doors.demo.story import Told

TYPES = {
    "pdf": ("application", "pdf"),
    "png": ("image", "png"),
    "xlsx": ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "csv": ("text", "csv"),
    "txt": ("text", "plain"),
}


def mbox(part: Iterable[Told], stories: Iterable[list[Told]]) -> bytes:
    """These messages in one mbox file, in the order they were sent; `stories` holds what they answer."""
    everything = {message.key: message for story in stories for message in story}
    out = io.BytesIO()
    for message in sorted(part, key=lambda told: told.date):
        out.write(f"From {message.sender[1]} {message.date:%a %b %d %H:%M:%S %Y}\n".encode("ascii"))
        out.write(letter(message, everything).replace(b"\r\n", b"\n").replace(b"\nFrom ", b"\n>From "))
        out.write(b"\n")
    return out.getvalue()


def letter(told: Told, story: dict[str, Told]) -> bytes:
    """One message as bytes. `story` holds, by key, at least the messages that it answers."""
    mail = EmailMessage(policy=SMTP)
    mail["From"] = _address(told.sender)
    mail["To"] = [_address(person) for person in told.to]
    if told.cc:
        mail["Cc"] = [_address(person) for person in told.cc]
    mail["Date"] = format_datetime(told.date)
    mail["Subject"] = told.subject
    mail["Message-ID"] = _message_id(told)
    if told.answers:
        chain = _chain(told, story)
        mail["In-Reply-To"] = _message_id(chain[-1])
        mail["References"] = " ".join(_message_id(earlier) for earlier in chain)
    text = told.body + (quoted(story[told.answers], told.quote, told.language) if told.answers else "")
    mail.set_content(text, charset="utf-8")
    if told.html:
        mail.add_alternative(_as_html(text), subtype="html", charset="utf-8")
    if told.attach:
        kind, subtype = TYPES[told.attach.rpartition(".")[2]]
        mail.add_attachment(_file(told.attach), maintype=kind, subtype=subtype, filename=told.attach)
    _settle_boundaries(mail, told.key)
    return mail.as_bytes()


def _address(person: tuple[str, str]) -> Address:
    user, _, domain = person[1].partition("@")
    return Address(person[0], user, domain)


def _message_id(told: Told) -> str:
    return f"<{told.message_id}>"


def _chain(told: Told, story: dict[str, Told]) -> list[Told]:
    chain: list[Told] = []
    key = told.answers
    while key:
        chain.insert(0, story[key])
        key = story[key].answers
    return chain


def _settle_boundaries(mail: EmailMessage, key: str) -> None:
    digest = hashlib.sha256(key.encode()).hexdigest()[:20]
    for number, part in enumerate(mail.walk()):
        if part.is_multipart():
            part.set_boundary(f"=_{digest}_{number}")


def _as_html(text: str) -> str:
    paragraphs = "".join(
        "<p>" + "<br>".join(escape(line) for line in block.splitlines()) + "</p>"
        for block in text.split("\n\n")
        if block.strip()
    )
    return f"<html><body>{paragraphs}</body></html>"


def _file(name: str) -> bytes:
    """A small real file of the kind that the name says."""
    kind = name.rpartition(".")[2]
    if kind == "png":
        return _png()
    if kind == "xlsx":
        return _zip({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<workbook/>"})
    if kind == "pdf":
        return _pdf()
    return f"{name}\n".encode()


def _pdf() -> bytes:
    objects = (b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj", b"2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj")
    return b"\n".join((b"%PDF-1.4", *objects, b"trailer<</Root 1 0 R>>", b"%%EOF", b""))


def _png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\x00" + b"\x1f\x6b\x5a" * 8 for _ in range(8))
    head = struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def _zip(files: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), text)
    return out.getvalue()
