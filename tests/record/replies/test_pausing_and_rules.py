"""Cooling off, rules that a firm switches off, and figures that speak of nobody."""

from __future__ import annotations

from datetime import timedelta

import promises
import pytest
from builders import ada, bo, cy, helena, sam, somebody, team
from ledger_kinds import refused
from threads import NOW, thread

from evenhand.record.agreements import replying
from evenhand.record.conversations.actions import save_draft
from evenhand.record.replies.actions.pausing import end_pause, pause
from evenhand.record.replies.actions.rules import switch_off, switch_on
from evenhand.record.replies.actions.standing import let_stand, take_back
from evenhand.record.replies.models import Pause, RuleOff
from evenhand.record.replies.queries import let_stand_since, pause_of, pauses_over, rules_off

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=20)
DAY = timedelta(days=1)


def test_a_pause_is_over_for_whoever_took_it_while_the_draft_is_there():
    row = promises.desk()
    save_draft(row, "You never read what we send.", by=ada(), at=NOW)
    taken = pause(row, LATER, by=ada(), at=NOW)
    assert list(pauses_over(ada(), now=NOW)) == []
    assert list(pauses_over(ada(), now=LATER)) == [taken]
    assert list(pauses_over(bo(), now=LATER)) == []
    save_draft(row, "", by=ada(), at=LATER)
    assert list(pauses_over(ada(), now=LATER)) == []


def test_who_may_no_longer_see_the_conversation_is_not_reminded():
    row = promises.desk()
    save_draft(row, "You never read.", by=ada(), at=NOW)
    pause(row, LATER, by=ada(), at=NOW)
    row.team = team("Training")
    row.save(update_fields=["team"])
    assert list(pauses_over(ada(), now=LATER)) == []


def test_a_second_pause_takes_the_place_of_the_first():
    row = promises.desk()
    pause(row, LATER, by=ada(), at=NOW)
    second = pause(row, LATER + DAY, by=ada(), at=NOW)
    assert pause_of(row, ada()) == second
    end_pause(row, by=ada(), at=LATER)
    end_pause(row, by=ada(), at=LATER)
    assert pause_of(row, ada()) is None
    assert Pause.objects.count() == 2


def test_sending_stays_possible_and_ends_it():
    row = promises.desk()
    pause(row, LATER, by=ada(), at=NOW)
    replying.send(row, "Thank you, Kari.", by=ada(), at=NOW)
    assert pause_of(row, ada()) is None


def test_a_pause_into_the_past_is_none():
    row = promises.desk()
    assert refused(lambda: pause(row, NOW, by=ada(), at=NOW)) == "past"


@pytest.mark.parametrize("member", [bo, helena, sam])
def test_leads_managers_and_administrators_switch_rules(member):
    switch_off("absolute-guarantee", "Our contracts say so.", by=member(), at=NOW)
    assert rules_off()["absolute-guarantee"].by == member()
    switch_on("absolute-guarantee", by=member(), at=NOW)
    assert rules_off() == {}
    assert RuleOff.objects.get().ended_by == member()


def test_others_do_not_and_a_reason_is_needed():
    switch = switch_off
    cy(), sam()
    assert refused(lambda: switch("absolute-guarantee", "So.", by=ada(), at=NOW)) == "right"
    assert refused(lambda: switch_on("absolute-guarantee", by=cy(), at=NOW)) == "right"
    assert refused(lambda: switch("absolute-guarantee", " ", by=sam(), at=NOW)) == "no-reason"
    assert refused(lambda: switch("no-such", "So.", by=sam(), at=NOW)) == "no-rule"
    switch("absolute-guarantee", "So.", by=sam(), at=NOW)
    assert refused(lambda: switch("absolute-guarantee", "Again.", by=sam(), at=NOW)) == "rule-is-off"


def test_figures_begin_with_five_members_and_end_after_ninety_days():
    people = [somebody(f"{name} Doe", ["agent"]) for name in ("Una", "Vic", "Wim", "Xia", "Yan")]
    rows = [let_stand(thread(), "absolute-guarantee", "", "So.", by=one, at=NOW) for one in people]
    let_stand(thread(), "absolute-guarantee", "", "So.", by=people[0], at=NOW)
    for _ in range(9):
        let_stand(thread(), "promise-without-date", "", "So.", by=people[0], at=NOW)
    assert [(one.slug, one.times) for one in let_stand_since(NOW)] == [("absolute-guarantee", 6)]
    assert let_stand_since(NOW + 90 * DAY) == []
    take_back(rows[4], by=people[4], at=NOW)
    assert let_stand_since(NOW) == []
