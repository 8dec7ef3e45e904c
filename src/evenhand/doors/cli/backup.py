"""`evenhand backup`: the whole desk in one file."""

from __future__ import annotations

import json
import os
from pathlib import Path

import click

from evenhand.doors.cli.options import json_option


@click.command()
@click.argument("target", type=click.Path())
@click.option("--with-key", is_flag=True, help="Put the keys in, too; keep such a backup as you keep passwords.")
@json_option
def backup(target: str, with_key: bool, as_json: bool) -> None:
    """Write a backup to TARGET, a file, or a folder in which it gets a name with the time.

    What ends with a slash is a folder and has to be there: a disk that is not mounted is not written over each night.

    The desk may go on working: the backup is the record as it was at one moment. It holds mail, people and the
    ledger, so keep it where only you can read it. Without --with-key the key that signs sessions and links and the
    one that signs the ledger's checkpoints stay behind: after a restore everybody signs in again, and checkpoints
    are signed by a new key unless the old one is put in its place. Sessions are never in it.
    """
    from datetime import UTC, datetime

    from evenhand.doors.cli.progress import progress
    from evenhand.server.start import start

    workspace = start(migrate=False)
    from evenhand.server.backups import making

    at = datetime.now(UTC)
    path = _file(target, making.file_name(at))
    with progress("Writing rows", making.row_count()) as advance:
        manifest = making.make(workspace, path, at=at, with_key=with_key, progress=advance)
    size = path.stat().st_size
    if as_json:
        found = {"file": str(path), "bytes": size, "rows": manifest.rows, "tables": len(manifest.tables)}
        click.echo(json.dumps(found | {"key": with_key}))
        return
    key = "with the secret key" if with_key else "without the secret key"
    click.echo(f"{path}: {manifest.rows:,} rows of {len(manifest.tables)} tables, {size / 1e6:.1f} MB, {key}.")


def _file(target: str, name: str) -> Path:
    path = Path(target)
    if path.is_dir():
        return path / name
    if target.endswith(("/", os.sep)):
        raise click.ClickException(
            f"The folder {target} is not there. Make it, or mount its disk; nothing was written."
        )
    return path
