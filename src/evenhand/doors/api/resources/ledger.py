"""The ledger: how it stands, whether it holds, and proofs for whoever keeps a checkpoint elsewhere."""

from __future__ import annotations

from time import monotonic
from typing import Annotated

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from ninja import Path, Router
from ninja.responses import Status

from evenhand.doors import clock
from evenhand.doors.api.document import BODY_ERRORS, ERRORS
from evenhand.doors.api.keys import READ, member_with
from evenhand.doors.api.problems import Problem, ProblemShape, invalid
from evenhand.doors.api.shapes.ledger import (
    Checked,
    Erased,
    InclusionProof,
    LedgerState,
    OlderCheckpoint,
    Prefix,
)
from evenhand.knowledge.merkle.checkpoint import Checkpoint, open_checkpoint
from evenhand.knowledge.merkle.note import NoteError
from evenhand.knowledge.merkle.proofs import verify_consistency
from evenhand.knowledge.merkle.tree import EMPTY_ROOT, Head
from evenhand.record.ledger import checkpoints, queries, verifying
from evenhand.record.ledger.models import Checkpoint as Signed
from evenhand.record.outbox.actions import enqueue
from evenhand.record.outbox.ticking import SCHEDULED
from evenhand.record.people.errors import NotFound
from evenhand.record.protection.incidents.subjects import readable_by
from evenhand.server.signing import keys_for

RIGHT = "see_ledger"
AT_ONCE = 20_000
"""Entries that are verified while the program waits; a larger ledger is left to the worker."""
MOST_ERASED = 100
NOTE = {"description": "The signed note, byte for byte.", "content": {"text/plain": {"schema": {"type": "string"}}}}
EntryNumber = Annotated[int, Path(ge=0, le=2**63 - 1)]
router = Router(tags=["ledger"], by_alias=True)


@router.get("/state", response={200: LedgerState, 409: ProblemShape, **ERRORS}, auth=READ, summary="How it stands")
def ledger_state(request: HttpRequest) -> LedgerState:
    """How many entries there are and their root, the newest checkpoint, and what the newest check found."""
    member_with(request, RIGHT)
    try:
        return LedgerState.model_validate(queries.state())
    except ValueError as error:
        raise Problem("damaged") from error


@router.post("/verify", response={200: Checked, 202: Checked, **ERRORS}, auth=READ, summary="Verify it")
def verify_ledger(request: HttpRequest) -> Status[Checked]:
    """Compare every entry with its hashes, and their tree with the head. Nothing is changed.

    200 with what was found; for a ledger of more than 20,000 entries 202: the worker verifies it, the answer is what
    the check before found, and GET /ledger/state has the new one in a while.
    """
    member_with(request, RIGHT)
    if queries.size() > AT_ONCE:
        with transaction.atomic():
            enqueue("ledger-verify", {}, at=clock.now(), key=SCHEDULED)
        return Status(202, _checked("queued"))
    began = monotonic()
    verifying.keep(verifying.verify(), at=clock.now(), seconds=monotonic() - began)
    return Status(200, _checked("done"))


@router.get(
    "/checkpoint",
    response={200: None, 404: ProblemShape, **ERRORS},
    auth=READ,
    summary="The newest checkpoint",
    openapi_extra={"responses": {200: NOTE}},
)
def latest_checkpoint(request: HttpRequest) -> HttpResponse:
    """The newest signed head as plain text, to be kept where this desk cannot reach it."""
    member_with(request, RIGHT)
    return HttpResponse(_latest().note.encode(), content_type="text/plain; charset=utf-8")


@router.post(
    "/prefix", response={200: Prefix, 409: ProblemShape, **BODY_ERRORS}, auth=READ, summary="Is it still the same?"
)
def check_prefix(request: HttpRequest, body: OlderCheckpoint) -> Prefix:
    """Whether the ledger that an older checkpoint signed is the beginning of this one, with the proof of it.

    It compares the stored hashes of the entries; that these fit what the entries say is what verifying finds out.
    """
    member_with(request, RIGHT)
    old = _opened(body.checkpoint)
    try:
        head = checkpoints.current_head()
    except ValueError as error:
        raise Problem("damaged") from error
    path = _consistency(old.head, head)
    holds = path is not None and _holds(old.head, head, path)
    return Prefix(
        prefix=holds,
        reason="" if holds else "rolled-back" if old.size > head.size else "not-a-prefix",
        old_size=old.size,
        old_root=old.root.hex(),
        size=head.size,
        root=head.root.hex(),
        path=[each.hex() for each in path or ()] if holds else [],
    )


@router.get(
    "/entries/{number}/proof",
    response={200: InclusionProof, 404: ProblemShape, 409: ProblemShape, **ERRORS},
    auth=READ,
    summary="Prove an entry",
)
def prove_entry(request: HttpRequest, number: EntryNumber) -> InclusionProof:
    """That the entry of this number (they begin at 0) stands in the tree of the newest checkpoint."""
    member = member_with(request, RIGHT)
    entry = queries.entry_of(number)
    if entry is None or not readable_by(member)(entry.subject):
        raise NotFound
    signed = _latest()
    if entry.number >= signed.size:
        raise Problem("not-covered")
    try:
        path = queries.proofs_of([number], signed.size)[number]
    except ValueError as error:
        raise Problem("damaged") from error
    return InclusionProof(
        number=entry.number,
        meta=queries.meta_of(entry).decode(),
        commitment=bytes(entry.commitment).hex(),
        leaf_hash=bytes(entry.leaf_hash).hex(),
        erased_at=queries.erased_at([number]).get(number),
        size=signed.size,
        root=signed.root,
        path=[each.hex() for each in path],
        checkpoint=signed.note,
    )


def _checked(state: str) -> Checked:
    checked = queries.last_verification()
    return Checked.model_validate(
        {
            "state": state,
            "verification": queries.as_json(checked) if checked else None,
            "erased": [Erased(number=number, erased_at=at) for number, at in queries.newest_erased(MOST_ERASED)],
        }
    )


def _latest() -> Signed:
    newest = checkpoints.latest()
    if newest is None:
        raise Problem("no-checkpoint")
    return newest


def _opened(text: str) -> Checkpoint:
    """What a checkpoint says that this desk signed. Raises Problem for any other text."""
    note = text.replace("\r\n", "\n").encode()
    try:
        return open_checkpoint(note, keys_for([note]))
    except NoteError as error:
        raise invalid("$.checkpoint", f"This is no checkpoint that this desk signed ({error.code}).") from error


def _consistency(old: Head, head: Head) -> list[bytes] | None:
    """The way from the old head to the one of now; None where there is none."""
    if old.size in (0, head.size):
        return []
    try:
        return queries.prefix_proof(old.size, head.size)
    except ValueError:
        return None


def _holds(old: Head, head: Head, path: list[bytes]) -> bool:
    if old.size == 0:
        return old.root == EMPTY_ROOT
    return verify_consistency(old_size=old.size, new_size=head.size, old_root=old.root, new_root=head.root, path=path)
