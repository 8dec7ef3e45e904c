"""Who reported is told by no name that stands in one place and not in another, and by no count or time."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import pytest
from builders import ada, aino, bo, helena, sam
from incidents import DAY, an_incident
from measures import her_incident, mia

from evenhand.record.ledger.models import Entry
from evenhand.record.outbox import letters
from evenhand.record.outbox.models import Letter
from evenhand.record.outbox.unsent import unsent
from evenhand.record.protection.alerts.answering import Decided, answer
from evenhand.record.protection.alerts.delivering import write_letters
from evenhand.record.protection.alerts.requesting import Wanted, ask
from evenhand.record.protection.incidents.access import REPORTER
from evenhand.record.protection.incidents.amends import record_amends
from evenhand.record.protection.incidents.looking import note_look
from evenhand.record.protection.incidents.queries import latest
from evenhand.record.protection.incidents.subjects import readable_by
from evenhand.record.protection.models import Alert, Amends, EmployerLetter, Incident, Look, Request
from evenhand.record.protection.restrictions.employer_letters import (
    NewEmployerLetter,
    draft_employer_letter,
    write_to_employer,
)
from evenhand.record.protection.restrictions.letters import Outgoing
from evenhand.record.protection.restrictions.whom import Whom

pytestmark = pytest.mark.django_db
LATER = DAY + timedelta(days=10)


def to_the_firm(by, reporter) -> EmployerLetter:
    incident = her_incident(by=reporter)
    new = NewEmployerLetter(
        "ask", Whom(contact=mia()), "A colleague was called names.", "Please speak with her.", LATER.date(),
        incident=incident,
    )  # fmt: skip
    words = draft_employer_letter(new, by=by, at=DAY)
    return write_to_employer(new, Outgoing("hr@acme.example", words.subject, words.text), by=by, at=DAY)


def test_a_letter_to_the_firm_without_a_name_has_none_in_the_ledger_either():
    helena()
    row = to_the_firm(bo(), reporter=bo())
    assert bo().name not in row.text
    assert row.letter.by == REPORTER
    assert Entry.objects.get(kind="employer.written-to").actor == REPORTER


def test_a_letter_to_the_firm_by_somebody_else_is_theirs():
    helena()
    row = to_the_firm(bo(), reporter=ada())
    assert bo().name in row.text
    assert row.letter.by == bo().actor
    assert Entry.objects.get(kind="employer.written-to").actor == bo().actor


@pytest.mark.parametrize("is_report", [True, False])
def test_a_letter_to_whoever_reported_is_on_no_page_of_letters(settings, is_report):
    settings.MAIL_SERVER = object()
    bo()
    about = an_incident() if is_report else ask(Wanted("rest"), by=ada(), at=DAY)
    alert = Alert.objects.get()
    decision = "backed" if is_report else "granted"
    answer(alert, Decided(decision, "You were right to tell us.", address="https://desk/mine"), by=bo(), at=DAY)
    letter = Letter.objects.get(to=ada().email)
    letters.mark_refused(letter, "550 unknown", at=DAY)
    assert about.pk
    assert unsent(most=10) == []


def test_the_ledger_is_read_as_far_as_what_it_is_about():
    told, past_the_line = an_incident(), an_incident(route="second")
    asked = ask(Wanted("talk", route="second"), by=ada(), at=DAY)
    for member, sees in (
        (bo(), (True, False, False)),
        (helena(), (True, False, False)),
        (sam(), (False, False, False)),
        (ada(), (True, True, True)),
    ):
        is_readable = readable_by(member)
        found = tuple(
            is_readable(subject)
            for subject in (f"incident:{told.pk}", f"incident:{past_the_line.pk}", f"request:{asked.pk}")
        )
        assert found == sees, member
        assert is_readable("conversation:1")
        assert is_readable("")
    assert readable_by(aino())(f"incident:{past_the_line.pk}")


def test_the_ledger_tells_of_no_letter_about_what_one_may_not_see(settings):
    settings.MAIL_SERVER = object()
    for make in (bo, helena, aino):
        make()
    told, past_the_line = an_incident(), an_incident(route="second")
    write_letters("https://desk/{0.pk}".format, at=DAY)
    decided = Decided("backed", "You were right to tell us.", address="https://desk/mine")
    answer(past_the_line.alerts.get(), decided, by=aino(), at=DAY)
    of_line, of_second = (
        f"letter:{Letter.objects.get(about=f'alert:{incident.alerts.get().pk}').pk}"
        for incident in (told, past_the_line)
    )
    to_ada = f"letter:{Letter.objects.get(to=ada().email).pk}"
    for member, sees in ((helena(), (True, False, False)), (aino(), (True, True, False)), (ada(), (True, True, False))):
        is_readable = readable_by(member)
        assert tuple(is_readable(one) for one in (of_line, of_second, to_ada)) == sees, member


def test_no_gap_in_numbers_tells_of_what_one_may_not_see():
    bo()
    aino()
    for route in ("line", "second", "line", "line"):
        incident = an_incident(route=route, quotations=[])
        note_look(incident, by=bo(), at=DAY)
        record_amends(incident, "apology", words="Sorry.", by=ada(), at=DAY)
        ask(Wanted("rest", incident=incident), by=ada(), at=DAY)
    for model in (Incident, Alert, Request, Look, Amends):
        numbers = list(model.objects.order_by("pk").values_list("pk", flat=True))
        gaps = {after - before for before, after in pairwise(numbers)}
        assert len(numbers) > 3, model
        assert min(gaps) > 1 < len(gaps), model


def test_reports_are_listed_by_when_they_were_made_whatever_their_numbers():
    bo()
    made = [an_incident(at=DAY + timedelta(minutes=minute)) for minute in range(7)]
    first = latest(bo(), most=3)
    rest = latest(bo(), before=first[-1].pk, most=9)
    assert [*first, *rest] == made[::-1]
    unseen = an_incident(route="second", at=DAY + timedelta(minutes=3))
    assert latest(bo(), before=unseen.pk, most=3) == first
