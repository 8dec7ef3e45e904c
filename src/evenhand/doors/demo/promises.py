"""The demo's promises: what members put on record, what became of it, and the next word that is owed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from evenhand.doors.demo.acting import Act, Row, keys_in, message, written
from evenhand.doors.demo.taking import finish, take
from evenhand.record.agreements.actions import endings, waits
from evenhand.record.agreements.actions.commitments import Promise, record, record_suggestion, set_aside
from evenhand.record.agreements.actions.updates import set_next_update
from evenhand.record.agreements.models import Commitment, Suggestion
from evenhand.record.conversations.models import Message
from evenhand.record.people.models import Member

People = Mapping[str, Member]


def acts(people: People) -> Iterator[Act]:
    """Every act of promises.toml."""
    story = written("promises.toml")
    for row in story["promise"]:
        needs = keys_in(row)
        yield Act(row["at"], partial(_record, row, people[row["by"]]), needs)
        for step in row.get("step", ()):
            do = partial(STEPS[step["do"]], row, step, people[step["by"]])
            yield Act(step["at"], do, needs | keys_in(step))
    for table, single in (("aside", _set_aside), ("update", _owe_update), ("close", _close)):
        for row in story[table]:
            yield Act(row["at"], partial(single, row, people[row["by"]]), keys_in(row))


def _record(row: Row, by: Member) -> Commitment:
    words_of = message(row["message"])
    start = words_of.text.index(row["words"])
    end = start + len(row["words"])
    if row.get("offered"):
        return _confirm(row, words_of, (start, end), by)
    promise = Promise(row["party"], row["what"], row.get("due"), owner=by, message=words_of, start=start, end=end)
    return record(promise, by=by, at=row["at"])


def _confirm(row: Row, words_of: Message, place: tuple[int, int], by: Member) -> Commitment:
    """Confirm what the reading found within these words, put as the member would say it."""
    found = Suggestion.objects.filter(message=words_of, settled_at=None, start__lt=place[1], end__gt=place[0])
    changes = {"party": row["party"], "what": row["what"], "due": row.get("due"), "owner": by}
    changes |= {"start": place[0], "end": place[1]}
    return record_suggestion(found.earliest("start"), by=by, at=row["at"], changes=changes)


def _recorded(row: Row) -> Commitment:
    """The promise of a row, found by the moment at which it was put on record."""
    return Commitment.objects.get(recorded_at=row["at"])


def _proof(step: Row) -> Message | None:
    return message(step["proof"]) if "proof" in step else None


def _fulfil(row: Row, step: Row, by: Member) -> object:
    words = step.get("words", "")
    return endings.fulfil(_recorded(row), by=by, at=step["at"], words=words, proof=_proof(step))


def _break(row: Row, step: Row, by: Member) -> object:
    return endings.break_word(_recorded(row), by=by, at=step["at"], words=step["words"], proof=_proof(step))


def _release(row: Row, step: Row, by: Member) -> object:
    return endings.release(_recorded(row), step["words"], by=by, at=step["at"], proof=_proof(step))


def _postpone(row: Row, step: Row, by: Member) -> object:
    return endings.postpone(_recorded(row), step["to"], step["words"], by=by, at=step["at"], proof=_proof(step))


def _wait(row: Row, step: Row, by: Member) -> object:
    return waits.begin_wait(_recorded(row), message(step["proof"]), by=by, at=step["at"])


def _set_aside(row: Row, by: Member) -> None:
    for suggestion in Suggestion.objects.filter(message=message(row["message"]), settled_at=None):
        set_aside(suggestion, by=by, at=row["at"])


def _owe_update(row: Row, by: Member) -> object:
    return set_next_update(message(row["message"]).conversation, row["due"], by=by, at=row["at"])


def _close(row: Row, by: Member) -> None:
    conversation = message(row["message"]).conversation
    if conversation.owner is None:
        take(conversation, by, at=row["at"])
    finish(conversation, by=by, at=row["at"])


STEPS: dict[str, Callable[[Row, Row, Member], object]] = {
    "fulfil": _fulfil,
    "break": _break,
    "release": _release,
    "postpone": _postpone,
    "wait": _wait,
}
