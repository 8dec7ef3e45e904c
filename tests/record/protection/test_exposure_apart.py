"""Exposure stands apart: it knows of no report, what counts reports knows of no person, and few may ask it at all."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
import threads
from builders import ada, aino, bo, somebody, team
from django.db import connection
from django.test.utils import CaptureQueriesContext
from incidents import an_incident
from threads import HOUR, NOW

import evenhand
from evenhand.record.conversations import actions
from evenhand.record.protection.models import Incident
from evenhand.record.protection.wellbeing.exposure import exposure_of_all
from evenhand.record.protection.wellbeing.report_rate import WITHIN, report_rates
from evenhand.record.protection.wellbeing.rotation import has_had_enough, who_could_take_over
from evenhand.record.protection.wellbeing.team_exposure import team_exposures

SOURCE = Path(evenhand.__file__).parent
HERE = "evenhand.record.protection."
WHO_MAY_ASK = {
    "record/protection/wellbeing/rotation.py",
    "record/protection/wellbeing/team_exposure.py",
    "doors/web/exposure/views.py",
    "doors/web/exposure/words.py",
    "doors/reports/subject_access/own_exposure.py",  # what is kept about a member, for that member
}
PEOPLE = ("people_member", "reporter", "author", "assignment", "reveal", "owner", "member_id")


def imported(path: Path) -> set[str]:
    """Every module and name that a file imports, dotted."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {f"{node.module}.{name.name}" for name in node.names}
    return found


def of(name: str) -> set[str]:
    return imported(SOURCE / "record" / "protection" / "wellbeing" / f"{name}.py")


@pytest.mark.parametrize("name", ["exposure", "rotation", "team_exposure", "harsh", "serving"])
def test_what_counts_abuse_knows_of_no_incident(name):
    reported = (HERE + "models", HERE + "incidents", HERE + "wellbeing.report_rate")
    assert not {one for one in of(name) if one.startswith(reported)}


def test_what_counts_reports_knows_of_no_person():
    for one in of("report_rate"):
        assert one.rpartition(".")[2] not in {"Reporter", "Member", "Assignment", "Reveal", "Act", "Alert"}
        assert not one.startswith((HERE + "wellbeing.exposure", HERE + "wellbeing.rotation", HERE + "incidents.access"))


def test_nothing_but_what_a_member_sees_of_themselves_and_the_page_asks_for_exposure():
    asking = {
        str(path.relative_to(SOURCE))
        for path in SOURCE.rglob("*.py")
        if any(one.startswith(HERE + "wellbeing.exposure") for one in imported(path))
    }
    assert asking <= WHO_MAY_ASK
    assert asking, "the walk finds what does"


@pytest.fixture
def a_desk(db):
    row = threads.thread("Hello.", ended=NOW - WITHIN - 30 * HOUR, team=team())
    actions.assign(row, ada(), by=ada(), at=NOW - WITHIN - 29 * HOUR)
    for number in range(6):
        member = somebody(f"N{number} Who", ["agent"], team_name="Nordic desk")
        threads.outbound(row, "Yes.", by=member, at=NOW - WITHIN - 20 * HOUR)
    message = threads.inbound(row, "You fools.", at=NOW - WITHIN - 10 * HOUR, attack="You fools")
    for step in (1, 2):
        actions.reveal(message, step, by=ada(), at=NOW - HOUR)
    an_incident(conversation=row, by=ada(), at=NOW - WITHIN - 9 * HOUR)
    bo()
    return row


def test_no_query_of_exposure_touches_what_was_reported(a_desk):
    with CaptureQueriesContext(connection) as queries:
        assert exposure_of_all(aino(), NOW)
        assert team_exposures(aino(), NOW)
        has_had_enough(ada(), NOW)
        assert who_could_take_over(ada(), a_desk, NOW)
    assert not [query["sql"] for query in queries if '"protection_' in query["sql"]]


def test_no_query_of_the_report_rate_touches_reports_and_people_at_once(a_desk):
    assert Incident.objects.exists()
    with CaptureQueriesContext(connection) as queries:
        found = report_rates(NOW)
    assert found.desk is not None
    assert found.desk.reported == 1
    of_reports = [query["sql"].lower() for query in queries if '"protection_' in query["sql"]]
    assert of_reports, "it does ask for reports"
    assert not [sql for sql in of_reports if any(word in sql for word in PEOPLE)]
