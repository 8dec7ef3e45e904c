"""`evenhand import`: mail and conversations into the workspace, bytes first, the same thing never twice."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from evenhand.doors.connectors.incoming import Skipped
    from evenhand.doors.intake.counts import Counts
    from evenhand.record.people.models import Member

REASONS = {
    "missing": "is not there",
    "empty": "is empty",
    "not-mail": "holds no mail and no conversations",
    "unreadable": "cannot be read; give this user the right to read it",
    "too-large": "has a line too long to be a conversation",
    "link-outside": "is a link to a file outside the folder",
    "kind-invoices": "holds invoices, which this version does not take yet",
    "kind-timesheet": "is a timesheet, which this version does not take yet",
    "unknown-columns": "has columns that are not known; conversations need conversation, from and text",
}


@click.command("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--ours", multiple=True, help="A domain or address that is ours; may be given several times.")
@click.option("--kind", type=click.Choice(["conversations"]), help="What a CSV file holds where it does not say.")
@click.option("--as", "member", metavar="MEMBER", help="The member (by e-mail) who imports.")
@click.option("--json", "as_json", is_flag=True, help="Print the counts of this run as JSON.")
def import_(
    paths: tuple[Path, ...], ours: tuple[str, ...], kind: str | None, member: str | None, as_json: bool
) -> None:
    """Import mail (mbox, Maildir, single mails, folders) and conversations (JSON Lines, CSV) from PATHS.

    Bytes are stored before anything reads them. The same import twice stores nothing twice; after an interruption,
    run it again and it completes. Exit status: 0 done, 1 a named file could not be taken, 2 could not run.
    """
    del kind
    from evenhand.server.start import start

    workspace = start()
    from evenhand.doors import clock
    from evenhand.doors.intake.importing import import_paths
    from evenhand.server import environment

    by = _member(member)
    _say_who_we_are(ours, by)
    processes = max(1, environment.number("EVENHAND_IMPORT_PROCESSES", 2))
    with _progress(paths) as progress:
        counts, notices = import_paths(
            paths, folder=workspace.folder, by=by, clock=clock.now, processes=processes, progress=progress
        )
    _say_guess()
    _report(counts, notices, as_json=as_json)
    named = {path.name for path in paths if not path.is_dir()}
    if any(notice.origin in named and notice.reason in REASONS for notice in notices):
        sys.exit(1)


def _member(email: str | None) -> Member | None:
    from evenhand.record.people.models import Member

    if email is None:
        return None
    found = Member.objects.filter(email=email.strip().lower(), left_at=None).first()
    if found is None:
        raise click.UsageError(f"Nobody here has the address {email}. `evenhand doctor` lists who is here.")
    return found


def _say_who_we_are(values: tuple[str, ...], by: Member | None) -> None:
    if not values:
        return
    from evenhand.doors import clock
    from evenhand.record.customers.ours import guesses, ours, set_ours

    kept = ours().values - set(guesses())
    try:
        set_ours({*values, *kept}, actor=by.actor if by else "system", at=clock.now())
    except ValueError as error:
        raise click.UsageError(f"--ours: {error} Give a domain (acme.com) or an address (help@acme.com).") from error
    _follow_who_we_are(by)


def _follow_who_we_are(by: Member | None) -> None:
    """Directions of what is on record follow at once, also where no worker runs."""
    from evenhand.doors import clock
    from evenhand.record.conversations.actions import recompute_if_asked

    recompute_if_asked(actor=by.actor if by else "system", at=clock.now())


def _say_guess() -> None:
    from evenhand.record.customers.ours import guesses

    if guess := guesses():
        click.echo(
            f"Most of this mail was sent to {guess[0]}, so that is taken to be us. "
            f"If it is right, say --ours {guess[0]} once, or confirm it in the desk under Settings.",
            err=True,
        )


def _report(counts: Counts, notices: list[Skipped], *, as_json: bool) -> None:
    for notice in notices[:50]:
        click.echo(f"{notice.origin}: {reason_in_words(notice.reason)}.", err=True)
    if len(notices) > 50:
        click.echo(f"… and {len(notices) - 50} more that were not taken.", err=True)
    if as_json:
        click.echo(json.dumps(counts.as_dict()))
        return
    click.echo(
        f"{counts.messages} messages in {counts.conversations} new conversations from {counts.files} files; "
        f"{counts.duplicates} were here already, {counts.variants} are variants, {counts.read_in_part} could not be "
        f"read fully, {counts.skipped} skipped, {counts.rejected} rejected; {counts.seconds:.1f} s."
    )


def reason_in_words(reason: str) -> str:
    """Why something was not taken, as the end of a sentence that begins with its name."""
    for prefix in ("bad-line:", "bad-row:"):
        if reason.startswith(prefix):
            return reason.removeprefix(prefix)
    return REASONS.get(reason, reason)


@contextmanager
def _progress(paths: tuple[Path, ...]) -> Iterator[Callable[[int, Counts], None]]:
    """A bar with rate and time left, on a terminal only."""
    if not sys.stderr.isatty():
        yield lambda _bytes, _counts: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    from evenhand.doors.intake.importing import size_of

    columns = (
        TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(),
        TextColumn("{task.fields[rate]}"), TimeRemainingColumn(),
    )  # fmt: skip
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task("Importing", total=sum(size_of(path) for path in paths) or None, rate="")

        def advance(done: int, counts: Counts) -> None:
            seconds = bar.tasks[0].elapsed or 1.0
            told = counts.messages + counts.duplicates
            bar.update(task, completed=done, rate=f"{told:,} messages, {told / seconds:,.0f} a second")

        yield advance
