from __future__ import annotations

import base64
import binascii
import quopri

from hypothesis import given
from hypothesis import strategies as st

from evenhand.doors.connectors.mail.transfer import decoded


def decode(data: bytes, encoding: str) -> bytes:
    return b"".join(decoded(data, 0, len(data), encoding))


@given(st.binary(max_size=500))
def test_base64_comes_back(data):
    assert decode(base64.encodebytes(data), "base64") == data


@given(st.binary(max_size=500))
def test_quoted_printable_comes_back(data):
    assert decode(binascii.b2a_qp(data, istext=False), "quoted-printable") == data


@given(st.binary(min_size=1, max_size=45))
def test_uuencoded_bytes_come_back(data):
    coded = b"begin 644 file\n" + binascii.b2a_uu(data) + b"`\nend\n"
    assert decode(coded, "x-uuencode") == data


def test_base64_over_several_pieces_with_odd_line_lengths():
    data = bytes(range(256)) * 12_000
    coded = base64.b64encode(data)
    folded = b"\r\n".join(coded[at : at + 61] for at in range(0, len(coded), 61))
    assert decode(folded, "base64") == data


def test_quoted_printable_over_several_pieces():
    data = ("päivää " * 20 + "\n").encode() * 9_000
    assert decode(quopri.encodestring(data), "quoted-printable") == data


def test_letters_that_are_no_base64_are_passed_over():
    assert decode(b"aGVs\n!!bG8=\x00", "base64") == b"hello"


@given(st.binary(max_size=300), st.sampled_from(["base64", "quoted-printable"]))
def test_no_bytes_raise_and_none_grow(data, encoding):
    assert len(decode(data, encoding)) <= len(data)


@given(st.binary(max_size=300))
def test_a_uuencoded_line_gives_63_bytes_at_most(data):
    assert len(decode(data, "x-uuencode")) <= 63 * (data.count(b"\n") + 1)


@given(st.binary(max_size=300), st.sampled_from(["8bit", "weird"]))
def test_what_is_not_encoded_comes_back_as_it_is(data, encoding):
    assert decode(data, encoding) == data
