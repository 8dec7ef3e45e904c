"""Verifying proofs about a tree: RFC 9162, 2.1.3.2 and 2.1.4.2, with two rules that the RFC leaves out.

A leaf hash or root that is not 32 bytes long proves nothing, and nothing is consistent with the empty tree. Without
them forged proofs pass that the vectors of transparency-dev/merkle contain. No input raises; what cannot be right
is False.
"""

from __future__ import annotations

import hmac
from collections.abc import Sequence

from evenhand.knowledge.merkle.leaf import HASH_BYTES, node_hash

LARGEST_SIZE = 2**63 - 1


def verify_inclusion(*, number: int, size: int, leaf: bytes, root: bytes, path: Sequence[bytes]) -> bool:
    """Whether `path` proves that the leaf hash stands at `number` in the tree of `size` leaves with this root."""
    if not (_is_size(number) and _is_size(size) and number < size and _is_path([leaf, root]) and _is_path(path)):
        return False
    roots = _climb(number, size - 1, leaf, path)
    return roots is not None and hmac.compare_digest(roots[1], root)


def verify_consistency(
    *, old_size: int, new_size: int, old_root: bytes, new_root: bytes, path: Sequence[bytes]
) -> bool:
    """Whether `path` proves that the tree of `old_size` leaves is a prefix of the tree of `new_size` leaves.

    Equal sizes need equal roots and no path. Callers take roots from parsed checkpoints, whose length is checked.
    """
    if not (_is_size(old_size) and _is_size(new_size) and 0 < old_size <= new_size and _is_path(path)):
        return False
    if not (isinstance(old_root, bytes) and isinstance(new_root, bytes)):
        return False
    if old_size == new_size:
        return not path and hmac.compare_digest(old_root, new_root)
    at, last = old_size - 1, new_size - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    hashes = list(path) if at else [old_root, *path]  # a complete old tree is itself the first hash of the way
    return bool(hashes) and _climb(at, last, hashes[0], hashes[1:]) == (old_root, new_root)


def _climb(at: int, last: int, node: bytes, path: Sequence[bytes]) -> tuple[bytes, bytes] | None:
    """The roots over the siblings to the left alone, and over all siblings; None for a path of another length.

    The former is the root of the tree that ends with the node, the latter that of the whole tree.
    """
    old = new = node
    for sibling in path:
        if last == 0:
            return None
        if at & 1 or at == last:
            old, new = node_hash(sibling, old), node_hash(sibling, new)
            while at and not at & 1:  # a node at the right edge has no sibling on these levels
                at, last = at >> 1, last >> 1
        else:
            new = node_hash(new, sibling)
        at, last = at >> 1, last >> 1
    return None if last else (old, new)


def _is_size(value: object) -> bool:
    return type(value) is int and 0 <= value <= LARGEST_SIZE


def _is_path(value: object) -> bool:
    return isinstance(value, list | tuple) and all(_is_hash(each) for each in value)


def _is_hash(value: object) -> bool:
    return isinstance(value, bytes) and len(value) == HASH_BYTES
