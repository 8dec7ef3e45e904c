"""An answer ends what waited; it is a decision with a reason, and the draft check reads it first."""

from __future__ import annotations

from datetime import timedelta

import pytest
from builders import ada, aino, bo, cy, helena, sam, team
from incidents import DAY, an_incident
from ledger_kinds import refused
from threads import thread

from evenhand.record.ledger.models import Entry
from evenhand.record.outbox.models import Letter
from evenhand.record.people.models import Member
from evenhand.record.protection.alerts.answering import Decided, Questioned, answer, findings_in, hand_on
from evenhand.record.protection.alerts.escalating import escalate
from evenhand.record.protection.alerts.requesting import Wanted, ask
from evenhand.record.protection.models import Alert, Answer, Incident

pytestmark = pytest.mark.django_db
REASON = "You were right to stop. I call them myself today."
SWALLOW = {
    "en": "You will have to apologise to the customer, even though it was not your fault.",
    "fi": "Sinun pitää pyytää asiakkaalta anteeksi, vaikka syy ei ollut sinun.",
    "zh-Hant": "你就跟客戶道個歉吧，雖然不是你的錯。",
    "zh-Hans": "你就跟客户道个歉吧，虽然不是你的错。",
}


@pytest.fixture(autouse=True)
def people():
    return [ada(), bo(), cy(), helena(), aino(), sam()]


def alert_of(incident: Incident) -> Alert:
    return Alert.objects.get(incident=incident, ended_at=None)


def test_an_answer_ends_what_waited_and_the_ledger_keeps_the_decision_without_the_words():
    incident = an_incident()
    made = answer(alert_of(incident), Decided("backed", REASON), by=bo(), at=DAY + timedelta(hours=1))
    assert not Alert.objects.filter(ended_at=None).exists()
    entry = Entry.objects.get(subject=f"incident:{incident.pk}", kind="answer.given")
    assert '"decision":"backed"' in str(entry.body)
    assert REASON not in str(list(Entry.objects.values_list("content__body", flat=True)))
    assert entry.actor == bo().actor
    assert made.reason == REASON


@pytest.mark.parametrize("language", SWALLOW)
def test_what_makes_somebody_apologise_for_nothing_is_named_in_each_language(language):
    assert "forced-apology" in {each.slug for each in findings_in(SWALLOW[language], bo())}


def test_what_is_named_is_not_written_until_somebody_says_why():
    alert = alert_of(an_incident())
    with pytest.raises(Questioned) as error:
        answer(alert, Decided("speak", SWALLOW["en"]), by=bo(), at=DAY)
    assert error.value.findings
    assert not Answer.objects.exists()
    assert alert_of(alert.incident) == alert
    made = answer(alert, Decided("speak", SWALLOW["en"], despite="We agreed on it."), by=bo(), at=DAY)
    assert made.findings
    assert made.despite == "We agreed on it."


def test_a_reason_why_is_not_kept_where_nothing_was_named():
    made = answer(alert_of(an_incident()), Decided("backed", REASON, despite="No cause."), by=bo(), at=DAY)
    assert (made.findings, made.despite) == ([], "")


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"decision": "granted"}, "answer-decision"),
        ({"reason": " \n"}, "answer-reason"),
        ({"reason": "x" * 10_001}, "answer-long"),
        ({"seen": 1}, "answered"),
    ],
)
def test_what_cannot_be_answered_is_refused(changed, code):
    alert = alert_of(an_incident())
    values = {"decision": "backed", "reason": REASON, **changed}
    assert refused(lambda: answer(alert, Decided(**values), by=bo(), at=DAY)) == code


def test_only_those_who_were_asked_may_answer_and_nobody_who_has_left():
    alert = alert_of(an_incident())
    assert refused(lambda: answer(alert, Decided("backed", REASON), by=helena(), at=DAY)) == "not-asked"
    Member.objects.filter(pk=bo().pk).update(left_at=DAY)
    assert refused(lambda: answer(alert, Decided("backed", REASON), by=bo(), at=DAY)) == "not-asked"


def test_whoever_was_late_may_still_answer_and_ends_what_went_on():
    incident = an_incident()
    first = alert_of(incident)
    escalate(at=first.due_at)
    second = alert_of(incident)
    answer(first, Decided("backed", REASON), by=bo(), at=second.made_at + timedelta(minutes=1))
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.end, second.end) == ("unanswered", "answered")


