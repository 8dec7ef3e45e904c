"""What changes between the moment somebody opened a page and the moment they send it; and how much may be sent."""

from __future__ import annotations

from dataclasses import replace

import pytest
from builders import ada, bo, helena
from django.db import connection
from django.test.utils import CaptureQueriesContext
from incidents import SHOUTED_AT, an_incident
from measures import DAY, HOUR, a_merit, a_plan, a_restriction, a_warning, acme, decided, firm, mia, now, she_writes

from evenhand.record.conversations.models import Message
from evenhand.record.conversations.working import NotPossible
from evenhand.record.customers.actions import merge, split
from evenhand.record.customers.models import Contact, Customer
from evenhand.record.protection.alerts.queries import left_standing
from evenhand.record.protection.incidents.reporting import MOST_QUOTATIONS, Words, report
from evenhand.record.protection.models import Incident, KeptApart, Quotation, Restriction

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def people():
    return [ada(), bo(), helena()]


def refused(act) -> str:
    """The code of the refusal."""
    with pytest.raises(NotPossible) as error:
        act()
    return error.value.code


def test_words_that_were_erased_since_the_form_was_opened_are_not_quoted():
    message = she_writes(at=DAY, text="You are useless, all of you.")
    Message.objects.filter(pk=message.pk).update(text="")
    told = replace(SHOUTED_AT, message=message, quotations=[Words(message, 0, 7)])
    assert refused(lambda: report(told, by=ada(), at=DAY + HOUR)) == "report-words"
    assert not Incident.objects.exists()
    assert not Quotation.objects.exists()


def test_a_firm_that_was_merged_since_the_page_was_opened_is_not_restricted_alone():
    mia()
    into = Customer.objects.create(name="Acme Group", first_seen_at=DAY)
    opened = a_plan("end", firm())
    a_merit(firm())
    a_warning(firm())
    merge(acme(), into, by=helena(), at=DAY + HOUR)
    assert refused(lambda: decided(opened)) == "whom"
    assert not Restriction.objects.exists()


def test_a_person_who_went_to_another_firm_meanwhile_is_held_with_the_new_one():
    a_restriction("end", firm())
    person = mia()
    other = split(acme(), name="Acme Parts", contact_ids=[person.pk], domains=[], by=bo(), at=DAY + HOUR)
    stale = Contact.objects.select_related("customer").get(pk=person.pk)
    merge(other, acme(), by=helena(), at=DAY + 2 * HOUR)
    a_merit()
    a_warning()
    plan = a_plan("end")
    assert refused(lambda: decided(replace(plan, whom=replace(plan.whom, contact=stale)))) == "overlap"


def test_a_message_under_a_limit_that_is_gone_meanwhile_is_heard():
    row = a_restriction("end")
    Restriction.objects.filter(pk=row.pk).update(until=row.from_at + HOUR)
    message = she_writes(at=row.from_at + 2 * HOUR)
    assert not KeptApart.objects.exists()
    assert not message.apart
    conversation = now(message.conversation)
    assert (conversation.closed_at, conversation.waiting_since) == (None, message.at)


def test_ten_thousand_quotations_go_into_one_incident_with_few_queries_and_one_more_is_refused():
    message = she_writes(at=DAY, text="You! " * MOST_QUOTATIONS)
    words = [Words(message, 5 * each, 5 * each + 4) for each in range(MOST_QUOTATIONS)]
    told = replace(SHOUTED_AT, message=message, quotations=words)
    with CaptureQueriesContext(connection) as asked:
        incident = report(told, by=ada(), at=DAY + HOUR)
    assert incident.quotations.count() == MOST_QUOTATIONS
    assert len(asked) < 200
    more = replace(told, quotations=[*words, Words(message, 0, 5)])
    assert refused(lambda: report(more, by=ada(), at=DAY + HOUR)) == "report-many"


def test_what_stands_with_nobody_left_to_ask_costs_the_same_for_few_and_for_many():
    for member in (bo(), helena()):
        type(member).objects.filter(pk=member.pk).update(left_at=DAY)
    costs = []
    for more in (2, 20):
        for _ in range(more):
            an_incident()
        with CaptureQueriesContext(connection) as asked:
            left_standing(ada(), at=DAY + HOUR)
        costs.append(len(asked))
    assert costs[0] == costs[1]
