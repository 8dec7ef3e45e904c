"""An alert is read and answered on its page; what it must not do to somebody is named before it is sent."""

from __future__ import annotations

from datetime import timedelta

import pytest
from builders import ada, aino, bo, cy, helena, sam, signed_in
from django.urls import reverse
from fake_clock import FakeClock
from incidents import DAY, an_incident

from evenhand.doors import clock
from evenhand.record.people.models import Member
from evenhand.record.protection.alerts.escalating import escalate
from evenhand.record.protection.models import Alert, Answer, Look

pytestmark = pytest.mark.django_db
SWALLOW = "You will have to apologise to the customer, even though it was not your fault."
KIND = "You were right to stop. I am sorry that you had to hear this, and I call them myself today."


@pytest.fixture(autouse=True)
def now(monkeypatch):
    for make in (ada, bo, cy, helena, aino, sam):
        make()
    time = FakeClock(DAY + timedelta(minutes=30))
    monkeypatch.setattr(clock, "now", time)
    return time


def page(who, name, *arguments):
    return signed_in(who).get(reverse(name, args=arguments))


def said(answer) -> str:
    return answer.content.decode()


def answered(who, alert: Alert, **form):
    values = {"decision": "backed", "reason": KIND, "seen": "0", **form}
    return signed_in(who).post(reverse("alert", args=[alert.pk]), values)


def test_the_lead_sees_on_today_what_waits_and_it_is_delivered_then_read():
    alert = Alert.objects.get(incident=an_incident())
    assert reverse("alert", args=[alert.pk]) in said(page(bo(), "today"))
    alert.refresh_from_db()
    assert alert.delivered_at is not None
    assert alert.read_at is None
    assert page(bo(), "alert", alert.pk).status_code == 200
    alert.refresh_from_db()
    assert alert.read_at is not None
    assert Look.objects.filter(incident=alert.incident, member=bo()).exists()


def test_nobody_else_opens_it():
    alert = Alert.objects.get(incident=an_incident())
    for member in (ada(), cy(), helena(), aino(), sam()):
        assert page(member, "alert", alert.pk).status_code == 404


def test_the_page_does_not_tell_who_reported():
    alert = Alert.objects.get(incident=an_incident(line="Nobody helped."))
    shown = said(page(bo(), "alert", alert.pk))
    assert "Ada" not in shown
    assert "Nobody helped." not in shown


def test_whoever_is_late_is_not_told_to_decide_by_a_time_that_has_passed(now):
    alert = Alert.objects.get(incident=an_incident())
    assert "Please decide by" in said(page(bo(), "alert", alert.pk))
    now.at = alert.due_at
    shown = said(page(bo(), "alert", alert.pk))
    assert "Please decide by" not in shown
    assert "Please decide as soon as you can" in shown


def test_an_answer_is_read_by_whoever_reported_at_once():
    incident = an_incident()
    assert answered(bo(), Alert.objects.get(incident=incident)).status_code == 302
    assert KIND in said(page(ada(), "incident", incident.pk))


def test_what_makes_somebody_swallow_it_is_named_and_nothing_is_sent():
    alert = Alert.objects.get(incident=an_incident())
    shown = said(answered(bo(), alert, reason=SWALLOW))
    assert SWALLOW in shown
    assert "finding-words" in shown
    assert 'name="despite"' in shown
    assert not Answer.objects.exists()
    assert "forced-apology" not in shown


def test_changed_words_go_without_a_reason_and_unchanged_ones_with_one():
    alert = Alert.objects.get(incident=an_incident())
    answered(bo(), alert, reason=SWALLOW, despite="")
    assert not Answer.objects.exists()
    answered(bo(), alert, reason=SWALLOW, despite="She asked me to write it like this.")
    made = Answer.objects.get()
    assert "forced-apology" in made.findings
    assert made.despite == "She asked me to write it like this."


@pytest.mark.parametrize(("form", "words"), [({"reason": " "}, "Write down why"), ({"decision": ""}, "Choose what")])
def test_an_answer_without_a_reason_or_a_decision_keeps_what_was_typed(form, words):
    shown = said(answered(bo(), Alert.objects.get(incident=an_incident()), **form))
    assert words in shown
    assert form.get("reason", KIND).strip() in shown
    assert not Answer.objects.exists()


def test_of_two_who_answer_at_once_one_wins_and_the_other_is_told():
    incident = an_incident()
    first = Alert.objects.get(incident=incident)
    escalate(at=first.due_at)
    second = Alert.objects.get(incident=incident, ended_at=None)
    assert second.member == helena()
    answered(helena(), second)
    shown = said(answered(bo(), first, reason="I call her this afternoon."))
    assert "Somebody else has answered in the meantime" in shown
    assert "I call her this afternoon." in shown
    assert Answer.objects.count() == 1
    answered(bo(), first, seen="1", reason="I call her this afternoon.")
    assert Answer.objects.count() == 2


def test_it_is_handed_on_to_somebody_who_may_be_asked_with_the_reason():
    alert = Alert.objects.get(incident=an_incident())
    url = reverse("alert-hand-on", args=[alert.pk])
    signed_in(bo()).post(url, {"to": cy().pk, "reason": "I am away."})
    signed_in(bo()).post(url, {"to": helena().pk, "reason": " "})
    assert Alert.objects.count() == 1
    signed_in(bo()).post(url, {"to": helena().pk, "reason": "I am away."})
    assert Alert.objects.get(ended_at=None).member == helena()
    assert "I am away." in said(page(helena(), "alert", Alert.objects.get(ended_at=None).pk))
    assert "Please decide by" in said(page(helena(), "alert", Alert.objects.get(ended_at=None).pk))
    assert "Please decide by" not in said(page(bo(), "alert", alert.pk))


def test_what_nobody_answers_stands_in_amber_on_today_of_all_who_may_see_it(now):
    incident = an_incident()
    for _who in (bo(), helena(), sam()):
        now.at = Alert.objects.get(incident=incident, ended_at=None).due_at
        escalate(at=now.at)
    now.pass_(minutes=5)
    assert Alert.objects.get(ended_at=None).member == sam()
    for who in (bo(), helena(), sam()):
        assert "Somebody waits for your answer" in said(page(who, "today"))
    assert "Nobody answers these" in said(page(aino(), "today"))
    assert "Nobody answers these" in said(page(ada(), "today"))
    assert "Nobody answers these" not in said(page(cy(), "today"))
    assert "nobody is left to ask" in said(page(helena(), "incident", incident.pk))
    assert signed_in(None).get("/health").json()["alerts"] == {"unanswered": 1}


def test_a_report_of_the_only_manager_waits_for_somebody_and_everybody_who_sees_it_is_told(now):
    for gone in (bo(), sam()):
        Member.objects.filter(pk=gone.pk).update(left_at=DAY)
    incident = an_incident(by=helena())
    now.pass_(minutes=5)
    assert not Alert.objects.exists()
    assert "There is nobody yet who could be asked" in said(page(helena(), "incident", incident.pk))
    assert "Nobody answers these" in said(page(aino(), "today"))


def test_an_administrator_without_anything_to_answer_is_sent_on_from_today():
    assert page(sam(), "today").status_code == 302
