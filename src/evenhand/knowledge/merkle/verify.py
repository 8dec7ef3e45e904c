"""The walk over all entries: does the record still say what its head and its checkpoints committed to?

What it cannot show: whoever can write the entries and the head can make another history that fits together. Only a
checkpoint that was kept outside finds that.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from evenhand.knowledge.merkle.checkpoint import open_checkpoint
from evenhand.knowledge.merkle.leaf import HASH_BYTES, SALT_BYTES, keyed_hash, leaf_hash
from evenhand.knowledge.merkle.note import NoteError, VerifierKey
from evenhand.knowledge.merkle.proofs import LARGEST_SIZE
from evenhand.knowledge.merkle.tree import Frontier, Head

Kind = Literal[
    "gap",  # `found` stands where `number` is missing
    "duplicate",  # `number` stands a second time
    "order",  # `number` stands behind a later one
    "meta-altered",
    "body-altered",  # the body or its salt
    "hash-altered",  # one of the two stored hashes, while meta and body are as they were
    "half-erased",  # a body without its salt, or the reverse
    "erased-without-entry",  # content gone that no `erased` entry names
    "head-mismatch",  # the entries hold together, and the head says something else
    "truncated",  # `number` and all after it are missing: the head counts `size`
    "rolled-back",  # an outside checkpoint counts more entries (`size`) than there are
    "not-a-prefix",  # the entries are another history than the one an outside checkpoint signed at `size`
    "bad-signature",  # a checkpoint that none of the keys signed, or that cannot be read; `code` says why
]

_BLOCK = 1024  # leaves that go into the tree at once
Row = tuple[int, bytes, bytes | None, bytes | None, bytes, bytes]
"""Number, meta, body or None, salt or None, stored commitment, stored leaf hash, as they lie in the database.

