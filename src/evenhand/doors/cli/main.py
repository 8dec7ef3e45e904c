"""The `evenhand` command. A plain call of `check` starts without the machinery of the other commands."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

_INTERRUPTED = 130


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and leave the process with its exit code; trouble is one sentence on standard error."""
    os.umask(os.umask(0o077) | 0o077)  # mail, keys and backups are for this user alone, whatever the folder says
    given = sys.argv[1:] if arguments is None else arguments
    try:
        code = _checked_at_once(given[1:]) if given[:1] == ["check"] else None
        code = _commanded(given) if code is None else code
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)  # noqa: T201
        sys.exit(_INTERRUPTED)
    except Exception as error:
        _explain(error)
        sys.exit(2)
    sys.exit(code)


def _checked_at_once(arguments: Sequence[str]) -> int | None:
    """The exit code of a check whose options need no explaining; None where the command has to look at them."""
    from evenhand.doors.cli.check_options import plainly_asked

    asked = plainly_asked(arguments)
    if asked is None:
        return None
    from evenhand.doors.cli.checking import check_and_print

    try:
        code = check_and_print(asked)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader went away
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return code


def _commanded(arguments: Sequence[str]) -> int:
    import click

    from evenhand.doors.cli import commands

    try:
        code = commands.evenhand.main(args=list(arguments), prog_name="evenhand", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.Abort:
        raise KeyboardInterrupt from None
    return code if isinstance(code, int) else 0


def _explain(error: Exception) -> None:
    from evenhand.server.start import trouble_in_words

    if (known := trouble_in_words(error)) is not None:
        _say(known)
        return
    if os.environ.get("EVENHAND_DEBUG", "").lower() in {"yes", "true", "1", "on"}:
        import traceback

        traceback.print_exc()
    words = " ".join(str(error).split()) or "no further words"
    _say(
        f"Something went wrong that Evenhand did not expect ({type(error).__name__}: {words}). "
        "What was saved before is safe. `evenhand doctor` looks for the cause; EVENHAND_DEBUG=yes shows more."
    )


def _say(words: str) -> None:
    import click

    click.echo(words, err=True)


if __name__ == "__main__":
    main()
