from __future__ import annotations

import pytest
from growth import grows_linearly
from hypothesis import given
from hypothesis import strategies as st

from evenhand.doors.connectors.incoming import Address
from evenhand.doors.connectors.mail.addresses import read_addresses


@pytest.mark.parametrize(
    ("raw", "name", "address"),
    [
        ("ann@kunde.example", "", "ann@kunde.example"),
        ("Ann Firth <ann@Kunde.Example>", "Ann Firth", "ann@kunde.example"),
        ('"Firth, Ann" <ann@kunde.example>', "Firth, Ann", "ann@kunde.example"),
        ("ann@kunde.example (Ann Firth)", "Ann Firth", "ann@kunde.example"),
        ("=?utf-8?q?P=C3=A4ivi?= <p@kunde.example>", "Päivi", "p@kunde.example"),
        ("=?utf-8?q?Firth=2C_Ann?= <ann@kunde.example>", "Firth, Ann", "ann@kunde.example"),
        ('"ann@kunde.example" <ann@kunde.example>', "", "ann@kunde.example"),
        ("<ann@kunde.example>", "", "ann@kunde.example"),
        ("Ann Firth", "Ann Firth", ""),
        ('"A \\"B\\" C" <ann@kunde.example>', 'A "B" C', "ann@kunde.example"),
        ("Ann <mailto:ann@kunde.example>", "Ann", "ann@kunde.example"),
        ("Ann <ann@kunde.example", "Ann", "ann@kunde.example"),
    ],
)
def test_one_address(raw, name, address):
    assert read_addresses(raw.encode()) == (Address(name, address),)


def test_several_addresses_by_comma_or_semicolon():
    found = read_addresses(b'"B, A" <a@x.example>, c@x.example; D <d@x.example>')
    assert [one.address for one in found] == ["a@x.example", "c@x.example", "d@x.example"]


def test_a_group_gives_its_members():
    found = read_addresses(b"Board: a@x.example, B <b@x.example>;, c@x.example")
    assert [one.address for one in found] == ["a@x.example", "b@x.example", "c@x.example"]
    assert read_addresses(b"undisclosed-recipients:;") == ()


def test_encoded_line_ends_do_not_reach_a_name():
    (found,) = read_addresses(b"=?utf-8?q?Ann=0d=0aBcc:_evil?= <a@x.example>")
    assert "\r" not in found.name
    assert "\n" not in found.name


@pytest.mark.parametrize("units", [(b"(",), (b"(a", b")"), (b'"',), (b"<",)])
def test_nesting_costs_no_time_and_no_recursion(units):
    def nested(depth):
        return b"".join(unit * depth for unit in units) + b" a@x.example"

    assert grows_linearly(read_addresses, nested, short=20_000)


def test_there_is_a_limit_to_how_many_are_read():
    assert len(read_addresses(b"a@b.example," * 5_000)) == 1_000


@given(st.binary(max_size=300))
def test_no_bytes_raise(raw):
    for one in read_addresses(raw):
        assert "\n" not in one.name + one.address