Meta that is stored as columns is rebuilt by the caller with `leaf.meta_bytes`; whatever type a database hands out, the
caller makes bytes of it.
"""


@dataclass(frozen=True, slots=True)
class Break:
    """Where the record does not hold: the kind, the entry's number if it is about one, and what a sentence needs."""

    kind: Kind
    number: int | None = None
    parameters: Mapping[str, int | str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Report:
    """What a walk found. `size` and `root` are those of the entries as they lie.

    `erased` are the numbers whose content is gone; `lingering` those whose content an `erased` entry says is gone
    and which is still there, as after the restore of an older backup. `first` is None for a record that holds.
    """

    size: int
    root: bytes
    erased: tuple[int, ...]
    lingering: tuple[int, ...]
    first: Break | None


def verify_ledger(
    rows: Iterable[Row],
    *,
    head: Head,
    erasures: Collection[int] = frozenset(),
    checkpoints: Sequence[bytes] = (),
    keys: Sequence[VerifierKey] = (),
) -> Report:
    """Walk all entries in the order of the database, once, and compare them with the head and outside checkpoints.

    `erasures` holds the numbers that `erased` entries name. Breaks in entries come before those of the head, those
    before the checkpoints'; a break's parameter `checkpoint` is an index into `checkpoints`. Never raises for what
    rows or checkpoints contain. Memory does not grow with the number of rows, but for the numbers reported.
    """
    opened = [_open(index, note, keys) for index, note in enumerate(checkpoints)]
    walk = _Walk(frozenset(erasures), {each.size for each in opened if isinstance(each, Head)})
    walk.take_all(rows)
    first = walk.conclude(head)
    for index, checkpoint in enumerate(opened):
        if first is None:
            first = walk.compare(index, checkpoint) if isinstance(checkpoint, Head) else checkpoint
    stored = walk.stored
    return Report(stored.size, stored.root(), tuple(walk.erased), tuple(walk.lingering), first)


def _open(index: int, note: bytes, keys: Sequence[VerifierKey]) -> Head | Break:
    try:
        return open_checkpoint(note, keys).head
    except NoteError as error:
        return Break("bad-signature", None, {"checkpoint": index, "code": error.code})


class _Walk:
    """The state between two entries."""

    def __init__(self, erasures: frozenset[int], sizes: set[int]) -> None:
        self.stored = Frontier()  # of the leaf hashes as they lie
        self.computed: Frontier | None = None  # of what they should be, from the first that differs on
        self.first: Break | None = None
        self.erased: list[int] = []
        self.lingering: list[int] = []
        self._erasures = erasures
        self._sizes = sizes
        self._roots = {0: self.stored.root()}
        self._expected = 0

    def take_all(self, rows: Iterable[Row]) -> None:
        """Take entries in order. Those that are as they should be go into the tree by the block, which is quicker."""
        block: list[bytes] = []
        room = self._room()
        for row in rows:
            number, meta, body, salt, committed, leaf = row
            if (
                number == self._expected
                and body is not None
                and salt is not None
                and len(salt) == SALT_BYTES
                and number not in self._erasures
                and self.computed is None
                and number <= LARGEST_SIZE
                and keyed_hash(salt, number.to_bytes(8, "big") + body) == committed
                and leaf_hash(meta, committed) == leaf
            ):
                self._expected += 1
                block.append(leaf)
                if len(block) < room:
                    continue
                self._add(block)
            else:
                self._add(block)
                self.take(*row)
            block, room = [], self._room()
        self._add(block)

    def take(
        self, number: int, meta: bytes, body: bytes | None, salt: bytes | None, committed: bytes, leaf: bytes
    ) -> None:
        """Check one entry and add it to the tree."""
        committed = committed if isinstance(committed, bytes) else b""  # a column may have been made to take nothing
        if number != self._expected:
            self._misplaced(number)
        self._expected = max(self._expected, number + 1)
        if body is None or salt is None or number in self._erasures:
            self._note_erasure(number, body, salt)
        true_leaf = self._check(number, meta, body, salt, committed, leaf) if self._is_open() else leaf
        if self.computed is not None:
            self.computed.append(true_leaf)
        self._add([leaf if _is_hash(leaf) else leaf_hash(meta, committed)])

    def conclude(self, head: Head) -> Break | None:
        """The first break in entries or head, once all entries have passed."""
        if self.first is not None:
            if self.computed is not None and self.computed.head() == head:
                return Break("hash-altered", self.first.number)
            return self.first
        if self.stored.size < head.size:
            return Break("truncated", self.stored.size, {"size": head.size})
        if self.stored.head() != head:
            return Break("head-mismatch", None, {"size": head.size, "found": self.stored.size})
        return None

    def compare(self, index: int, checkpoint: Head) -> Break | None:
        """How an outside checkpoint fits the entries."""
        if checkpoint.size > self.stored.size:
            return Break("rolled-back", None, {"checkpoint": index, "size": checkpoint.size})
        if self._roots[checkpoint.size] != checkpoint.root:
            return Break("not-a-prefix", None, {"checkpoint": index, "size": checkpoint.size})
        return None

    def _room(self) -> int:
        """How many leaves may be added at once: no more than to the next size whose root is wanted."""
        size = self.stored.size
        return min([_BLOCK - size % _BLOCK, *(wanted - size for wanted in self._sizes if wanted > size)])

    def _add(self, leaves: Sequence[bytes]) -> None:
        self.stored.extend(leaves)
        if self.stored.size in self._sizes:
            self._roots[self.stored.size] = self.stored.root()

    def _is_open(self) -> bool:
        """Whether entries still have to be checked: until the first break, and after one that the root will judge."""
        return self.first is None or self.computed is not None

    def _found(self, kind: Kind, number: int, **parameters: int) -> None:
        if self.first is None:
            self.first = Break(kind, number, parameters)

    def _misplaced(self, number: int) -> None:
        first = self.first
        if number > self._expected:
            self._found("gap", self._expected, found=number)
        elif first is not None and first.kind == "gap" and number == first.number:
            self.first = Break("order", number)
        else:
            self._found("duplicate" if number >= 0 else "order", number)

    def _note_erasure(self, number: int, body: bytes | None, salt: bytes | None) -> None:
        if body is None and salt is None:
            self.erased.append(number)
            if number not in self._erasures:
                self._found("erased-without-entry", number)
        elif body is None or salt is None:
            self._found("half-erased", number)
        else:
            self.lingering.append(number)

    def _check(
        self, number: int, meta: bytes, body: bytes | None, salt: bytes | None, committed: bytes, leaf: bytes
    ) -> bytes:
        """Compare an entry with its stored hashes; returns the leaf hash that its meta and content lead to."""
        true_commitment = committed
        if body is not None and salt is not None and 0 <= number <= LARGEST_SIZE:
            # As in leaf.commitment, without its refusals: a salt of another length is a break and no error.
            fits = len(salt) == SALT_BYTES
            true_commitment = keyed_hash(salt, number.to_bytes(8, "big") + body) if fits else b""
        true_leaf = leaf_hash(meta, true_commitment)
        if true_leaf != leaf:
            self._altered(number, meta, true_commitment == committed, committed, leaf)
        elif true_commitment != committed:
            self._found("hash-altered", number)
        return true_leaf

    def _altered(self, number: int, meta: bytes, content_fits: bool, committed: bytes, leaf: bytes) -> None:
        """Name what does not fit a leaf hash. Whether the hash itself was altered only the root can tell."""
        if self.first is not None:
            return
        if not content_fits and leaf_hash(meta, committed) == leaf:
            self._found("body-altered", number)
        elif _is_hash(leaf):
            self._found("meta-altered", number)
            self.computed = self.stored.copy()
        else:
            self._found("hash-altered", number)


def _is_hash(value: object) -> bool:
    return isinstance(value, bytes) and len(value) == HASH_BYTES
