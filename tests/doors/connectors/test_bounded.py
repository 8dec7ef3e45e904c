from __future__ import annotations

import base64
import json
import os
import random
import signal
import sys
import threading
from functools import partial
from pathlib import Path
from time import monotonic

import pytest
from growth import answered_within
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evenhand.doors.connectors import bounded, frames
from evenhand.doors.connectors.bounded import ParserPool
from evenhand.doors.connectors.incoming import NotMail
from evenhand.doors.connectors.mail.parse import parse

# The clocks of a pool of 2 s end a mail in 2 s; a machine that does ten things at once also starts a child anew slowly.
NO_HANG = 20.0
HEAD = b"From: Ann <ann@kunde.example>\nSubject: Late\nDate: Mon, 2 Mar 2026 10:00:00 +0200\n"
MAIL = HEAD + b"\nWhere is it?\n"
BOUNDARY = b"Content-Type: multipart/mixed; boundary=b\n\n"
PDF = b"--b\nContent-Type: application/pdf; name=a.pdf\nContent-Transfer-Encoding: base64\n\n"


def peak_memory(pool: ParserPool) -> int:
    """The most resident memory that a living child ever had, in MB."""
    found = [0]
    for child in pool.children:
        status = Path(f"/proc/{child}/status").read_text()
        found.append(int(status.partition("VmHWM:")[2].split()[0]) // 1024)
    return max(found)


def nested(count: int) -> bytes:
    return b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(count))


CRAFTED = {
    "2,000 multiparts deep": HEAD + nested(2_000) + b"Content-Type: text/plain\n\nhere\n",
    "2,000 mails deep": HEAD + b"Content-Type: message/rfc822\n\n" * 2_000 + b"Subject: x\n\nhere\n",
    "100,000 empty parts": HEAD + BOUNDARY + b"--b\n\n" * 100_000,
    "60 kB of semicolons": HEAD + b"Content-Type: text/plain" + b" ;" * 30_000 + b"\n\nhere",
    "subject of 400 kB": b"From: a@b.example\nSubject: " + b"x" * 400_000 + b"\n\nhere",
    "400 kB of encoded words": b"From: a@b.example\nSubject: " + b"=?utf-8?q?x?= " * 30_000 + b"\n\nhere",
    "20,000 parentheses": b"From: " + b"(" * 20_000 + b"\nSubject: x\n\nhere",
    "html 100,000 deep": HEAD + b"Content-Type: text/html\n\n" + b"<div>" * 100_000 + b"here",
    "html that misnests": HEAD + b"Content-Type: text/html\n\n" + b"<a><b><i>here</a>" * 100_000,
    "html of ampersands": HEAD + b"Content-Type: text/html\n\nhere" + b"&" * 1_900_000,
    "html of attributes": HEAD + b"Content-Type: text/html\n\nhere <a " + b"b c d e " * 200_000,
    "30 MB of dashes": HEAD + BOUNDARY + b"--b\n\nhere\n" + b"--\n" * 10_000_000,
    "header of 50 MB": b"From: a@b.example\nX-A: " + b"y" * 50_000_000 + b"\n\nhere",
    "50 MB of headers": b"From: a@b.example\n" + b"X-A: y\n" * 7_000_000 + b"\nhere",
    "50 MB of text": HEAD + b"\nhere\n" + b"word and word\n" * 3_600_000,
    "100 MB of text": HEAD + b"\nhere\n" + b"word and word\n" * 7_200_000,
    "soft lines": HEAD + b"Content-Type: text/plain; format=flowed\n\nhere \n" + b"a \n" * 500_000,
    "zero bytes": b"\x00\x00" + HEAD + b"X\x00Y: z\n\nhe\x00re\x00",
}


@pytest.mark.parametrize("name", CRAFTED)
def test_crafted_mail_is_read_within_its_time_and_memory(pool, name):
    parsed = answered_within(NO_HANG, lambda: pool.parse(CRAFTED[name]))
    assert peak_memory(pool) <= 256
    assert parsed.message is not None
    assert len(parsed.message.subject) <= 1_000
    assert "here" in parsed.message.text or parsed.message.problems or parsed.message.attachments


