"""Nobody is restricted without merit, warning, reasons, an end to be looked at, and somebody who stands for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from builders import ada, aino, bo, cy, helena, sam
from django.db import IntegrityError, transaction
from ledger_kinds import entry, kinds_of, refused
from measures import (
    DAY,
    HOUR,
    a_merit,
    a_plan,
    a_restriction,
    a_warning,
    acme,
    decided,
    firm,
    her,
    her_incident,
    mia,
)

from evenhand.record.customers.actions import merge
from evenhand.record.customers.models import Contact, Customer
from evenhand.record.outbox.models import Letter
from evenhand.record.people.actions import grant_role
from evenhand.record.protection.models import Allowed, Merit, Policy, Restriction, Warning
from evenhand.record.protection.restrictions import merits, restricting, warnings
from evenhand.record.protection.restrictions.letters import APPEAL, findings_in

pytestmark = pytest.mark.django_db
DAYS = timedelta(days=1)


@pytest.fixture(autouse=True)
def people():
    return [ada(), bo(), cy(), helena(), aino(), sam()]


@pytest.fixture
def ready():
    """All that comes before a restriction of Mia."""
    return a_merit(), a_warning()


def test_a_restriction_is_on_record_with_everything_it_rests_on(ready):
    row = decided(a_plan("no-abuse"))
    assert (row.merit, row.warning, row.by, row.decided_as) == (*ready, helena(), "manager")
    assert row.letter.to == "mia@acme.example"
    assert kinds_of(row) == ["restriction.made"]
    assert "went on" not in entry(row, "restriction.made")
    assert Contact.objects.get(pk=mia().pk).limits[0]["restriction"] == row.pk


def test_the_letter_has_a_link_and_what_is_kept_of_it_has_none(ready):
    row = decided(a_plan("end"))
    assert "https://desk.example/appeal/" in row.letter.text
    assert row.letter.is_secret
    assert APPEAL in row.text
    assert "desk.example" not in row.text
    assert row.appeal_links.get().token_hash not in row.letter.text


@pytest.mark.parametrize("kind", Restriction.Kind.values)
def test_every_letter_passes_our_own_check_in_two_languages(ready, kind):
    more = {"one-channel": {"channel": "mail"}, "one-contact": {"member": ada()}}.get(kind, {})
    more |= {"hours": [[["09:00", "12:00"]]] * 5 + [[], []]} if kind == "set-hours" else {}
    written = restricting.draft_restriction(a_plan(kind, **more), by=helena(), at=DAY + DAYS)
    assert written.text.count(APPEAL) == 2
    assert [one.finding.slug for one in findings_in(written.text)] == []


def test_without_merit_nobody_is_restricted():
    a_warning()
    assert refused(lambda: decided(a_plan())) == "merit-missing"
    a_merit()
    assert decided(a_plan()).pk


def test_while_we_owe_without_a_plan_nobody_is_restricted():
    a_warning()
    a_merit(standing="open", planned_for=None)
    assert refused(lambda: decided(a_plan())) == "merit-open"
    a_merit(standing="settled", planned_for=None, at=DAY + 2 * HOUR)
    assert decided(a_plan()).merit.standing == "settled"


def test_a_merit_older_than_the_incident_does_not_count():
    incident = her_incident()
    a_warning()
    a_merit(at=DAY - HOUR, planned_for=(DAY + DAYS).date())
    assert refused(lambda: decided(a_plan(incident=incident))) == "merit-missing"
    a_merit(incident=incident)
    assert decided(a_plan(incident=incident)).incident == incident


def test_a_warning_comes_first_but_not_before_a_threat():
    a_merit()
    abuse = her_incident("abuse")
    assert refused(lambda: decided(a_plan(incident=abuse))) == "warning-missing"
    assert decided(a_plan(incident=her_incident("threat"))).warning is None


def test_a_warning_counts_for_a_year_unless_amends_end_it():
    a_merit()
    a_warning(at=DAY - 366 * DAYS)
    assert refused(lambda: decided(a_plan())) == "warning-missing"
    ended = a_warning()
    warnings.end_warning(ended, by=bo(), at=DAY + HOUR)
    assert refused(lambda: decided(a_plan())) == "warning-missing"
    assert refused(lambda: warnings.end_warning(ended, by=bo(), at=DAY + HOUR)) == "warning-ended"
    counting = a_warning()
    assert decided(a_plan()).warning == counting


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"reason": " "}, "no-reason"),
        ({"happened": (DAY + 2 * DAYS).date()}, "happened-ahead"),
        ({"review_at": (DAY + DAYS).date()}, "review-past"),
        ({"review_at": (DAY + 185 * DAYS).date(), "until": None}, "review-far"),
        ({"review_at": (DAY + 30 * DAYS).date()}, "review-late"),
        ({"until": DAY + DAYS}, "until-past"),
        ({"kind": "silence"}, "kind"),
        ({"kind": "one-channel"}, "kind-channel"),
        ({"kind": "one-channel", "channel": "pigeon"}, "kind-channel"),
        ({"kind": "one-contact"}, "kind-member"),
        ({"kind": "set-hours"}, "kind-hours"),
        ({"kind": "set-hours", "hours": [[["12:00", "25:00"]]]}, "kind-hours"),
        ({"channel": "mail"}, "kind-channel"),
    ],
)
def test_what_is_missing_or_wrong_is_refused(ready, changed, code):
    assert refused(lambda: decided(a_plan(**changed))) == code
    assert decided(a_plan()).pk


def test_the_last_day_that_a_review_may_lie_off_is_taken(ready):
    assert decided(a_plan(review_at=(DAY + 184 * DAYS).date(), until=None)).pk


def test_a_policy_may_want_reviews_sooner_and_another_role(ready):
    Policy.objects.create(number=1, made_by=helena(), made_at=DAY, restrict_role="lead", review_days=7)
    assert refused(lambda: decided(a_plan())) == "not-decider"
    assert refused(lambda: decided(a_plan(), by=bo())) == "review-far"
    assert decided(a_plan(review_at=(DAY + 5 * DAYS).date()), by=bo()).decided_as == "lead"


def test_only_the_role_decides(ready):
    for member in (ada(), bo(), sam(), aino()):
        assert refused(lambda who=member: decided(a_plan(), by=who)) == "not-decider"


def test_a_restriction_does_not_begin_in_the_past(ready):
    assert refused(lambda: decided(a_plan(), at=DAY + DAYS + HOUR)) == "from-past"


def test_two_of_a_kind_may_not_overlap_on_one_contact():
    first = a_restriction("no-abuse")
    assert refused(lambda: decided(a_plan("no-abuse"))) == "overlap"
    assert decided(a_plan("end")).kind == "end"
    assert decided(a_plan("no-abuse", from_at=first.until)).from_at == first.until


def test_one_of_the_whole_firm_and_one_of_its_people_overlap():
    a_restriction("end", firm())
    assert refused(lambda: decided(a_plan("end"))) == "overlap"
    a_warning()
    assert decided(a_plan("no-abuse")).contact == mia()


def test_one_of_its_people_and_the_whole_firm_overlap():
    a_restriction("end")
    a_warning(firm())
    assert refused(lambda: decided(a_plan("end", firm()))) == "overlap"


def test_a_letter_that_does_not_tell_how_to_appeal_does_not_go(ready):
    assert refused(lambda: decided(a_plan(), text="You are restricted.")) == "letter-appeal"
    assert refused(lambda: decided(a_plan(), to="nobody")) == "letter-address"
    assert refused(lambda: decided(a_plan(), subject="")) == "letter-empty"
    assert not Restriction.objects.exists()
    assert not Letter.objects.filter(about__startswith="restriction").exists()


def test_no_database_takes_one_that_ends_before_it_begins(ready):
    row = decided(a_plan())
    with pytest.raises(IntegrityError), transaction.atomic():
        Restriction.objects.filter(pk=row.pk).update(until=row.from_at)


def test_leads_warn_and_an_agent_does_where_the_policy_lets_them():
    incident = her_incident("abuse")
    assert refused(lambda: a_warning(incident=incident, by=ada())) == "warn-not-allowed"
    assert a_warning(incident=incident).by == bo()
    policy = Policy.objects.create(number=1, made_by=helena(), made_at=DAY)
    Allowed.objects.create(policy=policy, severity="abuse", act="warn")
    assert a_warning(incident=incident, by=ada()).incident == incident
    assert refused(lambda: a_warning(by=ada())) == "warn-not-allowed"


def test_a_warning_by_whoever_reported_names_nobody():
    incident = her_incident("abuse", by=bo())
    row = a_warning(incident=incident, by=bo())
    assert entry(row, "warning.given")
    assert Letter.objects.get(about=f"warning:{row.pk}").by == "reporter"
    assert bo().name not in row.text
    assert bo().name in a_warning().text


def test_a_letter_in_their_language_and_ours():
    new = warnings.NewWarning(her(), "…", tongues=a_plan().tongues)
    assert "\n* * *\n" in warnings.draft_warning(new, by=bo(), at=DAY).text


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"asked": ""}, "merit-asked"),
        ({"demand": "mad"}, "merit-words"),
        ({"owed": ""}, "merit-owed"),
        ({"planned_for": None}, "merit-planned"),
        ({"planned_for": (DAY - DAYS).date()}, "merit-planned"),
        ({"standing": "nothing"}, "merit-nothing"),
        ({"asked": "x" * 10_001}, "merit-long"),
    ],
)
def test_a_merit_says_what_it_says(changed, code):
    assert refused(lambda: a_merit(**changed)) == code
    assert a_merit().standing == "planned"


def test_a_merit_of_another_person_does_not_count():
    other = Contact.objects.create(name="Olga", address="olga@acme.example", customer=mia().customer, first_seen_at=DAY)
    a_merit(replace(her(), contact=other))
    a_warning()
    assert refused(lambda: decided(a_plan())) == "merit-missing"
    assert merits.merit_of(firm(), None) == Merit.objects.get()


def test_an_incident_with_somebody_else_is_no_reason(ready):
    other = Contact.objects.create(name="Olga", address="olga@acme.example", customer=mia().customer, first_seen_at=DAY)
    incident = her_incident()
    assert refused(lambda: decided(a_plan(whom=replace(her(), contact=other), incident=incident))) == "whom-incident"


def test_what_is_missing_is_told_before_anything_is_written():
    incident = her_incident()
    assert restricting.missing_for(her(), incident, at=DAY) == ["merit-missing", "warning-missing"]
    a_merit(incident=incident)
    a_warning(incident=incident)
    assert restricting.missing_for(her(), incident, at=DAY + HOUR) == []


def test_restrictions_follow_a_customer_that_is_merged():
    row = a_restriction("end", firm())
    bigger = Customer.objects.create(name="Acme Group", first_seen_at=DAY)
    merge(row.customer, bigger, by=helena(), at=DAY + 2 * DAYS)
    row.refresh_from_db()
    assert row.customer == bigger
    assert Customer.objects.get(pk=bigger.pk).limits[0]["restriction"] == row.pk
    assert Warning.objects.get().customer == bigger


def test_what_a_complaint_is_worth_stands_with_the_firm_as_it_is_by_then():
    opened = her()
    assert opened.firm == acme()
    bigger = Customer.objects.create(name="Acme Group", first_seen_at=DAY)
    merge(acme(), bigger, by=helena(), at=DAY)
    assert a_merit(opened).customer == bigger
    assert refused(lambda: a_merit(replace(her(), contact=None, customer=acme()))) == "whom"


def test_somebody_with_both_roles_decides_as_the_one_the_policy_names(ready):
    grant_role(bo(), "manager", by=None, at=DAY)
    bo().forget_rights()
    assert decided(a_plan(), by=bo()).decided_as == "manager"
