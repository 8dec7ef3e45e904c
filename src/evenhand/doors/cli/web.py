"""`evenhand web`: the web server alone."""

from __future__ import annotations

import click


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", default=8080, show_default=True, type=click.IntRange(0, 65535), help="Port; 0 takes a free one."
)
@click.option("--listen-fd", type=int, hidden=True, help="A listening socket that `evenhand up` hands over.")
def web(host: str, port: int, listen_fd: int | None) -> None:
    """Start the web server alone; a worker must run beside it (`evenhand worker`)."""
    from evenhand.server import listening
    from evenhand.server.start import start

    handed_over = listen_fd is not None
    sock = listening.adopt(listen_fd) if listen_fd is not None else listening.listen(host, port)
    start()
    address = listening.address(sock)
    if not handed_over:
        from evenhand.doors.cli.first_start import say_first_steps

        say_first_steps(address)
    from evenhand.server.serving import serve

    serve(sock, ready=lambda: click.echo(f"Evenhand is at {address}"))
