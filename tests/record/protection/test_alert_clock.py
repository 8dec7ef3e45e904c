"""Whatever clock, crashes and people do: no alert waits in vain while anybody is left, and nobody is asked twice."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from builders import ada, bo, helena, sam, somebody
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from incidents import DAY, an_incident

from evenhand.record.conversations.actions import NotPossible
from evenhand.record.people.errors import PeopleError
from evenhand.record.people.models import Member
from evenhand.record.protection.alerts import alerting, answering, escalating, leaving, requesting
from evenhand.record.protection.alerts.alerting import About, about_of, alerts_about, answers_about
from evenhand.record.protection.alerts.asking import may_be_asked, next_asked
from evenhand.record.protection.models import Alert, Incident, Request, Severity

pytestmark = pytest.mark.django_db
SOME = settings(
    max_examples=30, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
)
REASON = "I have called them and we go on together tomorrow."
pick = st.integers(min_value=0, max_value=30)


@contextmanager
def may_refuse(*codes: str) -> Iterator[None]:
    """A refusal by one of these codes is as right as no refusal."""
    try:
        yield
    except NotPossible as error:
        if error.code not in codes:
            raise


class Killed(BaseException):
    """The process is gone: nothing after this line runs, and the transaction with it."""


class Alerts(RuleBasedStateMachine):
    """Reports and requests, a clock, workers that die, people who come, leave, answer and hand on."""

    def __init__(self) -> None:
        super().__init__()
        self.all = transaction.atomic()
        self.all.__enter__()
        self.now = DAY
        self.came = 0

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.all.__exit__(None, None, None)

    @initialize()
    def people(self) -> None:
        for make in (sam, ada, bo, helena):
            make()

    @rule(severity=st.sampled_from(Severity.values), number=pick, route=st.sampled_from(["line", "second"]))
    def report(self, severity: str, number: int, route: str) -> None:
        an_incident(severity, by=_one(self.here(), number), at=self.now, route=route)

    @rule(kind=st.sampled_from(Request.Kind.values), number=pick)
    def ask(self, kind: str, number: int) -> None:
        requesting.ask(requesting.Wanted(kind), by=_one(self.here(), number), at=self.now)

    @rule(minutes=st.sampled_from([1, 31, 61, 300, 2000]))
    def time_passes(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    @rule(times=st.integers(min_value=1, max_value=2))
    def tick(self, times: int) -> None:
        for _ in range(times):
            escalating.escalate(at=self.now)
        for alert in escalating.in_vain(at=self.now):
            assert next_asked(about_of(alert)) is None
        for about in escalating.asked_of_nobody():
            assert next_asked(about) is None

    @rule(
        step=st.sampled_from(["end_alert", "alert_next", "alert_member", "note_alert"]),
        call=st.integers(1, 3),
        minutes=st.sampled_from([0, 300, 2000]),
    )
    def tick_that_dies(self, step: str, call: int, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)
        before = sorted(Alert.objects.filter(ended_at=None).values_list("pk", flat=True))
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(alerting, step, _dying(getattr(alerting, step), call))
            try:
                escalating.escalate(at=self.now)
            except Killed:
                assert len(before) <= Alert.objects.filter(ended_at=None).count()

    @rule(number=pick)
    def leaves(self, number: int) -> None:
        try:
            leaving.member_leaves(_one(self.here(), number), None, by=sam(), at=self.now)
        except PeopleError:
            return  # the last administrator stays

    @rule(role=st.sampled_from(["agent", "lead", "manager", "wellbeing", "administrator"]))
    def comes(self, role: str) -> None:
        self.came += 1
        somebody(f"P{self.came} Newman", [role], team_name="Nordic desk")

    @rule(number=pick, other=pick)
    def answers(self, number: int, other: int) -> None:
        alerts = list(Alert.objects.exclude(member=None))
        if not alerts:
            return
        alert = alerts[number % len(alerts)]
        about = about_of(alert)
        decided = answering.Decided("speak", REASON, seen=answers_about(about).count() - other % 2)
        with may_refuse("not-asked", "answered", "withdrawn"):
            answering.answer(alert, decided, by=Member.objects.get(pk=alert.member_id), at=self.now)

    @rule(number=pick, other=pick)
    def hands_on(self, number: int, other: int) -> None:
        alerts = list(Alert.objects.filter(ended_at=None, member__left_at=None))
        if alerts:
            alert = alerts[number % len(alerts)]
            free = list(may_be_asked(about_of(alert)))
            to = free[other % len(free)] if free and other % 3 else _one(self.here(), other)
            with may_refuse("hand-on-to"):
                answering.hand_on(alert, to, "I am away.", by=Member.objects.get(pk=alert.member_id), at=self.now)

    @rule(number=pick)
    def takes_back(self, number: int) -> None:
        own = list(Request.objects.all())
        if own:
            request = own[number % len(own)]
            with may_refuse("answered", "withdrawn"):
                requesting.withdraw(request, by=request.member, at=self.now)

    @invariant()
    def chains_hold(self) -> None:
        for about in (*Incident.objects.all(), *Request.objects.all()):
            _holds(about)

    def here(self) -> list[Member]:
        return list(Member.objects.filter(left_at=None).order_by("pk"))


def _one(members: list[Member], number: int) -> Member:
    return members[number % len(members)]


def _dying(step, call: int):
    calls = 0

    def dies(*arguments, **named):
        nonlocal calls
        calls += 1
        if calls == call:
            raise Killed
        return step(*arguments, **named)

    return dies


def _holds(about: About) -> None:
    alerts = list(alerts_about(about))
    asked = [one.member_id for one in alerts]
    assert len(set(asked)) == len(asked), "somebody was asked twice"
    still_open = [one for one in alerts if one.ended_at is None]
    is_over = answers_about(about).exists() or getattr(about, "withdrawn_at", None) is not None
    assert len(still_open) == (0 if is_over or not alerts else 1)
    followed = [one.after_id for one in alerts if one.after_id is not None]
    assert len(set(followed)) == len(followed), "two follow the same"
    assert len(followed) == max(0, len(alerts) - 1), "a chain has one beginning"
    assert all(one.after is None or one.after.made_at <= one.made_at for one in alerts), "a chain goes forward"
    assert not {one.pk for one in still_open} & set(followed), "what is open is the last"


def test_no_alert_waits_in_vain():
    run_state_machine_as_test(Alerts, settings=SOME)
