"""Signing the head of the tree, so that a copy of it can leave the desk."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from evenhand.knowledge.merkle import checkpoint, tree
from evenhand.record.ledger.models import Checkpoint, Departure, Head


def make(*, origin: str, private_pem: bytes, at: datetime) -> Checkpoint:
    """Sign the head as it is now and keep the note. Raises NoteError for a bad key or origin."""
    with transaction.atomic():
        head = current_head()
        signed = checkpoint.make_checkpoint(
            checkpoint.Checkpoint(origin, head.size, head.root), private_pem=private_pem
        )
        return Checkpoint.objects.create(size=head.size, root=head.root.hex(), note=signed.decode(), made_at=at)


def make_if_grown(*, origin: str, private_pem: bytes, at: datetime) -> Checkpoint | None:
    """A checkpoint if there is none of this size yet; else the newest, or None for a ledger without entries."""
    newest = latest()
    size = current_head().size
    if not size or (newest is not None and newest.size == size and newest.note.startswith(f"{origin}\n")):
        return newest
    return make(origin=origin, private_pem=private_pem, at=at)


def note_departure(made: Checkpoint, *, at: datetime) -> None:
    """A copy of it lies in the folder outside now; the first time counts. No entry: the ledger does not grow by it."""
    Departure.objects.get_or_create(checkpoint=made, defaults={"at": at})


def latest() -> Checkpoint | None:
    """The newest checkpoint."""
    return Checkpoint.objects.order_by("-pk").first()


def current_head() -> tree.Head:
    """Size and root of the ledger now, from the head's row. Raises ValueError if that row was damaged."""
    row = Head.objects.filter(pk=1).first()
    return (tree.Frontier.from_text(row.frontier) if row else tree.Frontier()).head()
