"""The evidence pack of a usual incident and of one with 10,000 messages, all quoted: time, memory, size, verifying.

Targets: bounded memory (the messages come one after the other), and a verifier that needs Python alone. Each pack is
made by the command that people use, in a process of its own; all of one kind have to be the same file.
"""

from __future__ import annotations

import hashlib
import os
import statistics
import sys
import tempfile
from pathlib import Path
from zipfile import ZipFile

from benchmarks.support.measuring import keep, run

RUNS = 5
USUAL, LARGE = 12, 10_000
FILL = """
import sys
from datetime import UTC, datetime, timedelta
from evenhand.server.start import start
start()
from django.db import transaction
from evenhand.record.conversations.models import Conversation, Message, Raw
from evenhand.record.customers.models import Contact, Customer
from evenhand.record.ledger.actions import Fact, append_all
from evenhand.record.people import actions as people
from evenhand.record.protection.incidents.reporting import Report, Words, report
AT = datetime(2026, 3, 2, 8, tzinfo=UTC)
INSULT = "You are all useless and should be ashamed."
made = {}
for name, role in (("Ada", "agent"), ("Helena", "manager")):
    person = people.Person(f"{name.lower()}@firm.example", f"{name} Virtanen", "en")
    made[name] = people.create_member(person, at=AT)
    people.grant_role(made[name], role, by=None, at=AT)
customer = Customer.objects.create(name="Alder", first_seen_at=AT)
contact = Contact.objects.create(name="Kari Holm", address="kari@alder.example", customer=customer, first_seen_at=AT)
for count in (USUAL, LARGE):
    row = Conversation.objects.create(subject="Late", customer=customer, contact=contact, started_at=AT, last_at=AT)
    text = f"{INSULT} Where is order {count}? " + "We have waited for a week and nobody calls us back. " * 12
    mails = [f"From: kari@alder.example\\r\\nMessage-ID: <{count}.{n}@alder.example>\\r\\n\\r\\n{text}".encode()
             for n in range(count)]
    import hashlib
    raws = Raw.objects.bulk_create([Raw(sha256=hashlib.sha256(mail).hexdigest(), kind="mail", size=len(mail), data=mail,
        stored_at=AT, state="filed") for mail in mails], batch_size=500)
    messages = Message.objects.bulk_create([Message(conversation=row, raw=raw, identity=f"mail:{count}.{n}",
        direction="inbound", contact=contact, sender_name="Kari Holm", sender_address="kari@alder.example",
        at=AT + timedelta(minutes=n), text=text, language="en") for n, raw in enumerate(raws)], batch_size=500)
    with transaction.atomic():
        append_all([Fact("message.inbound", f"message:{one.pk}", {"identity": one.identity, "conversation": row.pk})
                    for one in messages], actor="system", at=AT)
    quoted = [Words(one, 0, len(INSULT)) for one in messages]
    told = Report(demand="fair", manner="unacceptable", severity="abuse", message=messages[-1], quotations=quoted)
    print(report(told, by=made["Ada"], at=AT + timedelta(days=30)).pk)
"""


def main() -> None:
    """Fill, make the packs with the command that people use, verify them with the file inside."""
    with tempfile.TemporaryDirectory(prefix="evenhand-bench-", dir="/var/tmp") as folder:
        # As on a machine where it is installed: modules are compiled once, not anew by every command.
        environment = {
            "EVENHAND_DATA": folder, "PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": f"{folder}/compiled",
        }  # fmt: skip
        code = FILL.replace("USUAL", str(USUAL)).replace("LARGE", str(LARGE))
        usual, large = run([sys.executable, "-c", code], environment).output.split()[-2:]
        found = {
            f"{count}_messages{'' if redacts else '_with_the_mails'}": measure(
                number, redacts, Path(folder), environment
            )
            for number, count in ((usual, USUAL), (large, LARGE))
            for redacts in (True, False)
        }
    keep("evidence_pack", {"runs": RUNS, "load_average_after": round(os.getloadavg()[0], 1), **found})


def measure(number: str, redacts: bool, folder: Path, environment: dict[str, str]) -> dict[str, object]:
    """Make the pack of an incident RUNS times, and verify it as often."""
    target = folder / "pack.zip"
    command = [sys.executable, "-m", "evenhand.doors.cli.main", "pack", number, "-o", str(target), "--json"]
    command += ["--redact" if redacts else "--no-redact"]
    made, digests = [], set()
    run(command, environment)
    for _run in range(RUNS):
        made.append(run(command, environment))
        digests.add(hashlib.sha256(target.read_bytes()).hexdigest())
    assert len(digests) == 1, "The same incident gave two files."
    with ZipFile(target) as archive:
        archive.extract("verify.py", folder)
        names = archive.namelist()
    verify = [sys.executable, "-I", "-S", str(folder / "verify.py"), "--pack", str(target)]
    checked = [run(verify, environment) for _run in range(RUNS)]
    assert all("The pack is whole" in one.output for one in checked)
    return {
        "files": len(names),
        "has_pdf": "incident.pdf" in names,
        "zip_mb": round(target.stat().st_size / 2**20, 2),
        "make_seconds_median": round(statistics.median(one.seconds for one in made), 2),
        "make_seconds": sorted(round(one.seconds, 2) for one in made),
        "make_peak_mb": max(round(one.peak_mb) for one in made),
        "verify_seconds_median": round(statistics.median(one.seconds for one in checked), 2),
        "verify_peak_mb": max(round(one.peak_mb) for one in checked),
    }


if __name__ == "__main__":
    main()
