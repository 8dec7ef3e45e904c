"""Evidence packs for tests: an incident in a conversation, its pack, and the verifier that lies in it."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from datetime import timedelta
from pathlib import Path

import threads
from builders import ada, aino, bo, cy, helena, sam, team
from incidents import DAY, an_incident

from evenhand.doors.reports.incident.build import Choices, build
from evenhand.record.protection.incidents.reporting import Words
from evenhand.record.protection.models import Incident

INSULT = "You are worthless, and Cy Marlow is no better."
LATER = DAY + timedelta(days=2)


def shouted(*, language: str = "en", **told: object) -> Incident:
    """Kari insulted Ada in writing, Ada answered and reported it; everybody who could be asked is here."""
    ada(), bo(), cy(), helena(), aino(), sam()
    row = threads.thread("Where is my order?", team=team(), whose=threads.customer(), ended=DAY - 3 * threads.HOUR)
    bad = threads.inbound(row, f"Ada. {INSULT} 你哋啲廢柴。", at=DAY - 2 * threads.HOUR)
    threads.from_mail(bad, f"From: kari.holm@alder.example\r\n\r\n{INSULT}\r\n".encode())
    threads.outbound(row, "We send it tomorrow. Ada Virtanen", by=ada(), at=DAY - threads.HOUR)
    quoted = [Words(bad, 5, 5 + len(INSULT))]
    return an_incident(message=bad, conversation=row, quotations=quoted, contact=bad.contact, **told)


def packed(incident: Incident, *, at=LATER, **chosen: object) -> bytes:
    """The pack as bytes."""
    file = io.BytesIO()
    build(file, incident, Choices(**chosen), at=at)  # type: ignore[arg-type]
    return file.getvalue()


def names_in(data: bytes) -> list[str]:
    """The files of a pack."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.namelist()


def text_of(data: bytes, name: str) -> str:
    """One file of a pack as text."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()


def everything_in(data: bytes) -> str:
    """All files that people read, as one text."""
    return "\n".join(text_of(data, name) for name in names_in(data) if not name.endswith((".pdf", ".py", ".eml")))


def verified(data: bytes, folder: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Unpacked, and verified by the file inside with a Python that knows no package."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        archive.extractall(folder)
    command = [sys.executable, "-I", "-S", "verify.py", *map(str, arguments)]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
