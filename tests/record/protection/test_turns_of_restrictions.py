"""A restriction is looked at again, lifted, extended, appealed against; each by somebody, with reasons and a letter."""

from __future__ import annotations

from datetime import timedelta

import pytest
from builders import ada, bo, cy, helena, somebody
from ledger_kinds import entry, kinds_of, refused
from measures import (
    DAY,
    HOUR,
    a_plan,
    a_restriction,
    a_warning,
    decided,
    her_incident,
    mia,
    outcome,
    she_writes,
    turned,
)

from evenhand.record.outbox.models import Letter
from evenhand.record.people.errors import LinkRefused, NotFound
from evenhand.record.people.tokens import digest
from evenhand.record.protection.models import AppealLink, Review
from evenhand.record.protection.restrictions import appeals
from evenhand.record.protection.restrictions.access import kept_apart_of, restriction_for, whom_for
from evenhand.record.protection.restrictions.appeals import Decision, appeal_by_link, record_appeal, restriction_behind
from evenhand.record.protection.restrictions.employer_letters import (
    NewEmployerLetter,
    draft_employer_letter,
    keep_employer_answer,
    write_to_employer,
)
from evenhand.record.protection.restrictions.letters import Outgoing
from evenhand.record.protection.restrictions.queries import appeals_waiting, course_of, reviews_due, standings
from evenhand.record.protection.restrictions.turns import EXTEND, KEEP, LIFT, Turn, draft_turn
from evenhand.record.protection.restrictions.whom import Whom

pytestmark = pytest.mark.django_db
DAYS = timedelta(days=1)
LATER = DAY + 5 * DAYS


@pytest.fixture(autouse=True)
def people():
    return [ada(), bo(), cy(), helena(), vera()]


def vera():
    """Another manager, who had no part in it."""
    return somebody("Vera Lind", ["manager"])


def test_a_review_keeps_it_until_the_next():
    row = a_restriction()
    turned("review", row, Turn(KEEP, "It happened again.", (LATER + 20 * DAYS).date()), at=LATER)
    row.refresh_from_db()
    assert row.review_at == (LATER + 20 * DAYS).date()
    assert Review.objects.get().outcome == "kept"
    assert kinds_of(row)[-1] == "restriction.reviewed"
    assert "again" not in entry(row, "restriction.reviewed")


def test_a_button_pressed_twice_sends_one_letter():
    row = a_restriction()
    first = a_warning_in_her_second_week()
    assert refused(a_warning_in_her_second_week) == "sent-already"
    assert first.pk
    kept = Turn(KEEP, "It happened again.", (LATER + 20 * DAYS).date())
    turned("review", row, kept, at=LATER)
    assert refused(lambda: turned("review", row, kept, at=LATER + HOUR / 60)) == "sent-already"
    new = NewEmployerLetter("tell", Whom(contact=mia()), "She shouted.", restriction=row)
    letter = Outgoing("hr@acme.example", "What applies", "We answer her at set hours.")
    write_to_employer(new, letter, by=bo(), at=LATER)
    assert refused(lambda: write_to_employer(new, letter, by=bo(), at=LATER)) == "sent-already"
    assert Letter.objects.filter(posted_at__gte=LATER).count() == 3
    assert write_to_employer(new, letter, by=bo(), at=LATER + DAYS).pk, "a day later it is a second letter"


def a_warning_in_her_second_week():
    """Bo warns her once more."""
    return a_warning(at=LATER)


def test_a_review_may_lift_it():
    row = a_restriction()
    turned("review", row, Turn(LIFT, "All is well."), at=LATER)
    row.refresh_from_db()
    assert (row.ended_at, row.lift.by, Review.objects.get().outcome) == (LATER, helena(), "lifted")
    assert mia().limits == []


def test_it_is_extended_only_to_something_longer():
    row = a_restriction()
    longer, shorter = row.until + 30 * DAYS, row.until - DAYS
    day = (LATER + 20 * DAYS).date()
    assert refused(lambda: turned("extend", row, Turn(EXTEND, "…", day, shorter), at=LATER)) == "until-longer"
    turned("extend", row, Turn(EXTEND, "It went on.", day, longer), at=LATER)
    row.refresh_from_db()
    assert (row.until, row.review_at) == (longer, day)
    assert she_writes(at=longer - HOUR, manner="abusive").apart


