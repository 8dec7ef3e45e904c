"""Options that several commands share."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any] | click.Command)


def _use_folder(context: click.Context, option: click.Parameter, value: str | None) -> str | None:
    del context, option
    if value:
        os.environ["EVENHAND_DATA"] = str(Path(value).expanduser().absolute())
    return value


def data_option(command: F) -> F:
    """--data DIR, before or after the command's name; it sets EVENHAND_DATA."""
    return click.option(
        "--data",
        metavar="DIR",
        expose_value=False,
        callback=_use_folder,
        help="Folder of the workspace (default: EVENHAND_DATA, else ./workspace).",
    )(command)


def json_option(command: F) -> F:
    """--json, for figures that another program reads; the parameter is `as_json`."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON instead of sentences.")(command)
