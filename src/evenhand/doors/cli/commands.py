"""The commands of `evenhand`. The module of each is imported when it is called, so that help and `read` start fast."""

from __future__ import annotations

from importlib import import_module
from typing import NamedTuple

import click

from evenhand.doors.cli.options import data_option


class Entry(NamedTuple):
    """Where a command lives, what it does in one line, and whether it works on a workspace (then it has --data)."""

    module: str
    object: str
    meaning: str
    workspace: bool = True


COMMANDS = {
    "demo": Entry("demo", "demo", "Make a workspace with the demo company and start the desk."),
    "up": Entry("up", "up", "Start the desk: web server and worker together."),
    "web": Entry("web", "web", "Start the web server alone."),
    "worker": Entry("worker", "worker", "Start a worker alone."),
    "import": Entry("import_", "import_", "Bring in mail, conversations and tables."),
    "read": Entry("read", "read", "Say what stands in a text: manner, demands, promises.", workspace=False),
    "check": Entry("check", "check", "Look at a reply before it is sent.", workspace=False),
    "explain": Entry("explain", "explain", "Show the page of a rule of the draft check.", workspace=False),
    "export": Entry("export", "export", "Write the record of one customer into a file that proves itself."),
    "pack": Entry("pack", "pack", "Write the evidence of one incident into a file that proves itself."),
    "ledger": Entry("ledger", "ledger", "Verify the record, sign its head, print the key to verify with."),
    "backup": Entry("backup", "backup", "Write a backup, also while the desk runs."),
    "restore": Entry("restore", "restore", "Make a workspace from a backup."),
    "doctor": Entry("doctor", "doctor", "Look for what is wrong with this desk, and say what to do."),
}


class Commands(click.Group):
    """The commands of the table above, each imported on its first use."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the table's order."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, with --data where it works on a workspace."""
        del ctx
        entry = COMMANDS.get(cmd_name)
        if entry is None:
            return None
        command: click.Command = getattr(import_module(f"evenhand.doors.cli.{entry.module}"), entry.object)
        if entry.workspace and not any(option.name == "data" for option in command.params):
            data_option(command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list in the help, from the table alone."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.meaning) for name, entry in COMMANDS.items()])


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@data_option
@click.version_option(package_name="evenhand", message="evenhand %(version)s")
def evenhand() -> None:
    """A desk for difficult customers: fair to the customer, fair to the people who serve them.

    Exit codes: 0 done, 1 something was found or left undone (the words say what), 2 could not run.
    """
