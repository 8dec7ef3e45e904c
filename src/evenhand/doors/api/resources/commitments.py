"""Promises both ways: listed, put on record, ended."""

from __future__ import annotations

from typing import Annotated, Literal

from django.http import HttpRequest
from ninja import Query, Router
from ninja.responses import Status

from evenhand.doors import clock
from evenhand.doors.api.document import BODY_ERRORS, ERRORS
from evenhand.doors.api.keys import READ, WRITE, member_with
from evenhand.doors.api.once import Word, made_once
from evenhand.doors.api.paging import PageOf, next_of, place_of
from evenhand.doors.api.problems import ProblemShape, invalid
from evenhand.doors.api.shapes.commitments import CommitmentPage, CommitmentShape, Ending, NewCommitment, shape_of
from evenhand.doors.api.shapes.common import Id, PathId
from evenhand.record.agreements.access.commitments import commitment_for, commitments_for
from evenhand.record.agreements.actions import commitments, endings
from evenhand.record.agreements.queries import commitments as queries
from evenhand.record.conversations.access import conversation_for, message_for
from evenhand.record.conversations.models import Message
from evenhand.record.customers.access import customer_for
from evenhand.record.people.errors import NotFound
from evenhand.record.people.models import Member
from evenhand.record.people.queries import who_serve

RIGHT = "see_conversations"
router = Router(tags=["commitments"])
MISSING = {404: ProblemShape, 409: ProblemShape}


@router.get("", response={200: CommitmentPage, **ERRORS}, auth=READ, summary="List promises")
def list_commitments(
    request: HttpRequest,
    page: PageOf,
    state: Annotated[Literal["open", "overdue", "ended", "all"], Query()] = "open",
    party: Annotated[Literal["", "us", "them"], Query()] = "",
    customer: Annotated[Id | None, Query()] = None,
) -> CommitmentPage:
    """The promises that the member may see, the earliest due first; those that ended, the latest end first."""
    member = member_with(request, RIGHT)
    of = f"commitments:{state}:{party}:{customer}"
    filters = queries.Filters(state=state, party=party, customer=customer)
    after = place_of(page.after, of=of)
    found = queries.commitments_page(member, filters, now=clock.now(), after=after, size=page.limit)
    return CommitmentPage(items=[shape_of(row) for row in found.rows], next=next_of(found.more, of=of))


@router.get("/{pk}", response={200: CommitmentShape, 404: ProblemShape, **ERRORS}, auth=READ, summary="One promise")
def get_commitment(request: HttpRequest, pk: PathId) -> CommitmentShape:
    """One promise with all that happened to it."""
    return _shape(member_with(request, RIGHT), pk)


@router.post(
    "",
    response={201: CommitmentShape, **MISSING, **BODY_ERRORS},
    auth=WRITE,
    summary="Put a promise on record",
)
def record_commitment(request: HttpRequest, body: NewCommitment, word: Word = "") -> Status[CommitmentShape]:
    """Record a promise of either side."""
    member = member_with(request, RIGHT)
    number = made_once(request, word, body, lambda: _record(body, member))
    return Status(201, _shape(member, number))


@router.post(
    "/{pk}/fulfil",
    response={200: CommitmentShape, **MISSING, **BODY_ERRORS},
    auth=WRITE,
    summary="It was done",
)
def fulfil_commitment(request: HttpRequest, pk: PathId, body: Ending) -> CommitmentShape:
    """What was promised was done, on time or late. 409 with the code ended where it had ended already."""
    member = member_with(request, RIGHT)
    row, proof = commitment_for(member, pk), _message(body.proof, member)
    endings.fulfil(row, by=member, at=clock.now(), words=body.words, proof=proof)
    return _shape(member, pk)


@router.post(
    "/{pk}/break",
    response={200: CommitmentShape, **MISSING, **BODY_ERRORS},
    auth=WRITE,
    summary="It was broken",
)
def break_commitment(request: HttpRequest, pk: PathId, body: Ending) -> CommitmentShape:
    """The promise was broken; it stays open, for it may be kept late."""
    member = member_with(request, RIGHT)
    row, proof = commitment_for(member, pk), _message(body.proof, member)
    endings.break_word(row, by=member, at=clock.now(), words=body.words, proof=proof)
    return _shape(member, pk)


@router.post(
    "/{pk}/release",
    response={200: CommitmentShape, **MISSING, **BODY_ERRORS},
    auth=WRITE,
    summary="It need not be done",
)
def release_commitment(request: HttpRequest, pk: PathId, body: Ending) -> CommitmentShape:
    """The side that was promised lets the other off; `words` say why."""
    member = member_with(request, RIGHT)
    row, proof = commitment_for(member, pk), _message(body.proof, member)
    endings.release(row, body.words, by=member, at=clock.now(), proof=proof)
    return _shape(member, pk)


def _shape(member: Member, pk: int) -> CommitmentShape:
    row = queries.with_steps(commitments_for(member).filter(pk=pk)).first()
    if row is None:
        raise NotFound
    return shape_of(row)


def _record(body: NewCommitment, member: Member) -> int:
    message = _message(body.message, member)
    _check(body, message)
    wanted = commitments.Promise(
        body.party,
        body.what,
        due=body.due,
        conversation=conversation_for(member, body.conversation) if body.conversation else None,
        customer=customer_for(member, body.customer) if body.customer else None,
        owner=_owner(body.owner),
        message=message,
        start=body.start,
        end=body.end,
    )
    return commitments.record(wanted, by=member, at=clock.now()).pk


def _check(body: NewCommitment, message: Message | None) -> None:
    """Words belong to a message, and the message to the conversation that is named."""
    if (message is None) != (body.start is None) or (body.start is None) != (body.end is None):
        raise invalid("$.message", "Name message, start and end together.")
    if message is not None and body.conversation not in (None, message.conversation_id):
        raise invalid("$.message", "This message stands in another conversation.")


def _message(pk: int | None, member: Member) -> Message | None:
    return message_for(member, pk) if pk is not None else None


def _owner(pk: int | None) -> Member | None:
    if pk is None:
        return None
    if (found := who_serve().filter(pk=pk).first()) is None:
        raise invalid("$.owner", "Nobody with this number serves customers here.")
    return found
