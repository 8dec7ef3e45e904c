"""Who reported stands in one table that hardly anything reads, and on no page that others see. Held by walking both."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

import pytest
import threads
from addresses import addresses
from builders import aino, bo, cy, helena, petra, sam, signed_in, somebody, team
from django.core.exceptions import FieldError
from django.db import transaction
from reports import sent

import evenhand
from evenhand.doors import clock
from evenhand.record.conversations.models import Message
from evenhand.record.ledger.models import Entry
from evenhand.record.people.models import Member
from evenhand.record.protection.incidents.amends import record_amends
from evenhand.record.protection.models import Alert, Incident, Look, Reporter

SOURCE = Path(evenhand.__file__).parent
PROTECTION = "record/protection"
MAY_READ_THE_TABLE = (
    f"{PROTECTION}/models/",
    f"{PROTECTION}/migrations/",
    f"{PROTECTION}/incidents/access.py",  # who may see it, and how the reporter is shown
    f"{PROTECTION}/alerts/asking.py",  # never asks the reporter to answer
    f"{PROTECTION}/incidents/reporting.py",  # writes it
)
TELLS = frozenset({"is_reporter", "reported_by", "own_reports", "reporter_shown"})
"""What can tell somebody that a certain member reported something."""
MAY_TELL = (
    f"{PROTECTION}/incidents/access.py",
    f"{PROTECTION}/policy/acting.py",  # leaves the reporter's name out
    f"{PROTECTION}/incidents/amends.py",  # leaves it out
    f"{PROTECTION}/restrictions/employer_letters.py",  # leaves it out
    f"{PROTECTION}/incidents/looking.py",  # leaves it out
    f"{PROTECTION}/models/looks.py",  # that the reporter looked, in the place of a name
    f"{PROTECTION}/incidents/queries.py",  # one's own reports, for oneself
    f"{PROTECTION}/restrictions/warnings.py",  # leaves it out
    "doors/web/incidents/",  # the incident, for those who may see it
    "doors/reports/incident/",  # the pack: by role, or by name where they chose that
    "doors/reports/subject_access/of_member.py",  # one's own data, for oneself
    "record/erasing/handouts.py",  # notes no look at what they reported themselves
)
MEASURES = (
    "record/people", "record/conversations", "record/agreements", "record/replies", "record/customers", "record/worth",
    "record/protection/wellbeing/exposure.py", "doors/web/today", "doors/web/settings", "doors/web/inbox",
    "doors/web/customers", "doors/web/mistakes", "doors/web/exposure",
)  # fmt: skip
"""What shows people, their work, or figures about it."""
NEVER_THERE = frozenset({"Incident", "Reporter", "Quotation", "incidents_for", *TELLS})


BY_NAME = re.compile(r"(?i:\bprotection[._]reporter\b)|^Reporter$")
"""How a model or its table is found by a word."""


@cache
def modules() -> dict[str, set[str]]:
    """Every module with the names that stand in it."""
    paths = sorted(SOURCE.rglob("*.py"))
    return {one.relative_to(SOURCE).as_posix(): names_in(ast.parse(one.read_text(encoding="utf-8"))) for one in paths}


def names_in(tree: ast.Module) -> set[str]:
    """Every name, attribute and import of a module, and every word that could find a model by its name."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            found.add(node.id)
        elif isinstance(node, ast.Attribute):
            found.add(node.attr)
        elif isinstance(node, ast.alias):
            found |= {node.name.rpartition(".")[2], node.asname or ""}
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            found |= {"Reporter"} if BY_NAME.search(node.value) else set()
    return found


def using(wanted: Iterable[str], but_not: tuple[str, ...]) -> list[str]:
    """The modules that name any of these, but for those that may."""
    names = set(wanted)
    return [path for path, found in modules().items() if names & found and not path.startswith(but_not)]


def test_hardly_anything_reads_who_reported() -> None:
    assert using({"Reporter"}, MAY_READ_THE_TABLE) == []


def test_hardly_anything_can_tell_that_a_certain_member_reported() -> None:
    assert using(TELLS, MAY_TELL) == []


def test_what_shows_people_and_their_work_knows_no_incident() -> None:
    known = [path for path, found in modules().items() if path.startswith(MEASURES) and NEVER_THERE & found]
    assert known == []


@pytest.mark.parametrize("allowed", [*MAY_READ_THE_TABLE[2:], *MAY_TELL])
def test_the_walk_sees_each_that_may(allowed: str) -> None:
    """Every exception is one: without it the walk would find it."""
    found = [path for path in using({"Reporter", *TELLS}, ()) if path.startswith(allowed)]
    assert found


