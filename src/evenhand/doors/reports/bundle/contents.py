"""The rows of a customer's record as plain values: what the pages show and the JSON files hold."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from evenhand.doors.reports.bundle.scope import Scope
from evenhand.knowledge.worktime import WorkingCalendar
from evenhand.record.agreements.minutes_queries import Answer, questions_of, standing_of
from evenhand.record.agreements.models import Change, Commitment, Minute, Stakeholder, Version
from evenhand.record.agreements.queries.clock import case_clock_of, ended
from evenhand.record.conversations.models import Conversation, Message
from evenhand.record.people.calendar import working_calendar
from evenhand.record.people.models import Member

Values = dict[str, Any]
STEPS = ("fulfilments", "releases", "breaches", "postponements", "reopenings")


def customer(scope: Scope) -> Values:
    """The customer and its people."""
    row = scope.customer
    people = row.contacts.exclude(name="", address="").order_by("name", "address")  # those who were erased
    return {
        "number": row.pk,
        "name": row.name,
        "team": row.team.name if row.team else None,
        "first_seen_at": row.first_seen_at,
        "domains": list(row.domains.order_by("domain").values_list("domain", flat=True)),
        "contacts": [{"number": one.pk, "name": one.name, "address": one.address} for one in people],
    }


def commitments(scope: Scope) -> list[Values]:
    """Promises both ways with all that happened to them, and the waits for what the customer owed."""
    steps = [f"{name}__by" for name in STEPS]
    rows = scope.commitments().select_related("owner", "recorded_by", "contact")
    return [_commitment(row) for row in rows.prefetch_related(*steps, "waits__arrived_in", "waits__begun_by")]


def minutes(scope: Scope) -> list[Values]:
    """Minutes with every version that was sent, and what each person said or did not say."""
    rows = scope.minutes().select_related("opened_by").prefetch_related("versions__written_by", "stakeholders")
    return [_minute(row) for row in rows]


def conversations(scope: Scope) -> Iterator[Values]:
    """Each conversation with its messages and its two clocks, one at a time."""
    calendar = working_calendar()
    for row in scope.conversations().select_related("owner", "team", "contact").iterator(chunk_size=100):
        yield _conversation(row, scope, calendar)


def _commitment(row: Commitment) -> Values:
    return {
        "number": row.pk,
        "party": row.party,
        "what": row.what,
        "words": row.words,
        "due_at": row.due_at,
        "due_is_day": row.due_is_day,
        "conversation": row.conversation_id,
        "message": row.message_id,
        "contact": str(row.contact) if row.contact else None,
        "owner": _name(row.owner),
        "recorded_by": _name(row.recorded_by),
        "recorded_at": row.recorded_at,
        "ended_at": row.ended_at,
        "steps": sorted(_steps(row), key=lambda step: (step["at"], step["kind"])),
        "waits": [
            {
                "since": wait.since, "proof": wait.proof_id, "begun_by": _name(wait.begun_by), "until": ended(wait),
                "arrived_in": wait.arrived_in_id,
            }
            for wait in row.waits.all()
        ],
    }  # fmt: skip


def _steps(row: Commitment) -> Iterator[Values]:
    for name in STEPS:
        for step in getattr(row, name).all():
            yield {
                "kind": step._meta.model_name,
                "at": step.at,
                "by": _name(step.by),
                "note": step.note,
                "proof": step.proof_id,
                "taken_back": getattr(step, "reopening_id", None) is not None,
                "to": getattr(step, "to_due_at", None),
            }


def _minute(row: Minute) -> Values:
    sent = [version for version in row.versions.all() if version.sent_at is not None]
    return {
        "number": row.pk,
        "title": row.title,
        "language": row.language,
        "value": str(row.value) if row.value is not None else None,
        "currency": row.currency,
        "conversation": row.conversation_id,
        "opened_by": _name(row.opened_by),
        "opened_at": row.opened_at,
        "stakeholders": [_stakeholder(one) for one in row.stakeholders.all()],
        "versions": [_version(version) for version in sent],
    }


def _stakeholder(row: Stakeholder) -> Values:
    values = {"party": row.party, "name": row.name, "email": row.email, "added_at": row.added_at}
    return values | {"removed_at": row.removed_at}


def _version(row: Version) -> Values:
    standing = standing_of(row)
    questions = questions_of([row])
    return {
        "number": row.number,
        "text": row.text,
        "sha256": row.sha256,
        "state": standing.state,
        "written_by": _name(row.written_by),
        "sent_at": row.sent_at,
        "agreed_at": row.agreed_at,
        "refused_at": row.refused_at,
        "withdrawn_at": row.withdrawn_at,
        "superseded_at": row.superseded_at,
        "change": _change(Change.objects.filter(version=row).select_related("base", "proposed_by").first()),
        "answers": [_answer(one) for one in standing.answers],
        "questions": [
            {"by": one.stakeholder.name, "at": one.at, "words": one.words, "answer": one.answer,
             "answered_at": one.answered_at}
            for one in questions
        ],
    }  # fmt: skip


def _change(row: Change | None) -> Values | None:
    if row is None:
        return None
    return {
        "of": row.base.number,
        "why": row.why,
        "time": row.time_impact,
        "money": row.money_impact,
        "scope": row.scope_impact,
        "amount": str(row.amount) if row.amount is not None else None,
        "currency": row.currency,
        "asked_by": row.asked_by,
        "proposed_by": _name(row.proposed_by),
    }


def _answer(one: Answer) -> Values:
    person = {"name": one.person.name, "party": one.person.party, "email": one.person.email}
    return person | {"kind": one.kind, "at": one.at, "how": one.how, "words": one.words}


def _conversation(row: Conversation, scope: Scope, calendar: WorkingCalendar) -> Values:
    clock = case_clock_of(row, calendar, now=scope.at)
    messages = scope.messages().filter(conversation=row).order_by("at", "pk")
    related = messages.select_related("author", "contact", "tombstone__erasure").prefetch_related("attachments")
    return {
        "number": row.pk,
        "subject": row.subject,
        "channel": row.channel,
        "contact": str(row.contact) if row.contact else None,
        "owner": _name(row.owner),
        "team": row.team.name if row.team else None,
        "started_at": row.started_at,
        "last_at": row.last_at,
        "closed_at": row.closed_at,
        "clock": clock and {
            "ours": clock.ours.working, "theirs": clock.theirs.working,
            "first_answer": clock.first_answer.working if clock.first_answer else None,
            "waited": [
                {"since": part.since, "until": part.until, "proofs": list(part.proofs)} for part in clock.waited
            ],
        },
        "messages": [_message(message) for message in related],
    }  # fmt: skip


def _message(row: Message) -> Values:
    stone = getattr(row, "tombstone", None)
    return {
        "number": row.pk,
        "direction": row.direction,
        "from": row.author.name if row.author else (str(row.contact) if row.contact else row.sender_name),
        "address": row.sender_address,
        "to": row.recipients,
        "at": row.at,
        "sent_at": row.sent_at,
        "subject": row.subject,
        "text": row.text,
        "language": row.language,
        "automatic": row.automatic,
        "variant_of": row.variant_of_id,
        "erased_at": stone.at if stone else None,
        "erased_basis": stone.erasure.basis if stone and stone.erasure else None,
        "attachments": [
            {"name": file.filename, "bytes": file.size, "sha256": file.sha256} for file in row.attachments.all()
        ],
    }


def _name(member: Member | None) -> str | None:
    return member.name if member else None
