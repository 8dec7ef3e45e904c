"""Fifty replies at the same moment, two workers: every one goes out, and goes out once."""

from __future__ import annotations

from pathlib import Path

from desks import SUPPORT, desk_at, wait_until
from mail_server import mail_server

MANY = 50
WRITE = f"""
import sys
sys.path.insert(0, {str(SUPPORT)!r})
from concurrent.futures import ThreadPoolExecutor
from builders import ada
from django.db import connections
from mail import LATER, START
from sending import a_thread, replied

member, row = ada(), a_thread()

def reply(number):
    try:
        return replied(row, f"Part {{number}} leaves today.", by=member, at=START).message_id
    finally:
        connections.close_all()

with ThreadPoolExecutor(8) as pool:
    print(*pool.map(reply, range({MANY})))
"""
LEFT = "SELECT count(*) FROM outbox_letter WHERE state <> 'sent'"


def test_each_goes_out_once(tmp_path: Path) -> None:
    with mail_server() as server, desk_at(tmp_path / "desk") as desk:
        mail = {
            "EVENHAND_SMTP_URL": f"smtp://127.0.0.1:{server.port}?tls=none",
            "EVENHAND_MAIL_FROM": "Harbourline <desk@harbourline.example>",
        }
        written = desk.python(WRITE, **mail).split()
        assert len(set(written)) == MANY
        command = ["-m", "evenhand.doors.cli.main", "worker"]
        workers = [desk.begin(command, tmp_path / f"{number}.log", **mail) for number in range(2)]
        try:
            wait_until(lambda: desk.sql(LEFT) == [(0,)], seconds=240)
        finally:
            for worker in workers:
                worker.terminate()
            for worker in workers:
                worker.wait(20)
    assert sorted(found["Message-ID"] for found in server.mails) == sorted(f"<{one}>" for one in written)
