"""`evenhand pack`: everything about one incident in one file that verifies without Evenhand."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from evenhand.doors.cli.options import json_option
from evenhand.doors.cli.taking_out import LANGUAGES, checkpoint_option, put_in_place, size_of, taker

if TYPE_CHECKING:
    from evenhand.record.people.models import Member
    from evenhand.record.protection.models import Incident

MAY_NOT = "may not take incidents out of the desk; managers and wellbeing may."


@click.command()
@click.argument("incident", type=click.IntRange(min=1), required=False)
@click.option("--latest", is_flag=True, help="The incident that was reported last.")
@click.option("-o", "target", type=click.Path(path_type=Path), help="The ZIP to write (default: incident-NUMBER.zip).")
@click.option("--as", "member", metavar="MEMBER", help="The member (by e-mail) who takes it out.")
@click.option(
    "--redact/--no-redact",
    "redacts",
    default=False,
    help="People who took no part become numbers, and the mails as they came are left out; default: all is in it.",
)
@click.option("--lang", "language", type=click.Choice(LANGUAGES), help="Language of its pages (default: the firm's).")
@checkpoint_option
@json_option
def pack(
    incident: int | None, latest: bool, target: Path | None, member: str | None, redacts: bool, language: str | None,
    checkpoint: Path | None, as_json: bool,
) -> None:  # fmt: skip
    """Write the evidence pack of INCIDENT (its number), or of the latest one.

    It says of itself that one pair of eyes made it; at the desk one member asks and another approves. The ledger keeps
    that it was made, and which file it was. Unpack it and run `python verify.py` inside; that needs Python alone.
    """
    if (incident is None) != latest:
        raise click.UsageError("Name the number of an incident, or --latest.")
    from evenhand.server.start import start

    start(migrate=False)
    from evenhand.doors import clock
    from evenhand.doors.reports.evidence.pack import TooLarge
    from evenhand.doors.reports.incident.build import Changing, Choices, build
    from evenhand.record.people.queries import workspace
    from evenhand.record.protection.packs import File, note_alone

    who = taker(member, "export_incidents", MAY_NOT) if member else None
    row = _incident(who, incident)
    at = clock.now()
    chosen = Choices(language or workspace().language, redacts, one_pair_of_eyes=True, since=size_of(checkpoint))
    target = target or Path(f"incident-{row.pk}.zip")
    try:
        with put_in_place(target) as temporary, temporary.open("x+b") as file:
            made = build(file, row, chosen, at=at)
            file.seek(0)
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
            # Before it is in place, so that no pack leaves that the record does not know of.
            noted = File(sha256, made.manifest_sha256)
            note_alone(row, noted, language=chosen.language, redacts=redacts, by=who, at=at)
    except TooLarge as error:
        raise click.ClickException("The pack is too large for one file. Leave the mails out: --redact.") from error
    except Changing as error:
        raise click.ClickException("The incident changed while its pack was made. Try again.") from error
    if as_json:
        found = {"file": str(target), "incident": row.pk, "files": made.files, "record": made.size, "sha256": sha256}
        click.echo(json.dumps(found | {"manifest_sha256": made.manifest_sha256}))
        return
    click.echo(f"{target}: the evidence pack of incident {row.pk}, {made.files} files. SHA-256: {sha256}")
    click.echo(
        "One pair of eyes made it, and it says so. Verify it: unpack it and run python verify.py inside.", err=True
    )


def _incident(member: Member | None, number: int | None) -> Incident:
    from evenhand.record.protection.incidents.access import incidents_for
    from evenhand.record.protection.models import Incident

    seen = incidents_for(member) if member else Incident.objects.all()
    found = seen.filter(pk=number).first() if number else seen.order_by("-reported_at", "-pk").first()
    if found is None:
        which = f"incident {number}" if number else "incident"
        raise click.ClickException(f"There is no {which}{' that this member may see' if member else ''}.")
    return found
