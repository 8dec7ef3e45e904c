"""Building the demo: the firm, then its mail, season by season, by the real import under a clock that moves along."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from evenhand.doors.demo.letters import mbox
from evenhand.doors.demo.people import settle
from evenhand.doors.demo.story import Told, company, conversations
from evenhand.doors.demo.work import keep_house, last_morning
from evenhand.doors.intake.importing import import_paths
from evenhand.record.agreements.actions.arrivals import recompute_directions
from evenhand.record.customers.ours import set_ours
from evenhand.record.people.models import Member
from evenhand.server.workspace import Workspace, WorkspaceError

SEASON = timedelta(days=56)


def build(workspace: Workspace, *, progress: Callable[[str], None] = lambda _words: None) -> str:
    """Make the demo in this workspace and return the password of all its members.

    An interrupted build goes on where it stopped; a finished one is left as it is, its clock set back to the
    demo's morning. Raises WorkspaceError for a workspace that somebody works in.
    """
    settings = workspace.settings()
    if "demo_password" not in settings and Member.objects.exists():
        raise WorkspaceError(
            f"{workspace.folder} is not a demo, people work in it. Name another folder: evenhand demo --data FOLDER"
        )
    password = str(settings.get("demo_password") or f"harbour-{secrets.token_hex(4)}")
    workspace.write_settings(demo_password=password)
    opening: datetime = company()["company"]["now"]
    if not settings.get("demo_built"):
        _build(workspace.folder, password, opening, progress)
        workspace.write_settings(demo_built=True)
    offset = (opening - datetime.now(UTC)).total_seconds()
    workspace.write_settings(clock_offset_seconds=offset)
    return password


def _build(folder: Path, password: str, opening: datetime, progress: Callable[[str], None]) -> None:
    stories = list(conversations())
    seasons = list(_seasons(stories, opening))
    people = settle(password, at=min(told.date for story in stories for told in story) - timedelta(days=30))
    first = seasons[0][0]
    set_ours(company()["company"]["ours"], actor=people["sam"].actor, at=first)
    recompute_directions(actor=people["sam"].actor, at=first)
    with TemporaryDirectory() as place:
        for number, (until, part) in enumerate(seasons, start=1):
            progress(f"Season {number} of {len(seasons)}")
            box = Path(place) / f"mail-until-{until:%Y-%m-%d}.mbox"
            box.write_bytes(mbox(part, stories))
            import_paths([box], folder=folder, by=people["sam"], clock=partial(_stands_at, until))
            keep_house(people, at=until)
    last_morning(people, at=opening - timedelta(minutes=5))


def _stands_at(at: datetime) -> datetime:
    """A clock that stands still."""
    return at


def _seasons(stories: list[list[Told]], opening: datetime) -> Iterator[tuple[datetime, list[Told]]]:
    """The messages up to each season's end, the last season ending a little before the desk opens."""
    told = sorted((message for story in stories for message in story), key=lambda message: message.date)
    end = told[0].date + SEASON
    last = opening - timedelta(minutes=20)
    while told:
        until = last if end + SEASON > last else end
        part = [message for message in told if message.date <= until]
        told = told[len(part) :]
        if until == last and told:
            raise ValueError(f"{told[0].key} is dated after the demo's clock.")
        if part:
            yield until.astimezone(UTC), part
        end += SEASON
