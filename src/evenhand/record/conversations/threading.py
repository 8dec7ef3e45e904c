"""Which conversation a message belongs to: by Message-ID and references, then by subject and participant."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from evenhand.knowledge.language.subjects import bare_subject, is_reply
from evenhand.record.conversations.incoming import Arrived
from evenhand.record.conversations.models import Conversation, ThreadKey

# A reply that lost its references is joined to a thread of the same subject and person no older than this. One that
# has them waits for what they name, so that the order in which mail arrives makes no difference.
SUBJECT_WINDOW = timedelta(days=30)
SHORTEST_SUBJECT = 4
MOST_KEYS = 50


@dataclass(slots=True, eq=False)
class Thread:
    """A conversation that exists (`pk`) or is to be made; `into` leads on where two turned out to be one."""

    pk: int | None = None
    team_id: int | None = None
    into: Thread | None = None
    keys: set[str] = field(default_factory=set)
    external_id: str | None = None

    def end(self) -> Thread:
        """The thread that this one became."""
        thread = self
        while thread.into is not None:
            thread = thread.into
        return thread

    @property
    def conversation_id(self) -> int:
        """The row it stands for. Raises LookupError before that row was made."""
        pk = self.end().pk
        if pk is None:
            raise LookupError("This thread has no row yet.")
        return pk


@dataclass(frozen=True, slots=True)
class Placing:
    """A message with what placing needs to know of it."""

    arrived: Arrived
    contact_id: int | None
    at: datetime


class Placer:
    """Places one batch; knows the threads on record that the batch touches. Call inside a transaction."""

    def __init__(self, batch: Sequence[Placing]) -> None:
        self._by_key: dict[str, Thread] = {}
        self._by_pk: dict[int, Thread] = {}
        self._by_subject: dict[tuple[int | None, str], tuple[Thread, datetime]] = {}
        self.joined: list[tuple[Thread, Thread]] = []
        self._load(batch)

    def place(self, placing: Placing) -> Thread:
        """The thread of this message, made if there is none."""
        keys = keys_of(placing.arrived)
        threads = _distinct(self._by_key[key].end() for key in keys if key in self._by_key)
        thread = self._join(threads) if threads else self._by_subject_or_new(placing)
        thread.keys.update(keys)
        for key in keys:
            if key not in self._by_key or self._by_key[key].end() is thread:
                self._by_key[key] = thread
        self._remember_subject(placing, thread)
        return thread

    def _load(self, batch: Sequence[Placing]) -> None:
        keys = {key for placing in batch for key in keys_of(placing.arrived)}
        known = ThreadKey.objects.filter(key__in=keys)
        for key, pk, team_id in known.values_list("key", "conversation_id", "conversation__team_id"):
            self._by_key[key] = self._on_record(pk, team_id)
        replies = [placing for placing in batch if _may_match_subject(placing)]
        if not replies:
            return
        rows = Conversation.objects.filter(
            external_id=None,
            contact_id__in={placing.contact_id for placing in replies},
            subject__in={bare_subject(placing.arrived.subject) for placing in replies},
        ).order_by("last_at")
        for pk, team_id, contact_id, subject, at in rows.values_list(
            "pk", "team_id", "contact_id", "subject", "last_at"
        ):
            self._by_subject[(contact_id, subject)] = (self._on_record(pk, team_id), at)

    def _on_record(self, pk: int, team_id: int | None) -> Thread:
        return self._by_pk.setdefault(pk, Thread(pk=pk, team_id=team_id))

    def _by_subject_or_new(self, placing: Placing) -> Thread:
        if _may_match_subject(placing):
            found = self._by_subject.get((placing.contact_id, bare_subject(placing.arrived.subject)))
            if found is not None and abs(placing.at - found[1]) <= SUBJECT_WINDOW:
                return found[0].end()
        return Thread(external_id=placing.arrived.conversation or None)

    def _remember_subject(self, placing: Placing, thread: Thread) -> None:
        subject = bare_subject(placing.arrived.subject)
        if placing.contact_id is not None and len(subject) >= SHORTEST_SUBJECT and not placing.arrived.conversation:
            self._by_subject[(placing.contact_id, subject)] = (thread, placing.at)

    def _join(self, threads: Sequence[Thread]) -> Thread:
        """One thread of several that a message shows to be the same; the oldest on record stays.

        One of another team stays apart: whoever writes chooses the references, and must not open one team's
        conversations to another with them.
        """
        first, *others = sorted(threads, key=lambda thread: (thread.pk is None, thread.pk or 0))
        for other in others:
            if None not in (first.team_id, other.team_id) and first.team_id != other.team_id:
                continue
            first.team_id = first.team_id or other.team_id
            other.into = first
            first.keys |= other.keys
            if other.pk is not None:
                self.joined.append((first, other))
        return first


def keys_of(arrived: Arrived) -> list[str]:
    """The keys that lead to a thread: its own id and those it refers to, or its source's conversation id."""
    if arrived.conversation:
        return [f"source:{arrived.conversation}"[:255]]
    ids = [arrived.message_id, *arrived.references[-MOST_KEYS:]]
    return list(dict.fromkeys(key[:255] for key in ids if key))


def _may_match_subject(placing: Placing) -> bool:
    arrived = placing.arrived
    return (
        not arrived.conversation
        and not arrived.references
        and placing.contact_id is not None
        and is_reply(arrived.subject)
        and len(bare_subject(arrived.subject)) >= SHORTEST_SUBJECT
    )


def _distinct(threads: Iterable[Thread]) -> list[Thread]:
    return list({id(thread): thread for thread in threads}.values())
