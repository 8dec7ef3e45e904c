"""Several people doing the same thing at the same moment. Needs a database with several writers."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from builders import PASSWORD, START, ada, sam, somebody
from django.db import connection, connections

from evenhand.record.people import actions
from evenhand.record.people.errors import PeopleError
from evenhand.record.people.models import Member, RoleGrant

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets one writer in at a time"),
]
MANY = 12


def at_once(act: Callable[[int], object], times: int = MANY) -> list[str]:
    """Let so many threads act at the same moment; how each came out: "done" or the code of its refusal."""
    barrier = Barrier(times)

    def one(number: int) -> str:
        try:
            barrier.wait(timeout=60)
            act(number)
        except PeopleError as refused:
            return refused.code
        finally:
            connections.close_all()
        return "done"

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(one, range(times)))


def test_one_link_lets_one_person_in():
    _, token = actions.invite(actions.Invited("noor@firm.example"), by=sam(), at=START)
    person = actions.Person("", "Noor")
    came_out = at_once(lambda _: actions.accept_invitation(token, person, PASSWORD, at=START))
    assert came_out.count("done") == 1
    assert set(came_out) <= {"done", "link-used", "email-taken"}
    assert Member.objects.filter(email="noor@firm.example").count() == 1


def test_one_reset_link_sets_one_password():
    token = actions.make_reset(ada(), by=sam(), at=START)
    came_out = at_once(lambda number: actions.use_reset(token, f"password number {number}", at=START))
    assert came_out.count("done") == 1
    winner = came_out.index("done")
    assert Member.objects.get(email=ada().email).check_password(f"password number {winner}")


def test_administrators_who_all_leave_at_once_leave_one_behind():
    everybody = [somebody(f"Admin{number} Person", ["administrator"]) for number in range(MANY)]
    came_out = at_once(lambda number: actions.leave(everybody[number], by=everybody[number], at=START))
    assert sorted(set(came_out)) == ["done", "last-administrator"]
    assert came_out.count("last-administrator") == 1
    assert RoleGrant.objects.filter(role="administrator", member__left_at=None).count() == 1


def test_guesses_sent_all_at_once_are_counted_all_the_same():
    email = ada().email
    came_out = at_once(lambda _: actions.check_password(email, "wrong", address="192.0.2.1", at=START))
    assert came_out.count("wrong-sign-in") == 5
    assert came_out.count("too-many-tries") == MANY - 5


def test_one_recovery_code_lets_in_once():
    member = ada()
    actions.begin_second_factor(member, at=START)
    member.second_factor.confirmed_at = START
    member.second_factor.save()
    code = actions.renew_recovery_codes(member, at=START)[0]
    came_out = at_once(lambda _: actions.pass_second_step(member, code, at=START, code_at=START))
    assert came_out.count("done") == 1
    assert set(came_out) == {"done", "code-used-before"}
