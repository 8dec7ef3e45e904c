"""`evenhand worker`: one worker of the desk's jobs."""

from __future__ import annotations

import click


@click.command()
@click.option("--until-idle", is_flag=True, help="Leave when nothing is due.")
def worker(until_idle: bool) -> None:
    """Run the desk's jobs until it is stopped.

    Several workers may run at the same time. SIGTERM and Ctrl-C let the running job end first.
    """
    from evenhand.server.start import start

    start()
    import logging

    from evenhand.doors.jobs.process import desk_worker, stop_on_signals

    logging.getLogger("evenhand").setLevel(logging.INFO)
    one = desk_worker()
    stop_on_signals(one.stop)
    one.run(until_idle=until_idle)
