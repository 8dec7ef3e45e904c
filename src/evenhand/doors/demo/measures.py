"""What the demo's members decide after a report: merit, warning, restriction, appeal, review, evidence.

The demo has no mail server: as at every such desk the member hands the letters over, and the record says so.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from tempfile import TemporaryFile

from evenhand.doors.demo.acting import Row, message
from evenhand.doors.reports.incident.build import Choices, build
from evenhand.record.outbox import letters
from evenhand.record.outbox.models import Letter
from evenhand.record.people.models import Member
from evenhand.record.protection import packs
from evenhand.record.protection.models import (
    Appeal,
    EmployerLetter,
    Incident,
    Merit,
    Pack,
    Recipient,
    Restriction,
    Review,
    Warning,
)
from evenhand.record.protection.restrictions import (
    appeals,
    employer_letters,
    merits,
    restricting,
    telling_again,
    warnings,
)
from evenhand.record.protection.restrictions import turns as restriction_turns
from evenhand.record.protection.restrictions.letters import Outgoing, Tongues
from evenhand.record.protection.restrictions.whom import Whom
from evenhand.record.protection.texts import Composed

HERE = "http://127.0.0.1:8080/appeal/"


@dataclass(frozen=True, slots=True)
class Measures:
    """What follows one report, found by the moment at which it was made. `held` are the links of its letters."""

    row: Row
    people: Mapping[str, Member]
    held: list[str] = field(default_factory=list)

    @property
    def steps(self) -> dict[str, Callable[[Row], object]]:
        """What a step of the file is called."""
        return {
            "merit": self.merit, "warn": self.warn, "hand over": self.hand_over, "restrict": self.restrict,
            "appeal": self.appeal, "decide": self.decide, "review": self.review, "told": self.tell_again,
            "employer": self.write_to_employer, "employer answers": self.keep_answer,
            "ask pack": self.ask_for_pack, "approve pack": self.approve_pack, "take pack": self.take_pack,
            "give pack": self.give_pack,
        }  # fmt: skip

    @property
    def incident(self) -> Incident:
        """The incident that was reported."""
        return Incident.objects.select_related("contact__customer").get(reported_at=self.row["at"])

    @property
    def whom(self) -> Whom:
        """Whoever it was."""
        return Whom(contact=self.incident.contact)

    @property
    def pack(self) -> Pack:
        """The evidence that was asked for."""
        return Pack.objects.get(incident=self.incident)

    @property
    def restriction(self) -> Restriction:
        """What was decided about them."""
        return Restriction.objects.select_related("contact__customer", "merit", "letter").get(incident=self.incident)

    def merit(self, step: Row) -> Merit:
        """What the complaint itself is worth, and how it stands with what we owe."""
        new = merits.NewMerit(
            self.whom, step["asked"], step["demand"], step["ours"], step["standing"], step["owed"],
            planned_for=step.get("planned_for"), reason=step["why"], incident=self.incident,
            conversation=message(step["message"]).conversation,
        )  # fmt: skip
        return merits.record_merit(new, by=self.people[step["by"]], at=step["at"])

    def warn(self, step: Row) -> Warning:
        """A letter that says what must change."""
        by, at = self.people[step["by"]], step["at"]
        new = warnings.NewWarning(self.whom, step["reason"], self.incident, _tongues(step))
        return warnings.warn(new, self._outgoing(warnings.draft_warning(new, by=by, at=at), step), by=by, at=at)

    def restrict(self, step: Row) -> Restriction:
        """What they may do no longer, until when, and how to appeal."""
        by, at = self.people[step["by"]], step["at"]
        new = restricting.NewRestriction(
            self.whom, step["kind"], step["reason"], at, step["until"], step["review_at"], self.incident,
            member=self.people[step["member"]] if "member" in step else None, tongues=_tongues(step),
        )  # fmt: skip
        letter = self._outgoing(restricting.draft_restriction(new, by=by, at=at), step)
        return restricting.restrict(new, letter, link_to=self._link, by=by, at=at)

    def appeal(self, step: Row) -> Appeal:
        """Whoever holds the letter appeals by its link; after an interruption somebody takes it down instead."""
        if self.held:
            return appeals.appeal_by_link(self.held[-1], step["words"], at=step["at"])
        return appeals.record_appeal(self.restriction, step["words"], by=self.people[step["by"]], at=step["at"])

    def decide(self, step: Row) -> Appeal:
        """Somebody who had no part in it decides the appeal."""
        by, at = self.people[step["by"]], step["at"]
        asked = self.restriction.appeals.get(decided_at=None)
        said = appeals.Decision(step["outcome"], step["reason"], step["until"], step["review_at"], step["changes"])
        letter = self._outgoing(appeals.draft_decision(asked, said, by=by, at=at), step)
        return appeals.decide_appeal(asked, said, letter, link_to=self._link, by=by, at=at)

    def review(self, step: Row) -> Review:
        """Somebody looks at it again, and it goes on."""
        by, at = self.people[step["by"]], step["at"]
        turn = restriction_turns.Turn(restriction_turns.KEEP, step["reason"], step["next"])
        letter = self._outgoing(restriction_turns.draft_turn(self.restriction, turn, by=by, at=at), step)
        return restriction_turns.review(self.restriction, turn, letter, link_to=self._link, by=by, at=at)

    def tell_again(self, step: Row) -> None:
        """They wrote although it stands, and are told once what applies; as the worker would have it."""
        if telling_again.tell_again(message(step["message"]).pk, link_to=self._link, at=step["at"]) is None:
            raise ValueError(f"{step['message']} was not kept apart.")
        self.hand_over(step)

    def write_to_employer(self, step: Row) -> EmployerLetter:
        """Their firm is asked for help, from firm to firm."""
        by, at = self.people[step["by"]], step["at"]
        new = employer_letters.NewEmployerLetter(
            step["kind"], self.whom, step["reason"], step["asks"], step["answer_by"], step["addressee"], self.incident,
            self.restriction, _tongues(step),
        )  # fmt: skip
        letter = self._outgoing(employer_letters.draft_employer_letter(new, by=by, at=at), step)
        return employer_letters.write_to_employer(new, letter, by=by, at=at)

    def keep_answer(self, step: Row) -> None:
        """What their firm answered."""
        asked = EmployerLetter.objects.get(incident=self.incident)
        employer_letters.keep_employer_answer(asked, step["words"], by=self.people[step["by"]], at=step["at"])

    def ask_for_pack(self, step: Row) -> Pack:
        """Somebody asks for the evidence, and says what for."""
        by, asked = self.people[step["by"]], {"reason": step["reason"], "language": step["language"]}
        return packs.ask(self.incident, **asked, redacts=True, by=by, at=step["at"])

    def approve_pack(self, step: Row) -> Pack:
        """A second member says yes."""
        return packs.approve(self.pack, by=self.people[step["by"]], at=step["at"])

    def take_pack(self, step: Row) -> Pack:
        """It is made, and which file it was is kept."""
        pack = self.pack
        with TemporaryFile() as file:
            made = build(file, self.incident, Choices(pack.language, pack.redacts), at=step["at"])
            file.seek(0)
            taken = packs.File(hashlib.file_digest(file, "sha256").hexdigest(), made.manifest_sha256)
        return packs.note_taken(pack, taken, by=self.people[step["by"]], at=step["at"])

    def give_pack(self, step: Row) -> Recipient:
        """It goes to somebody outside."""
        return packs.note_recipient(self.pack, step["to"], by=self.people[step["by"]], at=step["at"])

    def hand_over(self, step: Row) -> None:
        """The member hands over whatever letters wait for it."""
        by = self.people[step["by"]]
        for letter in Letter.objects.filter(state=Letter.State.BY_HAND):
            letters.hand_over(letter, by=by.actor, at=step["at"])

    def _link(self, token: str) -> str:
        self.held.append(token)
        return HERE + token

    def _outgoing(self, drafted: Composed, step: Row) -> Outgoing:
        """The letter as it was drafted; what is said in words of one's own is put into the second language by hand."""
        text = drafted.text
        worth: Row = next((row for row in self.row["step"] if row["do"] == "merit"), {})
        ours = worth | step
        for name in ("addressee", "owed", "reason", "changes", "asks"):
            if f"second_{name}" in ours and ours[name] in text:
                first, second = text.rsplit(ours[name], 1)
                text = f"{first}{ours[f'second_{name}']}{second}"
        return Outgoing(step.get("to", self.whom.address), drafted.subject, text)


def _tongues(step: Row) -> Tongues:
    return Tongues(step["language"], step.get("second_language", ""))
