"""What one may do alone is shown with who allowed it; the policy is read by all, decided by some; relief is asked."""

from __future__ import annotations

from datetime import timedelta

import pytest
from builders import ada, aino, bo, cy, helena, sam, signed_in, team
from django.urls import reverse
from fake_clock import FakeClock
from incidents import DAY, an_incident
from threads import thread

from evenhand.doors import clock
from evenhand.record.conversations.models import Conversation
from evenhand.record.protection.models import Act, Alert, Policy, Request, Severity

pytestmark = pytest.mark.django_db
POLICY = {
    "based_on": "0", "reason": "As we agreed.", "restrict_role": "manager", "review_days": "90",
    "allow:abuse:end": "1", "allow:abuse:refund": "1", "amount:abuse": "1 200,50", "currency:abuse": "eur",
    **{f"minutes:{severity}": "60" for severity in Severity.values}, "clock:threat": "1",
}  # fmt: skip

TYPED = ("minutes:", "amount:", "currency:", "review_days")


@pytest.fixture(autouse=True)
def now(monkeypatch):
    for make in (ada, bo, cy, helena, aino, sam):
        make()
    time = FakeClock(DAY)
    monkeypatch.setattr(clock, "now", time)
    return time


@pytest.fixture
def row() -> Conversation:
    made = thread(owner=ada(), manner="abusive", ended=DAY - timedelta(hours=1))
    Conversation.objects.filter(pk=made.pk).update(team=team(), manner="abusive")
    return made


def said(answer) -> str:
    return answer.content.decode()


def decide(who, **changed):
    return signed_in(who).post(reverse("settings-protection"), {**POLICY, **changed}, follow=True)


class TestThePolicy:
    """The page of the policy."""

    def test_a_proposal_is_shown_until_somebody_who_may_decides(self):
        shown = said(signed_in(ada()).get(reverse("settings-protection")))
        assert "This is a proposal" in shown
        assert "Let it hold from now on" not in shown
        assert "Let it hold from now on" in said(signed_in(helena()).get(reverse("settings-protection")))

    def test_whoever_may_decide_makes_a_version_that_all_may_read_and_older_ones_stay(self):
        assert decide(ada()).status_code == 403
        assert decide(helena()).status_code == 200
        held = Policy.objects.get()
        assert (held.number, held.review_days, held.made_by) == (1, 90, helena())
        assert {(each.severity, each.act) for each in held.allowed.all()} == {("abuse", "end"), ("abuse", "refund")}
        decide(sam(), based_on="1", reason="After a talk.", **{"allow:abuse:end": ""})
        assert "After a talk." in said(signed_in(cy()).get(reverse("settings-protection")))
        assert "As we agreed." in said(signed_in(cy()).get(reverse("settings-protection") + "?version=1"))

    @pytest.mark.parametrize(
        ("changed", "words"),
        [
            ({"reason": ""}, "Say why it is decided"),
            ({"review_days": "184"}, "183 days at most"),
            ({"minutes:abuse": "soon"}, "in minutes"),
            ({"amount:abuse": "1.2.3"}, "Name an amount"),
            ({"currency:abuse": ""}, "Name an amount"),
            ({"restrict_role": "king"}, "Choose which role"),
            ({"based_on": "7"}, "new version in the meantime"),
        ],
    )
    def test_what_cannot_hold_is_said_and_what_was_typed_stays(self, changed, words):
        shown = said(decide(helena(), **changed))
        assert words in shown
        assert not Policy.objects.exists()
        assert 'name="allow:abuse:end" value="1" checked' in shown
        typed = {**POLICY, **changed}
        assert all(f'name="{name}" value="{typed[name]}"' in shown for name in typed if name.startswith(TYPED))

    @pytest.mark.parametrize("changed", [{"minutes:abuse": "soon"}, {"amount:abuse": "1.2.3"}, {"currency:abuse": ""}])
    def test_the_field_that_cannot_hold_is_marked_and_no_other(self, changed):
        shown = said(decide(helena(), **changed))
        wrong = [line for line in shown.splitlines() if 'aria-invalid="true"' in line]
        assert all(":abuse" in line for line in wrong)
        assert any(f'name="{next(iter(changed))}"' in line for line in wrong)
        assert "aria-invalid" not in said(signed_in(helena()).get(reverse("settings-protection")))


