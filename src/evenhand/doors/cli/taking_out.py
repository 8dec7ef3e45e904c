"""What the commands share that take something out of the desk: by whom, since which checkpoint, into which file."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from evenhand.doors.cli.checkpoint_files import read_checkpoint

if TYPE_CHECKING:
    from evenhand.record.people.models import Member

LANGUAGES = ("en", "fi", "zh-hant", "zh-hans")
checkpoint_option = click.option(
    "--checkpoint",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A checkpoint that somebody else holds: the file then proves that the record continues it.",
)


def taker(email: str, right: str, otherwise: str) -> Member:
    """The member of this address, who must hold `right`; `otherwise` says who may. Raises ClickException."""
    from evenhand.record.people.access import may
    from evenhand.record.people.models import Member

    found = Member.objects.filter(email=email.strip().lower(), left_at=None).first()
    if found is None:
        raise click.ClickException(f"Nobody here has the address {email}.")
    if not may(found, right):
        raise click.ClickException(f"{found.name} {otherwise}")
    return found


def size_of(checkpoint: Path | None) -> int | None:
    """How many entries the ledger had at this checkpoint; None for none. Raises ClickException for what is none."""
    from evenhand.knowledge.merkle.checkpoint import open_checkpoint
    from evenhand.knowledge.merkle.note import NoteError
    from evenhand.server import signing

    if checkpoint is None:
        return None
    note = read_checkpoint(checkpoint)
    try:
        return open_checkpoint(note, signing.keys_for([note])).size
    except NoteError as error:
        raise click.ClickException(f"{checkpoint} is no checkpoint that this desk signed ({error.code}).") from error


@contextmanager
def put_in_place(target: Path) -> Iterator[Path]:
    """A new file beside the target, which takes its place when all went well and else is gone.

    Raises ClickException for a folder or disk that cannot be written.
    """
    temporary = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        yield temporary
        temporary.replace(target)
    except OSError as error:
        raise click.ClickException(f"{target} cannot be written ({error.strerror}).") from error
    finally:
        temporary.unlink(missing_ok=True)
