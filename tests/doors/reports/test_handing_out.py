"""Making a file that was asked for: once, whole, and never with what was erased while it was made."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Callable
from unittest.mock import Mock

import pytest
import threads
from builders import ada, bo, helena, team
from handing_out import make_all, nothing
from threads import NOW

from evenhand.doors import clock
from evenhand.doors.jobs.handlers import HANDLERS
from evenhand.doors.jobs.running import Interrupted
from evenhand.doors.reports import handing_out, shelf
from evenhand.doors.reports.incident.build import Changing
from evenhand.record.customers.models import Contact
from evenhand.record.erasing import actions, handouts
from evenhand.record.erasing.models import Handout
from evenhand.record.people import actions as people

pytestmark = pytest.mark.django_db


def asked() -> Handout:
    row = threads.thread("The invoice is wrong", team=team(), whose=threads.customer(team=team()))
    kari = Contact.objects.get(messages__conversation=row)
    return handouts.ask_contact_file(kari, language="en", with_notes=True, with_incidents=True, by=bo(), at=NOW)


def make(row: Handout, check: Callable[[], None] = nothing) -> Handout:
    handing_out.make(row.pk, clock=lambda: NOW, check=check)
    row.refresh_from_db()
    return row


def names() -> list[str]:
    return sorted(path.name for path in shelf._folder().iterdir())


@pytest.fixture(autouse=True)
def _an_empty_shelf(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    for path in shelf._folder().iterdir():
        path.unlink()


def test_it_lies_on_the_shelf_for_its_owner_alone_and_twice_makes_it_once() -> None:
    row = make(asked())
    path = shelf.path_of(row.pk, row.sha256)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert path.stat().st_size == row.size
    assert row.done == row.total > 0
    before = path.stat().st_mtime_ns
    make(row)
    assert (names(), path.stat().st_mtime_ns) == ([path.name], before)


def test_what_was_erased_meanwhile_is_in_no_file() -> None:
    row = asked()
    erasure = actions.ask(f"contact:{row.contact_id}", "objection", reason="", by=bo(), at=NOW)
    tries = []

    def erase_once() -> None:
        if not tries:
            actions.approve(erasure, by=helena(), at=NOW)
        tries.append(1)

    row = make(row, erase_once)
    assert row.is_ready
    assert len(tries) > 1
    assert b"The invoice is wrong" not in shelf.path_of(row.pk, row.sha256).read_bytes()


def test_where_something_is_erased_again_and_again_it_is_tried_later() -> None:
    row = asked()
    with pytest.raises(Changing):
        make(row, lambda: handouts.end_all(at=NOW))
    row.refresh_from_db()
    assert not row.is_ready
    assert make(row).is_ready


def test_a_worker_that_has_to_leave_leaves_nothing_behind() -> None:
    def leave() -> None:
        raise Interrupted

    row = asked()
    with pytest.raises(Interrupted):
        make(row, leave)
    assert names() == []
    assert make(row).is_ready


def test_whoever_lost_the_right_meanwhile_gets_no_file() -> None:
    row = asked()
    people.revoke_role(bo(), "lead", by=helena(), at=NOW)
    row = make(row)
    assert (row.is_ready, row.why) == (False, "right")
    assert names() == []


def test_what_has_ended_goes_at_once_and_what_no_row_has_told_of_yet_stays_a_while() -> None:
    row = make(asked())
    new = shelf.path_of(row.pk + 1, "ef" * 32)
    new.touch()
    handouts.end_all(at=NOW)
    HANDLERS[handouts.SWEEP]({}, Mock())
    assert names() == [new.name]


def test_sweeping_takes_what_no_row_needs_and_leaves_what_is_at_work() -> None:
    own = handouts.ask_member_file(ada(), language="en", at=NOW)
    row = make(asked())
    make_all(at=lambda: NOW)
    own.refresh_from_db()
    old = time.time() - 2 * shelf.FRESH
    for path in shelf._folder().iterdir():
        os.utime(path, (old, old))
    at_work, left = shelf._folder() / "9-1.part", shelf._folder() / "8-1.part"
    at_work.touch(), left.touch()
    os.utime(left, (time.time() - 2 * shelf.ABANDONED,) * 2)
    handouts.end(row, Handout.Why.REMOVED, at=NOW)
    assert shelf.sweep(handouts.lying_ready, set()) == 2
    assert names() == sorted([at_work.name, shelf.path_of(own.pk, own.sha256).name])
