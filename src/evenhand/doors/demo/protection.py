"""How the demo protects its people: a policy in advance, reports and their alerts, what was asked for and done.

What follows a report (merit, warning, restriction, pack) is in measures.py. Alerts go up by the same action that the
worker runs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from functools import cached_property, partial
from typing import Any

from evenhand.doors.demo.acting import Act, Row, keys_in, message, written
from evenhand.doors.demo.measures import Measures
from evenhand.record.conversations import actions as conversations
from evenhand.record.conversations.models import Reading
from evenhand.record.customers.models import Contact
from evenhand.record.people.models import Member
from evenhand.record.protection.alerts import answering, delivering, escalating, requesting
from evenhand.record.protection.alerts.alerting import About, alerts_about, answers_about
from evenhand.record.protection.incidents.amends import record_amends
from evenhand.record.protection.incidents.looking import note_look
from evenhand.record.protection.incidents.prefilling import prefill, quoted_before
from evenhand.record.protection.incidents.reporting import MOST_QUOTATIONS, Report, report
from evenhand.record.protection.models import ActKind, Alert, Incident, Policy, Request, Route
from evenhand.record.protection.policy import acting, policies
from evenhand.record.protection.policy import actions as policy_actions

People = Mapping[str, Member]


def acts(people: People) -> Iterator[Act]:
    """Every act of protection.toml."""
    told = written("protection.toml")
    for row in told["policy"]:
        yield Act(row["at"], partial(_policy, row, people[row["by"]]))
    for table, kind in (("report", OfReport), ("request", OfRequest)):
        for row in told[table]:
            case, needs = kind(row, people), keys_in(row)
            yield Act(row["at"], case.open, needs)
            for step in row.get("step", ()):
                yield Act(step["at"], partial(case.steps[step["do"]], step), needs | keys_in(step))
    for table, single in (("opened", _open_hidden), ("quiet", _nobody_attacked)):
        for row in told[table]:
            yield Act(row["at"], partial(single, row, people[row["by"]]), keys_in(row))


@dataclass(frozen=True)
class Case:
    """Something that whoever is asked has to answer, and the people of the demo by key."""

    row: Row
    people: People

    @property
    def steps(self) -> dict[str, Callable[[Row], object]]:
        """What a step of the file is called."""
        return {"read": self.read, "answer": self.answer, "hand on": self.hand_on, "escalate": self.escalate}

    @property
    def about(self) -> About:
        """The incident or request, found by the moment at which it was told."""
        raise NotImplementedError

    def read(self, step: Row) -> None:
        """Somebody who was asked opens what it is about."""
        by, at, about = self.people[step["by"]], step["at"], self.about
        if isinstance(about, Incident):
            note_look(about, by=by, at=at)
        delivering.note_read(about, by=by, at=at)

    def answer(self, step: Row) -> object:
        """A decision with its reason, by somebody who was asked."""
        by, seen = self.people[step["by"]], answers_about(self.about).count()
        decided = answering.Decided(step["decision"], step["words"], seen=seen)
        return answering.answer(self.alert_of(by), decided, by=by, at=step["at"])

    def hand_on(self, step: Row) -> Alert:
        """Whoever was asked gives it to somebody else."""
        by, to = self.people[step["by"]], self.people[step["to"]]
        return answering.hand_on(self.alert_of(by), to, step["words"], by=by, at=step["at"])

    def escalate(self, step: Row) -> None:
        """The clock strikes: what was not answered in time goes up. Raises ValueError where nothing does."""
        if not escalating.escalate(at=step["at"]):
            raise ValueError(f"Nothing goes up at {step['at']}.")

    def alert_of(self, member: Member) -> Alert:
        """The alert by which this member was asked."""
        return alerts_about(self.about).get(member=member)


class OfReport(Case):
    """What was reported, and what came of it."""

    @property
    def steps(self) -> dict[str, Callable[[Row], object]]:
        return super().steps | {"act": self.act, "amends": self.amends} | self.measures.steps

    @property
    def about(self) -> Incident:
        return Incident.objects.get(reported_at=self.row["at"])

    @cached_property
    def measures(self) -> Measures:
        """What is decided after it."""
        return Measures(self.row, self.people)

    def open(self) -> Incident:
        """Reported as the desk's form would: what the message knows is filled in, the reporter judges."""
        row = self.row
        given = {name: row[name] for name in ("demand", "manner", "severity", "ours", "line")}
        filled = self._of_message() if "message" in row else self._of_call()
        told = Report(**given, **filled, joined=row.get("joined", ""), route=row.get("route", Route.LINE))
        return report(told, by=self.people[row["by"]], at=row["at"])

    def act(self, step: Row) -> object:
        """What somebody did at once to stay safe, by the policy of that day."""
        to = self.people[step["to"]] if "to" in step else None
        doing = acting.Doing(step["kind"], self.row["severity"], incident=self.about, to=to)
        return acting.act(doing, by=self.people[step["by"]], at=step["at"])

    def amends(self, step: Row) -> object:
        """They made it good, and it is put on record."""
        words_of, by = message(step["message"]), self.people[step["by"]]
        return record_amends(self.about, step["kind"], message=words_of, by=by, at=step["at"])

    def _of_message(self) -> dict[str, Any]:
        words_of = message(self.row["message"])
        filled = prefill(words_of, None, self.row["at"])
        before = quoted_before(words_of, most=MOST_QUOTATIONS - len(filled.quotations))
        return {
            "message": words_of, "asked": filled.asked, "answered": filled.answered,
            "quotations": (*filled.quotations, *before),
        }  # fmt: skip

    def _of_call(self) -> dict[str, Any]:
        contact = Contact.objects.get(address=self.row["contact"])
        names = ("channel", "occurred_at", "asked", "answered")
        return {"contact": contact} | {name: self.row[name] for name in names}


class OfRequest(Case):
    """What somebody asked for after a bad day."""

    @property
    def about(self) -> Request:
        return Request.objects.get(at=self.row["at"])

    def open(self) -> Request:
        """Asked, of the line or by the second route."""
        row = self.row
        wanted = requesting.Wanted(row["kind"], line=row["line"], route=row.get("route", Route.LINE))
        return requesting.ask(wanted, by=self.people[row["by"]], at=row["at"])


def _policy(row: Row, by: Member) -> Policy:
    last = policies.policy_in_force()
    refund = {"amount": Decimal(row["refund"]), "currency": row["currency"]}
    allowed = [
        policy_actions.NewAllowed(severity, kind, **(refund if kind == ActKind.REFUND else {}))
        for severity, kinds in row["allowed"].items()
        for kind in kinds
    ]
    times = {severity: _time(minutes) for severity, minutes in row["minutes"].items()}
    times |= {severity: _time(minutes, by_the_clock=True) for severity, minutes in row["by_the_clock"].items()}
    wanted = policy_actions.NewPolicy(
        allowed, times, row["restrict_role"], row["review_days"], row["reason"], last.number if last else 0
    )
    return policy_actions.set_policy(wanted, by=by, at=row["at"])


def _time(minutes: int, *, by_the_clock: bool = False) -> policies.Time:
    return policies.Time(timedelta(minutes=minutes), by_the_clock)


def _open_hidden(row: Row, by: Member) -> None:
    for step in (1, 2):
        conversations.reveal(message(row["message"]), step, by=by, at=row["at"])


def _nobody_attacked(row: Row, by: Member) -> object:
    reading = Reading.objects.get(message=message(row["message"]))
    return conversations.correct(reading, "manner", "heated", row["words"], by=by, at=row["at"])
