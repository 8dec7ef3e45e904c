"""The demo company, built by real imports and actions; twice gives the same."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from builders import ada
from django.db.models import Model

from evenhand.doors.demo import build as building
from evenhand.doors.demo.acting import Act
from evenhand.doors.demo.build import build
from evenhand.doors.demo.story import company, conversations
from evenhand.record.agreements.models import Commitment, Fulfilment, Minute, Suggestion, Update, Version, Wait
from evenhand.record.conversations.models import (
    Assignment,
    Closure,
    Conversation,
    Correction,
    Draft,
    Message,
    Raw,
    Reading,
    Reveal,
    Snooze,
)
from evenhand.record.customers.models import Contact, Customer
from evenhand.record.ledger.models import Entry
from evenhand.record.people.models import Member, Team
from evenhand.server.workspace import WorkspaceError, open_workspace

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
KEPT: tuple[type[Model], ...] = (
    Message, Conversation, Customer, Contact, Member, Team, Raw, Reading, Assignment, Closure, Snooze, Draft, Reveal,
    Correction, Commitment, Fulfilment, Minute, Suggestion, Update, Version, Wait,
)  # fmt: skip


def numbers() -> dict[str, int]:
    """How many rows of each kind there are."""
    return {model.__name__: model._default_manager.count() for model in KEPT}


def test_the_demo_stands_and_building_it_again_changes_nothing(tmp_path: Path) -> None:
    workspace = open_workspace(tmp_path)
    said: list[str] = []
    password = build(workspace, progress=said.append)
    opening: datetime = company()["company"]["now"]
    first = numbers()

    assert said[0].startswith("Season 1 of ")
    assert first["Message"] - 1 == sum(map(len, conversations()))  # and one note, written in the desk
    assert not Message.objects.exclude(level="full").exists()
    assert not Raw.objects.exclude(state="filed").exists()
    _has_every_variety()
    _looks_like_a_desk_at_work(opening)
    assert Member.objects.get(email="ada@harbourline.example").check_password(password)
    offset = timedelta(seconds=workspace.settings()["clock_offset_seconds"])
    assert abs(datetime.now(UTC) + offset - opening) < timedelta(minutes=5)

    assert build(workspace) == password
    assert numbers() == first

    workspace.write_settings(demo_built=False)  # as if it had been interrupted at the very end
    assert build(workspace) == password
    assert numbers() == first


def _has_every_variety() -> None:
    inbound = Message.objects.filter(direction="inbound")
    assert set(inbound.values_list("language", flat=True)) >= {"en", "fi", "zh-Hant", "zh-Hans", "yue"}
    assert set(Conversation.objects.values_list("language", flat=True)) >= {"en", "fi", "zh-Hant", "zh-Hans", "yue"}
    assert {"heated", "abusive"} <= set(inbound.values_list("manner", flat=True))
    assert inbound.filter(temperature__gte=2.5).exists()


def _looks_like_a_desk_at_work(opening: datetime) -> None:
    names = {row["name"] for row in company()["customer"]}
    assert {customer.name for customer in Customer.objects.all()} == names
    assert not Customer.objects.filter(team=None).exists()
    assert not Conversation.objects.filter(customer=None, message_count__gt=0).exists()
    assert Conversation.objects.filter(closed_at__isnull=False).exists()
    assert Conversation.objects.filter(closed_at=None, waiting_since__isnull=False).exists()
    assert Conversation.objects.filter(snoozed_until__gt=opening).exists()
    assert Draft.objects.exists()
    assert Reveal.objects.filter(step=2).exists()
    assert not Entry.objects.filter(at__gt=opening).exists()
    ordered = list(Entry.objects.order_by("number").values_list("at", flat=True))
    assert ordered == sorted(ordered)


def test_a_workspace_that_people_work_in_is_refused(tmp_path: Path) -> None:
    ada()
    with pytest.raises(WorkspaceError, match="is not a demo, people work in it"):
        build(open_workspace(tmp_path))
    assert "demo_password" not in json.loads((tmp_path / "workspace.json").read_text())


def test_an_interrupted_build_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = open_workspace(tmp_path)
    stories = list(conversations())[:6]
    monkeypatch.setattr(building, "conversations", lambda: stories)
    calls: list[Any] = []

    def interrupted(*arguments: Any, **given: Any) -> Any:
        calls.append(arguments)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return real(*arguments, **given)

    real = building.keep_house
    with monkeypatch.context() as patch:
        patch.setattr(building, "keep_house", interrupted)
        with pytest.raises(KeyboardInterrupt):
            build(workspace)
    assert not workspace.settings().get("demo_built")
    build(workspace)
    assert workspace.settings()["demo_built"]
    assert Message.objects.exclude(direction="note").count() == sum(map(len, stories))


def test_a_build_that_stops_while_a_minute_is_out_sends_new_links_and_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = open_workspace(tmp_path)
    stories = [story for story in conversations() if story[0].key in {"saimaa-01-a", "brightwater-01-a"}]
    monkeypatch.setattr(building, "conversations", lambda: stories)
    agreed = datetime(2025, 11, 13, 15, 7, tzinfo=UTC)

    def interrupted(act: Act) -> None:
        if act.at == agreed:
            raise KeyboardInterrupt
        real(act)

    real = building.perform
    with monkeypatch.context() as patch:
        patch.setattr(building, "perform", interrupted)
        with pytest.raises(KeyboardInterrupt):
            build(workspace)
    assert Version.objects.get().agreed_at is None
    build(workspace)
    first, second = Version.objects.all()
    assert first.agreed_at is not None
    assert second.refused_at is not None
    ordered = list(Entry.objects.order_by("number").values_list("at", flat=True))
    assert ordered == sorted(ordered)
