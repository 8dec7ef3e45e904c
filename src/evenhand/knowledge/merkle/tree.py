"""The tree over the leaves: a frontier that grows by one leaf at a time, and paths that prove its parts.

Everything here needs one pass over the leaf hashes at most, and keeps a few hashes for each level of the tree.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from hashlib import sha256
from itertools import islice
from typing import NamedTuple

from evenhand.knowledge.merkle.leaf import HASH_BYTES, LARGEST_NUMBER, node_hash

EMPTY_ROOT = sha256(b"").digest()

Range = tuple[int, int]  # the first leaf of a subtree, and the leaf after its last


class Head(NamedTuple):
    """The size of a tree and its root (32 bytes): all that has to be kept to recognise it."""

    size: int
    root: bytes


class Frontier:
    """The roots of the complete subtrees from left to right: enough to append and to know the root."""

    __slots__ = ("_peaks", "size")

    def __init__(self) -> None:
        self.size = 0
        self._peaks: list[bytes] = []

    def append(self, leaf: bytes) -> int:
        """Add the hash of the next leaf; returns its number. Raises ValueError unless it has 32 bytes."""
        if len(leaf) != HASH_BYTES:
            raise ValueError(f"A leaf hash has {HASH_BYTES} bytes.")
        self._grow(leaf, 1)
        return self.size - 1

    def extend(self, leaves: Sequence[bytes]) -> None:
        """Add the hashes of the next leaves, level by level, which is quicker than one by one. Raises ValueError."""
        if any(len(leaf) != HASH_BYTES for leaf in leaves):
            raise ValueError(f"A leaf hash has {HASH_BYTES} bytes.")
        done = 0
        while done < len(leaves):
            width = 1 << ((len(leaves) - done).bit_length() - 1)  # of a complete subtree that may begin at this place
            while self.size % width:
                width >>= 1
            self._grow(_complete_root(leaves[done : done + width]), width)
            done += width

    def root(self) -> bytes:
        """The root of all leaves so far (32 bytes)."""
        return _fold(self._peaks) if self._peaks else EMPTY_ROOT

    def head(self) -> Head:
        """Size and root together."""
        return Head(self.size, self.root())

    def copy(self) -> Frontier:
        """Another frontier of the same leaves."""
        other = Frontier()
        other.size, other._peaks = self.size, list(self._peaks)
        return other

    def to_text(self) -> str:
        """The frontier as ASCII for one database column: the size, a colon, the peaks in hexadecimal."""
        return f"{self.size}:{b''.join(self._peaks).hex()}"

    @classmethod
    def from_text(cls, text: str) -> Frontier:
        """The frontier that `to_text` wrote. Raises ValueError for anything else."""
        number, colon, peaks = text.partition(":")
        frontier = cls()
        if not (colon and number.isascii() and number.isdigit() and len(number) <= len(str(LARGEST_NUMBER))):
            raise ValueError("This is no frontier of a tree.")
        frontier.size = int(number)
        joined = bytes.fromhex(peaks)
        frontier._peaks = [joined[at : at + HASH_BYTES] for at in range(0, len(joined), HASH_BYTES)]
        if len(joined) != frontier.size.bit_count() * HASH_BYTES or frontier.to_text() != text:
            raise ValueError("This is no frontier of a tree.")
        return frontier

    def _grow(self, node: bytes, width: int) -> None:
        """Add a complete subtree of so many leaves, by its root."""
        complete = self.size // width
        while complete & 1:
            node = node_hash(self._peaks.pop(), node)
            complete >>= 1
        self._peaks.append(node)
        self.size += width


def root_of(leaves: Iterable[bytes]) -> bytes:
    """The root over leaf hashes in order."""
    frontier = Frontier()
    for leaf in leaves:
        frontier.append(leaf)
    return frontier.root()


def inclusion_paths(leaves: Iterable[bytes], size: int, numbers: Collection[int]) -> dict[int, list[bytes]]:
    """For each number the path that proves its leaf in the tree of the first `size` leaves (RFC 9162, 2.1.3.1).

    Raises ValueError when a number is not below `size`, or when there are fewer leaves than `size`.
    """
    if any(not 0 <= number < size for number in numbers):
        raise ValueError("No leaf of this tree has such a number.")
    wanted = {number: list(_inclusion_ranges(number, size)) for number in numbers}
    roots = _subtree_roots(leaves, size, {each for ranges in wanted.values() for each in ranges})
    return {number: [roots[each] for each in ranges] for number, ranges in wanted.items()}


def consistency_path(leaves: Iterable[bytes], old_size: int, new_size: int) -> list[bytes]:
    """The path that proves the tree of `old_size` leaves a prefix of that of `new_size` (RFC 9162, 2.1.4.1).

    Raises ValueError unless 0 < old_size <= new_size, or when there are fewer leaves than `new_size`.
    """
    if not 0 < old_size <= new_size:
        raise ValueError("Only a smaller tree that is not empty can be proved a prefix.")
    ranges = list(_consistency_ranges(old_size, new_size))
    roots = _subtree_roots(leaves, new_size, set(ranges))
    return [roots[each] for each in ranges]


def _complete_root(nodes: Sequence[bytes]) -> bytes:
    """The root over as many leaves as a power of two."""
    while len(nodes) > 1:
        pairs = iter(nodes)
        nodes = [sha256(b"\x01" + left + right).digest() for left, right in zip(pairs, pairs, strict=True)]
    return nodes[0]


def _fold(peaks: list[bytes]) -> bytes:
    root = peaks[-1]
    for peak in reversed(peaks[:-1]):
        root = node_hash(peak, root)
    return root


def _inclusion_ranges(number: int, size: int) -> Iterator[Range]:
    """The sibling subtrees on the way from a leaf up to the root."""
    start, end = 0, size
    siblings: list[Range] = []
    while end - start > 1:
        middle = start + _split(end - start)
        if number < middle:
            siblings.append((middle, end))
            end = middle
        else:
            siblings.append((start, middle))
            start = middle
    return reversed(siblings)


def _consistency_ranges(old_size: int, new_size: int) -> Iterator[Range]:
    """The subtrees that make up both trees, from the lowest upwards."""
    start, end = 0, new_size
    found: list[Range] = []
    while old_size != end:
        middle = start + _split(end - start)
        if old_size <= middle:
            found.append((middle, end))
            end = middle
        else:
            found.append((start, middle))
            start = middle
    if start:  # else the old tree is itself a subtree of the new one, and its root is known to whoever verifies
        found.append((start, end))
    return reversed(found)


def _split(width: int) -> int:
    """The largest power of two below `width`."""
    return 1 << ((width - 1).bit_length() - 1)


def _subtree_roots(leaves: Iterable[bytes], size: int, wanted: set[Range]) -> dict[Range, bytes]:
    """The roots of the wanted subtrees, found while the first `size` leaves pass by."""
    found: dict[Range, bytes] = {}
    peaks: list[tuple[int, bytes]] = []  # where a complete subtree starts, and its root
    end = 0
    for end, leaf in enumerate(islice(leaves, size), start=1):
        start, node = end - 1, leaf
        if (start, end) in wanted:
            found[start, end] = node
        complete = end - 1
        while complete & 1:
            start, left = peaks.pop()
            node = sha256(b"\x01" + left + node).digest()
            complete >>= 1
            if (start, end) in wanted:
                found[start, end] = node
        peaks.append((start, node))
    if end != size:
        raise ValueError("There are fewer leaves than the tree has.")
    for start, last in wanted - found.keys():  # the incomplete subtrees at the right edge
        found[start, last] = _fold([node for at, node in peaks if at >= start])
    return found
