"""The page of duties: for everybody in their language, with counts for those who answer for them, never of a few."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import incidents
import pytest
from builders import ada, aino, helena, petra, sam, signed_in
from django.urls import reverse
from incidents import DAY
from measures import a_restriction, mia, turned

from evenhand.doors import clock
from evenhand.doors.web.duties.table import LANGUAGES, laws
from evenhand.doors.web.duties.words import COUNTED, PAGES
from evenhand.record.customers.models import Contact
from evenhand.record.people.models import Member
from evenhand.record.protection import duty_counts
from evenhand.record.protection.incidents.looking import note_look
from evenhand.record.protection.models import Alert, Answer, Merit, Pack, Request, Restriction, Warning
from evenhand.record.protection.restrictions.turns import EXTEND, KEEP, LIFT, Turn
from evenhand.record.protection.restrictions.whom import Whom

pytestmark = pytest.mark.django_db
START_OF_YEAR = DAY.replace(month=1, day=1, hour=0)
END = DAY + timedelta(days=30)


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: END)


def page_of(member: Member) -> str:
    return signed_in(member).get(reverse("duties")).content.decode()


def counted() -> dict[str, duty_counts.Count]:
    return duty_counts.counts(START_OF_YEAR, END, END.date())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_duty_is_read_in_every_language(language: str) -> None:
    Member.objects.filter(pk=ada().pk).update(language=language)
    page = page_of(Member.objects.get(pk=ada().pk))
    for law in laws():
        assert law.name[language].split("（")[0][:8] in page
        for duty in law.duties:
            assert duty.text[language][:12] in page


def test_it_is_no_advice_and_says_what_was_not_read() -> None:
    page = page_of(ada())
    assert page.index("This is not legal advice.") < page.index("<h2")
    assert page.count("Not read by us:") == len(laws())


def test_an_agent_reads_the_duties_without_the_counts() -> None:
    incidents.an_incident()
    for member in (ada(), petra()):
        assert "Incidents reported" not in page_of(member)
    for member in (helena(), aino(), sam()):
        assert "Incidents reported" in page_of(member)


def test_what_nobody_recorded_is_said() -> None:
    assert "nothing recorded yet" in page_of(helena())


def test_few_people_are_not_shown() -> None:
    helena()
    for _ in range(4):
        incidents.an_incident()
    assert counted()["reports"] == duty_counts.Count("reports", 0, is_few=True)
    assert "too few to be shown" in page_of(helena())
    incidents.an_incident()
    assert counted()["reports"] == duty_counts.Count("reports", 5)


def test_what_went_by_the_second_route_is_in_no_count() -> None:
    """Whoever sees all that went by the line could else count that there was something."""
    helena(), aino()
    for _ in range(5):
        note_look(incidents.an_incident(), by=helena(), at=DAY)
    told = counted()
    for _ in range(5):
        note_look(incidents.an_incident(route="second"), by=aino(), at=DAY)
    Request.objects.bulk_create(Request(kind="rest", member=ada(), at=DAY, route="second") for _ in range(7))
    Pack.objects.create(incident=incidents.an_incident(route="second"), asked_at=DAY, made_at=DAY)
    assert told["reports"].number == told["looks"].number == 5
    assert counted() == told


def test_a_part_that_points_at_somebody_is_not_shown_either() -> None:
    helena()
    for _ in range(9):
        incidents.an_incident()
    alerts = list(Alert.objects.all())
    for alert in alerts[:8]:
        Answer.objects.create(alert=alert, by=helena(), at=DAY, decision="backed", reason="You were right.")
    assert counted()["answered-in-time"].is_few, "one of nine was not answered in time: that is one manager"
    Answer.objects.create(alert=alerts[8], by=helena(), at=DAY, decision="backed", reason="You were right.")
    assert counted()["answered-in-time"] == duty_counts.Count("answered-in-time", 9, 9)


def test_an_answer_after_the_time_is_not_in_time() -> None:
    helena()
    for _ in range(6):
        incidents.an_incident()
    for alert in Alert.objects.all():
        late = alert.due_at + timedelta(minutes=1)
        Answer.objects.create(alert=alert, by=helena(), at=late, decision="backed", reason="You were right.")
    assert counted()["answered-in-time"] == duty_counts.Count("answered-in-time", 0, 6)


def test_measures_are_counted_as_they_are() -> None:
    said = {"reason": "Insults", "language": "en", "at": DAY}
    merit = Merit.objects.create(asked="A refund", demand="fair", ours="no", standing="nothing", at=DAY)
    Warning.objects.create(**said)
    row = Restriction.objects.create(kind="end", from_at=DAY, review_at=DAY.date(), merit=merit, **said)
    row.appeals.create(words="It is not right.", received_at=DAY)
    found = counted()
    assert (found["warnings"].number, found["restrictions"].number, found["merits"].number) == (1, 1, 1)
    assert found["reviews-overdue"].number == 1
    assert (found["appeals"].number, found["appeals"].of) == (0, 1)


def test_each_day_of_review_counts_once_as_kept_or_missed() -> None:
    """Of four that were due one was kept, one late, one never done, and one is overdue today."""
    helena()
    everybody = [mia(), *(another(name) for name in ("olga", "ines", "tove"))]
    later = END + timedelta(days=60)
    kept, late, never, overdue = [a_restriction(whom=Whom(contact=one), until=later) for one in everybody]
    assert counted()["reviews"] == duty_counts.Count("reviews", 0, 4)
    due, soon = kept.review_at, timedelta(days=5)
    turned("review", kept, Turn(KEEP, "Still.", END.date() + soon), at=noon(due))
    turned("review", late, Turn(LIFT, "All is well."), at=noon(due + timedelta(days=1)))
    turned("lift", never, Turn(LIFT, "All is well."), at=noon(due + timedelta(days=1)))
    assert overdue.ended_at is None
    found = counted()
    assert (found["reviews"].number, found["reviews"].of, found["reviews-overdue"].number) == (1, 4, 1)
    assert "1 of 4" in page_of(helena())


def test_an_extension_moves_no_day_of_review_that_has_passed_out_of_sight() -> None:
    helena()
    row = a_restriction()
    turn = Turn(EXTEND, "It went on.", END.date() + timedelta(days=5), row.until + timedelta(days=30))
    turned("extend", row, turn, at=noon(row.review_at + timedelta(days=1)))
    assert (counted()["reviews"].number, counted()["reviews"].of, counted()["reviews-overdue"].number) == (0, 1, 0)


def test_one_that_ended_by_itself_is_overdue_no_more_and_was_missed() -> None:
    helena()
    row = a_restriction(until=noon((DAY + timedelta(days=25)).date()))
    found = counted()
    assert row.review_at < END.date()
    assert (found["reviews"].number, found["reviews"].of, found["reviews-overdue"].number) == (0, 1, 0)


def noon(day: date) -> datetime:
    """Midday where nobody's calendar is on another day."""
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def another(name: str) -> Contact:
    """Somebody else of her firm."""
    return Contact.objects.create(name=name, address=f"{name}@acme.example", customer=mia().customer, first_seen_at=DAY)


def test_another_year_is_not_counted() -> None:
    Request.objects.bulk_create(
        Request(kind="rest", member=ada(), at=START_OF_YEAR - timedelta(days=1)) for _ in range(7)
    )
    assert counted()["requests"].number == 0
    assert not counted()["requests"].is_few


def test_the_table_names_pages_and_counts_that_are_there() -> None:
    codes = set(counted()) | {"policy", "procedure"}
    for duty in (one for law in laws() for one in law.duties):
        assert duty.page in PAGES
        assert set(duty.counts) <= codes
    assert set(COUNTED) == set(counted())


@pytest.mark.parametrize("name", PAGES)
def test_every_page_that_serves_a_duty_is_there(name: str) -> None:
    assert reverse(name)
