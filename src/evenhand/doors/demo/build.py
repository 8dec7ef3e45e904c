"""Building the demo: the firm, then its mail and what its members did, by the real imports and actions under a clock
that moves along."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

from evenhand.doors.connectors.bounded import ParserPool
from evenhand.doors.demo import firm, minutes, promises, protection
from evenhand.doors.demo.acting import Act, in_order, perform
from evenhand.doors.demo.letters import mbox
from evenhand.doors.demo.people import settle
from evenhand.doors.demo.story import Told, company, conversations
from evenhand.doors.demo.work import keep_house, last_morning
from evenhand.doors.intake.importing import import_paths
from evenhand.record.agreements.actions.arrivals import recompute_directions
from evenhand.record.conversations.models import Message
from evenhand.record.customers.ours import set_ours
from evenhand.record.ledger import checkpoints
from evenhand.record.ledger.models import Entry
from evenhand.record.people.models import Member
from evenhand.server.signing import origin, signing_key
from evenhand.server.workspace import Workspace, WorkspaceError

SEASON = timedelta(days=56)
BEFORE = timedelta(days=30)
# Whoever acts on a message read it first.
A_MOMENT = timedelta(seconds=30)


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
    begun = (min(told.date for story in stories for told in story) - BEFORE).astimezone(UTC)
    people = settle(password, at=begun)
    set_ours(company()["company"]["ours"], actor=people["sam"].actor, at=begun + A_MOMENT)
    recompute_directions(actor=people["sam"].actor, at=begun + A_MOMENT)
    acts = _acts(people, stories)
    with TemporaryDirectory() as place, ParserPool(2, reading=False) as pool:
        post = Post(Path(place), folder, people["sam"], pool, stories)
        for number, until in enumerate(seasons, start=1):
            progress(f"Season {number} of {len(seasons)}")
            while acts and acts[0].at <= until:
                post.bring(acts[0].at - A_MOMENT)
                perform(acts.pop(0))
            post.bring(until)
            if not Entry.objects.filter(at__gt=until).exists():  # later things are on record: it was done
                keep_house(people, at=until)
    for act in acts:
        perform(act)
    last_morning(people, at=opening - timedelta(minutes=5))
    checkpoints.make_if_grown(origin=origin(), private_pem=signing_key(), at=opening - timedelta(minutes=4))


def _acts(people: Mapping[str, Member], stories: list[list[Told]]) -> list[Act]:
    written = chain(firm.acts(people), promises.acts(people), minutes.acts(people), protection.acts(people))
    return in_order(written, (told.key for story in stories for told in story))


@dataclass(frozen=True, slots=True)
class Post:
    """The mail of the stories, brought in as time goes by; what is there already is not brought again."""

    place: Path
    folder: Path
    by: Member
    pool: ParserPool
    stories: list[list[Told]]

    def bring(self, until: datetime) -> None:
        """Import what was written until then and is not on record."""
        told = [one for story in self.stories for one in story if one.date <= until]
        filed = set(Message.objects.exclude(message_id="").values_list("message_id", flat=True))
        part = [one for one in told if one.message_id not in filed]
        if part:
            box = self.place / f"mail-until-{until:%Y-%m-%d-%H%M}.mbox"
            box.write_bytes(mbox(part, self.stories))
            import_paths([box], folder=self.folder, by=self.by, clock=partial(_stands_at, until), pool=self.pool)


def _stands_at(at: datetime) -> datetime:
    """A clock that stands still."""
    return at


def _seasons(stories: list[list[Told]], opening: datetime) -> Iterator[datetime]:
    """The ends of the seasons in which anything was written, the last one a little before the desk opens."""
    told = sorted(message.date for story in stories for message in story)
    end = told[0] + SEASON
    last = opening - timedelta(minutes=20)
    if told[-1] > last:
        raise ValueError(f"A message of {told[-1]} is dated after the demo's clock.")
    while told:
        until = last if end + SEASON > last else end
        left = [date for date in told if date > until]
        if len(left) < len(told):
            yield until.astimezone(UTC)
        told = left
        end += SEASON
