from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from evenhand.doors.connectors import frames, worker
from evenhand.doors.connectors.bounded import ParserPool

MAIL = b"From: a@b.example\nSubject: x\n\nbody"
CHILD = [sys.executable, "-m", "evenhand.doors.connectors.child", "--memory-mb=256"]
PARENT = """
import os, signal
from evenhand.doors.connectors.bounded import ParserPool
pool = ParserPool(workers=1, reading=False)
pool.parse(b"From: a@b.example\\n\\nx")
print(pool.children[0], flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


def answers(requests: bytes, *options: str) -> tuple[list[tuple[bytes, bytes]], int]:
    done = subprocess.run(
        [*CHILD, "--hard-seconds=1.5", *options],
        input=requests,
        capture_output=True,
        env={**os.environ, frames.STALL_ALLOWED: "1"},
        timeout=60,
    )
    buffer, found = bytearray(done.stdout), []
    while (frame := frames.take(buffer)) is not None:
        found.append(frame)
    return found, done.returncode


def test_a_child_says_ready_answers_in_order_and_ends_with_its_input():
    found, status = answers(frames.pack(frames.FULL, MAIL) + frames.pack(frames.HEADERS, b"no mail"))
    assert [kind for kind, _ in found] == [frames.READY, frames.MESSAGE, frames.NOT_MAIL]
    assert json.loads(found[1][1])["text"] == "body"
    assert status == 0


def test_with_the_analysis_a_second_frame_follows_the_message():
    found, _ = answers(frames.pack(frames.FULL, MAIL) + frames.pack(frames.HEADERS, MAIL), "--reading")
    kinds = [frames.READY, frames.MESSAGE, frames.READING, frames.MESSAGE]
    assert [kind for kind, _ in found] == kinds
    assert json.loads(found[2][1]).keys() == {"reading", "problem"}


def test_a_child_that_stalls_ends_by_itself_should_nobody_end_it():
    found, status = answers(frames.pack(frames.STALL, MAIL))
    assert [kind for kind, _ in found] == [frames.READY]
    assert status == -signal.SIGALRM


def test_a_request_that_is_cut_off_ends_the_child_without_an_answer():
    found, status = answers(frames.pack(frames.FULL, MAIL)[:3])
    assert ([kind for kind, _ in found], status) == ([frames.READY], 0)


def test_children_end_when_their_parent_is_killed():
    parent = subprocess.run([sys.executable, "-c", PARENT], capture_output=True, timeout=60)
    assert parent.returncode == -signal.SIGKILL
    try:
        child = os.pidfd_open(int(parent.stdout))
    except ProcessLookupError:
        return
    ended, _, _ = select.select([child], [], [], 10)
    os.close(child)
    assert ended


def test_a_child_that_talks_nonsense_is_ended(monkeypatch):
    monkeypatch.setattr(worker, "_CHILD", "this")
    with ParserPool(workers=1) as pool, pytest.raises(RuntimeError, match="does not start"):
        pool.parse(MAIL)


@pytest.mark.parametrize("stream", [b"HTTP/1.1 200 OK", b"\xff\xff\xff\xffP", frames.pack(b"Z", b"")])
def test_a_stream_of_something_else_is_garbage(stream):
    with pytest.raises(frames.Garbage):
        frames.take(bytearray(stream))


def test_frames_are_taken_whole_and_one_by_one():
    buffer = bytearray(frames.pack(frames.MESSAGE, b"one") + frames.pack(frames.READING, b"two")[:-1])
    assert frames.take(buffer) == (frames.MESSAGE, b"one")
    assert frames.take(buffer) is None
    buffer += b"o"
    assert frames.take(buffer) == (frames.READING, b"two")


def test_a_child_knows_no_secret_of_the_desk_and_cannot_fill_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("EVENHAND_SECRET_KEY", "EVENHAND_DATABASE_URL", "PGPASSWORD"):
        monkeypatch.setenv(name, "for nobody else")
    with ParserPool(workers=1, reading=False) as pool:
        assert pool.parse(MAIL).message is not None
        (child,) = pool.children
        assert b"for nobody else" not in Path(f"/proc/{child}/environ").read_bytes()
        limits = Path(f"/proc/{child}/limits").read_text().splitlines()
    assert next(line.split()[3:5] for line in limits if line.startswith("Max file size")) == [str(16 * 1024 * 1024)] * 2
