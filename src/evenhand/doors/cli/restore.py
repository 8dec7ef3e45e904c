"""`evenhand restore`: a workspace from a backup."""

from __future__ import annotations

import json
from pathlib import Path

import click

from evenhand.doors.cli.options import json_option


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--replace", is_flag=True, help="Set a desk that is there aside, inside the folder, and take its place.")
@click.option(
    "--erasures",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A list of erasures (erasures.jsonl of the desk that made the backup): what it names is erased again.",
)
@json_option
def restore(file: Path, replace: bool, erasures: Path | None, as_json: bool) -> None:
    """Make a workspace from the backup FILE, in the folder that --data names.

    Every file of the backup is compared with its manifest first, and every table after it was filled. A folder that
    holds a desk is refused unless --replace is given. With EVENHAND_DATABASE_URL the record goes into that database,
    which must be empty. What was erased since the backup was made is erased again, by the lists of erasures
    (erasures.jsonl) in the folder and beside the backup, and by the one that --erasures names. Stop the desk first.
    """
    from datetime import UTC, datetime

    from evenhand.doors.cli.progress import progress
    from evenhand.server.backups import erasures as lists
    from evenhand.server.backups import restoring
    from evenhand.server.lock import hold
    from evenhand.server.workspace import WorkspaceError, folder_from_environment

    folder = folder_from_environment()
    erased = [*lists.read(file.parent / lists.NAME), *(lists.read(erasures) if erasures else [])]
    with restoring.open_backup(file) as archive:
        manifest = restoring.check(archive)
        if restoring.is_used(folder) and not replace:
            raise WorkspaceError(
                f"{folder} holds a desk already. Name another folder with --data, or set it aside with --replace."
            )
        with hold(restoring.make_folder(folder)), progress("Checking and loading rows", manifest.rows) as advance:
            done = restoring.restore(archive, manifest, folder, at=datetime.now(UTC), progress=advance, erased=erased)
    if as_json:
        found = {"folder": str(folder), "rows": manifest.rows, "made_at": manifest.made_at}
        more = {"aside": str(done.aside) if done.aside else None, "erased_again": done.erased_again}
        click.echo(json.dumps(found | more))
        return
    click.echo(f"{folder}: {manifest.rows:,} rows as they were on {manifest.made_at}, checked.")
    if done.erased_again:
        click.echo(f"{done.erased_again} erasure(s) done since then were done again.")
    if done.aside:
        click.echo(f"What was there before is in {done.aside}; delete it when you no longer need it.")
