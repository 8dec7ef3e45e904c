"""Trees, frontiers and paths, against an implementation by others and against hostile input."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

import pymerkle
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from evenhand.knowledge.merkle.proofs import verify_consistency, verify_inclusion
from evenhand.knowledge.merkle.tree import EMPTY_ROOT, Frontier, Head, consistency_path, inclusion_paths, root_of

LEAVES = [sha256(b"\x00" + b"%d" % number).digest() for number in range(300)]
bodies = some.lists(some.binary(max_size=8), min_size=1, max_size=70)


def theirs(data: list[bytes]) -> Any:
    tree = pymerkle.InmemoryTree(algorithm="sha256")
    tree.append_entries(data)
    return tree


def frontier_of(leaves: list[bytes]) -> Frontier:
    frontier = Frontier()
    for leaf in leaves:
        frontier.append(leaf)
    return frontier


@settings(max_examples=300, deadline=None)
@given(bodies)
def test_roots_equal_those_of_pymerkle(data: list[bytes]) -> None:
    leaves = [sha256(b"\x00" + each).digest() for each in data]
    assert root_of(leaves) == theirs(data).get_root()


@settings(max_examples=150, deadline=None)
@given(some.lists(some.integers(0, 70), max_size=8))
def test_leaves_added_in_blocks_make_the_tree_of_leaves_added_singly(widths: list[int]) -> None:
    frontier, size = Frontier(), 0
    for width in widths:
        frontier.extend([LEAVES[number % 300] for number in range(size, size + width)])
        size += width
    singly = frontier_of([LEAVES[number % 300] for number in range(size)])
    assert (frontier.head(), frontier.to_text()) == (singly.head(), singly.to_text())


def test_a_block_with_something_that_is_no_hash_is_refused_as_a_whole() -> None:
    frontier = frontier_of(LEAVES[:5])
    with pytest.raises(ValueError, match="32 bytes"):
        frontier.extend([LEAVES[5], b"short"])
    assert frontier.head() == frontier_of(LEAVES[:5]).head()


@settings(max_examples=150, deadline=None)
@given(bodies, some.data())
def test_proofs_fit_the_roots_of_pymerkle(data: list[bytes], draw: some.DataObject) -> None:
    leaves = [sha256(b"\x00" + each).digest() for each in data]
    size = draw.draw(some.integers(1, len(data)))
    old = draw.draw(some.integers(1, size))
    tree = theirs(data)
    root, old_root = tree.get_root(size), tree.get_root(old)
    for number, path in inclusion_paths(leaves, size, range(size)).items():
        assert verify_inclusion(number=number, size=size, leaf=leaves[number], root=root, path=path)
        assert path == [bytes(each) for each in tree.prove_inclusion(number + 1, size).path[1:]]
    path = consistency_path(leaves, old, size)
    assert verify_consistency(old_size=old, new_size=size, old_root=old_root, new_root=root, path=path)


def test_a_proof_holds_for_its_own_place_and_sizes_only() -> None:
    for size in range(1, 18):
        root = root_of(LEAVES[:size])
        for number, path in inclusion_paths(LEAVES, size, range(size)).items():
            fitting = [
                (at, of)
                for at in range(size + 2)
                for of in range(size + 9)
                if verify_inclusion(number=at, size=of, leaf=LEAVES[number], root=root, path=path)
            ]
            assert (number, size) in fitting
            assert all(at == number or of != size for at, of in fitting)


def test_all_prefixes_up_to_seventy_leaves() -> None:
    roots = [root_of(LEAVES[:size]) for size in range(71)]
    for new in range(1, 71):
        for old in range(1, new + 1):
            path = consistency_path(LEAVES, old, new)
            proof = {"old_size": old, "new_size": new, "new_root": roots[new], "path": path}
            assert verify_consistency(old_root=roots[old], **proof)
            assert not verify_consistency(old_root=roots[old - 1], **proof)


@pytest.mark.parametrize("size", [0, 1, 2, 3, 64, 255, 300])
def test_a_frontier_survives_being_written_down(size: int) -> None:
    frontier = frontier_of(LEAVES[:size])
    again = Frontier.from_text(frontier.to_text())
    assert again.head() == frontier.head() == Head(size, root_of(LEAVES[:size]))
    assert again.append(LEAVES[0]) == size
    assert again.root() == root_of([*LEAVES[:size], LEAVES[0]])


def test_a_copy_grows_apart() -> None:
    frontier = frontier_of(LEAVES[:5])
    other = frontier.copy()
    other.append(LEAVES[5])
    assert frontier.root() == root_of(LEAVES[:5])
    assert other.root() == root_of(LEAVES[:6])


def test_the_empty_tree() -> None:
    assert Frontier().head() == Head(0, EMPTY_ROOT) == Head(0, root_of([]))


@pytest.mark.parametrize(
    "text",
    [
        "",
        ":",
        "1",
        "1:",
        "0:" + "00" * 32,
        "01:" + "00" * 32,
        "1:" + "00" * 31,
        "1:" + "AA" * 32,
        "-1:",
        "1: " + "00" * 32,
    ]
    + ["9" * 5000 + ":", "\u0661:" + "00" * 32, "1:" + "zz" * 32, "3:" + "00" * 32],
)
def test_other_text_is_no_frontier(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        Frontier.from_text(text)


def test_a_leaf_hash_has_32_bytes() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        Frontier().append(b"short")


@pytest.mark.parametrize(("size", "numbers"), [(3, [3]), (3, [-1]), (400, [0])])
def test_no_path_for_a_leaf_that_is_not_there(size: int, numbers: list[int]) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        inclusion_paths(LEAVES, size, numbers)


@pytest.mark.parametrize(("old", "new"), [(0, 1), (3, 2), (1, 400), (-1, 1)])
def test_no_path_from_what_is_no_prefix(old: int, new: int) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        consistency_path(LEAVES, old, new)


HOSTILE: list[Any] = [
    None,
    -1,
    True,
    2**63,
    2**4000,
    1.0,
    "1",
    b"",
    b"1" * 31,
    [],
    [None],
    ["a"],
    [b"x"],
    (b"",),
    object(),
]


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_input_is_false_and_no_error(value: Any) -> None:
    path = inclusion_paths(LEAVES, 7, [3])[3]
    inclusion = {"number": 3, "size": 7, "leaf": LEAVES[3], "root": root_of(LEAVES[:7]), "path": path}
    assert verify_inclusion(**inclusion)
    for name in inclusion:
        assert verify_inclusion(**inclusion | {name: value}) is False
    consistency = {
        "old_size": 3,
        "new_size": 7,
        "old_root": root_of(LEAVES[:3]),
        "new_root": root_of(LEAVES[:7]),
        "path": consistency_path(LEAVES, 3, 7),
    }
    assert verify_consistency(**consistency)
    for name in consistency:
        assert verify_consistency(**consistency | {name: value}) is False
    assert verify_consistency(old_size=1, new_size=1, old_root=LEAVES[0], new_root=value, path=[]) is False


@given(some.integers(), some.integers(), some.binary(max_size=33), some.lists(some.binary(min_size=32, max_size=32)))
def test_random_proofs_are_false(number: int, size: int, leaf: bytes, path: list[bytes]) -> None:
    root = root_of(LEAVES[:7])
    assert verify_inclusion(number=number, size=size, leaf=leaf, root=root, path=path) is False
    assert verify_consistency(old_size=number, new_size=size, old_root=leaf, new_root=root, path=path) is False