@pytest.mark.parametrize(
    "code",
    [
        "from evenhand.record.protection.models import Reporter",
        "from evenhand.record.protection.models import Reporter as Row",
        "from evenhand.record.protection import models\nmodels.Reporter.objects.count()",
        "apps.get_model('protection', 'Reporter')",
        "apps.get_model('protection.Reporter')",
        "cursor.execute('SELECT member_id FROM protection_reporter')",
    ],
)
def test_however_it_is_read_the_walk_sees_it(code: str) -> None:
    assert "Reporter" in names_in(ast.parse(code))


def test_no_query_leads_from_a_member_or_an_incident_to_who_reported() -> None:
    assert not [field for field in Incident._meta.get_fields() if field.related_model is Member]
    for model in (Member, Incident):
        with pytest.raises(FieldError):
            model.objects.filter(reporter__isnull=False).exists()
    for field in ("member", "incident"):
        assert Reporter._meta.get_field(field).remote_field.related_name == "+"


# The pages. Zelda reports by role; whatever others saw of her before, they see no more of her after.


@pytest.fixture
def zelda(db, monkeypatch: pytest.MonkeyPatch) -> Member:
    """An agent of the Nordic desk who has done nothing yet, at a desk where it is ten in the morning."""
    monkeypatch.setattr(clock, "now", lambda: threads.NOW)
    return somebody("Zelda Quist", ["agent"], team_name="Nordic desk")


def others() -> list[Member]:
    return [bo(), cy(), helena(), petra(), aino(), sam()]


def written() -> Message:
    """What Kari wrote to the Nordic desk."""
    return threads.thread("You are a cow.", team=team(), whose=threads.customer(team=team())).messages.get()


def reported_by_role(zelda: Member, message: Message, **answers: str) -> Incident:
    """Zelda reports it, looks at her report and puts the apology on record."""
    answers = {"demand": "fair", "manner": "unacceptable", "ours": "no"} | answers
    sent(zelda, f"?message={message.pk}", **answers)
    incident = Incident.objects.get()
    signed_in(zelda).get(f"/protection/incidents/{incident.pk}")
    record_amends(incident, "apology", words="Sorry.", by=zelda, at=threads.NOW)
    return incident


def seen(member: Member, pages: Mapping[str, str], words: Iterable[str]) -> dict[str, int]:
    """How often these words stand on each of the pages that a member can open."""
    client = signed_in(member)
    counts = {}
    for name, address in pages.items():
        answer = client.get(address)
        if answer.status_code == 200 and not answer.streaming:
            html = answer.content.decode("utf-8", "replace")
            counts[name] = sum(html.count(word) for word in words)
    return counts


def pages_about(incident: Incident) -> dict[str, str]:
    alert = Alert.objects.filter(incident=incident).first()
    things = {
        "incident": incident.pk,
        "alert": alert.pk if alert else None,
        "customer": incident.customer_id,
        "conversation": incident.conversation_id,
        "contact": incident.contact_id,
    }
    return addresses(things)


def more_than_before(zelda: Member, **answers: str) -> dict[str, list[str]]:
    """The pages on which others find more of Zelda once she has reported than they would had she not."""
    words, people, message = ("Zelda", zelda.actor), others(), written()
    with transaction.atomic():
        pages = pages_about(reported_by_role(zelda, message, **answers))
        told = {one.pk: {name: n for name, n in seen(one, pages, words).items() if n} for one in people}
        transaction.set_rollback(True)
    found = {}
    for one in people:
        before = seen(one, {name: pages[name] for name in told[one.pk]}, words)
        found[one.name] = [name for name, n in told[one.pk].items() if n > before.get(name, 0)]
    return {name: more for name, more in found.items() if more}


def test_shown_by_role_the_reporter_is_on_no_page_that_others_see(zelda: Member) -> None:
    assert more_than_before(zelda) == {}


def test_the_walk_opens_what_it_is_about(zelda: Member) -> None:
    pages = pages_about(reported_by_role(zelda, written()))
    assert {"incident", "protection", "ledger", "today", "customer"} <= set(seen(bo(), pages, ()))


def test_the_walk_would_see_a_name(zelda: Member) -> None:
    """The control: who chose to be named stands on the incident's page."""
    assert "incident" in more_than_before(zelda, is_named="on")["Bo Lindqvist"]


def test_the_ledger_names_her_in_no_entry_about_it(zelda: Member) -> None:
    incident = reported_by_role(zelda, written())
    since = Entry.objects.filter(subject=f"incident:{incident.pk}")
    assert {"incident.reported", "incident.seen", "amends.recorded"} <= set(since.values_list("kind", flat=True))
    for entry in Entry.objects.filter(number__gte=since.order_by("number")[0].number):
        assert zelda.actor not in f"{entry.actor} {entry.body}", entry.kind


def test_the_looks_name_her_nowhere(zelda: Member) -> None:
    incident = reported_by_role(zelda, written())
    assert Look.objects.filter(incident=incident, is_reporter=True).exists()
    assert not Look.objects.filter(member=zelda).exists()