def test_it_is_not_extended_into_another():
    row = a_restriction()
    decided(a_plan("no-abuse", from_at=row.until))
    turn = Turn(EXTEND, "It went on.", (LATER + 20 * DAYS).date(), row.until + DAYS)
    assert refused(lambda: turned("extend", row, turn, at=LATER)) == "overlap"


def test_no_letter_of_a_turn_is_drafted_for_what_would_be_refused():
    row = a_restriction()
    far, late = (LATER + 184 * DAYS).date(), (row.until + DAYS).date()
    shorter = Turn(EXTEND, "…", (LATER + DAYS).date(), row.until - DAYS)
    for turn, code in ((Turn(KEEP, "…", far), "review-far"), (Turn(KEEP, "…", late), "review-late"),
                       (shorter, "until-longer")):  # fmt: skip
        assert refused(lambda told=turn: draft_turn(row, told, by=helena(), at=LATER)) == code
    appeal = record_appeal(row, "It was not me.", by=bo(), at=LATER)
    longer = Decision("in-part", "…", until=row.until + DAYS, changes="…")
    assert refused(lambda: appeals.draft_decision(appeal, longer, by=vera(), at=LATER)) == "until-sooner"
    assert draft_turn(row, Turn(KEEP, "…", (LATER + DAYS).date()), by=helena(), at=LATER).text


def test_in_part_brings_the_next_look_forward_to_the_last_day():
    row = a_restriction()
    appeal = record_appeal(row, "Four weeks!", by=bo(), at=LATER)
    sooner = LATER + 3 * DAYS
    decision = Decision("in-part", "Less will do.", until=sooner, changes="It ends sooner.")
    text = appeals.draft_decision(appeal, decision, by=vera(), at=LATER).text
    outcome(appeal, decision, by=vera(), at=LATER)
    row.refresh_from_db()
    assert row.review_at == sooner.date()
    assert f"again on {sooner.day} March" in text or f"by {sooner.day} March" in text


def test_an_appeal_refused_after_the_end_does_not_say_that_it_still_applies():
    row = a_restriction()
    appeal = record_appeal(row, "It was not me.", by=bo(), at=row.until - HOUR)
    before, after = (
        appeals.draft_decision(appeal, Decision("refused", "It was."), by=vera(), at=when).text
        for when in (row.until - HOUR / 2, row.until + DAYS)
    )
    assert "still applies" in before
    assert "still applies" not in after
    assert "ended in the meantime" in after
    assert "look at it again" not in after


def test_an_appeal_granted_after_the_end_leaves_the_end_where_it_was():
    row = a_restriction()
    appeal = record_appeal(row, "It was not me.", by=bo(), at=row.until - HOUR)
    outcome(appeal, Decision("granted", "It was somebody else."), by=vera(), at=row.until + DAYS)
    row.refresh_from_db()
    assert row.ended_at in (None, row.until)
    assert not hasattr(row, "lift")


@pytest.mark.parametrize(
    ("act", "turn", "code"),
    [
        ("lift", Turn(LIFT, " "), "no-reason"),
        ("review", Turn(KEEP, "…"), "turn"),
        ("review", Turn(KEEP, "…", DAY.date()), "review-past"),
        ("review", Turn(KEEP, "…", (LATER + 184 * DAYS).date()), "review-far"),
    ],
)
def test_a_turn_needs_reasons_and_a_day_in_reach(act, turn, code):
    row = a_restriction()
    assert refused(lambda: turned(act, row, turn, at=LATER)) == code
    assert turned("lift", row, Turn(LIFT, "Over."), at=LATER)


def test_only_the_role_decides_on_turns_and_only_while_it_stands():
    row = a_restriction()
    assert refused(lambda: turned("lift", row, Turn(LIFT, "…"), at=LATER, by=bo())) == "not-decider"
    turned("lift", row, Turn(LIFT, "Over."), at=LATER)
    assert refused(lambda: turned("lift", row, Turn(LIFT, "Again."), at=LATER)) == "restriction-ended"


def test_two_who_lift_at_once_lift_it_once():
    row, same = a_restriction(), None
    same = restriction_for(helena(), row.pk)
    turned("lift", row, Turn(LIFT, "Over."), at=LATER)
    assert refused(lambda: turned("lift", same, Turn(LIFT, "Over."), at=LATER, by=vera())) == "restriction-ended"


