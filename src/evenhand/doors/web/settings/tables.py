"""The tables of the settings for spreadsheets: members, jobs, letters, imports, readers."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from evenhand.doors.web.tables import Column
from evenhand.doors.web.words import job_name, role_names
from evenhand.record.conversations.queries_imports import RunState
from evenhand.record.conversations.queries_readings import ReadBy
from evenhand.record.outbox.models import Job
from evenhand.record.outbox.unsent import Unsent
from evenhand.record.people.models import Member

MOST = 10_000
"""Rows of a table that grows for ever."""
JOB_STATES = {
    Job.State.WAITING: _("Waiting"), Job.State.RUNNING: _("Running"), Job.State.DONE: _("done"),
    Job.State.DEAD: _("Given up"),
}  # fmt: skip


def _counted(what: str) -> Callable[[RunState], object]:
    return lambda state: state.count(what)


MEMBERS: tuple[Column[Member], ...] = (
    Column("number", _("Number"), lambda one: one.pk),
    Column("name", _("Name"), lambda one: one.name),
    Column("email", _("E-mail"), lambda one: one.email),
    Column("roles", _("Roles"), lambda one: " · ".join(role_names(grant.role for grant in one.grants.all()))),
    Column("teams", _("Teams"), lambda one: " · ".join(each.team.name for each in one.memberships.all())),
    Column("second_step", _("Second step"), lambda one: gettext("on") if _has_second_step(one) else gettext("off")),
    Column("joined_at", _("Joined"), lambda one: one.joined_at),
    Column("left_at", _("Left"), lambda one: one.left_at),
)
JOBS: tuple[Column[Job], ...] = (
    Column("number", _("Number"), lambda job: job.pk),
    Column("name", _("Name"), lambda job: job.name),
    Column("what", _("What it does"), lambda job: job_name(job.name)),
    Column("state", _("State"), lambda job: JOB_STATES[Job.State(job.state)]),
    Column("attempt", _("Tries"), lambda job: job.attempt),
    Column("enqueued_at", _("Asked for"), lambda job: job.enqueued_at),
    Column("due_at", _("Due"), lambda job: job.due_at),
    Column("finished_at", _("Ended"), lambda job: job.finished_at),
    Column("error", _("What went wrong"), lambda job: job.error),
)
LETTER_KINDS = {
    "request": _("Asking for agreement, with a personal link"), "news": _("News about a minute"),
    "reminder": _("What falls due today"), "checkpoint": _("A checkpoint of the ledger"), "other": _("Another letter"),
    "reply": _("A reply to a customer"), "access": _("A link to sign in with"),
}  # fmt: skip
LETTER_TROUBLES = {
    "refused": _("refused by the mail server"), "given-up": _("given up after many tries"),
    "by-hand": _("waits to be handed over"),
}  # fmt: skip
LETTERS: tuple[Column[Unsent], ...] = (
    Column("number", _("Number"), lambda one: one.letter.pk),
    Column("to", _("To"), lambda one: one.letter.to),
    Column("kind", _("Kind"), lambda one: LETTER_KINDS[one.kind]),
    Column("why", _("Why it was not sent"), lambda one: LETTER_TROUBLES[one.why]),
    Column("said", _("What the mail server or the worker said"), lambda one: one.said),
    Column("posted_at", _("Written"), lambda one: one.letter.posted_at),
)
RUNS: tuple[Column[RunState], ...] = (
    Column("source", _("Source"), lambda state: state.run.origin),
    Column("by", _("By"), lambda state: state.run.by.name if state.run.by else None),
    Column("state", _("State"), lambda state: _run_state(state)),
    Column("started_at", _("Started"), lambda state: state.run.started_at),
    Column("finished_at", _("Ended"), lambda state: state.run.finished_at),
    Column("messages", _("Messages"), _counted("messages")),
    Column("duplicates", _("Known already"), _counted("duplicates")),
    Column("read_in_part", _("Read in part"), _counted("read_in_part")),
    Column("per_second", _("Messages a second"), lambda state: round(state.per_second, 1)),
)
READERS: tuple[Column[ReadBy], ...] = (
    Column("reader", _("Reader"), lambda one: one.model),
    Column("version", _("Version"), lambda one: one.version),
    Column("readings", _("Readings kept"), lambda one: one.count),
)


def _has_second_step(member: Member) -> bool:
    factor = getattr(member, "second_factor", None)
    return factor is not None and factor.confirmed_at is not None


def _run_state(state: RunState) -> str:
    if state.is_running:
        return gettext("running")
    return gettext("stopped early") if state.is_silent else gettext("done")
