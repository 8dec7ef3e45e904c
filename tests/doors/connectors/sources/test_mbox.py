from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenhand.doors.connectors.incoming import Skipped
from evenhand.doors.connectors.mbox import fetch as mbox
from evenhand.doors.connectors.mbox.fetch import fetch, split, starts_mbox

LINE = b"From ann@kunde.example Mon Mar  2 10:00:00 2026\n"


def mail(text: bytes) -> bytes:
    return b"From: ann@kunde.example\nSubject: x\n\n" + text + b"\n"


def cut(data: bytes) -> list[bytes | None]:
    return list(split(io.BytesIO(data)))


@given(
    st.lists(st.text(alphabet="ab >\nFrom:", max_size=60), min_size=1, max_size=8), st.sampled_from([b"\n", b"\r\n"])
)
def test_mails_come_back_byte_for_byte(texts, line_end):
    mails = [mail(text.replace("From", "From the").encode()).replace(b"\n", line_end) for text in texts]
    data = b"".join(LINE.replace(b"\n", line_end) + one + line_end for one in mails)
    assert cut(data) == mails


@given(st.integers(128, 4_000))
def test_where_the_chunks_end_makes_no_difference(size):
    mails = [mail(b"line %d\n\nFrom here on\n" % n * 20) for n in range(12)]
    data = b"".join(LINE + one + b"\n" for one in mails)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(mbox, "_CHUNK", size)
        assert cut(data) == mails


@pytest.mark.parametrize(
    "line",
    [
        b"From - Mon Mar  2 10:00:00 2026\n", b"From 1844347792267117879@xxx Fri Sep 26 17:18:40 +0000 2025\n",
        b"From - \n", b"From ann@kunde.example\n", b"From MAILER-DAEMON Fri Apr 06 16:46:09 2001\n",
    ],
)  # fmt: skip
def test_separators_of_several_programs(line):
    assert starts_mbox(line + mail(b"x"))
    assert cut((line + mail(b"x") + b"\n") * 3) == [mail(b"x")] * 3


@pytest.mark.parametrize(
    "words",
    [
        b"From Monday 10:30 on we wait\nand wait", b"From today:\nPrice: 10", b"From Russia with love\nYear: 1963",
        b">From ann@kunde.example Mon Mar  2 10:00:00 2026\nFrom: b", b"From 2026 on\n\nNote: x",
    ],
)  # fmt: skip
def test_words_that_begin_with_from_do_not_cut_a_mail(words):
    assert cut(LINE + mail(b"before\n\n" + words) + b"\n" + LINE + mail(b"next")) == [
        mail(b"before\n\n" + words),
        mail(b"next"),
    ]


def test_a_missing_empty_line_before_a_plain_separator_still_cuts():
    assert cut(LINE + mail(b"one") + LINE + mail(b"two")) == [mail(b"one"), mail(b"two")]


def test_a_mail_beyond_the_limit_is_skipped_and_the_next_one_read(monkeypatch, tmp_path):
    monkeypatch.setattr(mbox, "LARGEST", 100_000)
    monkeypatch.setattr(mbox, "_CHUNK", 10_000)
    path = tmp_path / "box"
    path.write_bytes(LINE + mail(b"x" * 500_000) + b"\n" + LINE + mail(b"two") + b"\n")
    first, second = fetch(path)
    assert first == Skipped("box, message 1", "too-large")
    assert (second.data, second.origin) == (mail(b"two"), "box, message 2")


def test_a_byte_order_mark_before_the_first_mail_is_no_part_of_it():
    assert cut(b"\xef\xbb\xbf" + LINE + mail(b"x")) == [mail(b"x")]


@given(st.binary(max_size=300))
def test_no_bytes_break_the_splitter(data):
    assert len(cut(LINE + data)) <= 300


def test_known_mailboxes_are_cut_where_their_programs_cut_them(hostile_mail):
    boxes = hostile_mail / "mimekit" / "mbox"
    found = {name: len(list(fetch(boxes / f"{name}.mbox.txt"))) for name in ("simple", "content-length", "unmunged")}
    assert found == {"simple": 3, "content-length": 29, "unmunged": 2}
