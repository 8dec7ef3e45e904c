"""A figure is told of five people at least, also where it could be worked out from two others."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from evenhand.record.protection.wellbeing.of_five import FIVE, of_five_at_least


def people(first: int, last: int) -> frozenset[int]:
    return frozenset(range(first, last + 1))


def test_five_may_be_told_and_four_may_not():
    assert of_five_at_least({"a": people(1, 5), "b": people(11, 14)}) == ["a"]


def test_nothing_may_be_told_of_nobody():
    assert of_five_at_least({"a": frozenset()}) == []


def test_two_teams_that_differ_by_one_person_are_not_both_told():
    assert of_five_at_least({"a": people(1, 6), "b": people(1, 5)}) == ["a"]


def test_a_team_is_left_out_where_the_rest_of_the_desk_is_a_few():
    assert of_five_at_least({"a": people(1, 6), "b": people(7, 8)}, told=people(1, 8)) == []
    assert of_five_at_least({"a": people(1, 6), "b": people(7, 12)}, told=people(1, 12)) == ["a", "b"]


def test_the_last_team_is_left_out_where_it_would_leave_a_few():
    groups = {"a": people(1, 6), "b": people(7, 11), "c": people(12, 13)}
    assert of_five_at_least(groups, told=people(1, 13)) == ["a"]


GROUPS = st.dictionaries(st.sampled_from("abcd"), st.frozensets(st.integers(1, 18), max_size=14))


@given(GROUPS, st.booleans())
def test_no_difference_of_what_is_told_is_one_to_four_people(groups: dict[str, frozenset[int]], with_sum: bool):
    everybody = frozenset().union(*groups.values()) if with_sum else frozenset()
    told = {key: groups[key] for key in of_five_at_least(groups, told=everybody)}
    assert all(len(group) >= FIVE for group in told.values())
    shown = [*told.values(), *([everybody] if everybody and told else [])]
    for one, other in combinations(shown, 2):
        assert len(one - other) not in range(1, FIVE)
        assert len(other - one) not in range(1, FIVE)
    if told and everybody:
        assert len(everybody.difference(*told.values())) not in range(1, FIVE)
