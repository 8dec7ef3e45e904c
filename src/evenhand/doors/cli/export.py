"""`evenhand export`: the record of one customer in one file, for people and for proof."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from evenhand.doors.cli.options import json_option
from evenhand.doors.cli.taking_out import LANGUAGES, checkpoint_option, put_in_place, size_of, taker

if TYPE_CHECKING:
    from evenhand.record.customers.models import Customer
    from evenhand.record.people.models import Member


@click.command()
@click.argument("customer")
@click.option("-o", "target", type=click.Path(path_type=Path), required=True, help="The ZIP file to write.")
@click.option("--as", "member", metavar="MEMBER", required=True, help="The member (by e-mail) who takes it out.")
@click.option("--language", type=click.Choice(LANGUAGES), help="Language of its pages (default: the member's own).")
@click.option("--notes", is_flag=True, help="Put our internal notes in, too; then it is not for the customer.")
@click.option("--originals", is_flag=True, help="Put the mails in as they came.")
@checkpoint_option
@json_option
def export(
    customer: str, target: Path, member: str, language: str | None, notes: bool, originals: bool,
    checkpoint: Path | None, as_json: bool,
) -> None:  # fmt: skip
    """Write the record of CUSTOMER (a number, or the whole name) into a ZIP.

    It holds what MEMBER may see: pages to read offline, the same as JSON, and the ledger's entries with proofs.
    Unpack it and run `python verify.py` inside; that needs no Evenhand. The ledger keeps that it was made, by whom,
    and which files these were.
    """
    from evenhand.doors.cli.progress import progress
    from evenhand.server.start import start

    start(migrate=False)
    from evenhand.doors import clock
    from evenhand.doors.reports.bundle.build import build
    from evenhand.doors.reports.bundle.scope import Scope

    who = taker(member, "export_customers", "may not take records out of the desk; leads and managers may.")
    scope = Scope(_customer(who, customer), who, clock.now(), with_notes=notes, with_originals=originals)
    since = size_of(checkpoint)
    count = scope.conversations().count()
    with put_in_place(target) as temporary, temporary.open("xb") as file, progress("Writing", count) as advance:
        made = build(file, scope, language=language or who.language, since=since, progress=advance)
    if as_json:
        found = {"file": str(target), "conversations": made.conversations, "messages": made.messages}
        click.echo(json.dumps(found | {"entries": made.entries, "manifest_sha256": made.manifest_sha256}))
        return
    click.echo(
        f"{target}: {made.conversations:,} conversations with {made.messages:,} messages, {made.entries:,} entries of "
        f"the ledger with their proofs. SHA-256 of its manifest: {made.manifest_sha256}"
    )


def _customer(member: Member, named: str) -> Customer:
    from evenhand.record.customers.access import customers_for

    seen = customers_for(member)
    found = list(seen.filter(pk=int(named)) if named.isdecimal() else seen.filter(name__iexact=named.strip())[:2])
    if len(found) != 1:
        how = "Several customers are" if found else "No customer that this member may see is"
        raise click.ClickException(f"{how} called {named}. Give the number, as in the address of the customer's page.")
    return found[0]