def test_an_attachment_of_fifty_megabytes_is_digested_within_the_limits(pool):
    data = random.Random(1).randbytes(37 * 1024 * 1024)
    mail = HEAD + BOUNDARY + b"--b\n\nsee file\n" + PDF + base64.encodebytes(data) + b"--b--\n"
    message = answered_within(NO_HANG, lambda: pool.parse(mail)).message
    assert peak_memory(pool) <= 256
    assert message.text.strip() == "see file"
    assert message.level == "tolerant" or message.attachments[0].size == len(data)


def test_every_hostile_file_gives_a_message_or_no_mail(hostile_mail, pool):
    files = {path: path.read_bytes() for path in sorted(hostile_mail.rglob("*")) if path.is_file()}
    messages = 0
    for path, data in files.items():
        parsed = answered_within(NO_HANG, partial(pool.parse, data))
        assert (parsed.message is None) == bool(parsed.not_mail), path
        messages += parsed.message is not None
    assert peak_memory(pool) <= 256
    assert messages >= 300
    assert all(pool.parse(path.read_bytes()).message for path in hostile_mail.rglob("*.eml"))


def test_the_pool_reads_as_the_parser_does(pool):
    assert pool.parse(MAIL).message == parse(MAIL)


def test_what_is_no_mail_comes_back_as_a_value(pool):
    parsed = pool.parse(b"")
    assert parsed.message is None
    assert parsed.not_mail
    with pytest.raises(NotMail):
        parse(b"")


def test_many_items_come_back_each_once_with_its_key():
    with ParserPool(workers=2, reading=False) as pool:
        mails = {n: MAIL + b"number %d" % n for n in range(200)}
        found = dict(pool.parse_many(mails.items()))
        assert found.keys() == mails.keys()
        assert all(parsed.message.text.endswith(f"number {n}") for n, parsed in found.items())
        assert len(pool.children) == 2


def test_items_are_taken_only_a_few_ahead(pool):
    taken = []

    def source():
        for n in range(1_000):
            taken.append(n)
            yield n, MAIL

    results = pool.parse_many(source())
    next(results)
    assert len(taken) < 10
    results.close()


def test_a_run_that_is_left_half_way_does_not_disturb_the_next(pool):
    results = pool.parse_many((n, MAIL) for n in range(100))
    next(results)
    results.close()
    assert pool.parse(HEAD + b"\nanother").message.text == "another"


def test_a_slow_caller_costs_no_child_its_clock():
    with ParserPool(workers=1, seconds=1.0, reading=False) as pool:
        for _, parsed in pool.parse_many([(n, MAIL) for n in range(4)]):
            busy_until = monotonic() + 0.55
            while monotonic() < busy_until:
                pass
            assert parsed.message.level == "full"


def test_a_child_killed_between_mails_costs_nothing():
    with ParserPool(workers=1, reading=False) as pool:
        pool.parse(MAIL)
        (child,) = pool.children
        os.kill(child, signal.SIGKILL)
        os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)
        assert pool.parse(MAIL).message == parse(MAIL)
        assert pool.children != (child,)


def test_children_killed_at_work_cost_a_level_and_no_mail():
    mails = [(n, HEAD + BOUNDARY + b"--b\n\nhere\n" + b"x y\n" * 100_000) for n in range(30)]
    with ParserPool(workers=2, reading=False) as pool:
        found = []
        for key, parsed in pool.parse_many(mails):
            found.append(key)
            assert parsed.message.text.startswith("here") or "full-stopped" in parsed.message.problems
            if len(found) in (5, 10, 15):
                os.kill(pool.children[0], signal.SIGKILL)
        assert sorted(found) == list(range(30))


def test_a_child_that_is_stopped_is_replaced_and_the_mail_still_read():
    with ParserPool(workers=1, seconds=1.0, reading=False) as pool:
        pool.parse(MAIL)
        (child,) = pool.children
        os.kill(child, signal.SIGSTOP)
        message = pool.parse(MAIL).message
        assert message.level == "tolerant"
        assert message.problems == ("full-stopped",)
        assert message.text.strip() == "Where is it?"
        assert not Path(f"/proc/{child}").exists()


def test_a_reader_that_stalls_is_cut_and_the_next_one_reads(monkeypatch):
    monkeypatch.setenv(frames.STALL_ALLOWED, "1")
    with ParserPool(workers=1, seconds=1.0, reading=False) as pool:
        message = pool.parse(MAIL, "stall").message
        assert (message.level, message.subject) == ("tolerant", "Late")


