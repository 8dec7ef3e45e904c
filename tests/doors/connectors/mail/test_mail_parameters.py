from __future__ import annotations

import pytest
from growth import grows_linearly, repeated
from hypothesis import given
from hypothesis import strategies as st

from evenhand.doors.connectors.mail.parameters import media_type, read_described


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        (b'attachment; filename="bill.pdf"', "bill.pdf"),
        (b"attachment; filename=bill.pdf", "bill.pdf"),
        (b'attachment; filename="a \\"b\\".pdf"', 'a "b".pdf'),
        (b"attachment; filename*=utf-8''p%C3%A4iv%C3%A4.pdf", "päivä.pdf"),
        (b"attachment; filename*0=\"long \"; filename*1=\"name.pdf\"", "long name.pdf"),
        (b"attachment; filename*0*=utf-8''p%C3%A4; filename*1*=iv%C3%A4; filename*2=.pdf", "päivä.pdf"),
        (b"attachment; filename=\"=?utf-8?q?p=C3=A4iv=C3=A4.pdf?=\"", "päivä.pdf"),
        (b"attachment; filename=plain.pdf; filename*=utf-8''better.pdf", "better.pdf"),
        ("attachment; filename=\"清單.pdf\"".encode(), "清單.pdf"),
        (b"attachment; ;; filename = spaced.pdf ;", "spaced.pdf"),
    ],
)  # fmt: skip
def test_file_names_as_mailers_write_them(raw, name):
    assert read_described(raw).get("filename") == name


def test_value_and_parameters_are_told_apart():
    found = read_described(b'Text/HTML; charset="UTF-8"; format=flowed')
    assert (found.value, found.get("charset"), found.get("format")) == ("text/html", "UTF-8", "flowed")


@pytest.mark.parametrize("raw", [b"", b"text", b"nonsense value", b"/", b"text/"])
def test_a_malformed_type_is_the_default(raw):
    assert media_type(read_described(raw), "text/plain") == "text/plain"


@pytest.mark.parametrize("filling", [b" ;", b"; a", b'; a="', b"; a*1*=%", b"=", b'\\"'])
def test_tens_of_thousands_of_fragments_take_no_time(filling):
    fillings = repeated(filling)
    assert grows_linearly(read_described, lambda length: b"text/plain" + fillings(length))


@given(st.binary(max_size=300))
def test_no_bytes_raise(raw):
    described = read_described(raw)
    assert described.value == described.value.strip().lower()
    assert ";" not in described.value
    assert all(name == name.lower() != "" for name in described.parameters)
