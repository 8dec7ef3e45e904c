"""Alerts are delivered, read, go on when somebody leaves, and find whoever comes later."""

from __future__ import annotations

from datetime import timedelta

import pytest
from builders import ada, aino, bo, cy, helena, sam, somebody
from incidents import DAY, an_incident
from ledger_kinds import kinds_of

from evenhand.record.ledger.models import Entry
from evenhand.record.outbox.letters import mark_sent
from evenhand.record.outbox.models import Letter
from evenhand.record.people import actions as people_actions
from evenhand.record.people.models import Member, Workspace
from evenhand.record.protection.alerts.delivering import note_letters_left, note_read, note_shown, write_letters
from evenhand.record.protection.alerts.escalating import escalate
from evenhand.record.protection.alerts.leaving import member_leaves
from evenhand.record.protection.alerts.requesting import Wanted, ask
from evenhand.record.protection.models import Alert, Request

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def people():
    return [ada(), bo(), cy(), helena(), aino(), sam()]


def the_open() -> Alert:
    return Alert.objects.get(ended_at=None)


def test_what_is_not_answered_goes_to_the_next_and_stays_visible():
    incident = an_incident()
    first = the_open()
    assert escalate(at=first.due_at - timedelta(seconds=1)) == 0
    assert escalate(at=first.due_at) == 1
    assert escalate(at=first.due_at) == 0
    first.refresh_from_db()
    assert (first.end, first.ended_at) == ("unanswered", first.due_at)
    assert (the_open().member, the_open().after) == (helena(), first)
    assert kinds_of(incident)[-2:] == ["alert.unanswered", "alert.made"]


def test_with_nobody_left_it_stays_open_and_goes_to_whoever_comes():
    an_incident()
    at = DAY
    for _ in range(5):
        at = the_open().due_at
        escalate(at=at)
    assert the_open().member == sam()
    assert escalate(at=at + HOUR) == 0
    new = somebody("Nia Berg", ["manager"])
    assert escalate(at=at + HOUR) == 1
    assert the_open().member == new


def test_a_report_that_nobody_could_be_asked_about_is_asked_as_soon_as_somebody_can_be():
    Member.objects.exclude(pk=helena().pk).update(left_at=DAY)
    incident = an_incident(by=helena())
    assert escalate(at=DAY) == 0
    assert not incident.alerts.exists()
    new = somebody("Nia Berg", ["lead"], team_name="Nordic desk")
    assert escalate(at=DAY + HOUR) == 1
    assert the_open().member == new


def test_one_that_fails_holds_up_no_other(monkeypatch):
    an_incident()
    an_incident("threat")
    from evenhand.record.protection.alerts import escalating

    real, failing = escalating.go_on, Alert.objects.earliest("due_at")

    def go_on(alert, **named):
        if alert.pk == failing.pk:
            raise RuntimeError
        return real(alert, **named)

    monkeypatch.setattr(escalating, "go_on", go_on)
    with pytest.raises(ExceptionGroup):
        escalate(at=DAY + timedelta(days=3))
    assert Alert.objects.filter(end="unanswered").count() == 1


def test_a_firm_without_working_hours_is_given_time_by_the_clock():
    Workspace.objects.create(name="Harbour Line", week=[[] for _ in range(7)])
    an_incident()
    assert the_open().due_at == DAY + 4 * HOUR


def test_whoever_leaves_hands_on_at_once():
    an_incident()
    member_leaves(bo(), None, by=sam(), at=DAY + HOUR)
    assert the_open().member == helena()
    assert Alert.objects.get(member=bo()).end == "handed-on"


def test_whoever_leaves_takes_back_what_they_asked_for_but_not_legal_support():
    for kind in ("rest", "legal"):
        ask(Wanted(kind), by=ada(), at=DAY)
    member_leaves(ada(), None, by=sam(), at=DAY + HOUR)
    assert [row.kind for row in Request.objects.filter(withdrawn_at=None)] == ["legal"]
    assert the_open().request.kind == "legal"


def test_the_letter_has_the_link_and_no_word_of_the_incident(settings):
    settings.MAIL_SERVER = object()
    an_incident(line="He called me names.", who="Pia Rask")
    assert write_letters(lambda alert: f"https://desk/alerts/{alert.pk}", at=DAY) == 1
    assert write_letters(lambda alert: f"https://desk/alerts/{alert.pk}", at=DAY) == 0
    letter = Letter.objects.get()
    assert letter.to == bo().email
    assert f"https://desk/alerts/{the_open().pk}" in letter.text
    for words in ("He called me names.", "Pia", "Ada", "invoice"):
        assert words not in letter.text + letter.subject


def test_who_comes_next_reads_that_it_was_not_answered_before(settings):
    settings.MAIL_SERVER = object()
    an_incident()
    escalate(at=the_open().due_at)
    write_letters(str, at=the_open().made_at)
    assert "did not answer in time" in Letter.objects.get(to=helena().email).text
    assert not Letter.objects.filter(to=bo().email).exists()


def test_without_a_mail_server_no_letter_is_written():
    an_incident()
    assert write_letters(str, at=DAY) == 0


def test_delivered_is_when_the_letter_left_or_it_first_stood_on_their_page(settings):
    settings.MAIL_SERVER = object()
    incident = an_incident()
    write_letters(str, at=DAY)
    assert note_letters_left(at=DAY) == 0
    mark_sent(Letter.objects.get(), at=DAY + timedelta(minutes=2))
    assert note_letters_left(at=DAY + timedelta(minutes=3)) == 1
    note_shown([the_open()], by=bo(), at=DAY + HOUR)
    note_read(incident, by=bo(), at=DAY + HOUR)
    note_read(incident, by=bo(), at=DAY + 2 * HOUR)
    alert = the_open()
    assert (alert.delivered_at, alert.read_at) == (DAY + timedelta(minutes=2), DAY + HOUR)
    assert kinds_of(incident)[-2:] == ["alert.delivered", "alert.read"]
    assert Entry.objects.filter(kind="alert.read").count() == 1


def test_what_stands_on_the_page_of_somebody_else_was_not_delivered():
    incident = an_incident()
    note_shown([the_open()], by=helena(), at=DAY)
    note_read(incident, by=helena(), at=DAY)
    assert (the_open().delivered_at, the_open().read_at) == (None, None)


def test_a_lead_who_is_none_any_more_keeps_what_they_were_asked():
    an_incident()
    people_actions.revoke_role(bo(), "lead", by=sam(), at=DAY)
    assert escalate(at=DAY) == 0
    assert the_open().member == bo()
