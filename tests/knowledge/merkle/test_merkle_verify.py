"""The walk over all entries: whatever was done to a record behind our back is named, or shown not to be findable."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from merkle_record import KEY, ORIGIN, checkpoint_of, erased, flips, head_of, pem, record, row

from evenhand.knowledge.merkle.checkpoint import Checkpoint, make_checkpoint
from evenhand.knowledge.merkle.tree import EMPTY_ROOT, Frontier, Head
from evenhand.knowledge.merkle.verify import Break, Report, Row, _Walk, verify_ledger

FIELDS = {1: "meta-altered", 2: "body-altered", 3: "body-altered", 4: "hash-altered", 5: "hash-altered"}


def check(rows: list[Row], head: Head, *checkpoints: bytes, erasures: Any = ()) -> Report:
    return verify_ledger(rows, head=head, erasures=erasures, checkpoints=checkpoints, keys=[KEY])


def kind(rows: list[Row], head: Head, *checkpoints: bytes, erasures: Any = ()) -> tuple[str, int | None] | None:
    first = check(rows, head, *checkpoints, erasures=erasures).first
    return None if first is None else (first.kind, first.number)


def changed(entry: Row, field: int, value: Any) -> Row:
    return (*entry[:field], value, *entry[field + 1 :])  # type: ignore[return-value]


def test_a_record_that_holds() -> None:
    rows = record(20)
    checkpoints = [checkpoint_of(rows[:size]) for size in (0, 1, 7, 20)]
    assert check(rows, head_of(rows), *checkpoints) == Report(20, head_of(rows).root, (), (), None)
    assert check([], Head(0, EMPTY_ROOT)).first is None


@pytest.mark.parametrize("size", [1, 2, 13])
def test_every_changed_byte_of_a_small_record_is_found_and_named(size: int) -> None:
    rows, tried = record(size), 0
    head = head_of(rows)
    for number, entry in enumerate(rows):
        for field, expected in FIELDS.items():
            for value in flips(entry[field]):  # type: ignore[arg-type]
                tampered = [*rows[:number], changed(entry, field, value), *rows[number + 1 :]]
                assert kind(tampered, head) == (expected, number)
                tried += 1
    assert tried == sum(len(entry[field]) for entry in rows for field in FIELDS)  # type: ignore[arg-type]


def test_every_other_value_of_every_byte_of_one_entry_is_found() -> None:
    rows = record(3)
    head, entry = head_of(rows), rows[1]
    for field, expected in FIELDS.items():
        data: bytes = entry[field]  # type: ignore[assignment]
        for at in range(len(data)):
            for value in set(range(256)) - {data[at]}:
                tampered = changed(entry, field, data[:at] + bytes([value]) + data[at + 1 :])
                assert kind([rows[0], tampered, rows[2]], head) == (expected, 1)


def test_every_changed_byte_of_a_thousand_entries_is_found() -> None:
    """Each walk begins where the entries before the changed one left it, and ends as soon as it found something.

    A change that the walk finds at its own entry cannot be unfound later: `first` is only ever made more exact.
    """
    rows, tried = record(1000), 0
    before = Frontier()
    for number, entry in enumerate(rows):
        for field in FIELDS:
            for value in flips(entry[field]):  # type: ignore[arg-type]
                walk = _Walk(frozenset(), set())
                walk.stored, walk._expected = before.copy(), number
                walk.take(*changed(entry, field, value))
                assert walk.first is not None
                assert walk.first.number == number
                tried += 1
        before.append(entry[5])
    assert tried == sum(len(entry[field]) for entry in rows for field in FIELDS)  # type: ignore[arg-type]
    assert before.head() == head_of(rows)


@pytest.mark.parametrize(
    ("field", "value"), [(3, b""), (3, b"s" * 64), (2, b""), (4, b""), (4, None), (5, b""), (5, None), (1, b"")]
)
def test_columns_of_another_length(field: int, value: Any) -> None:
    rows = record(5)
    assert kind([*rows[:2], changed(rows[2], field, value), *rows[3:]], head_of(rows)) == (FIELDS[field], 2)


def test_a_changed_number_is_found() -> None:
    rows = record(6)
    for number in range(6):
        for value in [-1, *range(9), 2**63, 2**64, 2**80]:
            if value != number:
                assert check(
                    [*rows[:number], changed(rows[number], 0, value), *rows[number + 1 :]], head_of(rows)
                ).first


def test_every_deleted_entry_is_found() -> None:
    rows = record(30)
    for number in range(29):
        assert kind(rows[:number] + rows[number + 1 :], head_of(rows)) == ("gap", number)
    for size in range(30):
        report = check(rows[:size], head_of(rows))
        assert report.first == Break("truncated", size, {"size": 30})


def test_every_inserted_entry_is_found() -> None:
    rows = record(12)
    for at in range(12):
        assert kind(rows[: at + 1] + rows[at:], head_of(rows)) == ("duplicate", at)
        shifted = rows[:at] + [row(number, b"smuggled in") for number in range(at, 13)]
        assert kind(shifted, head_of(rows)) == ("head-mismatch", None)


def test_every_swap_is_found() -> None:
    rows = record(12)
    for one in range(12):
        for other in range(one + 1, 12):
            moved = list(rows)
            moved[one], moved[other] = rows[other], rows[one]
            assert kind(moved, head_of(rows)) == ("order", one)
            contents = list(rows)
            contents[one] = (one, *rows[other][1:])
            contents[other] = (other, *rows[one][1:])
            assert kind(contents, head_of(rows)) == ("body-altered", one)


def test_a_changed_head_is_found() -> None:
    rows = record(9)
    size, root = head_of(rows)
    assert kind(rows, Head(8, root)) == kind(rows, Head(9, b"")) == ("head-mismatch", None)
    assert kind(rows, Head(10, root)) == ("truncated", 9)
    assert all(kind(rows, Head(size, other)) == ("head-mismatch", None) for other in flips(root))


def test_a_truncated_record_with_a_rebuilt_head_is_found_only_by_an_outside_checkpoint() -> None:
    rows = record(20)
    outside = checkpoint_of(rows)
    for size in range(20):
        assert kind(rows[:size], head_of(rows[:size])) is None
        assert check(rows[:size], head_of(rows[:size]), outside).first == Break(
            "rolled-back", None, {"checkpoint": 0, "size": 20}
        )


def test_a_rewritten_record_with_a_rebuilt_head_is_found_only_by_an_outside_checkpoint() -> None:
    rows = record(20)
    for number in range(20):
        rewritten = [*rows[:number], row(number, b"We never promised that."), *rows[number + 1 :]]
        older, newer = checkpoint_of(rows[:number]), checkpoint_of(rows[: number + 1])
        assert kind(rewritten, head_of(rewritten)) is None
        assert kind(rewritten, head_of(rewritten), older) is None
        assert kind(rewritten, head_of(rewritten), older, newer) == ("not-a-prefix", None)


def test_random_attacks_with_and_without_an_outside_checkpoint() -> None:
    chance = random.Random(4)
    rows = record(40)
    outside = checkpoint_of(rows)
    for _ in range(400):
        attacked = list(rows)
        for _ in range(chance.randint(1, 3)):
            at = chance.randrange(len(attacked))
            attack = chance.choice(["delete", "insert", "change", "swap"])
            if attack == "delete":
                del attacked[at]
            elif attack == "insert":
                attacked.insert(at, row(at, b"inserted"))
            elif attack == "change":
                attacked[at] = row(at, b"changed")
            else:
                attacked[at], attacked[-1] = attacked[-1], attacked[at]
        if attacked == rows:
            continue
        rebuilt = [row(number, entry[2]) for number, entry in enumerate(attacked)]
        if rebuilt == rows:
            continue
        assert check(attacked, head_of(rows)).first is not None
        assert check(rebuilt, head_of(rebuilt)).first is None
        assert check(rebuilt, head_of(rebuilt), outside).first is not None


ATTACKS = some.tuples(some.sampled_from(["delete", "insert", "swap", "erase", *FIELDS]), some.integers(0, 19))


def attack(rows: list[Row], what: str | int, at: int) -> list[Row]:
    """The rows with one thing done to them at a place."""
    before, entry, after = rows[:at], rows[at], rows[at + 1 :]
    if what == "delete":
        return before + after
    if what == "insert":
        return [*before, row(at, b"inserted"), entry, *after]
    if what == "swap":
        return [*after[-1:], *before, entry, *after[:-1]]
    if what == "erase":
        return [*before, erased(entry), *after]
    data = entry[int(what)]
    return [*before, changed(entry, int(what), data and flips(data)[0]), *after]  # type: ignore[arg-type]


@settings(max_examples=300, deadline=None)
@given(some.lists(ATTACKS, max_size=4), some.sets(some.integers(0, 19)), some.sets(some.integers(0, 25)))
def test_the_walk_by_blocks_finds_what_the_walk_row_by_row_finds(
    attacks: list[tuple[str | int, int]], erasures: set[int], sizes: set[int]
) -> None:
    rows = record(24)
    head = head_of(rows)
    for what, at in attacks:
        rows = attack(rows, what, at)
    by_blocks, singly = _Walk(frozenset(erasures), sizes), _Walk(frozenset(erasures), sizes)
    by_blocks.take_all(rows)
    for each in rows:
        singly.take(*each)
    assert by_blocks.conclude(head) == singly.conclude(head)
    assert (by_blocks.stored.head(), by_blocks._roots) == (singly.stored.head(), singly._roots)
    assert (by_blocks.erased, by_blocks.lingering) == (singly.erased, singly.lingering)


def test_a_record_longer_than_a_block_and_checkpoints_at_its_edges() -> None:
    rows = record(2100)
    outside = [checkpoint_of(rows[:size]) for size in (1023, 1024, 1025, 2048, 2100)]
    assert check(rows, head_of(rows), *outside).first is None
    rewritten = [*rows[:1024], row(1024, b"We never promised that."), *rows[1025:]]
    for index, note in enumerate(outside):
        assert (check(rewritten, head_of(rewritten), note).first is None) == (index < 2)


@pytest.mark.parametrize("note", [b"", b"\xff", b"a\n1\nb\n\n"])
def test_an_unreadable_checkpoint_is_said(note: bytes) -> None:
    rows = record(3)
    assert kind(rows, head_of(rows), note) == ("bad-signature", None)


def test_a_checkpoint_under_another_key_or_origin_is_refused() -> None:
    rows = record(3)
    assert kind(rows, head_of(rows), checkpoint_of(rows, seed=2)) == ("bad-signature", None)
    assert kind(rows, head_of(rows), checkpoint_of(rows, origin="other.example")) == ("bad-signature", None)
    good = checkpoint_of(rows)
    assert check(rows, head_of(rows), good, checkpoint_of(rows, seed=2)).first == Break(
        "bad-signature", None, {"checkpoint": 1, "code": "unknown-key"}
    )


def test_an_empty_checkpoint_with_a_wrong_root_is_refused() -> None:
    rows = record(3)
    empty = make_checkpoint(Checkpoint(ORIGIN, 0, b"x" * 32), private_pem=pem())
    assert kind(rows, head_of(rows), empty) == ("not-a-prefix", None)


def test_erased_content_is_neither_whole_nor_broken() -> None:
    rows = record(10)
    gone = [erased(each) if each[0] % 3 == 0 else each for each in rows]
    report = check(gone, head_of(rows), checkpoint_of(rows), erasures={0, 3, 6, 9})
    assert (report.first, report.erased) == (None, (0, 3, 6, 9))


def test_the_meta_of_an_erased_entry_is_still_proved() -> None:
    rows = record(4)
    gone = erased(rows[2])
    for field in (1, 4, 5):
        for value in flips(gone[field]):  # type: ignore[arg-type]
            report = check([*rows[:2], changed(gone, field, value), rows[3]], head_of(rows), erasures={2})
            assert report.first is not None
            assert report.first.number == 2


@pytest.mark.parametrize("field", [4, 5])
def test_an_erased_entry_whose_hash_is_gone_is_a_break_and_no_error(field: int) -> None:
    rows = record(4)
    gone = changed(erased(rows[2]), field, None)
    report = check([*rows[:2], gone, rows[3]], head_of(rows), erasures={2})
    assert report.first is not None
    assert report.first.number == 2


def test_content_that_is_gone_without_an_entry_that_says_so() -> None:
    rows = record(4)
    assert kind([*rows[:2], erased(rows[2]), rows[3]], head_of(rows), erasures={1}) == ("erased-without-entry", 2)


@pytest.mark.parametrize("field", [2, 3])
def test_half_an_erasure(field: int) -> None:
    rows = record(4)
    half = changed(rows[2], field, None)
    assert kind([*rows[:2], half, rows[3]], head_of(rows), erasures={2}) == ("half-erased", 2)


def test_erased_content_that_came_back_is_said() -> None:
    rows = record(4)
    report = check(rows, head_of(rows), erasures={1, 3})
    assert (report.first, report.lingering) == (None, (1, 3))
