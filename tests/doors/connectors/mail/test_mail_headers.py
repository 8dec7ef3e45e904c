from __future__ import annotations

import pytest

from evenhand.doors.connectors.incoming import NotMail
from evenhand.doors.connectors.mail import limits
from evenhand.doors.connectors.mail.headers import looks_like_mail, read_headers, require_mail


def headers_of(data: bytes):
    return read_headers(data, 0, len(data))


def test_a_folded_header_is_one_value():
    found = headers_of(b"Subject: late\r\n again\r\n\tand again\r\nTo: a@b.example\r\n\r\nbody")
    assert found.first(b"subject") == b"late again and again"
    assert found.first(b"to") == b"a@b.example"


def test_the_body_begins_after_the_empty_line():
    data = b"Subject: x\n\nbody"
    assert data[headers_of(data).body :] == b"body"


def test_a_line_of_blanks_inside_folded_headers_does_not_end_the_block():
    found = headers_of(b"Subject: one\n \n two\nTo: a@b.example\n\nbody")
    assert found.first(b"subject") == b"one two"
    assert found.first(b"to") == b"a@b.example"


def test_a_broken_line_between_headers_is_passed_over_and_said():
    found = headers_of(b"From: a@b.example\nthis is no header\nSubject: x\n\nbody")
    assert found.first(b"subject") == b"x"
    assert found.problems == ["broken-header"]


def test_text_right_behind_the_headers_is_the_body():
    data = b"From: a@b.example\nDear desk,\nwhere is it?\n"
    assert data[headers_of(data).body :] == b"Dear desk,\nwhere is it?\n"


def test_an_envelope_line_before_the_headers_is_no_header():
    found = headers_of(b"From a@b.example Mon Mar  2 10:00:00 2026\nFrom: a@b.example\n\nx")
    assert found.first(b"from") == b"a@b.example"


def test_a_header_of_five_megabytes_is_cut_and_the_next_one_still_read():
    found = headers_of(b"Subject: " + b"x" * 5_000_000 + b"\nDate: today\n\nbody")
    assert len(found.first(b"subject")) <= limits.ONE_HEADER
    assert found.first(b"date") == b"today"
    assert found.problems == ["header-cut"]


def test_too_many_headers_end_the_block_and_the_body_is_still_found():
    data = b"From: a@b.example\n" + b"X-A: y\n" * 5_000 + b"\nbody"
    found = headers_of(data)
    assert "too-many-headers" in found.problems
    assert data[found.body :] == b"body"


def test_a_block_of_many_long_headers_is_cut():
    data = b"From: a@b.example\n" + (b"X-A: " + b"y" * 60_000 + b"\n") * 10 + b"\r\n\r\nbody"
    found = headers_of(data)
    assert "header-block-cut" in found.problems
    assert data[found.body :] == b"\r\nbody"


@pytest.mark.parametrize("data", [b"", b"\n\n\n", b"\x00\x01\x02" * 1000, b"Dear desk,\nwhere is it?", b"a: b\n\nc"])
def test_what_has_no_header_of_a_mail_is_no_mail(data):
    assert not looks_like_mail(data)
    with pytest.raises(NotMail):
        require_mail(headers_of(data))


@pytest.mark.parametrize("name", [b"From", b"to", b"SUBJECT", b"Received", b"Message-ID", b"MIME-Version"])
def test_one_known_header_makes_a_mail(name):
    assert looks_like_mail(name + b": x\n\nbody")


def test_a_byte_order_mark_and_empty_lines_may_stand_before_the_headers():
    assert looks_like_mail(b"\xef\xbb\xbf\r\n\r\nSubject: x\r\n\r\nbody")
