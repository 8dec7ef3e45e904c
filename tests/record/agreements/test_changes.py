"""Changing what was agreed: with reasons, with everyone told, and only when all agree."""

from __future__ import annotations

import pytest
from builders import ada, bo
from minuting import DAY, HOUR, MIA, MORE, OLLI, TEXT, a_change, a_minute, an_agreed_minute, send, version
from threads import NOW

from evenhand.record.agreements import approvals
from evenhand.record.agreements.approvals_links import open_link, why_not
from evenhand.record.agreements.changes import drop_draft
from evenhand.record.agreements.changes_in_words import LONGEST, difference_in_words
from evenhand.record.agreements.minutes import in_force, rewrite
from evenhand.record.agreements.minutes_queries import state_of
from evenhand.record.agreements.models import Version
from evenhand.record.conversations.actions import NotPossible
from evenhand.record.outbox.models import Letter
from evenhand.record.people.errors import LinkRefused

pytestmark = pytest.mark.django_db
THEN = NOW + DAY + HOUR


def yes(*made):
    for one in made:
        approvals.approve_by_link(one.token, at=THEN)


def test_everyone_named_is_told_what_changes_why_and_what_it_costs():
    minute = an_agreed_minute(MIA, OLLI)
    a_change(minute)
    for made in send(minute, at=THEN):
        text = Letter.objects.get(about=f"approval-link:{made.link.pk}").text
        for words in (
            "[- two -]",
            "{+ four +}",
            "The board wants more.",
            "Two days more",
            "None.",
            "Two reports more.",
        ):
            assert words in text


def test_the_old_version_stands_until_the_last_yes():
    minute = an_agreed_minute(MIA, OLLI)
    a_change(minute)
    mia, olli = send(minute, at=THEN)
    yes(mia)
    assert in_force(minute).text == TEXT
    yes(olli)
    assert in_force(minute).text == MORE
    assert version(minute, 1).superseded_at == THEN


def test_an_objection_leaves_the_old_version_and_tells_those_who_had_approved():
    minute = an_agreed_minute(MIA, OLLI)
    a_change(minute)
    mia, olli = send(minute, at=THEN)
    yes(mia)
    approvals.object_by_link(olli.token, "Two are enough.", at=THEN)
    assert (in_force(minute).number, state_of(version(minute, 2))) == (1, "refused")
    told = Letter.objects.filter(about=f"version:{mia.link.version_id}", text__contains="Two are enough.")
    assert {one.to for one in told} == {"mia@alder.example", "olli@alder.example"}


def test_a_mended_change_then_takes_effect_when_all_agree():
    minute = an_agreed_minute(MIA, OLLI)
    a_change(minute)
    _, olli = send(minute, at=THEN)
    approvals.object_by_link(olli.token, "Two are enough.", at=THEN)
    a_change(minute, "We send three reports a month.")
    yes(*send(minute, at=THEN))
    assert in_force(minute).number == 3


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"why": " "}, "change-no-why"),
        ({"time_impact": ""}, "change-no-impact"),
        ({"money_impact": ""}, "change-no-impact"),
        ({"scope_impact": "\n"}, "change-no-impact"),
        ({"money_impact": "-"}, "change-no-impact"),
        ({"time_impact": "\u200b."}, "change-no-impact"),
        ({"why": "x" * 10_001}, "words-too-long"),
        ({"text": TEXT}, "change-same"),
        ({"text": ""}, "minute-empty"),
    ],
)
def test_a_change_says_why_and_what_it_does_to_time_money_and_scope(changed, code):
    minute = an_agreed_minute()
    with pytest.raises(NotPossible, match=code):
        a_change(minute, **changed)
    assert Version.objects.count() == 1


def test_a_change_of_what_is_no_longer_in_force_is_refused():
    minute = an_agreed_minute()
    old = in_force(minute)
    a_change(minute)
    yes(*send(minute, at=THEN))
    with pytest.raises(NotPossible, match="base-superseded"):
        a_change(minute, "Something else.", base=old)


def test_what_nobody_agreed_to_is_not_changed_but_rewritten():
    minute = a_minute()
    with pytest.raises(NotPossible, match="nothing-agreed"):
        a_change(minute, base=version(minute, 1))


def test_one_change_at_a_time():
    minute = an_agreed_minute()
    a_change(minute)
    send(minute, at=THEN)
    with pytest.raises(NotPossible, match="version-sent"):
        a_change(minute, "Something else.")


def test_a_change_not_sent_yet_is_mended_replaced_or_dropped():
    minute = an_agreed_minute()
    a_change(minute)
    rewrite(minute, "We send three reports.", by=ada(), at=THEN)
    assert version(minute, 2).text == "We send three reports."
    a_change(minute, "We send five reports.")
    assert version(minute, 2).text == "We send five reports."
    drop_draft(minute, by=ada(), at=THEN)
    assert Version.objects.filter(minute=minute).count() == 1
    with pytest.raises(NotPossible, match="nothing-to-drop"):
        drop_draft(minute, by=ada(), at=THEN)


def test_the_old_link_says_superseded_while_a_change_is_asked_about():
    minute = an_agreed_minute(MIA, ours=True)
    first = version(minute, 1).links.order_by("pk").first()
    a_change(minute)
    fresh, _ = send(minute, at=THEN)
    assert why_not(first, THEN) == "link-superseded"
    assert open_link(fresh.token, at=THEN).version.number == 2
    approvals.object_as_member(minute, "No.", by=bo(), at=THEN)
    with pytest.raises(LinkRefused) as refused:
        open_link(fresh.token, at=THEN)
    assert refused.value.code == "link-refused"


def test_a_long_difference_is_cut_and_says_so():
    text = difference_in_words("a b c " * 10, "x " * LONGEST)
    assert len(text) <= LONGEST + 4
    assert text.endswith("[…]")


def test_what_stays_the_same_is_left_out_of_a_letter_where_it_is_long():
    same = " ".join(f"word{number}" for number in range(500))
    text = difference_in_words(f"{same} two {same}", f"{same} four {same}")
    assert "[- two -]" in text
    assert len(text) < 400
