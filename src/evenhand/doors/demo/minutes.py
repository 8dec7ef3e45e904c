"""The demo's minutes: written down, sent, handed over, answered by link or at the desk, changed, objected to.

The demo has no mail server: as at every such desk the member hands the letters over, and the record says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import partial

from evenhand.doors.demo.acting import Act, Row, keys_in, message, written
from evenhand.record.agreements import approvals, approvals_sending, changes, minutes, stakeholders
from evenhand.record.agreements.approvals_links import NewLink, note_opening, open_link
from evenhand.record.agreements.models import Approval, Minute, Objection, Question, Stakeholder, Version
from evenhand.record.outbox import letters
from evenhand.record.outbox.models import Letter
from evenhand.record.people.models import Member

HERE = "http://127.0.0.1:8080/agree/"


def acts(people: Mapping[str, Member]) -> Iterator[Act]:
    """Every act of minutes.toml."""
    for row in written("minutes.toml")["minute"]:
        story, needs = Story(row, people), keys_in(row)
        yield Act(row["at"], story.open, needs)
        for step in row["step"]:
            yield Act(step["at"], partial(story.steps[step["do"]], step), needs)


@dataclass(slots=True)
class Story:
    """One minute from its first version on. `held` are the links with their codes, by the name of who holds them."""

    row: Row
    people: Mapping[str, Member]
    held: dict[str, NewLink] = field(default_factory=dict)

    @property
    def steps(self) -> dict[str, Callable[[Row], object]]:
        """What a step of the file is called."""
        return {
            "send": self.send, "approve": self.approve, "object": self.object, "ask": self.ask, "answer": self.answer,
            "change": self.change, "hand over": self.hand_over,
        }  # fmt: skip

    def open(self) -> None:
        """Written down, with who is named in it and what hangs on it."""
        row, by, at = self.row, self.people[self.row["by"]], self.row["at"]
        conversation = message(row["message"]).conversation
        new = minutes.NewMinute(row["title"], row["text"], row["language"], conversation=conversation)
        minute = minutes.open_minute(new, by=by, at=at)
        if "value" in row:
            minutes.set_value(minute, Decimal(row["value"]), row["currency"], by=by, at=at)
        for person in row["theirs"]:
            stakeholders.add_theirs(minute, stakeholders.Named(**person), by=by, at=at)
        for key in row["ours"]:
            stakeholders.add_ours(minute, self.people[key], by=by, at=at)

    def send(self, step: Row) -> None:
        """Everyone is asked, and the letters handed over."""
        by = self.people[step["by"]]
        for made in approvals_sending.send(self.minute, link_to=_address, by=by, at=step["at"]):
            self.held[made.link.stakeholder.name] = made
        self.hand_over(step)

    def hand_over(self, step: Row) -> None:
        """The member hands over whatever letters of theirs wait for it."""
        by = self.people[step["by"]]
        for letter in Letter.objects.filter(by=by.actor, state=Letter.State.BY_HAND):
            letters.hand_over(letter, by=by.actor, at=step["at"])

    def approve(self, step: Row) -> Approval:
        """Somebody agrees: a member signed in, or whoever holds the link."""
        if "by" in step:
            return approvals.approve_as_member(self.minute, by=self.people[step["by"]], at=step["at"])
        link = self.link(step)
        return approvals.approve_by_link(link.token, code=link.code, at=step["at"])

    def object(self, step: Row) -> Objection:
        """The holder of the link does not agree, and says why."""
        link = self.link(step)
        return approvals.object_by_link(link.token, step["words"], code=link.code, at=step["at"])

    def ask(self, step: Row) -> Question:
        """The holder of the link asks first."""
        return approvals.ask_by_link(self.link(step).token, step["words"], at=step["at"])

    def answer(self, step: Row) -> None:
        """A member answers what was asked last."""
        question = Question.objects.filter(version__minute=self.minute, answered_at=None).latest("at")
        approvals.answer(question, step["words"], by=self.people[step["by"]], at=step["at"])

    def change(self, step: Row) -> Version:
        """Another text, why, and what it does to time, money and scope."""
        base = minutes.in_force(self.minute)
        if base is None:
            raise ValueError(f"{self.row['key']} is changed before it was agreed.")
        text = base.text
        for before, after in step["replace"]:
            text = text.replace(before, after)
        words = {name: step[name] for name in ("why", "time_impact", "money_impact", "scope_impact", "asked_by")}
        amount = Decimal(step["amount"])
        proposal = changes.Proposal(base, text, **words, amount=amount, currency=step["currency"])
        return changes.propose(self.minute, proposal, by=self.people[step["by"]], at=step["at"])

    @property
    def minute(self) -> Minute:
        """The minute, found by the moment at which it was opened."""
        return Minute.objects.get(opened_at=self.row["at"])

    def link(self, step: Row) -> NewLink:
        """The link in the hands of the person, opened; after an interruption they are sent a new one first."""
        name, at = step["name"], step["at"]
        if name not in self.held:
            self._send_again(name, at)
        note_opening(open_link(self.held[name].token, at=at), at=at)
        return self.held[name]

    def _send_again(self, name: str, at: datetime) -> None:
        by = self.row["by"]
        person = Stakeholder.objects.get(minute=self.minute, name=name, removed_at=None)
        self.held[name] = approvals_sending.remind(person, link_to=_address, by=self.people[by], at=at)
        self.hand_over({"by": by, "at": at})


def _address(token: str) -> str:
    return HERE + token