def test_an_overdue_review_nags_until_it_is_done():
    row = a_restriction()
    due = row.from_at + 14 * DAYS
    assert reviews_due(helena(), now=due - DAYS) == []
    assert reviews_due(helena(), now=due + 2 * DAYS) == [row]
    assert standings(bo(), now=due).due == [row]
    assert reviews_due(bo(), now=due) == []
    turned("review", row, Turn(KEEP, "Still.", (due + 10 * DAYS).date()), at=due)
    assert reviews_due(helena(), now=due + 2 * DAYS) == []


def token_of(row) -> str:
    """The token that stands in the letter of a restriction."""
    return row.letter.text.split("https://desk.example/appeal/")[1].split()[0]


def test_an_appeal_by_link_waits_for_somebody_who_had_no_part():
    row = a_restriction()
    appeal = appeal_by_link(token_of(row), "It was not me.", at=LATER)
    assert (appeal.restriction, appeal.recorded_by) == (row, None)
    assert appeals_waiting(vera()) == [appeal]
    assert appeals_waiting(helena()) == appeals_waiting(bo()) == []
    assert vera().name in Letter.objects.get(key=f"appeal:{appeal.pk}").text
    assert "not me" not in entry(appeal, "appeal.received")


def test_of_a_link_only_the_hash_is_kept():
    row = a_restriction()
    assert AppealLink.objects.get().token_hash == digest(token_of(row))
    assert restriction_behind(token_of(row)) == row
    with pytest.raises(LinkRefused, match="link-unknown"):
        restriction_behind("guessed")


def test_a_link_tells_how_it_ended_for_a_month_and_then_nothing():
    row = a_restriction()
    token = token_of(row)
    last = row.until + appeals.TELLS_FOR
    assert not appeals.link_is_over(row, last - HOUR)
    assert appeals.link_is_over(row, last)
    assert refused(lambda: appeal_by_link(token, "Hello?", at=last - HOUR)) == "restriction-ended"
    with pytest.raises(LinkRefused, match="link-expired"):
        appeal_by_link(token, "Hello?", at=last)


def test_a_link_lives_as_long_as_an_appeal_waits_and_a_month_after_its_answer():
    row = a_restriction()
    appeal = appeal_by_link(token_of(row), "It was not me.", at=row.until - HOUR)
    late = row.until + 2 * appeals.TELLS_FOR
    assert not appeals.link_is_over(row, late)
    outcome(appeal, Decision("refused", "It was."), by=vera(), at=late)
    assert not appeals.link_is_over(row, late + appeals.TELLS_FOR - HOUR)
    assert appeals.link_is_over(row, late + appeals.TELLS_FOR)


def test_a_link_of_what_has_no_end_lives_until_it_is_lifted():
    row = a_restriction(until=None)
    assert not appeals.link_is_over(row, DAY + 4000 * DAYS)
    turned("lift", row, Turn(LIFT, "Over."), at=LATER)
    assert not appeals.link_is_over(row, LATER + DAYS)
    assert appeals.link_is_over(row, LATER + appeals.TELLS_FOR)


def test_one_appeal_waits_at_a_time_and_none_after_the_end():
    row = a_restriction()
    token = token_of(row)
    assert refused(lambda: appeal_by_link(token, " ", at=LATER)) == "no-words"
    appeal_by_link(token, "It was not me.", at=LATER)
    assert refused(lambda: appeal_by_link(token, "Hello?", at=LATER)) == "appeal-waiting"
    assert refused(lambda: appeal_by_link(token, "Hello?", at=row.until)) == "restriction-ended"


def test_whoever_restricted_does_not_decide_on_the_appeal():
    row = a_restriction()
    appeal = record_appeal(row, "It was not me.", by=bo(), at=LATER)
    for member in (helena(), bo(), ada()):
        assert refused(lambda who=member: outcome(appeal, Decision("refused", "…"), by=who, at=LATER)) == "four-eyes"
    assert outcome(appeal, Decision("refused", "It was."), by=vera(), at=LATER).outcome == "refused"
    assert refused(lambda: outcome(appeal, Decision("granted", "…"), by=vera(), at=LATER)) == "appeal-decided"