def test_when_every_reader_fails_a_message_without_content_says_so(monkeypatch):
    ladder = tuple((frames.STALL, name, share) for _, name, share in bounded._LADDER)
    monkeypatch.setattr(bounded, "_LADDER", ladder)
    monkeypatch.setenv(frames.STALL_ALLOWED, "1")
    with ParserPool(workers=1, seconds=0.6, reading=False) as pool:
        message = pool.parse(MAIL, "stall").message
    assert message.level == "headers"
    assert message.problems == ("unreadable", "full-stopped", "tolerant-stopped", "headers-stopped")


def test_too_little_memory_sends_a_mail_down_the_ladder_and_not_away():
    mail = HEAD + b"\nhere\n" + b"word and word\n" * 3_600_000
    with ParserPool(workers=1, memory_mb=64, reading=False) as pool:
        message = pool.parse(mail).message
        assert "unreadable" in message.problems
        assert pool.parse(MAIL).message.level == "full"


def test_stalls_do_not_hold_up_other_mails(monkeypatch):
    monkeypatch.setenv(frames.STALL_ALLOWED, "1")
    with ParserPool(workers=1, seconds=0.5, reading=False) as pool:
        stalled = dict(pool.parse_many(((n, MAIL) for n in range(3)), "stall"))
    assert {parsed.message.level for parsed in stalled.values()} == {"tolerant"}


def test_two_threads_take_turns(pool):
    found = []
    threads = [threading.Thread(target=lambda: found.append(pool.parse(MAIL).message.text)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == ["Where is it?"] * 4


def test_children_end_with_the_pool():
    with ParserPool(workers=1, reading=False) as pool:
        pool.parse(MAIL)
        (child,) = pool.children
    assert not Path(f"/proc/{child}").exists()


def test_a_child_that_cannot_start_is_an_error_and_no_endless_loop(monkeypatch):
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with ParserPool(workers=1) as pool, pytest.raises(RuntimeError, match="does not start"):
        pool.parse(MAIL)


def test_a_turn_and_the_text_of_a_mail_are_analysed_beside_the_message():
    turn = {"text": "Where is my order?", "sent_at": "2026-03-02T10:00:00+02:00", "history": [{"text": "Hello"}]}
    with ParserPool(workers=1) as pool:
        parsed = pool.parse(json.dumps(turn).encode(), "read")
        assert (parsed.message, parsed.reading_problem) == (None, "")
        assert parsed.reading["language"] == "en"
        beside = pool.parse(MAIL)
        assert beside.message == parse(MAIL)
        assert beside.reading["manner"]["level"] == "civil"
        assert peak_memory(pool) <= 256


def test_an_analysis_that_stalls_loses_the_reading_and_not_the_message():
    with ParserPool(workers=1, seconds=1.0) as pool:
        pool.parse(MAIL)
        as_it_is = bounded._Dispatch._answered

        def stopped_after_the_message(dispatch, worker, kind, payload):
            if kind == frames.MESSAGE:
                os.kill(worker.process.pid, signal.SIGSTOP)
            if kind != frames.READING:
                as_it_is(dispatch, worker, kind, payload)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(bounded._Dispatch, "_answered", stopped_after_the_message)
            parsed = pool.parse(MAIL)
        assert parsed.message == parse(MAIL)
        assert (parsed.reading, parsed.reading_problem) == (None, "stalled")
        assert pool.parse(MAIL).reading_problem == ""


@pytest.mark.parametrize("turn", [b"", b"[]", b"{", b'{"text": 5, "sent_at": "never"}', b"\xff"])
def test_a_turn_that_is_nonsense_breaks_nothing(turn):
    with ParserPool(workers=1, seconds=0.5) as pool:
        pool.parse(MAIL)
        children = pool.children
        parsed = pool.parse(turn, "read")
        assert parsed.reading_problem.startswith("failed:")
        assert pool.children == children


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=400))
def test_no_bytes_break_the_pool(pool, data):
    parsed = pool.parse(b"From: a@b.example\n" + data)
    assert parsed.message is not None
    assert parsed.message.level == "full"
