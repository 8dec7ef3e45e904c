"""`evenhand ledger`: does the record still say what it said, and a signed copy of its head to keep elsewhere."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from evenhand.doors.cli.options import data_option, json_option

if TYPE_CHECKING:
    from evenhand.knowledge.merkle.note import VerifierKey
    from evenhand.knowledge.merkle.verify import Report


@click.group()
def ledger() -> None:
    """Verify the ledger, sign its head, print the key to verify with."""


@ledger.command()
@click.option(
    "--checkpoint",
    "checkpoints",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    multiple=True,
    help="A checkpoint that was kept elsewhere, or the mail that carried it, saved as a file; it must be the beginning "
    "of what is here. May be given several times.",
)
@click.option(
    "--key",
    "keys",
    metavar="KEY",
    multiple=True,
    help="A public key, as `evenhand ledger key` printed it, for checkpoints that an earlier key signed.",
)
@data_option
@json_option
def verify(checkpoints: tuple[Path, ...], keys: tuple[str, ...], as_json: bool) -> None:
    """Compare every entry with its hashes, their tree with the head, and both with checkpoints from elsewhere.

    Exit code 0 when all holds, 1 with the first entry that does not and what happened to it, 2 when it could not run.
    Nothing is changed, and the desk may go on working.
    """
    from time import monotonic

    from evenhand.doors.cli.progress import progress
    from evenhand.server.start import start

    start(migrate=False)
    from evenhand.record.ledger import verifying
    from evenhand.record.ledger.models import Entry

    notes = [_read(path) for path in checkpoints]
    known = _keys(notes, keys)
    began = monotonic()
    with progress("Verifying entries", Entry.objects.count()) as advance:
        report = verifying.verify(notes, known, progress=advance)
    found = _found(report, [str(path) for path in checkpoints], monotonic() - began)
    click.echo(json.dumps(found, ensure_ascii=False) if as_json else _sentences(found, len(notes)))
    sys.exit(0 if report.first is None else 1)


@ledger.command()
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write it to this file instead.")
@data_option
def checkpoint(output: Path | None) -> None:
    """Sign the ledger's head as it is now and print the checkpoint. Keep it where this desk cannot reach it."""
    from evenhand.server.start import start

    start()
    from evenhand.doors import clock
    from evenhand.record.ledger import checkpoints
    from evenhand.server.signing import origin, signing_key
    from evenhand.server.workspace import WorkspaceError

    made = checkpoints.make(origin=origin(), private_pem=signing_key(), at=clock.now())
    if output is None:
        click.echo(made.note, nl=False)
        return
    try:
        output.write_text(made.note, encoding="utf-8", newline="\n")
    except OSError as error:
        raise WorkspaceError(f"{output} cannot be written ({error.strerror}).") from error
    click.echo(f"{output}: the checkpoint of {made.size:,} entries.")


@ledger.command()
@data_option
@json_option
def key(as_json: bool) -> None:
    """Print the public key that checkpoints and packs are verified with. Give it to whoever keeps them."""
    from evenhand.server.start import start

    start()
    from evenhand.server.signing import own_key

    own = own_key()
    if as_json:
        click.echo(json.dumps({"key": own.to_text(), "name": own.name, "sha256": own.fingerprint}))
        return
    click.echo(own.to_text())
    click.echo(f"SHA-256 of the key, to compare by telephone: {own.fingerprint}", err=True)


def _read(path: Path) -> bytes:
    from evenhand.doors.cli.checkpoint_files import read_checkpoint

    try:
        return read_checkpoint(path)
    except OSError as error:
        raise click.BadParameter(f"{path} cannot be read ({error.strerror}).", param_hint="--checkpoint") from error


def _keys(notes: list[bytes], more: tuple[str, ...]) -> list[VerifierKey]:
    """The desk's own key and those that were named."""
    from evenhand.knowledge.merkle.note import NoteError, VerifierKey
    from evenhand.server.signing import keys_for

    try:
        named = [VerifierKey.from_text(text) for text in more]
    except NoteError as error:
        raise click.BadParameter("This is no key as `evenhand ledger key` prints it.", param_hint="--key") from error
    return [*named, *(keys_for(notes) if notes else [])]


def _found(report: Report, names: list[str], seconds: float) -> dict[str, Any]:
    from evenhand.doors.web.ledger.words import break_in_words

    first, broken = report.first, None
    if first is not None:
        broken = {"kind": first.kind, "number": first.number, **first.parameters}
        if "checkpoint" in first.parameters:
            broken["checkpoint"] = names[int(first.parameters["checkpoint"])]
        broken["sentence"] = break_in_words(first.kind, first.number, first.parameters)
    return {
        "whole": first is None,
        "size": report.size,
        "root": report.root.hex(),
        "erased": list(report.erased),
        "lingering": list(report.lingering),
        "break": broken,
        "seconds": round(seconds, 2),
    }


def _sentences(found: dict[str, Any], checkpoints: int) -> str:
    lines = []
    if found["break"]:
        name = found["break"].get("checkpoint")
        lines.append(f"{name}: {found['break']['sentence']}" if name else found["break"]["sentence"])
    else:
        lines.append(f"The ledger is whole: {found['size']:,} entries.")
    lines.append(f"Root {found['root']}")
    if found["erased"]:
        lines.append(f"The content of {len(found['erased']):,} of them is erased, as the ledger says.")
    if found["lingering"]:
        lines.append(f"Content that was erased is here again: {_first(found['lingering'])}. Restore with --erasures.")
    if not found["break"] and checkpoints:
        lines.append(f"{checkpoints} checkpoint(s) from elsewhere: all are beginnings of this ledger.")
    if not found["break"] and not checkpoints:
        lines.append("No checkpoint from elsewhere was given: a history written anew with all its hashes would pass.")
    return "\n".join(lines)


def _first(numbers: list[int], most: int = 10) -> str:
    shown = ", ".join(map(str, numbers[:most]))
    return shown if len(numbers) <= most else f"{shown} and {len(numbers) - most} more"
