"""Keeping no longer than the rules say: Helena asks, Sam approves, a warning comes, a hold keeps what it names."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import incidents
import pytest
import threads
from builders import ada, aino, bo, helena, sam, team
from ledger_kinds import refused
from threads import NOW

from evenhand.record.conversations import actions as conversations
from evenhand.record.conversations.models import Conversation, Message
from evenhand.record.erasing import actions, retention, retention_running
from evenhand.record.erasing.models import RetentionNotice, RetentionRule, Wiped
from evenhand.record.erasing.retention_due import due_before, month_before
from evenhand.record.ledger.models import Content, Entry, Erasure
from evenhand.record.people.models import Member
from evenhand.record.protection.incidents.looking import note_look
from evenhand.record.protection.models import Act, Alert, Incident, Look, Merit, Pack, Request, Restriction, Warning

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=800)
DAY = timedelta(days=1)


def a_rule(kind: str = "conversations", months: int | None = 12, *, at: datetime = NOW) -> RetentionRule:
    asked = retention.ask_rule(kind, months, reason="Two audits.", by=helena(), at=at)
    return retention.approve_rule(asked, by=sam(), at=at)


def closed(text: str = "The invoice is wrong") -> Conversation:
    row = threads.thread(text, team=team(), whose=threads.customer(team=team()))
    conversations.close(row, by=ada(), at=NOW)
    row.refresh_from_db()
    return row


def words_of(row: Conversation) -> list[str]:
    return [text for text in Message.objects.filter(conversation=row).values_list("text", flat=True) if text]


def announced(at: datetime = LATER) -> RetentionNotice:
    (notice,) = retention_running.announce(at=at)
    return notice


def test_without_an_approved_rule_nothing_is_announced_and_nothing_goes() -> None:
    row = closed()
    retention.ask_rule("conversations", 1, reason="", by=helena(), at=NOW)
    assert retention_running.announce(at=LATER) == []
    assert retention_running.run_due(at=LATER + 60 * DAY) == 0
    assert words_of(row)


def test_two_members_make_a_rule() -> None:
    asked = retention.ask_rule("incidents", 60, reason="", by=helena(), at=NOW)
    assert refused(lambda: retention.approve_rule(asked, by=helena(), at=NOW)) == "four-eyes"
    assert refused(lambda: retention.approve_rule(asked, by=bo(), at=NOW)) == "right"
    assert retention.rule_in_force("incidents") is None
    retention.approve_rule(asked, by=sam(), at=NOW)
    assert retention.rule_in_force("incidents") == asked
    assert refused(lambda: retention.approve_rule(asked, by=sam(), at=NOW)) == "approved"
    assert refused(lambda: retention.refuse_rule(asked, by=sam(), at=NOW)) == "approved"


@pytest.mark.parametrize(
    ("kind", "months", "warn_days", "code"),
    [
        ("conversations", 0, 14, "retention-months"),
        ("conversations", -3, 14, "retention-months"),
        ("conversations", 601, 14, "retention-months"),
        ("conversations", 12, 0, "retention-warn"),
        ("letters", 12, 14, "retention-class"),
        ("conversations", None, 14, "retention-same"),
    ],
)
def test_rules_that_are_none(kind: str, months: int | None, warn_days: int, code: str) -> None:
    who = helena()
    assert refused(lambda: retention.ask_rule(kind, months, reason="", by=who, at=NOW, warn_days=warn_days)) == code


def test_one_rule_of_a_class_waits_at_a_time_and_a_refused_one_makes_room() -> None:
    other = sam()
    asked = retention.ask_rule("looks", 12, reason="", by=helena(), at=NOW)
    assert refused(lambda: retention.ask_rule("looks", 24, reason="", by=other, at=NOW)) == "retention-asked"
    retention.refuse_rule(asked, by=helena(), at=NOW)
    retention.ask_rule("looks", 24, reason="", by=other, at=NOW)


def test_a_conversation_goes_after_its_time_and_its_warning_and_not_before() -> None:
    row, rule = closed(), a_rule()
    assert retention_running.announce(at=NOW + 100 * DAY) == []
    notice = announced()
    assert (notice.expected, notice.goes_at) == (1, LATER + 14 * DAY)
    assert retention_running.run_due(at=LATER + 13 * DAY) == 0
    assert words_of(row)
    assert retention_running.run_due(at=LATER + 14 * DAY) == 1
    assert words_of(row) == []
    erasure = Erasure.objects.get()
    assert (erasure.basis, erasure.approved_by) == ("retention", f"retention:{rule.pk}")
    message = Message.objects.filter(conversation=row).first()
    assert not Content.objects.filter(entry__subject=f"message:{message and message.pk}").exists()
    notice.refresh_from_db()
    assert (notice.taken, notice.done_at) == (1, LATER + 14 * DAY)


def test_twice_does_no_harm() -> None:
    closed(), a_rule()
    announced()
    assert retention_running.announce(at=LATER) == []
    assert retention_running.run_due(at=LATER + 14 * DAY) == 1
    before = Entry.objects.count()
    assert retention_running.run_due(at=LATER + 14 * DAY) == 0
    assert retention_running.announce(at=LATER + 14 * DAY) == []
    assert Entry.objects.count() == before


def test_a_hold_that_is_set_after_the_warning_keeps_the_conversation() -> None:
    row, other = closed(), closed("Where is the parcel?")
    a_rule()
    assert announced().expected == 2
    actions.hold(row, "A claim.", by=helena(), at=LATER + DAY)
    assert retention_running.run_due(at=LATER + 14 * DAY) == 1
    assert words_of(row)
    assert words_of(other) == []


def test_a_hold_that_comes_between_two_batches_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    row = closed()
    a_rule()
    notice = announced()
    rows = due_before("conversations", notice.cutoff)
    actions.hold(row, "A claim.", by=helena(), at=LATER + 14 * DAY)
    monkeypatch.setattr(retention_running, "due_before", lambda *_: rows)
    assert retention_running.take(notice, rows, at=LATER + 14 * DAY) == 0
    assert words_of(row)


def test_what_was_opened_again_or_is_still_promised_stays() -> None:
    row = closed()
    a_rule()
    announced()
    conversations.reopen(row, by=ada(), at=LATER)
    assert retention_running.run_due(at=LATER + 14 * DAY) == 0
    assert words_of(row)


def test_what_somebody_asked_to_erase_waits_for_its_answer() -> None:
    row = closed()
    a_rule()
    announced()
    actions.ask(f"conversation:{row.pk}", "objection", reason="", by=bo(), at=LATER)
    assert retention_running.run_due(at=LATER + 14 * DAY) == 0
    assert words_of(row)


def test_another_rule_calls_the_warning_off() -> None:
    row = closed()
    a_rule()
    notice = announced()
    a_rule(months=None, at=LATER)
    assert retention_running.run_due(at=LATER + 14 * DAY) == 0
    notice.refresh_from_db()
    assert notice.dropped_at == LATER
    assert words_of(row)


def test_a_run_that_is_cut_off_goes_on_next_time() -> None:
    rows = [closed(f"Parcel {number}") for number in range(3)]
    a_rule()
    announced()
    answers = iter([False, True])
    retention_running.AT_ONCE, usual = 1, retention_running.AT_ONCE
    try:
        assert retention_running.run_due(at=LATER + 14 * DAY, stopping=lambda: next(answers)) == 1
        assert len(retention_running.open_notices()) == 1
        assert retention_running.run_due(at=LATER + 15 * DAY) == 2
    finally:
        retention_running.AT_ONCE = usual
    assert [words_of(row) for row in rows] == [[], [], []]


def test_a_conversation_stays_as_long_as_the_words_of_its_incident() -> None:
    row = closed()
    incident = incidents.an_incident(conversation=row, at=NOW)
    a_rule(), a_rule("incidents", 24)
    assert retention_running.announce(at=NOW + 400 * DAY) == []
    Alert.objects.update(ended_at=NOW, end="answered")
    late = NOW + 1000 * DAY
    assert [one.rule.kind for one in retention_running.announce(at=late)] == ["incidents"]
    assert retention_running.run_due(at=late + 14 * DAY) == 1
    incident.refresh_from_db()
    assert (incident.wiped_at, incident.asked, incident.who) == (late + 14 * DAY, "", "")
    assert incident.severity == "abuse"
    assert [one.rule.kind for one in retention_running.announce(at=late + 14 * DAY)] == ["conversations"]


def test_an_incident_that_nobody_answered_stays() -> None:
    helena()
    incidents.an_incident(at=NOW)
    a_rule("incidents", 1)
    assert due_before("incidents", LATER) == [], "its alert is open"
    Alert.objects.update(ended_at=NOW, end="answered")
    assert len(due_before("incidents", LATER)) == 1


def test_measures_go_after_their_end_and_the_rows_stay() -> None:
    ada_row = ada()
    merit = Merit.objects.create(asked="A refund", demand="fair", ours="no", standing="nothing", by=ada_row, at=NOW)
    said = {"reason": "Insults", "text": "Dear Mia", "language": "en", "by": ada_row, "at": NOW}
    warning = Warning.objects.create(**said)
    running = Restriction.objects.create(kind="end", from_at=NOW, review_at=NOW.date(), merit=merit, **said)
    over = Restriction.objects.create(
        kind="end", from_at=NOW, review_at=NOW.date(), merit=merit, ended_at=NOW + DAY, **said
    )
    a_rule("measures", 12)
    announced()
    assert retention_running.run_due(at=LATER + 14 * DAY) == 2
    for row in (warning, over, running):
        row.refresh_from_db()
    assert (warning.text, over.text, running.text) == ("", "", "Dear Mia")
    assert set(Wiped.objects.values_list("subject", flat=True)) == {f"warning:{warning.pk}", f"restriction:{over.pk}"}
    assert retention_running.announce(at=LATER + 15 * DAY) == []


def test_looks_requests_and_packs_have_rules_of_their_own() -> None:
    incident = incidents.an_incident(at=NOW)
    note_look(incident, by=aino(), at=NOW)
    ask = Request.objects.create(kind="rest", member=ada(), at=NOW, line="I cannot sleep.")
    act = Act.objects.create(
        kind="pause", severity="abuse", member=ada(), at=NOW, is_backed=True, note="He shouted at me."
    )
    pack = Pack.objects.create(incident=incident, asked_by=helena(), asked_at=NOW, made_at=NOW, reason="For the court")
    pack.recipients.create(name="The district court", by=helena(), at=NOW)
    for kind in ("looks", "requests", "packs"):
        a_rule(kind, 3)
    assert len(retention_running.announce(at=LATER)) == 3
    assert retention_running.run_due(at=LATER + 14 * DAY) == 4
    for row in (ask, act, pack):
        row.refresh_from_db()
    assert (ask.line, act.note, pack.reason, pack.recipients.get().name) == ("", "", "", "")
    assert not Look.objects.exists()
    assert Incident.objects.get().line, "the incident keeps its words: it has another rule"


def test_the_ledger_says_what_went_by_which_rule_without_words() -> None:
    row, rule = closed(), a_rule()
    announced()
    retention_running.run_due(at=LATER + 14 * DAY)
    kinds = list(Entry.objects.filter(subject=f"retention:{rule.pk}").order_by("number").values_list("kind", flat=True))
    assert kinds == ["retention.asked", "retention.approved", "retention.announced", "retention.taken"]
    said = Entry.objects.get(kind="retention.taken").body or ""
    assert f"conversation:{row.pk}" in said
    assert "Two audits" not in "".join(entry.body or "" for entry in Entry.objects.filter(kind__startswith="retention"))


@pytest.mark.parametrize(
    ("at", "months", "before"),
    [("2026-03-31", 1, "2026-02-28"), ("2024-03-31", 1, "2024-02-29"), ("2026-01-15", 1, "2025-12-15")],
)
def test_months_before(at: str, months: int, before: str) -> None:
    day = datetime.fromisoformat(at).replace(tzinfo=UTC)
    assert month_before(day, months).date().isoformat() == before


def test_whoever_left_makes_no_rule() -> None:
    gone = helena()
    Member.objects.filter(pk=gone.pk).update(left_at=NOW)
    gone.refresh_from_db()
    assert refused(lambda: retention.ask_rule("looks", 3, reason="", by=gone, at=NOW)) == "right"
