"""The demo shows black and white: promises both ways, waits, minutes and changes, authority, ability, a checkpoint."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from evenhand.doors.demo import firm, minutes, promises, protection
from evenhand.doors.demo.acting import Act, in_order, message, perform, written
from evenhand.doors.demo.build import build
from evenhand.doors.demo.story import company, conversations
from evenhand.record.agreements.access.commitments import commitments_for
from evenhand.record.agreements.minutes import in_force
from evenhand.record.agreements.minutes_access import minutes_for
from evenhand.record.agreements.models import (
    Approval,
    Breach,
    CapabilityCheck,
    Commitment,
    Fulfilment,
    Minute,
    Objection,
    Postponement,
    Release,
    Suggestion,
    Update,
    Version,
    Wait,
)
from evenhand.record.agreements.queries.clock import case_clock_of
from evenhand.record.agreements.queries.due import due_for
from evenhand.record.ledger import checkpoints, verifying
from evenhand.record.ledger.models import Entry
from evenhand.record.outbox.models import Letter
from evenhand.record.people.authority import limits_of
from evenhand.record.people.calendar import working_calendar
from evenhand.record.people.errors import NotFound
from evenhand.record.people.models import Member
from evenhand.record.protection.incidents.access import request_for
from evenhand.record.protection.models import Act as SafeAct
from evenhand.record.protection.models import Alert, EmployerLetter, Incident, Pack, Request, Restriction, Warning
from evenhand.record.protection.packs_access import packs_waiting
from evenhand.record.protection.restrictions.letters import findings_in, slugs
from evenhand.server.workspace import open_workspace

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
OPENING: datetime = company()["company"]["now"]


@pytest.fixture(scope="module", autouse=True)
def demo(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """The demo, built once for all of these tests and taken back after them."""
    with django_db_blocker.unblock(), transaction.atomic():
        build(open_workspace(tmp_path_factory.mktemp("demo")))
        yield
        transaction.set_rollback(True)


def member(name: str) -> Member:
    """A member by the first part of their address."""
    return Member.objects.get(email=f"{name}@harbourline.example")


def promise(key: str) -> Commitment:
    """A promise by its key in promises.toml."""
    row = next(row for row in written("promises.toml")["promise"] if row["key"] == key)
    return Commitment.objects.get(recorded_at=row["at"])


def acts() -> list[Act]:
    """Every act of the demo, the earliest first."""
    people = {row["key"]: member(row["key"]) for row in company()["member"]}
    told = (one.key for story in conversations() for one in story)
    written_down = (*firm.acts(people), *promises.acts(people), *minutes.acts(people), *protection.acts(people))
    return in_order(written_down, told)


def test_every_act_was_done_at_a_moment_of_its_own_and_none_is_done_twice() -> None:
    moments = [act.at for act in acts()]
    assert len(moments) == len(set(moments)) > 100
    assert max(moments) < OPENING
    before = Entry.objects.count()
    for act in acts():
        assert Entry.objects.filter(at=act.at).exists(), act
        perform(act)
    assert Entry.objects.count() == before


def test_the_ledger_is_whole_in_the_order_of_time_and_signed() -> None:
    report = verifying.verify()
    assert report.first is None
    times = list(Entry.objects.order_by("number").values_list("at", flat=True))
    assert times == sorted(times)
    signed = checkpoints.latest()
    assert signed is not None
    assert (signed.size, signed.root) == (report.size, report.root.hex())
    assert signed.made_at < OPENING


def test_the_ledger_holds_no_words_of_the_record() -> None:
    bodies = " ".join(str(body) for body in Entry.objects.values_list("content__body", flat=True))
    assert "Vivian" not in bodies
    assert "昨天" not in bodies
    assert not [row.what for row in Commitment.objects.all() if row.what in bodies]


def test_promises_of_both_sides_stand_in_every_language_and_ended_in_every_way() -> None:
    assert set(Commitment.objects.values_list("party", flat=True)) == {"us", "them"}
    assert set(Commitment.objects.values_list("message__language", flat=True)) == {
        "en", "fi", "zh-Hant", "zh-Hans", "yue",
    }  # fmt: skip
    for row in Commitment.objects.exclude(message=None):
        assert row.words == row.message.text[row.start : row.end].strip()  # type: ignore[union-attr]
    for end in (Fulfilment, Release, Breach, Postponement):
        assert end._default_manager.exists(), end
    kept = [row for row in Fulfilment.objects.select_related("commitment") if row.commitment.due_at]
    assert any(row.at <= row.commitment.due_at for row in kept)  # type: ignore[operator]
    assert promise("revontuli-august").breaches.get().at < promise("revontuli-august").fulfilments.get().at
    assert Suggestion.objects.filter(settled_at__isnull=False, commitment=None).exists()
    assert Suggestion.objects.exclude(commitment=None).count() >= 15


@pytest.mark.parametrize(
    ("name", "overdue", "today"),
    [("ada", 1, 2), ("meiling", 1, 1), ("liwei", 1, 2), ("oona", 1, 1), ("kayan", 1, 1)],
)
def test_today_shows_real_work(name: str, overdue: int, today: int) -> None:
    whoever = member(name)
    due = due_for(whoever, now=OPENING, zone=ZoneInfo(whoever.timezone))
    assert (len(due.overdue), len(due.today)) == (overdue, today)


def test_the_next_update_is_owed_on_problems_that_are_open() -> None:
    owed = Update.objects.filter(ended_at=None)
    assert owed.filter(due_at__lt=OPENING).exists()
    assert owed.filter(due_at__gt=OPENING).count() >= 3
    assert not owed.filter(conversation__closed_at__isnull=False).exists()


def test_the_delay_at_alder_is_split_into_ours_and_theirs() -> None:
    waits = Wait.objects.filter(commitment__customer__name="Alder Logistics Oy")
    said = message("alder-01-c")
    assert {(wait.proof, wait.since) for wait in waits} == {(said, said.at)}
    assert waits.get(arrived_in__isnull=False).arrived_in == message("alder-01-i")
    clock = case_clock_of(said.conversation, working_calendar(), now=OPENING)
    assert clock is not None
    assert (clock.theirs.wall.days, clock.ours.wall.days) == (23, 42)
    (waited,) = clock.waited
    assert (waited.since, waited.until) == (said.at, datetime(2026, 10, 7, 8, 40, tzinfo=UTC))
    moved = promise("alder-go-live").postponements.get()
    assert (moved.from_due_at, moved.to_due_at) == (
        datetime(2026, 10, 5, 3, tzinfo=UTC), datetime(2026, 10, 19, 3, tzinfo=UTC),
    )  # fmt: skip
    assert promise("alder-go-live").ended_at is not None


def test_a_wait_runs_on_the_morning_of_the_demo() -> None:
    assert [wait.commitment for wait in Wait.objects.filter(ended_at=None)] == [promise("kitchen-days")]


def test_what_brightwater_agreed_stands_though_its_client_wants_it_changed() -> None:
    minute = Minute.objects.get(customer__name="Brightwater Consulting")
    first, second = minute.versions.all()
    assert in_force(minute) == first
    assert "two utilisation reports a month" in first.text
    assert (second.agreed_at, second.change.base) == (None, first)
    assert "EUR 7,200 a year" in second.change.money_impact
    assert set(Approval.objects.filter(version=first).values_list("stakeholder__name", "how")) == {
        ("Bo Lindqvist", "member"), ("Dev Anand", "hand"), ("Vivian Marsh", "hand"),
    }  # fmt: skip
    objection = Objection.objects.get(version=second)
    assert objection.stakeholder.name == "Dev Anand"
    told = Letter.objects.filter(about=f"version:{second.pk}", posted_at=objection.at)
    assert {letter.to for letter in told} == {"vivian.marsh@brightwater.example", "dev.anand@brightwater.example"}
    assert all(objection.words in letter.text.replace("> ", "") for letter in told)


def test_a_chinese_minute_waits_and_silence_is_nobodys_yes() -> None:
    minute = Minute.objects.get(title="11/18 視訊會議紀錄")
    version = minute.versions.get()
    assert (version.agreed_at, version.refused_at) == (None, None)
    answered = set(Approval.objects.filter(version=version).values_list("stakeholder__name", flat=True))
    assert answered == {"林淑惠", "李薇"}
    assert {person.name for person in minute.stakeholders.all()} - answered == {"許文昌"}
    assert in_force(Minute.objects.get(title="3/12 啟動會議紀錄")) is not None


def test_nothing_was_mailed_and_no_link_that_lets_somebody_in_is_kept() -> None:
    assert set(Letter.objects.values_list("state", flat=True)) == {Letter.State.HANDED_OVER}
    assert not Letter.objects.filter(is_secret=True).exclude(text="").exists()


def test_members_have_authority_and_checks_of_ability_stand_behind_a_yes() -> None:
    assert limits_of(member("ada")).amounts["refund"] == {"EUR": Decimal(250)}
    assert limits_of(member("ada")).amounts["concession"] == {"EUR": Decimal(100)}
    assert set(limits_of(member("liwei")).amounts["refund"]) == {"HKD", "TWD"}
    assert limits_of(member("liwei")).percent == Decimal(5)
    valid = {check.what: check.valid_until >= OPENING.date() for check in CapabilityCheck.objects.all()}
    assert sorted(valid.values()) == [False, True, True]
    assert working_calendar().hours_on(datetime(2026, 12, 24, tzinfo=UTC).date()) == ()


def test_the_record_of_a_customer_is_seen_by_its_team_alone() -> None:
    ours: dict[str, Any] = {"customer__name": "Alder Logistics Oy"}
    assert commitments_for(member("ada")).filter(**ours).count() == 10
    for outsider in ("meiling", "cy", "petra", "aino"):
        assert not commitments_for(member(outsider)).filter(**ours).exists(), outsider
    assert not minutes_for(member("ada")).filter(customer__name="宏遠集團").exists()
    assert minutes_for(member("liwei")).filter(customer__name="宏遠集團").count() == 2
    assert Version.objects.count() == 4


def incident(key: str) -> Incident:
    """An incident by its key in protection.toml."""
    row = next(row for row in written("protection.toml")["report"] if row["key"] == key)
    return Incident.objects.get(reported_at=row["at"])


def test_the_one_that_insults_whoever_answers_is_warned_restricted_heard_and_looked_at_again() -> None:
    row = Restriction.objects.get(contact__name="Roland Pike")
    assert row.merit.at < row.at
    assert row.warning is not None
    assert row.warning.at < row.at
    assert (row.kind, row.member, row.by) == ("one-contact", member("bo"), member("helena"))
    apart = {kept.message for kept in row.kept_apart.all()}
    assert apart == {message("pike-03-d"), message("pike-03-e")}
    assert Letter.objects.filter(key__startswith=f"told-again:{row.pk}:").count() == 1
    appeal = row.appeals.get()
    assert (appeal.outcome, appeal.decided_by) == ("in-part", member("kaisa"))
    assert (row.reviews.get().outcome, row.review_at.isoformat()) == ("kept", "2026-12-07")
    assert row.ended_at is None
    assert not message("pike-05-a").apart  # to whom he may write, he writes well
    assert not message("pike-04-c").apart  # and his threat reaches people


def test_nothing_is_held_against_who_was_furious_and_fair_or_made_it_good() -> None:
    loud = [message(key) for key in ("revontuli-01-e", "harbourkitchen-02-a", "alder-01-g")]
    for each in loud:
        assert each.contact is not None
        assert each.contact.limits == []
        assert not Warning.objects.filter(contact=each.contact).exists()
        assert not Restriction.objects.filter(contact=each.contact).exists()
    assert [Incident.objects.filter(contact=each.contact).count() for each in loud] == [0, 0, 1]
    assert incident("kari").manner == "borderline"
    assert set(incident("kari").amends.values_list("kind", flat=True)) == {"apology", "taken-back"}
    assert message("revontuli-01-e").manner == "heated"
    corrected = message("harbourkitchen-02-d").readings.get().corrections.get()
    assert (corrected.member, corrected.better) == (member("kayan"), "heated")


def test_an_alert_that_nobody_answered_went_up_and_one_waits_on_the_morning_of_the_demo() -> None:
    first, second = incident("pike-june").alerts.all()
    assert (first.member, first.end, second.after) == (member("bo"), "unanswered", first)
    assert (second.member, second.end) == (member("helena"), "answered")
    assert [answer.by for answer in (*second.answers.all(), *first.answers.all())] == [member("helena"), member("bo")]
    waiting = Alert.objects.get(ended_at=None)
    assert (waiting.member, waiting.incident) == (member("helena"), incident("pike-threat"))
    assert waiting.due_at > OPENING


def test_what_was_asked_by_the_second_route_is_seen_by_wellbeing_alone() -> None:
    asked = Request.objects.get(route="second")
    assert request_for(member("aino"), asked.pk) == asked
    for other in ("liwei", "helena", "kaisa", "sam"):
        with pytest.raises(NotFound):
            request_for(member(other), asked.pk)
    assert Request.objects.get(kind="rest").alerts.get().member == member("liwei")


def test_what_people_did_to_stay_safe_was_allowed_in_advance() -> None:
    assert [(act.policy.number, act.is_backed) for act in SafeAct.objects.select_related("policy")] == [
        (1, True), (2, True), (2, True),
    ]  # fmt: skip


def test_evidence_was_asked_for_by_one_and_approved_by_another() -> None:
    pack = Pack.objects.get(made_at__isnull=False)
    assert (pack.asked_by, pack.approved_by) == (member("helena"), member("aino"))
    assert pack.recipients.get().name == "黃律師（公司法律顧問）"
    assert packs_waiting(member("helena")) == [Pack.objects.get(made_at=None)]


def test_the_letters_of_the_demo_pass_its_own_draft_check() -> None:
    sent = [row.text for kind in (Warning, Restriction, EmployerLetter) for row in kind._default_manager.all()]
    assert len(sent) == 4
    assert [slugs(findings_in(text)) for text in sent if findings_in(text)] == []


def test_reporters_stand_nowhere_in_the_ledger() -> None:
    entries = Entry.objects.filter(kind="incident.reported")
    assert {entry.actor for entry in entries} == {"reporter"}
    assert entries.count() == Incident.objects.count() == len(written("protection.toml")["report"])