class TestActing:
    """The details "Stay safe" of a conversation."""

    def test_only_what_is_allowed_now_is_offered_with_who_allowed_it(self, row):
        page = reverse("conversation", args=[row.pk])
        before = said(signed_in(ada()).get(page))
        assert 'name="kind" value="pause"' in before
        assert 'name="kind" value="end"' not in before
        decide(helena())
        after = said(signed_in(ada()).get(page))
        assert 'name="kind" value="end"' in after
        assert "Allowed in advance by Helena Ström" in after
        assert "up to 1,200.50" in after

    @pytest.mark.parametrize("amount", ["a lot", "5000"])
    def test_an_amount_that_cannot_be_given_stays_as_it_was_typed_and_is_marked(self, row, amount):
        decide(helena())
        form = {"conversation": row.pk, "severity": "abuse", "kind": "refund", "amount": amount, "currency": "EUR"}
        shown = said(signed_in(ada()).post(reverse("act"), form))
        assert not Act.objects.exists()
        field = next(line for line in shown.splitlines() if 'id="refund-amount"' in line)
        assert f'value="{amount}"' in field
        assert 'aria-invalid="true"' in field

    def test_ending_it_closes_it_and_the_history_says_that_it_was_backed(self, row):
        decide(helena())
        form = {"conversation": row.pk, "severity": "abuse", "kind": "end"}
        assert signed_in(ada()).post(reverse("act"), form).status_code == 302
        row.refresh_from_db()
        assert row.closed_at is not None
        assert Act.objects.get().is_backed
        shown = said(signed_in(bo()).get(reverse("conversation", args=[row.pk])))
        assert "Ada Virtanen ended the conversation. Backed: allowed in advance by Helena Ström" in shown

    def test_what_is_not_allowed_is_refused_with_whom_to_ask(self, row):
        form = {"conversation": row.pk, "severity": "abuse", "kind": "end"}
        shown = said(signed_in(ada()).post(reverse("act"), form))
        assert "not allowed in advance here" in shown
        incident = an_incident()
        shown = said(signed_in(ada()).post(reverse("act"), {"incident": incident.pk, "kind": "end"}))
        assert "Ask Bo Lindqvist first" in shown
        assert not Act.objects.exists()

    def test_others_conversations_and_incidents_are_out_of_reach(self, row):
        for what in (f"conversation={row.pk}", f"incident={an_incident().pk}", "", "conversation=x"):
            assert signed_in(cy()).get(f"{reverse('act')}?{what}").status_code == 404

    def test_what_the_reporter_did_is_on_the_page_of_the_incident_without_their_name(self, row):
        decide(helena())
        incident = an_incident(conversation=row)
        signed_in(ada()).post(reverse("act"), {"incident": incident.pk, "severity": "abuse", "kind": "end"})
        shown = said(signed_in(bo()).get(reverse("incident", args=[incident.pk])))
        assert "Backed: allowed in advance by Helena Ström" in shown
        assert "Somebody here ended the conversation." in shown
        assert "Ada" not in shown


class TestRequests:
    """Asking for relief."""

    def test_it_is_asked_answered_and_read(self, row):
        form = {"kind": "switch", "conversation": row.pk, "line": "I cannot write to him any more."}
        signed_in(ada()).post(reverse("request-new"), form)
        asked = Request.objects.get()
        assert "Bo Lindqvist" in said(signed_in(ada()).get(reverse("request", args=[asked.pk])))
        alert = Alert.objects.get(request=asked)
        assert "I cannot write to him any more." in said(signed_in(bo()).get(reverse("alert", args=[alert.pk])))
        answer = {"decision": "granted", "reason": "Cy takes it over today.", "seen": "0"}
        signed_in(bo()).post(reverse("alert", args=[alert.pk]), answer)
        row.refresh_from_db()
        assert row.owner is None
        assert "Cy takes it over today." in said(signed_in(ada()).get(reverse("request", args=[asked.pk])))

    def test_whoever_was_asked_is_led_to_their_alert_and_nobody_else_sees_it(self):
        signed_in(ada()).post(reverse("request-new"), {"kind": "rest"})
        page = reverse("request", args=[Request.objects.get().pk])
        assert signed_in(bo()).get(page).headers["Location"] == reverse("alert", args=[Alert.objects.get().pk])
        for who in (cy(), helena(), aino()):
            assert signed_in(who).get(page).status_code == 404

    def test_without_a_kind_what_was_written_stays(self):
        shown = said(signed_in(ada()).post(reverse("request-new"), {"kind": "", "line": "Please."}))
        assert "Choose what you need." in shown
        assert "Please." in shown

    def test_it_is_taken_back(self):
        signed_in(ada()).post(reverse("request-new"), {"kind": "rest"})
        asked = Request.objects.get()
        assert signed_in(bo()).post(reverse("request-withdraw", args=[asked.pk])).status_code == 302
        asked.refresh_from_db()
        assert asked.withdrawn_at is None
        signed_in(ada()).post(reverse("request-withdraw", args=[asked.pk]))
        asked.refresh_from_db()
        assert asked.withdrawn_at is not None
        assert "Take it back" not in said(signed_in(ada()).get(reverse("request", args=[asked.pk])))
