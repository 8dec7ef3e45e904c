"""To whom a reply goes: whom the desk proposes, and what a member may type."""

from __future__ import annotations

import pytest
from builders import ada
from mail import a_mail, a_raw, an_arrival, file, filed
from sending import a_thread

from evenhand.doors.web.conversation.addressing import typed_as
from evenhand.record.conversations.models import Conversation
from evenhand.record.conversations.recipients import BadRecipient, typed_recipients, usual_recipients
from evenhand.record.conversations.working import NotPossible

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def desk(settings):
    settings.MAIL_FROM = "Harbourline <desk@elsewhere.example>"


def proposed(row: Conversation) -> tuple[list[str], list[str]]:
    usual = usual_recipients(row)
    return [one.address for one in usual.to], [one.address for one in usual.cc]


def test_who_wrote_is_answered_and_the_others_get_a_copy_but_none_of_us():
    ada()
    row = a_thread(
        to=[
            "ada@harbourline.example", "desk@elsewhere.example", "olli@acme.example", "no-reply@acme.example",
            "mia@acme.example", "helena@mail.harbourline.example",
        ]
    )  # fmt: skip
    assert proposed(row) == (["mia@acme.example"], ["olli@acme.example"])


def test_a_members_address_anywhere_is_ours():
    member = ada()
    type(member).objects.filter(pk=member.pk).update(email="ada@private.example")
    assert proposed(a_thread(to=["ada@private.example"])) == (["mia@acme.example"], [])


@pytest.mark.parametrize(
    ("header", "to"),
    [
        ("Reply-To: Orders <orders@acme.example>", "orders@acme.example"),
        ("Reply-To: desk@harbourline.example", "mia@acme.example"),
        ("Reply-To: nonsense", "mia@acme.example"),
    ],
)
def test_where_they_want_answers_counts_unless_it_is_with_us(header, to):
    assert proposed(a_thread(raw_id=a_raw(a_mail(headers=[header])).pk))[0] == [to]


def test_an_address_that_nobody_reads_is_not_proposed():
    assert proposed(a_thread(sender="no-reply@acme.example")) == ([], [])


def test_a_machine_is_not_answered_in_the_place_of_a_person():
    row = a_thread()
    away = an_arrival("away@acme.example", days=1, references=("first@acme.example",), automatic=True)
    file(away)
    assert proposed(row)[0] == ["mia@acme.example"]


def test_where_they_never_wrote_it_goes_to_whom_we_wrote():
    a_thread()
    ours = filed(an_arrival("ada@harbourline.example", ["kari@birch.example"], subject="An offer"))
    assert proposed(ours.conversation) == (["kari@birch.example"], [])


@pytest.mark.parametrize(
    ("typed", "people"),
    [
        ("mia@acme.example", [("", "mia@acme.example")]),
        ('"Stone, Mia" <Mia@Acme.example>；陳美玲 <chen@acme.example>，', [
            ("Stone, Mia", "mia@acme.example"), ("陳美玲", "chen@acme.example"),
        ]),
        ("mia@bücher.example, MIA@xn--bcher-kva.example", [("", "mia@xn--bcher-kva.example")]),
        ("a@acme.example\nb@acme.example;", [("", "a@acme.example"), ("", "b@acme.example")]),
    ],
)  # fmt: skip
def test_what_may_be_typed(typed, people):
    found = typed_recipients(typed).to
    assert [(one.name, one.address) for one in found] == people
    assert typed_recipients(typed_as(found)).to == found


@pytest.mark.parametrize(
    "typed",
    ["mia", "mia@acme.example x", "mia@", "Mia <mia@acme.example", "mia@acme.example, , x y", "<>", "a@b@c.example",
     f"{'a' * 250}@acme.example"],
)  # fmt: skip
def test_what_is_no_address_is_named_and_nothing_is_guessed(typed):
    with pytest.raises(BadRecipient):
        typed_recipients(typed)


def test_at_most_twenty_and_at_least_one():
    many = ",".join(f"a{number}@acme.example" for number in range(20))
    assert len(typed_recipients(many, "a1@acme.example").everybody()) == 20
    with pytest.raises(NotPossible, match="too-many-recipients"):
        typed_recipients(many, "b@acme.example")
    with pytest.raises(NotPossible, match="no-recipient"):
        typed_recipients(" ; ", "b@acme.example")
