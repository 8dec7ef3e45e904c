"""Letters from firm to firm: asking the firm of a contact for facts or help, or telling it what applies."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime

from django.db import transaction

from evenhand.record.conversations.working import NotPossible
from evenhand.record.ledger import actions as ledger
from evenhand.record.people.access import may
from evenhand.record.people.calendar import day_of, working_calendar
from evenhand.record.people.models import Member
from evenhand.record.protection.incidents.access import actor_on, is_reporter
from evenhand.record.protection.incidents.reporting import shown_role
from evenhand.record.protection.models import EmployerLetter, Incident, Restriction
from evenhand.record.protection.restrictions.letters import (
    Outgoing,
    Tongues,
    acting_role,
    check_once,
    check_words,
    composed,
    post,
    signed,
)
from evenhand.record.protection.restrictions.restricting import kind_values
from evenhand.record.protection.restrictions.warnings import check_happened, check_reason
from evenhand.record.protection.restrictions.whom import Whom, check_whom, hold, whom_of
from evenhand.record.protection.texts import Composed, Value


@dataclass(frozen=True, slots=True)
class NewEmployerLetter:
    """What the firm is asked (`asks`, to be answered by a day) or told (what a restriction says).

    `happened` is the day of what led to it, where no incident says it.
    """

    kind: str
    whom: Whom
    reason: str
    asks: str = ""
    answer_by: date | None = None
    addressee: str = ""
    incident: Incident | None = None
    restriction: Restriction | None = None
    tongues: Tongues = field(default_factory=lambda: Tongues("en"))
    happened: date | None = None


def draft_employer_letter(new: NewEmployerLetter, *, by: Member, at: datetime) -> Composed:
    """The letter as we would write it. Raises what `write_to_employer` raises, but for the letter's own."""
    _check(new, by=by, at=at)
    row, incident = new.restriction, _rests_on(new)
    signer = None if incident and is_reporter(by, incident) else by
    values: dict[str, Value | None] = {
        "contact": new.whom.name, "customer": new.whom.firm.name if new.whom.firm else "", "addressee": new.addressee,
        "happened": incident.occurred_at if incident else new.happened or (row.at if row else at),
        "reason": new.reason.strip(), "asks": new.asks.strip(), "answer_by": new.answer_by,
        **signed(signer, acting_role(by) if signer else shown_role(by)),
    }  # fmt: skip
    if row is not None:
        values |= {"from": row.from_at, "until": row.until, "review": row.review_at, **kind_values(row)}
    return composed(f"employer-{new.kind}", new.tongues, values)


@transaction.atomic
def write_to_employer(new: NewEmployerLetter, letter: Outgoing, *, by: Member, at: datetime) -> EmployerLetter:
    """Write to the firm.

    Raises NotPossible: "employer-not-allowed", "employer-kind", "no-firm" (nobody's people), "whom-incident",
    "no-reason", "reason-long", "happened-ahead", "no-asks", "answer-past", "no-restriction" (nothing to tell of, or
    of somebody else), "letter-empty", "letter-long", "letter-address", "sent-already" (a button pressed twice).
    """
    new = replace(new, whom=hold(new.whom))
    _check(new, by=by, at=at)
    check_words(letter, has_appeal=False)
    same = EmployerLetter.objects.filter(**new.whom.columns(), incident=new.incident, kind=new.kind, to=letter.to[:254])
    check_once(same, letter, by=by, at=at)
    row = EmployerLetter.objects.create(
        **new.whom.columns(), kind=new.kind, incident=new.incident, restriction=new.restriction, to=letter.to[:254],
        reason=new.reason.strip(), text=letter.text.strip(), language=new.tongues.first,
        second_language=new.tongues.second, by=by, at=at,
    )  # fmt: skip
    incident = _rests_on(new)
    # As the letter, which their name would not stand under: a name here and none there would tell who reported it.
    actor = actor_on(incident, by) if incident else by.actor
    row.letter = post(letter, f"employer-letter:{row.pk}", by=actor, at=at)
    row.save(update_fields=["letter"])
    body = {
        "kind": row.kind, "contact": row.contact_id, "customer": row.customer_id, "restriction": row.restriction_id,
        "letter": row.letter.pk, "sha256": row.letter.sha256,
    }  # fmt: skip
    ledger.append(kind="employer.written-to", actor=actor, at=at, subject=f"employer-letter:{row.pk}", body=body)
    return row


@transaction.atomic
def keep_employer_answer(letter: EmployerLetter, answer: str, *, by: Member, at: datetime) -> None:
    """Keep what the firm answered. Raises NotPossible "no-words" or "answered-already"."""
    if not answer.strip():
        raise NotPossible("no-words")
    rows = EmployerLetter.objects.filter(pk=letter.pk, answered_at=None)
    if not rows.update(answered_at=at, answer=answer.strip()):
        raise NotPossible("answered-already")
    ledger.append(kind="employer.answered", actor=by.actor, at=at, subject=f"employer-letter:{letter.pk}", body={})


def _rests_on(new: NewEmployerLetter) -> Incident | None:
    return new.incident or (new.restriction.incident if new.restriction else None)


def _check(new: NewEmployerLetter, *, by: Member, at: datetime) -> None:
    if not may(by, "record_merit"):
        raise NotPossible("employer-not-allowed")
    if new.kind not in EmployerLetter.Kind.values:
        raise NotPossible("employer-kind")
    check_whom(new.whom, new.incident)
    if new.whom.firm is None:
        raise NotPossible("no-firm")
    check_reason(new.reason)
    check_happened(new.happened, at)
    if new.kind == EmployerLetter.Kind.TELL:
        if new.restriction is None or whom_of(new.restriction) != new.whom:
            raise NotPossible("no-restriction")
        return
    if not new.asks.strip():
        raise NotPossible("no-asks")
    if new.answer_by is None or new.answer_by <= day_of(at, working_calendar()):
        raise NotPossible("answer-past")
