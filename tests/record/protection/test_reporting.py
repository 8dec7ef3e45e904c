"""A report is on record with everything it needs to be answered, and names nobody who made it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from builders import ada, aino, bo, cy, helena, sam
from incidents import DAY, SHOUTED_AT, an_incident
from threads import outbound, thread

from evenhand.record.conversations.actions import NotPossible
from evenhand.record.ledger.models import Entry
from evenhand.record.people.models import Member
from evenhand.record.protection.alerts.asking import may_be_asked, with_nobody_left
from evenhand.record.protection.incidents import reporting
from evenhand.record.protection.incidents.access import incidents_for, is_reporter, reporter_shown
from evenhand.record.protection.incidents.reporting import report
from evenhand.record.protection.models import Alert, Incident

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def people():
    return [ada(), bo(), cy(), helena(), aino(), sam()]


def test_the_lead_of_the_team_is_asked_and_has_half_a_working_day():
    incident = an_incident()
    alert = Alert.objects.get(incident=incident)
    assert alert.member == bo()
    assert alert.due_at == DAY + timedelta(hours=4)


def test_a_threat_waits_an_hour_by_the_clock_even_at_night():
    night = DAY + timedelta(hours=15)
    assert Alert.objects.get(incident=an_incident("threat", at=night)).due_at == night + timedelta(hours=1)


def test_the_ledger_does_not_say_who_reported():
    incident = an_incident()
    entry = Entry.objects.get(subject=f"incident:{incident.pk}", kind="incident.reported")
    assert entry.actor == "reporter"
    assert "member" not in str(entry.body)
    assert is_reporter(ada(), incident)


def test_the_second_route_leaves_the_line_out():
    incident = an_incident(route="second")
    assert Alert.objects.get(incident=incident).member == aino()
    for member in (bo(), helena(), cy()):
        assert not incidents_for(member).exists()
    for member in (ada(), aino()):
        assert incidents_for(member).get() == incident


def test_by_the_line_the_lead_and_the_manager_see_it_and_the_outsider_does_not():
    incident = an_incident()
    for member in (ada(), bo(), helena(), aino()):
        assert incidents_for(member).get() == incident
    for member in (cy(), sam()):
        assert not incidents_for(member).exists()


def test_a_lead_who_reports_is_not_asked_to_answer_it():
    assert Alert.objects.get(incident=an_incident(by=bo())).member == helena()


def test_nobody_answers_for_what_they_wrote_themselves():
    row = thread(owner=ada())
    by_the_lead = outbound(row, "Then find somebody else who puts up with you.", by=bo())
    incident = an_incident(message=by_the_lead, conversation=row)
    assert Alert.objects.get(incident=incident).member == helena()
    assert bo() not in may_be_asked(incident)
    Member.objects.filter(pk__in=(helena().pk, sam().pk)).update(left_at=DAY)
    assert with_nobody_left([incident]) == [incident]


def test_a_report_on_what_one_wrote_oneself_is_a_report_like_any_other():
    row = thread(owner=ada())
    own = outbound(row, "I lost my temper, and wrote this.", by=ada())
    incident = an_incident(message=own, conversation=row)
    assert Alert.objects.get(incident=incident).member == bo()
    assert (incident.contact, incident.quotations.count()) == (row.contact, 0)
    assert reporter_shown(incident) == ("agent", "")


def test_a_form_sent_twice_makes_one():
    assert an_incident(once="w") == an_incident(once="w")
    assert Incident.objects.count() == 1


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"demand": "mad"}, "report-axes"),
        ({"severity": ""}, "report-axes"),
        ({"occurred_at": DAY + timedelta(minutes=1)}, "report-future"),
        ({"line": "x" * 20_001}, "report-long"),
    ],
)
def test_what_cannot_be_reported_is_refused(changed, code):
    with pytest.raises(NotPossible, match=code):
        report(replace(SHOUTED_AT, **changed), by=ada(), at=DAY)
    assert not Incident.objects.exists()


def test_whoever_has_left_reports_nothing_and_what_they_reported_stays_open():
    incident = an_incident()
    Member.objects.filter(pk=ada().pk).update(left_at=DAY)
    with pytest.raises(NotPossible, match="report-left"):
        report(SHOUTED_AT, by=Member.objects.get(pk=ada().pk), at=DAY)
    assert Alert.objects.get(incident=incident).ended_at is None
    assert incidents_for(bo()).get() == incident


def test_somebody_elses_form_is_not_handed_out():
    an_incident(once="w")
    with pytest.raises(NotPossible):
        an_incident(once="w", by=cy())


def test_a_form_sent_twice_at_the_same_moment_makes_one(monkeypatch):
    first = an_incident(once="w")
    seen = iter([None, first])
    monkeypatch.setattr(reporting, "_made_before", lambda _once, _by: next(seen))
    assert an_incident(once="w") == first
    assert Incident.objects.count() == 1