def test_a_second_answer_adds_only_where_the_first_was_read():
    incident = an_incident()
    first = alert_of(incident)
    escalate(at=first.due_at)
    second = alert_of(incident)
    answer(second, Decided("backed", REASON), by=helena(), at=second.made_at)
    assert refused(lambda: answer(first, Decided("fix", REASON), by=bo(), at=second.made_at)) == "answered"
    answer(first, Decided("fix", REASON, seen=1), by=bo(), at=second.made_at + timedelta(minutes=1))
    assert [one.decision for one in Answer.objects.all()] == ["backed", "fix"]


def test_taking_over_takes_the_conversation_and_not_one_that_they_may_not_see():
    ours = thread(owner=ada())
    type(ours).objects.filter(pk=ours.pk).update(team=team())
    ours.refresh_from_db()
    answer(alert_of(an_incident(conversation=ours)), Decided("take-over", REASON), by=bo(), at=DAY)
    ours.refresh_from_db()
    assert ours.owner == bo()
    theirs = thread(owner=cy())
    type(theirs).objects.filter(pk=theirs.pk).update(team=team("Training"))
    theirs.refresh_from_db()
    answer(alert_of(an_incident(conversation=theirs)), Decided("take-over", REASON), by=bo(), at=DAY)
    theirs.refresh_from_db()
    assert theirs.owner == cy()


def test_a_letter_tells_whoever_reported_without_saying_what_and_the_ledger_without_saying_who(settings):
    settings.MAIL_SERVER = object()
    incident = an_incident()
    answer(alert_of(incident), Decided("backed", REASON, address="https://desk/mine"), by=bo(), at=DAY)
    letter = Letter.objects.get()
    assert letter.to == ada().email
    assert "https://desk/mine" in letter.text
    assert REASON not in letter.text
    assert str(incident.pk) not in letter.about + letter.key
    told = " ".join(map(str, Entry.objects.values_list("content__body", flat=True)))
    assert ada().actor not in told
    assert letter.is_secret


def test_handed_on_with_a_reason_to_somebody_who_may_be_asked():
    incident = an_incident()
    alert = alert_of(incident)
    for to, code in ((cy(), "hand-on-to"), (ada(), "hand-on-to"), (bo(), "hand-on-to")):
        assert refused(lambda to=to: hand_on(alert, to, "Away.", by=bo(), at=DAY)) == code
    assert refused(lambda: hand_on(alert, helena(), " ", by=bo(), at=DAY)) == "hand-on-reason"
    assert refused(lambda: hand_on(alert, helena(), "Away.", by=helena(), at=DAY)) == "not-asked"
    made = hand_on(alert, helena(), "Away.", by=bo(), at=DAY)
    alert.refresh_from_db()
    assert (alert.end, alert.reason, made.after) == ("handed-on", "Away.", alert)
    assert refused(lambda: hand_on(alert, sam(), "Away.", by=bo(), at=DAY)) == "answered"
    assert "Away." not in str(list(Entry.objects.values_list("content__body", flat=True)))


def test_by_the_second_route_nobody_of_the_line_can_be_handed_it():
    alert = alert_of(an_incident(route="second"))
    assert alert.member == aino()
    for to in (bo(), helena()):
        assert refused(lambda to=to: hand_on(alert, to, "Away.", by=aino(), at=DAY)) == "hand-on-to"
    assert hand_on(alert, sam(), "Away.", by=aino(), at=DAY).member == sam()


def test_a_request_that_is_granted_takes_the_conversation_off_whoever_asked():
    ours = thread(owner=ada())
    asked = ask(Wanted("switch", conversation=ours), by=ada(), at=DAY)
    answer(Alert.objects.get(request=asked), Decided("granted", REASON), by=bo(), at=DAY)
    ours.refresh_from_db()
    assert ours.owner is None


def test_a_rest_that_is_granted_or_a_switch_that_is_not_takes_nothing():
    ours = thread(owner=ada())
    for kind, decision in (("rest", "granted"), ("switch", "speak")):
        asked = ask(Wanted(kind, conversation=ours), by=ada(), at=DAY)
        answer(Alert.objects.get(request=asked), Decided(decision, REASON), by=bo(), at=DAY)
    ours.refresh_from_db()
    assert ours.owner == ada()
