"""What is decided in advance holds from then on, and whoever acts within it is backed by that version."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from builders import ada, aino, bo, cy, helena, sam, team
from incidents import DAY, an_incident
from ledger_kinds import refused
from measures import a_warning, her_incident
from threads import thread

from evenhand.record.conversations.models import Conversation
from evenhand.record.ledger.models import Entry
from evenhand.record.protection.models import Alert, Policy
from evenhand.record.protection.policy.acting import Doing, act, acts_about, acts_in, allowed_now
from evenhand.record.protection.policy.actions import NewAllowed, proposal, set_policy, wanted_of
from evenhand.record.protection.policy.policies import Time, policy_in_force

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def people():
    return [ada(), bo(), cy(), helena(), aino(), sam()]


@pytest.fixture
def row() -> Conversation:
    made = thread(owner=ada())
    Conversation.objects.filter(pk=made.pk).update(team=team())
    made.refresh_from_db()
    return made


def decided(**changed) -> Policy:
    held = policy_in_force()
    start = wanted_of(held) if held else proposal()
    return set_policy(replace(start, reason="As we agreed.", **changed), by=helena(), at=DAY)


def with_refund(amount: str = "200", currency: str = "EUR") -> list[NewAllowed]:
    return [*proposal().allowed, NewAllowed("abuse", "refund", Decimal(amount), currency)]


def test_the_proposal_holds_for_nobody_until_it_is_saved(row):
    assert policy_in_force() is None
    assert refused(lambda: act(Doing("end", "abuse", row), by=ada(), at=DAY)) == "not-allowed"
    decided()
    assert act(Doing("end", "abuse", row), by=ada(), at=DAY).is_backed


def test_each_version_is_kept_and_the_ledger_says_what_it_allows():
    first = decided()
    second = decided(allowed=[])
    assert [row.number for row in Policy.objects.all()] == [2, 1]
    assert first.allowed.exists()
    assert not second.allowed.exists()
    entry = Entry.objects.get(subject=f"policy:{first.pk}", kind="policy.set")
    assert "As we agreed." not in str(entry.body)
    assert "183" in str(entry.body)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"reason": " "}, "policy-reason"),
        ({"restrict_role": "agent"}, "policy-role"),
        ({"review_days": 184}, "policy-review"),
        ({"review_days": 0}, "policy-review"),
        ({"times": {}}, "policy-time"),
        ({"allowed": [NewAllowed("abuse", "shout")]}, "policy-act"),
        ({"allowed": [NewAllowed("abuse", "end")] * 2}, "policy-act"),
        ({"allowed": [NewAllowed("abuse", "refund")]}, "policy-refund"),
        ({"allowed": [NewAllowed("abuse", "refund", Decimal(5), "euro")]}, "policy-refund"),
        ({"allowed": [NewAllowed("abuse", "end", Decimal(5), "EUR")]}, "policy-refund"),
        ({"based_on": 3}, "policy-changed"),
    ],
)
def test_what_cannot_hold_is_refused(changed, code):
    wanted = replace(proposal(), **{"reason": "As we agreed.", **changed})
    assert refused(lambda: set_policy(wanted, by=helena(), at=DAY)) == code


def test_leads_and_agents_decide_no_policy():
    for member in (ada(), bo(), aino()):
        wanted = replace(proposal(), reason="I want to.")
        assert refused(lambda wanted=wanted, member=member: set_policy(wanted, by=member, at=DAY)) == "not-allowed"


def test_its_times_hold_for_the_next_alert():
    decided(times=proposal().times | {"abuse": Time(timedelta(minutes=10), by_the_clock=True)})
    an_incident()
    assert Alert.objects.get().due_at == DAY + timedelta(minutes=10)


def test_pausing_and_handing_over_are_open_to_everybody_and_backed_only_by_a_policy(row):
    assert not act(Doing("pause", "abuse", row), by=ada(), at=DAY).is_backed
    row.refresh_from_db()
    assert row.snoozed_until == DAY + timedelta(hours=2)
    decided()
    later = DAY + timedelta(hours=3)
    made = act(Doing("hand-over", "abuse", row), by=ada(), at=later)
    row.refresh_from_db()
    assert (row.owner, made.is_backed, made.policy) == (None, True, policy_in_force())


def test_what_was_backed_stays_backed_by_its_version(row):
    first = decided()
    made = act(Doing("end", "abuse", row), by=ada(), at=DAY)
    decided(allowed=[])
    made.refresh_from_db()
    assert made.policy == first
    assert made.is_backed
    assert "end" not in allowed_now("abuse")


def test_what_one_severity_allows_another_does_not(row):
    decided()
    assert refused(lambda: act(Doing("end", "discontent", row), by=ada(), at=DAY)) == "not-allowed"
    row.refresh_from_db()
    assert row.closed_at is None


def test_money_is_recorded_up_to_the_amount_and_nothing_is_closed(row):
    decided(allowed=with_refund())
    for amount, currency in (("200.01", "EUR"), ("0", "EUR"), ("10", "USD")):
        doing = Doing("refund", "abuse", row, amount=Decimal(amount), currency=currency)
        assert refused(lambda doing=doing: act(doing, by=ada(), at=DAY)) == "act-refund"
    made = act(Doing("refund", "abuse", row, amount=Decimal(200), currency="EUR"), by=ada(), at=DAY)
    assert (made.amount, made.currency) == (Decimal(200), "EUR")


def test_a_form_sent_twice_makes_one(row):
    decided()
    first = act(Doing("warn", "abuse", row), by=ada(), at=DAY)
    assert act(Doing("warn", "abuse", row), by=ada(), at=DAY + timedelta(seconds=2)) == first


def test_a_conversation_of_another_team_is_out_of_reach(row):
    decided()
    assert refused(lambda: act(Doing("end", "abuse", row), by=cy(), at=DAY)) == "act-nothing"


def test_after_a_call_there_is_nothing_to_put_aside_but_it_can_be_ended():
    decided()
    incident = an_incident()
    assert refused(lambda: act(Doing("pause", "abuse", incident=incident), by=ada(), at=DAY)) == "act-nothing"
    assert act(Doing("end", "abuse", incident=incident), by=ada(), at=DAY).is_backed


def test_nobody_is_said_to_have_ended_a_conversation_that_they_cannot_see(row):
    decided()
    incident = an_incident(conversation=row)
    assert refused(lambda: act(Doing("end", "abuse", incident=incident), by=aino(), at=DAY)) == "act-nothing"
    assert not acts_about(incident).exists()
    row.refresh_from_db()
    assert row.closed_at is None


def test_whoever_reported_is_not_named_in_what_they_do_about_it():
    decided()
    incident = an_incident()
    own = act(Doing("warn", "abuse", incident=incident), by=ada(), at=DAY)
    leads = act(Doing("warn", "abuse", incident=incident), by=bo(), at=DAY + timedelta(seconds=10))
    assert (own.member, leads.member) == (None, bo())
    actors = list(Entry.objects.filter(kind="act.done").order_by("number").values_list("actor", flat=True))
    assert actors == ["reporter", bo().actor]
    assert set(acts_about(incident)) == {own, leads}


def test_a_warning_within_the_policy_is_an_act_that_it_backs():
    incident = her_incident()
    a_warning(incident=incident, by=helena())
    assert not acts_about(incident).exists(), "nobody has decided anything in advance yet"
    policy = decided()
    a_warning(incident=incident, by=ada(), at=DAY + timedelta(days=1))
    made = acts_about(incident).get()
    assert (made.kind, made.is_backed, made.policy, made.member) == ("warn", True, policy, None)
    a_warning(incident=incident, by=bo(), at=DAY + timedelta(days=2))
    assert [one.member for one in acts_about(incident)] == [None, bo()]


def test_whoever_chose_to_warn_and_then_warned_has_acted_once(row):
    decided()
    incident = her_incident(conversation=row)
    for day in (1, 2):
        chosen = act(Doing("warn", "abuse", incident=incident), by=ada(), at=DAY + timedelta(days=day))
        assert (chosen.member, chosen.conversation, chosen.incident) == (None, None, incident), "no name beside a time"
        a_warning(incident=incident, by=ada(), at=DAY + timedelta(days=day, minutes=9))
    assert acts_about(incident).count() == 2
    a_warning(incident=incident, by=ada(), at=DAY + timedelta(days=3))
    assert acts_about(incident).count() == 3


def test_what_is_done_in_a_conversation_is_not_joined_to_the_report(row):
    decided()
    incident = an_incident(conversation=row)
    made = act(Doing("end", "abuse", incident=incident), by=ada(), at=DAY)
    assert (made.member, made.incident, made.conversation) == (ada(), None, row)
    assert Entry.objects.get(kind="act.done").subject == f"conversation:{row.pk}"
    assert list(acts_in(row)) == list(acts_about(incident)) == [made]
