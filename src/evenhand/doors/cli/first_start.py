"""What a desk without members says when it starts: the link that makes its first administrator."""

from __future__ import annotations

import click


def say_first_steps(address: str) -> None:
    """Print a one-time link for the first administrator where nobody is a member yet; else nothing."""
    from django.urls import reverse

    from evenhand.doors import clock
    from evenhand.record.people import actions

    token = actions.create_first_administrator_invitation(at=clock.now())
    if token is None:
        return
    link = address + reverse("invitation", args=[token])
    click.echo(f"Nobody is a member of this desk yet. Become its first administrator (this link works once):\n{link}")
