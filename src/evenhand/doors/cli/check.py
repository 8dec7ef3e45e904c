"""`evenhand check`: the draft check on files and standard input."""

from __future__ import annotations

from typing import Any

import click

from evenhand.doors.cli.check_options import OPTIONS, UTC, Asked, Option
from evenhand.doors.cli.checking import check_and_print
from evenhand.doors.cli.zones import Zone


@click.command()
@click.argument("files", nargs=-1, metavar="[FILE|-]...")
@click.option("--timezone", type=Zone(), default=UTC, show_default=True, help="Zone of times without one.")
@click.pass_context
def check(ctx: click.Context, /, **asked: Any) -> None:
    """Look at a reply before it is sent: promises, refusals, tone, and what the record says.

    FILE is a text or a mail (.eml, checked without what it quotes), or - for standard input. Findings go to standard
    output. With --jsonl every line is one draft and gets one line of answer.

    Exit status: 0 clean, 1 findings at or above --min-level, 2 could not run.
    """
    ctx.exit(check_and_print(Asked(**asked)))


def _option(option: Option) -> click.Option:
    return click.Option(
        [option.name],
        type=click.Choice(option.choices) if option.choices else None,
        default=False if option.is_flag else option.default,
        show_default=option.default is not None,
        metavar=option.metavar,
        is_flag=option.is_flag,
        multiple=option.is_repeated,
        help=option.help,
    )


check.params[1:1] = map(_option, OPTIONS)  # between the files and the time zone
