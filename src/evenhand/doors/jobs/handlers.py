"""Which action a job's name stands for. A handler calls one action with ids, and may be run twice without harm."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore

from evenhand.doors import clock
from evenhand.doors.intake.again import read_again
from evenhand.doors.intake.importing import finish_imports
from evenhand.doors.intake.lock import Busy
from evenhand.doors.intake.rereading import read_on
from evenhand.doors.intake.second_look import look_again
from evenhand.doors.jobs.alerts import go_through_alerts
from evenhand.doors.jobs.handouts import make_handout, sweep_handouts
from evenhand.doors.jobs.ledger import keep_erasures, send_checkpoint, verify_ledger
from evenhand.doors.jobs.mailing import send_letter
from evenhand.doors.jobs.reminding import reminder
from evenhand.doors.jobs.restrictions import end_restrictions, tell_again
from evenhand.doors.jobs.running import Handler, Interrupted, RunningJob
from evenhand.knowledge.language.shape import ModelName
from evenhand.record.agreements.actions.arrivals import recompute_directions
from evenhand.record.agreements.actions.reminders import remind
from evenhand.record.conversations.actions import look_for_new_reader, wake_due
from evenhand.record.conversations.models import Raw
from evenhand.record.erasing import retention_running as retention
from evenhand.record.erasing.scrubbing import scrub
from evenhand.record.ledger.actions import SYSTEM
from evenhand.record.ledger.models import Erasure
from evenhand.record.outbox import queries, tidying
from evenhand.server.backups import erasures


def wake_snoozed(arguments: Mapping[str, Any], job: RunningJob) -> None:
    """Bring back the conversations whose time has come."""
    del arguments, job
    wake_due(at=clock.now())


def finish_import(arguments: Mapping[str, Any], job: RunningJob) -> None:
    """File what a killed import left stored; an import that is at work does that itself."""
    del arguments, job
    if not Raw.objects.filter(state=Raw.State.WAITING).exists():
        return
    try:
        finish_imports(folder=settings.WORKSPACE.folder, clock=clock.now)
    except Busy:
        return


def directions(arguments: Mapping[str, Any], job: RunningJob) -> None:
    """Tell inbound from outbound anew, after somebody said who we are."""
    del arguments
    recompute_directions(actor=SYSTEM, at=clock.now(), progress=job.progress)


def read_message_again(arguments: Mapping[str, Any], job: RunningJob) -> None:
    """Parse and read one message again."""
    del job
    read_again(int(arguments["message"]), clock=clock.now)


def look_for_reader(arguments: Mapping[str, Any], job: RunningJob) -> None:
    """Have all messages read again once a newer reader runs; keep that going."""
    del arguments, job
    look_for_new_reader(ModelName(), at=clock.now())


def reread(arguments: Mapping[str, Any], job: RunningJob) -> None:
    """Read messages again for a stretch; whatever else is due goes first after each batch."""

    def give_way() -> bool:
        return job.stopping() or queries.overdue(at=clock.now(), by=timedelta(0)) > 0

    read_on(int(arguments["rereading"]), clock=clock.now, give_way=give_way, progress=job.progress)


def second_look(arguments: Mapping[str, Any], job: RunningJob) -> None:
    """Read messages in doubt again with the encoder."""
    if not look_again([int(pk) for pk in arguments["messages"]], clock=clock.now, leave=job.stopping):
        raise Interrupted


def tidy(arguments: Mapping[str, Any], job: RunningJob) -> None:
    """Delete jobs that were done long ago, and sessions that are over."""
    del arguments, job
    tidying.tidy(at=clock.now())
    SessionStore.clear_expired()


def scrub_erased(arguments: Mapping[str, Any], job: RunningJob) -> None:
    """Write down what was erased for the day of a restore, and clean the database's own files of it."""
    del job
    erasures.write(settings.WORKSPACE.folder)
    scrub(Erasure.objects.get(pk=int(arguments["erasure"])), at=clock.now())


def keep_no_longer(arguments: Mapping[str, Any], job: RunningJob) -> None:
    """Warn of what the rules of retention will take, and let go what was announced for today."""
    del arguments
    now = clock.now()
    retention.run_due(at=now, stopping=job.stopping)
    if job.stopping():
        raise Interrupted
    retention.announce(at=now)


def remind_members(arguments: Mapping[str, Any], job: RunningJob) -> None:
    """Write to each member, once a day, what falls due."""
    del arguments, job
    remind(reminder, at=clock.now())


HANDLERS: dict[str, Handler] = {
    "end-restrictions": end_restrictions,
    "alerts": go_through_alerts,
    "wake-snoozed": wake_snoozed,
    "finish-import": finish_import,
    "recompute-directions": directions,
    "read-again": read_message_again,
    "keep-erasures": keep_erasures,
    "ledger-checkpoint": send_checkpoint,
    "ledger-verify": verify_ledger,
    "look-for-reader": look_for_reader,
    "make-handout": make_handout,
    "remind": remind_members,
    "retention": keep_no_longer,
    "reread": reread,
    "send-letter": send_letter,
    "scrub-erased": scrub_erased,
    "second-look": second_look,
    "sweep-handouts": sweep_handouts,
    "tell-again": tell_again,
    "tidy": tidy,
}
