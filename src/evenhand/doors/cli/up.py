"""`evenhand up`: web server and worker as two child processes of one supervisor."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from socket import socket


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", default=8080, show_default=True, type=click.IntRange(0, 65535), help="Port; 0 takes a free one."
)
def up(host: str, port: int) -> None:
    """Start the desk: web server and worker together.

    One that dies is started again. Ctrl-C or SIGTERM stops both; the job that runs is finished first.
    """
    from evenhand.server import listening
    from evenhand.server.lock import hold
    from evenhand.server.start import start
    from evenhand.server.workspace import open_workspace

    with hold(open_workspace()):
        sock = listening.listen(host, port)
        start()
        run_desk(sock, listening.address(sock))


def run_desk(sock: socket, address: str) -> None:
    """Say the first steps, then supervise both children until the desk is stopped.

    `sock` listens already; the workspace is open and Django is set up.
    """
    from django.db import connections

    from evenhand.doors.cli.first_start import say_first_steps
    from evenhand.doors.cli.supervisor import Child, Supervisor

    say_first_steps(address)
    sys.stdout.flush()
    connections.close_all()
    command = [sys.executable, "-m", "evenhand.doors.cli.main"]
    descriptor = sock.fileno()
    Supervisor(
        [
            Child("web server", [*command, "web", "--listen-fd", str(descriptor)], (descriptor,)),
            Child("worker", [*command, "worker"]),
        ]
    ).run()
