"""Which figures may be told without pointing at anybody."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

FIVE = 5
"""Below this many people a figure of a group says too much about each of them."""
_Key = TypeVar("_Key")


def of_five_at_least(groups: Mapping[_Key, frozenset[int]], *, told: frozenset[int] = frozenset()) -> list[_Key]:
    """The groups, the largest first, whose figures may be told beside each other.

    Each has five people at least. So has every group that one could work out by taking one figure from another: what
    two groups do not share, and what is left of everybody in `told` (a figure that is told anyway) beside all groups.
    """
    chosen: dict[_Key, frozenset[int]] = {}
    for key, people in sorted(groups.items(), key=lambda group: -len(group[1])):
        others = [*chosen.values(), told] if told else list(chosen.values())
        rest = told.difference(people, *chosen.values())
        apart = (part for other in others for part in (people - other, other - people))
        if len(people) >= FIVE and all(_may_be_known(part) for part in (*apart, rest)):
            chosen[key] = people
    return list(chosen)


def _may_be_known(people: frozenset[int]) -> bool:
    return not people or len(people) >= FIVE
