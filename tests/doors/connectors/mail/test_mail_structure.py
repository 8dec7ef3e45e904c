from __future__ import annotations

import pytest
from growth import grows_linearly, repeated

from evenhand.doors.connectors.mail import limits
from evenhand.doors.connectors.mail.structure import read_structure

OUTER = b"Content-Type: multipart/mixed; boundary=a\n\npreamble\n"
INNER = b"Content-Type: multipart/alternative; boundary=b\n\n"


def leaves(data: bytes) -> list[bytes]:
    found = read_structure(data, 0, len(data))
    return [data[part.start : part.end] for part in found.leaves]


def problems(data: bytes) -> list[str]:
    return read_structure(data, 0, len(data)).problems


def test_leaves_of_nested_parts_in_order_without_preamble_and_epilogue():
    data = OUTER + b"--a\n" + INNER + b"--b\n\none\n--b\n\ntwo\n--b--\n--a\n\nthree\n--a--\nepilogue"
    assert leaves(data) == [b"one", b"two", b"three"]
    found = read_structure(data, 0, len(data)).leaves
    assert [[kind for _, kind in part.containers] for part in found] == [
        ["multipart/mixed", "multipart/alternative"],
        ["multipart/mixed", "multipart/alternative"],
        ["multipart/mixed"],
    ]


def test_an_outer_boundary_ends_inner_parts_that_were_never_closed():
    assert leaves(OUTER + b"--a\n" + INNER + b"--b\n\none\n--a\n\ntwo\n") == [b"one", b"two\n"]


def test_a_boundary_that_begins_like_another_is_told_apart():
    assert leaves(OUTER + b"--a\n\none\n--ab\nstill one\n--a--\n") == [b"one\n--ab\nstill one"]


@pytest.mark.parametrize("line_end", [b"\n", b"\r\n"])
def test_the_line_end_before_a_boundary_is_not_part_of_the_text(line_end):
    assert leaves((OUTER + b"--a\n\none\n\n--a--\n").replace(b"\n", line_end)) == [b"one" + line_end]


def test_empty_parts_and_parts_without_an_empty_line():
    assert leaves(OUTER + b"--a\n--a\nContent-Type: text/plain\n--a\n\nx\n--a--\n") == [b"", b"", b"x"]


def test_limits_of_depth_and_number_are_kept_and_said():
    deep = b"".join(b"Content-Type: multipart/mixed; boundary=%d\n\n--%d\n" % (n, n) for n in range(200))
    assert problems(deep + b"\nx") == ["too-deep"]
    many = OUTER + b"--a\n\nx\n" * 5_000
    assert problems(many) == ["too-many-parts"]
    assert len(leaves(many)) == limits.PARTS


def test_parts_of_a_digest_are_mails_unless_they_say_otherwise():
    data = OUTER.replace(b"mixed", b"digest") + b"--a\n\nSubject: x\n--a\nContent-Type: text/plain\n\ny\n--a--\n"
    assert [part.media_type for part in read_structure(data, 0, len(data)).leaves] == ["message/rfc822", "text/plain"]


@pytest.mark.parametrize("filling", [b"--\n", b"--a--\n", b"--a \n", b"\n--b", b"-" * 70 + b"\n", b"--a\n\n"])
def test_a_body_full_of_near_boundaries_takes_linear_time(filling):
    fillings = repeated(filling)
    bodies = OUTER + b"--a\n\nx\n"
    assert grows_linearly(lambda data: read_structure(data, 0, len(data)), lambda length: bodies + fillings(length))