def test_granted_lifts_it():
    row = a_restriction()
    appeal = record_appeal(row, "It was not me.", by=bo(), at=LATER)
    outcome(appeal, Decision("granted", "It was somebody else."), by=vera(), at=LATER)
    row.refresh_from_db()
    assert (row.ended_at, row.lift.by) == (LATER, vera())
    assert not she_writes(at=LATER + HOUR, manner="abusive").apart


def test_in_part_shortens_it():
    row = a_restriction()
    appeal = record_appeal(row, "Four weeks!", by=bo(), at=LATER)
    sooner = LATER + 3 * DAYS
    decision = Decision("in-part", "Two weeks will do.", until=sooner, changes="It ends sooner.")
    late = Decision("in-part", "…", until=row.until + DAYS, changes="…")
    assert refused(lambda: outcome(appeal, late, by=vera(), at=LATER)) == "until-sooner"
    assert refused(lambda: outcome(appeal, Decision("in-part", "…", until=sooner), by=vera(), at=LATER)) == "no-changes"
    outcome(appeal, decision, by=vera(), at=LATER)
    row.refresh_from_db()
    assert row.until == sooner
    assert not she_writes(at=sooner, manner="abusive").apart


def test_an_appeal_in_a_message_that_was_kept_apart():
    row = a_restriction("end")
    message = she_writes(at=LATER)
    assert [one.message for one in kept_apart_of(bo(), row)] == [message]
    appeal = record_appeal(row, message.text, by=bo(), at=LATER, message=message)
    assert appeal.message == message
    assert [event.kind for event in course_of(row)] == ["made", "appealed"]


def test_the_outsider_sees_no_restriction_and_no_way_to_make_one():
    row = a_restriction()
    assert restriction_for(ada(), row.pk) == row
    with pytest.raises(NotFound):
        restriction_for(cy(), row.pk)
    with pytest.raises(NotFound):
        whom_for(cy(), contact=mia().pk)


def test_the_firm_is_asked_and_its_answer_kept():
    incident = her_incident()
    new = NewEmployerLetter(
        "ask", Whom(contact=mia()), "A colleague was called names.", "Please speak with her.", LATER.date(),
        incident=incident,
    )  # fmt: skip
    words = draft_employer_letter(new, by=bo(), at=DAY + DAYS)
    row = write_to_employer(new, Outgoing("hr@acme.example", words.subject, words.text), by=bo(), at=DAY + DAYS)
    assert row.letter.to == row.to == "hr@acme.example"
    keep_employer_answer(row, "We did.", by=bo(), at=LATER)
    assert refused(lambda: keep_employer_answer(row, "Again.", by=bo(), at=LATER)) == "answered-already"


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"kind": "tell"}, "no-restriction"),
        ({"asks": ""}, "no-asks"),
        ({"answer_by": DAY.date()}, "answer-past"),
        ({"kind": "sue"}, "employer-kind"),
    ],
)
def test_a_letter_to_a_firm_says_what_it_wants(changed, code):
    given = {"kind": "ask", "whom": Whom(contact=mia()), "reason": "…", "asks": "…", "answer_by": LATER.date()}
    assert refused(lambda: draft_employer_letter(NewEmployerLetter(**given | changed), by=bo(), at=DAY)) == code
    assert (
        refused(lambda: draft_employer_letter(NewEmployerLetter(**given), by=ada(), at=DAY)) == "employer-not-allowed"
    )
    assert draft_employer_letter(NewEmployerLetter(**given), by=bo(), at=DAY).subject


def test_the_firm_is_told_what_applies():
    row = a_restriction("one-channel", channel="mail")
    new = NewEmployerLetter("tell", Whom(contact=mia()), "She shouted.", restriction=row)
    assert draft_employer_letter(new, by=bo(), at=LATER).text


def test_whoever_extended_has_a_part_in_it_too():
    row = a_restriction()
    turn = Turn(EXTEND, "It went on.", (LATER + 20 * DAYS).date(), row.until + DAYS)
    turned("extend", row, turn, at=LATER, by=vera())
    appeal = record_appeal(row, "Enough.", by=bo(), at=LATER)
    assert appeals.who_may_decide(row) == []
    assert refused(lambda: outcome(appeal, Decision("granted", "…"), by=vera(), at=LATER)) == "four-eyes"
