"""`evenhand demo`: a workspace with the demo company, and the desk on it."""

from __future__ import annotations

import click


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", default=8080, show_default=True, type=click.IntRange(0, 65535), help="Port; 0 takes a free one."
)
@click.option("--no-serve", is_flag=True, help="Only make the workspace.")
def demo(host: str, port: int, no_serve: bool) -> None:
    """Make a workspace with the demo company, start the desk, and print its address and sign-ins.

    The demo's clock stands at the morning of 20 November 2026 when the desk starts, and runs on from there.
    """
    from evenhand.server import listening
    from evenhand.server.lock import hold
    from evenhand.server.start import start
    from evenhand.server.workspace import open_workspace

    with hold(open_workspace()):
        sock = None if no_serve else listening.listen(host, port)
        workspace = start()
        from evenhand.doors.demo.build import build

        click.echo("Making the demo company …", err=True)
        password = build(workspace, progress=lambda words: click.echo(words, err=True))
        _say_sign_ins(password)
        if sock is not None:
            from evenhand.doors.cli.up import run_desk

            run_desk(sock, listening.address(sock))


def _say_sign_ins(password: str) -> None:
    from evenhand.record.people.models import Member

    click.echo(f"\nEverybody's password here is {password}\n")
    for member in Member.objects.order_by("pk").prefetch_related("grants"):
        roles = ", ".join(sorted(grant.role for grant in member.grants.all()))
        click.echo(f"  {member.email:34} {member.name}  ({roles}; {member.language})")
    click.echo("")
